package org.city311.flows.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.line.Caller;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final String ANN = "+14105550101";
  private static final String BOB = "4105550102";

  private final KnownNumbers known = new KnownNumbers();
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private int calls;

  @Test
  void number_hasSoManyCallsAtOnce_andOneMoreAsSoonAsOneHasEnded() {
    Admission admission = admission(2, 0, 0);

    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    assertEquals(Verdict.LET_IN, calls(admission, "4105550101"));
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, "14105550101"));
    assertEquals(Verdict.LET_IN, calls(admission, BOB));

    admission.on(ended("call-1", ANN, "service"));
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, ANN));
    assertEquals(2, admission.count(Verdict.TOO_MANY_AT_ONCE));
    assertEquals(4, admission.count(Verdict.LET_IN));
  }

  @Test
  void number_isLetInSoOftenWithinAnHour_andRefusalsDoNotCount() {
    Admission admission = admission(0, 3, 0);

    for (int i = 1; i <= 3; i++) {
      assertEquals(Verdict.LET_IN, calls(admission, ANN));
      admission.on(ended("call-" + calls, ANN, "service"));
      now = now.plus(Duration.ofMinutes(10));
    }
    for (int i = 1; i <= 5; i++) {
      assertEquals(Verdict.TOO_MANY_AN_HOUR, calls(admission, ANN));
      admission.on(ended("call-" + calls, ANN, Verdict.TOO_MANY_AN_HOUR.step()));
    }
    now = now.plus(Duration.ofMinutes(30)).plusSeconds(1);
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    assertEquals(Verdict.TOO_MANY_AN_HOUR, calls(admission, ANN));
  }

  @Test
  void callsOnOtherNodes_count_andTheirRefusalsDoNot() {
    Admission admission = admission(2, 2, 0);

    admission.on(arrived("other-1", ANN));
    admission.on(arrived("other-2", ANN));
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, ANN));

    admission.on(ended("other-2", ANN, Verdict.TOO_MANY_AT_ONCE.step()));
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
  }

  @Test
  void ownCall_whichTheCentreTellsOfBeforeOrAfter_isOne() {
    Admission admission = admission(1, 1, 0);
    admission.on(arrived("call-1", ANN));
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    admission.on(arrived("call-1", ANN));

    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, ANN));
    // Heard of after it was refused: it takes nobody's place.
    admission.on(arrived("call-2", ANN));
    admission.on(ended("call-1", ANN, "service"));
    now = now.plus(Duration.ofHours(1)).plusSeconds(1);
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
  }

  @Test
  void callThatWasLetIn_isLetInAgainOnTheNextNode() {
    Admission next = admission(1, 1, 1);
    next.on(snapshot(call("call-1", ANN)));

    assertEquals(Verdict.LET_IN, next.judge(caller("call-1", ANN)));
    calls = 1;
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(next, ANN));
    assertEquals(Verdict.LET_IN, next.judge(caller("call-1", ANN)));
  }

  @Test
  void snapshot_endsCallsWhoseEndWasNotHeard_butNotThoseItDoesNotKnowYet() {
    Admission admission = admission(1, 0, 0);
    calls(admission, ANN);
    now = now.plusSeconds(5);
    calls(admission, BOB);
    now = now.plusSeconds(6);
    admission.on(snapshot());

    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, BOB));
  }

  @Test
  void remembered_callsOfTheHourBeforeTheStart_count() {
    Admission admission = admission(0, 2, 0);
    calls(admission, ANN);
    admission.remember(new CallId("old-1"), ANN, now.minus(Duration.ofMinutes(59)));
    admission.remember(new CallId("old-2"), ANN, now.minus(Duration.ofMinutes(61)));

    assertEquals(Verdict.TOO_MANY_AN_HOUR, calls(admission, ANN));
    now = now.plus(Duration.ofMinutes(2));
    assertEquals(Verdict.LET_IN, calls(admission, ANN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "Restricted"})
  void withheldNumbers_areManyPeoples_andHaveNoLimitOfTheirOwn(String ani) {
    Admission admission = admission(1, 1, 0);

    for (int i = 0; i < 100; i++) {
      assertEquals(Verdict.LET_IN, calls(admission, ani));
    }
  }

  @Test
  void exemptNumber_hasNoLimits_andIsNoPartOfAFlood() {
    Admission admission =
        new Admission(
            new Limits(1, 1, 1, Set.of(new CallerNumber("4105550101")), Duration.ZERO),
            _ -> false,
            known,
            () -> now);
    calls(admission, BOB);

    for (int i = 0; i < 10; i++) {
      assertEquals(Verdict.LET_IN, calls(admission, ANN));
    }
  }

  @Test
  void blockedNumber_isNotTaken_alsoIfItIsKnown() {
    known.add(List.of(new CallerNumber("4105550101")));
    Admission admission =
        new Admission(Limits.NONE, number -> number.value().endsWith("0101"), known, () -> now);

    assertEquals(Verdict.BLOCKED, calls(admission, ANN));
    assertEquals(Verdict.LET_IN, calls(admission, BOB));
  }

  @Test
  void flood_letsInSoManyStrangersAMinute_andEverybodyWhoIsKnown() {
    Admission admission = admission(3, 10, 20);
    known.add(List.of(new CallerNumber("4105550101")));

    List<Verdict> first = strangers(admission, 100);
    assertEquals(20, count(first, Verdict.LET_IN));
    assertEquals(80, count(first, Verdict.FLOOD));
    assertTrue(admission.isFlooded());
    assertEquals(Verdict.LET_IN, calls(admission, ANN));

    // It goes on: as many as before, each minute.
    int letIn = 0;
    for (int second = 0; second <= 600; second++) {
      now = now.plusSeconds(1);
      letIn += count(strangers(admission, 10), Verdict.LET_IN);
    }
    assertEquals(200, letIn);

    now = now.plusSeconds(61);
    assertEquals(Verdict.LET_IN, calls(admission, BOB));
    assertFalse(admission.isFlooded());
  }

  @Test
  void floodOfForgedNumbers_leavesHalfToThoseWithout_andTheOtherWayRound() {
    Admission forged = admission(0, 0, 20);
    Admission withheld = admission(0, 0, 20);
    int numbered = 0;
    int nameless = 0;
    for (int second = 0; second < 600; second++) {
      now = now.plusSeconds(1);
      strangers(forged, 50);
      nameless += calls(forged, "") == Verdict.LET_IN ? 1 : 0;
      for (int i = 0; i < 50; i++) {
        calls(withheld, "");
      }
      numbered += count(strangers(withheld, 1), Verdict.LET_IN);
    }

    // One a second was wished for, ten a minute are let in.
    assertEquals(100, nameless);
    assertEquals(100, numbered);
  }

  @Test
  void halfThatOneKindDoesNotNeed_isTheOthers() {
    Admission admission = admission(0, 0, 20);
    for (int i = 0; i < 4; i++) {
      calls(admission, "");
    }

    assertEquals(16, count(strangers(admission, 50), Verdict.LET_IN));
  }

  @Test
  void floodOfForgedNumbers_isRememberedWithinBounds() {
    Admission admission = admission(1, 1, 0);
    strangers(admission, Arrivals.MOST_NUMBERS + 1_000);

    assertEquals(Verdict.LET_IN, calls(admission, ANN));
    assertEquals(Verdict.TOO_MANY_AT_ONCE, calls(admission, ANN));
  }

  private Admission admission(int atOnce, int anHour, int floodAMinute) {
    return new Admission(
        new Limits(atOnce, anHour, floodAMinute, Set.of(), Duration.ZERO),
        _ -> false,
        known,
        () -> now);
  }

  private Verdict calls(Admission admission, String ani) {
    return admission.judge(caller("call-" + ++calls, ani));
  }

  /// Each from a number of its own, and over at once.
  private List<Verdict> strangers(Admission admission, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              String ani = "%010d".formatted(3_000_000_000L + calls);
              Verdict verdict = calls(admission, ani);
              admission.on(
                  ended("call-" + calls, ani, verdict == Verdict.LET_IN ? "x" : verdict.step()));
              return verdict;
            })
        .toList();
  }

  private static int count(List<Verdict> verdicts, Verdict which) {
    return (int) verdicts.stream().filter(verdict -> verdict == which).count();
  }

  private static Caller caller(String id, String ani) {
    return new Caller(new CallId(id), ani, "311", null, null);
  }

  private Call call(String id, String ani) {
    return Call.arriving(new CallId(id), ani, "311", "PJSIP/x", now);
  }

  private CentreEvent arrived(String id, String ani) {
    return new CentreEvent.CallArrived(now, call(id, ani));
  }

  private CentreEvent ended(String id, String ani, String step) {
    return new CentreEvent.CallEnded(
        now,
        call(id, ani)
            .atStep(step, null)
            .withState(
                new CallState.Ended(
                    new Termination(
                        Termination.Result.LEFT_IN_IVR, Termination.Reason.ENDED_BY_FLOW))));
  }

  private CentreEvent snapshot(Call... inProgress) {
    SkillGroup streets = SkillGroup.plain(new SkillGroupId("streets"), java.util.Map.of("en", "S"));
    return new CentreEvent.Snapshot(
        now,
        new Routing(List.of(streets), List.of()),
        Stream.of(inProgress).map(call -> call.withLanguage(Language.SPANISH, now)).toList(),
        List.of());
  }
}
