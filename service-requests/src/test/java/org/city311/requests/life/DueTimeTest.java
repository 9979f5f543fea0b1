package org.city311.requests.life;

import static org.city311.requests.life.TestRequests.ANA;
import static org.city311.requests.life.TestRequests.RULES;
import static org.city311.requests.life.TestRequests.RUNS_ON;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.TWO_WORKING_DAYS;
import static org.city311.requests.life.TestRequests.after;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.Pause;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Entry.Move;
import org.junit.jupiter.api.Test;

/// How the due time moves. Requests are made on Monday, 10:00 in New York.
class DueTimeTest {
  private static final Instant IN_48_HOURS = T0.plus(Duration.ofDays(2));

  /// Wednesday, 17:00 in New York.
  private static final Instant WEDNESDAY_EVENING = Instant.parse("2026-11-18T22:00:00Z");

  @Test
  void making_saysTheFirstPromiseInTheHistory() {
    Done made = made(1, TWO_WORKING_DAYS);

    assertEquals(WEDNESDAY_EVENING, made.request().timing().firstDue());
    assertEquals(WEDNESDAY_EVENING, made.request().timing().due());
    assertEquals(Optional.of(new Move(WEDNESDAY_EVENING, WEDNESDAY_EVENING)), entry(made).due());
  }

  @Test
  void hold_whereItStopsTheClock_movesTheDueTimeOnceItEnds_andTheFirstPromiseStays() {
    Done held = done(made(1, TWO_DAYS).request(), new Change.Hold("rain"), hours(10));
    Done resumed = done(held.request(), new Change.Resume(), hours(13));

    assertEquals(Optional.empty(), entry(held).due());
    assertEquals(
        Optional.of(new Move(IN_48_HOURS, IN_48_HOURS.plus(Duration.ofHours(3)))),
        entry(resumed).due());
    assertEquals(IN_48_HOURS, resumed.request().timing().firstDue());
  }

  @Test
  void hold_whereItDoesNotStopTheClock_movesNothing() {
    Request held = after(made(1, RUNS_ON).request(), new Change.Hold("rain"), hours(10));
    Done resumed = done(held, new Change.Resume(), hours(13));

    assertEquals(Optional.empty(), entry(resumed).due());
    assertTrue(held.isLate(hours(49)), "the clock runs on");
  }

  @Test
  void heldRequest_isNotLate_unlessItWasBefore() {
    Request made = made(1, TWO_DAYS).request();
    Request held = after(made, new Change.Hold("rain"), hours(48));
    Request heldLate = after(made, new Change.Hold("rain"), hours(49));

    assertFalse(held.isLate(hours(1_000)));
    assertTrue(heldLate.isLate(hours(1_000)));
    assertTrue(made.isLate(hours(48).plusMillis(1)));
    assertFalse(made.isLate(hours(48)));
  }

  @Test
  void closing_endsTheHold_andTheClock() {
    Request held = after(made(1, TWO_DAYS).request(), new Change.Hold("rain"), hours(40));
    Done closed = done(held, new Change.Close(Outcome.DONE, ""), hours(100));

    assertEquals(Optional.of(new Move(IN_48_HOURS, hours(108))), entry(closed).due());
    assertFalse(closed.request().isLate(hours(1_000)), "closed in time");
  }

  @Test
  void reopening_makesNoNewPromise_whatWasLeftGoesOn() {
    Request closed =
        after(made(1, TWO_DAYS).request(), new Change.Close(Outcome.DONE, ""), hours(47));
    Done reopened = done(closed, new Change.Reopen("it is back"), hours(147));

    assertEquals(Optional.of(new Move(IN_48_HOURS, hours(148))), entry(reopened).due());
  }

  @Test
  void reopening_ofWhatWasClosedLate_isLateStill() {
    Request closed =
        after(made(1, TWO_DAYS).request(), new Change.Close(Outcome.DONE, ""), hours(49));
    Done reopened = done(closed, new Change.Reopen("it is back"), hours(147));

    assertEquals(Optional.empty(), entry(reopened).due());
    assertTrue(reopened.request().isLate(hours(147)));
  }

  @Test
  void transfer_countsByTheNextDepartmentsCalendar_fromTheBeginning() {
    Request friday = made(1, TWO_WORKING_DAYS).request();
    Done transferred = done(friday, new Change.Transfer("water", "a burst main"), hours(30));

    // Water works always: the second working day ends at Wednesday's midnight.
    Instant midnight = Instant.parse("2026-11-19T05:00:00Z");
    assertEquals(Optional.of(new Move(WEDNESDAY_EVENING, midnight)), entry(transferred).due());
    assertEquals(WEDNESDAY_EVENING, transferred.request().timing().firstDue());
    Done back = done(transferred.request(), new Change.Transfer("streets", "no"), hours(31));
    assertEquals(Optional.of(new Move(midnight, WEDNESDAY_EVENING)), entry(back).due());
  }

  @Test
  void transfer_ofWhatIsHeld_endsTheHold_andTakesItsTimeAlong() {
    Request held = after(made(1, TWO_DAYS).request(), new Change.Hold("rain"), hours(10));
    Done transferred = done(held, new Change.Transfer("water", "a burst main"), hours(20));

    assertEquals(Optional.of(new Move(IN_48_HOURS, hours(58))), entry(transferred).due());
    assertEquals(List.of(new Pause(hours(10), hours(20))), transferred.request().timing().pauses());
    assertEquals(Optional.empty(), transferred.request().assignee());
  }

  @Test
  void changeOfTheCalendar_movesNothing_untilItIsRecalculated_andThenSaysSo() {
    Request made = made(1, TWO_WORKING_DAYS).request();
    RequestRules newCalendar = new RequestRules(_ -> TestRequests.calendar("water"));
    Done started = (Done) newCalendar.decide(made, new Change.Start(), ANA, hours(1));
    Change recalculate = new Change.Recalculate(Optional.empty(), "open at night from now on");
    Done recalculated = (Done) newCalendar.decide(started.request(), recalculate, ANA, hours(2));

    assertEquals(Optional.empty(), entry(started).due());
    assertEquals(
        Optional.of(new Move(WEDNESDAY_EVENING, Instant.parse("2026-11-19T05:00:00Z"))),
        entry(recalculated).due());
    assertEquals("open at night from now on", entry(recalculated).why());
    assertEquals(WEDNESDAY_EVENING, recalculated.request().timing().firstDue());
  }

  @Test
  void newPromise_isInTheHistory_besideTheOld() {
    Promise longer = new Promise(21, Promise.Unit.DAYS, Promise.Time.CALENDAR, false);
    Change change = new Change.Recalculate(Optional.of(longer), "storm");
    Done recalculated = done(made(1, TWO_DAYS).request(), change, hours(1));

    assertEquals(
        new Entry.What(
            Entry.Kind.RECALCULATED, "48 HOURS CALENDAR, stops on hold", "21 DAYS CALENDAR"),
        entry(recalculated).what());
    assertEquals(IN_48_HOURS, recalculated.request().timing().firstDue());
  }

  @Test
  void departmentThatIsNoLongerThere_leavesTheDueTime_andTheNextTransferCountsThePauses() {
    RequestRules without =
        new RequestRules(id -> id.equals("streets") ? Optional.empty() : TestRequests.calendar(id));
    Request held = after(made(1, TWO_DAYS).request(), new Change.Hold("rain"), hours(10));
    Done resumed = (Done) without.decide(held, new Change.Resume(), ANA, hours(20));
    Change transfer = new Change.Transfer("water", "streets was dissolved");
    Done transferred = (Done) without.decide(resumed.request(), transfer, ANA, hours(21));

    assertEquals(Optional.empty(), entry(resumed).due());
    assertEquals(Optional.of(new Move(IN_48_HOURS, hours(58))), entry(transferred).due());
    assertInstanceOf(
        Decision.Refused.class,
        without.decide(held, new Change.Recalculate(Optional.empty(), "why"), ANA, hours(20)));
  }

  @Test
  void mergeAndUnmerge_moveNoDueTime_andGiveBackTheHold() {
    Request other = made(2, TWO_DAYS).request();
    Request held = after(made(1, TWO_DAYS).request(), new Change.Hold("rain"), hours(10));
    Done merged = done(held, new Change.Merge(other, ""), hours(11));
    Done unmerged =
        done(
            merged.request(),
            new Change.Unmerge(merged.steps().getLast().after(), "two holes"),
            hours(12));

    assertEquals(held.state(), unmerged.request().state());
    assertEquals(held.timing(), unmerged.request().timing());
    assertEquals(
        Optional.of(new Move(IN_48_HOURS, hours(58))),
        entry(done(unmerged.request(), new Change.Resume(), hours(20))).due());
  }

  @Test
  void clockThatGoesBack_doesNotTakeTheHistoryBack() {
    Request started = after(made(1, TWO_DAYS).request(), new Change.Start(), hours(10));
    Done held = (Done) RULES.decide(started, new Change.Hold("rain"), ANA, hours(9));

    assertEquals(hours(10), entry(held).at());
    assertEquals(hours(10), held.request().changedAt());
  }

  private static Instant hours(int hours) {
    return T0.plus(Duration.ofHours(hours));
  }

  private static Entry entry(Done done) {
    return done.steps().getFirst().entry();
  }
}
