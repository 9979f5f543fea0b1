package org.city311.metrics.live;

import static org.city311.metrics.live.TestCity.CITY;
import static org.city311.metrics.live.TestCity.STREETS;
import static org.city311.metrics.live.TestCity.WATER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.SkillGroup;
import org.city311.metrics.FakeCentre;
import org.city311.metrics.FakeClock;
import org.city311.metrics.record.CallRecord;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {
  private static final Instant MORNING = Instant.parse("2026-03-02T14:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T05:00:00Z");

  private final FakeClock clock = new FakeClock(MORNING);
  private final FakeCentre centre = new FakeCentre(clock);
  private LiveFigures figures = new LiveFigures(CITY, clock);

  @Test
  void scriptedCalls_addUpAtEveryStep() {
    begin();
    expect(0, 0, 0, 0, 0);
    centre.arrives("a");
    expect(0, 0, 0, 0, 0);
    assertEquals(1, figures.now().inIvr());
    centre.asksFor("a", "streets");
    expect(1, 0, 0, 0, 1);
    assertEquals(0, figures.now().inIvr());
    clock.advance(Duration.ofSeconds(4));
    centre.isOfferedTo("a", "ana");
    expect(1, 0, 0, 0, 1);
    centre.offerFails("a", "ana", OfferFailure.NO_ANSWER);
    expect(1, 0, 0, 0, 1);
    centre.arrives("b");
    centre.asksFor("b", "water");
    expect(2, 0, 0, 0, 2);
    clock.advance(Duration.ofSeconds(2));
    centre.isOfferedTo("a", "ana");
    centre.isAnswered("a", "ana");
    expect(2, 1, 0, 0, 1);
    assertEquals(1, figures.now().talking());
    centre.ends("b", Result.ABANDONED, Reason.HUNG_UP_WAITING);
    expect(2, 1, 1, 0, 0);
    centre.arrives("c");
    centre.asksFor("c", "water");
    centre.ends("c", Result.LOST, Reason.SWITCH_FAILED);
    expect(3, 1, 1, 1, 0);
    centre.arrives("d");
    centre.ends("d", Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    expect(3, 1, 1, 1, 0);
    centre.talkEnds("a");
    expect(3, 1, 1, 1, 0);
    centre.ends("a", Result.ANSWERED, Reason.CALLER_HUNG_UP);
    expect(3, 1, 1, 1, 0);

    assertEquals(Duration.ofSeconds(6), figures.now().today().asa());
    assertEquals(new LiveView.Today(1, 1, 0, 0, 0, 0, 0, Duration.ofSeconds(6)), today(STREETS));
    assertEquals(new LiveView.Today(2, 0, 1, 0, 0, 1, 0, null), today(WATER));
  }

  @Test
  void asa_isTheMeanOverAnsweredCallsAlone() {
    begin();
    for (int wait : new int[] {0, 3, 9}) {
      centre.arrives("answered-" + wait);
      centre.asksFor("answered-" + wait, "water");
      clock.advance(Duration.ofSeconds(wait));
      centre.isAnswered("answered-" + wait, "ana");
    }
    centre.arrives("abandoned");
    centre.asksFor("abandoned", "water");
    clock.advance(Duration.ofMinutes(5));
    centre.ends("abandoned", Result.ABANDONED, Reason.HUNG_UP_WAITING);

    assertEquals(Duration.ofSeconds(4), figures.now().today().asa());
    assertNull(today(STREETS).asa());
  }

  @Test
  void longestWait_isOfTheOneWhoAskedFirst_alsoWhileOfferedAndAfterTheGroupChanged() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "streets");
    clock.advance(Duration.ofSeconds(10));
    centre.arrives("b");
    centre.asksFor("b", "streets");
    clock.advance(Duration.ofMillis(2_100));
    centre.isOfferedTo("a", "ana");

    assertEquals(new LiveView.Queue(2, MORNING, Duration.ofMillis(12_100)), figures.now().queue());

    centre.asksFor("a", "water");
    assertEquals(1, figures.queue(STREETS).waiting());
    assertEquals(Duration.ofMillis(2_100), figures.queue(STREETS).longestWait());
    assertEquals(Duration.ofMillis(12_100), figures.queue(WATER).longestWait());
    assertEquals(1, today(WATER).offered());
    assertEquals(1, today(STREETS).offered());

    centre.isAnswered("a", "ana");
    centre.ends("b", Result.ABANDONED, Reason.HUNG_UP_WAITING);
    assertEquals(new LiveView.Queue(0, null, Duration.ZERO), figures.now().queue());
  }

  @Test
  void agents_areCountedByState() {
    Agent ana = TestCity.agent("ana", clock);
    centre.set(ana);
    centre.set(TestCity.agent("ben", clock));
    begin();
    assertEquals(2, figures.now().agents().get(AgentState.SIGNED_OUT));

    centre.set(ana.withPresence(new Presence.Ready(), clock.instant()));
    centre.set(ana.withPresence(new Presence.NotReady("lunch", false), clock.instant()));

    Map<AgentState, Integer> agents = figures.now().agents();
    assertEquals(1, agents.get(AgentState.SIGNED_OUT));
    assertEquals(1, agents.get(AgentState.NOT_READY));
    assertEquals(0, agents.get(AgentState.READY));
  }

  @Test
  void agentOnHold_isCountedAsThat() {
    Agent ana = TestCity.agent("ana", clock);
    centre.set(ana);
    begin();

    centre.set(
        ana.withActivity(
            new Activity.Talking(new OfferId("offer-a"), new CallId("a"), true), clock.instant()));

    assertEquals(1, figures.now().agents().get(AgentState.HOLD));
    assertEquals(0, figures.now().agents().get(AgentState.TALKING));
  }

  @Test
  void readyAgents_areThoseOfTheGroupWhoHaveItsSkills_asTheRoutingIsNow() {
    SkillId pipes = new SkillId("pipes");
    Agent ana = TestCity.agent("ana", clock, Map.of(pipes, 3));
    Agent ben = TestCity.agent("ben", clock, Map.of(pipes, 2));
    centre.set(ready(ana));
    centre.set(ready(ben));
    centre.set(TestCity.agent("carla", clock));
    begin();
    assertEquals(2, group(WATER).readyAgents());

    SkillGroup skilled = withSkills(TestCity.group("water", "Water", "Agua"), Map.of(pipes, 3));
    centre.reroute(TestCity.routing(TestCity.group("streets", "Streets", "Calles"), skilled));
    assertEquals(1, group(WATER).readyAgents());
    assertEquals(2, group(STREETS).readyAgents());

    centre.set(ready(ben.withProfile(TestCity.agent("ben", clock, Map.of(pipes, 9)).profile())));
    assertEquals(2, group(WATER).readyAgents());
    centre.set(ana);
    assertEquals(1, group(WATER).readyAgents());
    centre.leaves(ben.id());
    assertEquals(0, group(WATER).readyAgents());
    assertEquals(0, group(STREETS).readyAgents());
    assertEquals(2, figures.now().agents().get(AgentState.SIGNED_OUT));
  }

  @Test
  void group_isOpenOrClosed_byTheHour() {
    Instant closing = MORNING.plus(Duration.ofHours(2));
    OpeningHours twoHours =
        new OpeningHours(
            ZoneOffset.UTC,
            Map.of(
                DayOfWeek.MONDAY,
                List.of(new OpeningHours.Span(LocalTime.of(14, 0), LocalTime.of(16, 0)))),
            Map.of());
    begin();
    centre.reroute(TestCity.routing(withHours(TestCity.group("water", "W", "A"), twoHours)));

    clock.set(closing.minusMillis(1));
    assertTrue(group(WATER).open());
    clock.set(closing);
    assertFalse(group(WATER).open());
  }

  @Test
  void groups_areThoseOfTheRouting_inItsOrder_andALaterOneHasItsCallsAtOnce() {
    assertEquals(List.of(), figures.now().groups(), "none before the feed has begun");
    begin();
    centre.arrives("a");
    centre.asksFor("a", "parks");
    centre.answeredCall("b", "parks", "ana");
    assertEquals(List.of(STREETS, WATER), groups());

    SkillGroup parks = TestCity.group("parks", "Parks", "Parques");
    centre.reroute(TestCity.routing(parks, TestCity.group("water", "Water", "Agua")));

    assertEquals(List.of(parks.id(), WATER), groups());
    assertEquals(1, group(parks.id()).queue().waiting());
    assertEquals(2, today(parks.id()).offered());
    assertEquals(1, today(parks.id()).answered());
    centre.gap();
    assertEquals(List.of(parks.id(), WATER), groups());
  }

  @Test
  void treatedCaller_isWithTheIvrMeanwhile_andComesBackToTheSamePlace() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    clock.advance(Duration.ofSeconds(60));

    centre.isTreated("a", Treatment.CALLBACK);

    assertEquals(0, figures.now().queue().waiting());
    assertEquals(1, figures.now().inIvr());
    expect(1, 0, 0, 0, 1);
    centre.comesBack("a");
    assertEquals(new LiveView.Queue(1, MORNING, Duration.ofSeconds(60)), group(WATER).queue());
    assertEquals(0, figures.now().inIvr());
  }

  @Test
  void treatedCallerWhoHungUp_andWhoseFlowIsWaitedFor_isNowhereOnTheFloor() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    Call treated = centre.isTreated("a", Treatment.MESSAGE);

    figures.on(
        new CentreEvent.CallTreated(
            clock.instant(),
            treated.withState(new CallState.Treated(Treatment.MESSAGE, clock.instant(), true)),
            Treatment.MESSAGE));

    assertEquals(0, figures.now().inIvr());
    assertEquals(0, figures.now().queue().waiting());
    expect(1, 0, 0, 0, 1);
  }

  @Test
  void overflowedAndCalledBack_areCountedForThemselves_alsoFromRecords() {
    begin();
    for (String id : List.of("message", "full", "callback")) {
      centre.arrives(id);
      centre.asksFor(id, "water");
    }
    centre.ends("message", Result.OVERFLOWED, Reason.LEFT_A_MESSAGE);
    centre.ends("full", Result.OVERFLOWED, Reason.TOLD_FULL);
    centre.ends("callback", Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK);

    assertEquals(new LiveView.Today(3, 0, 0, 2, 1, 0, 0, null), today(WATER));
    expect(3, 0, 0, 0, 0);
    figures = new LiveFigures(CITY, clock);
    figures.add(List.of(record("message"), record("full"), record("callback")));
    assertEquals(new LiveView.Today(3, 0, 0, 2, 1, 0, 0, null), figures.now().today());
  }

  /// The call that asked is CALLED_BACK; what becomes of the callback counts for itself, and never as an
  /// abandoned call or a waiting one.
  @Test
  void callbacks_haveAFunnelOfTheirOwn_alsoFromRecords() {
    begin();
    for (String id : List.of("a", "b", "c", "d")) {
      centre.arrives(id);
      centre.asksFor(id, "water");
      centre.asksToBeCalledBack(id);
    }
    assertEquals(new LiveView.Callbacks(4, 4, 0, 0, 0, 0, 0, 0, 0), figures.now().callbacks());
    assertEquals(0, figures.now().queue().waiting());
    assertEquals(new LiveView.Today(4, 0, 0, 0, 4, 0, 0, null), today(WATER));

    centre.isOfferedTo("callback-a", "ana");
    centre.isCalledBack("callback-a");
    centre.picksUp("callback-a");
    centre.isAnswered("callback-a", "ana");
    assertEquals(1, figures.now().talking());
    centre.ends("callback-a", Result.CALLBACK_CONNECTED, Reason.CALLER_HUNG_UP);
    centre.isOfferedTo("callback-b", "ana");
    centre.isCalledBack("callback-b");
    centre.ends("callback-b", Result.CALLBACK_EXPIRED, Reason.NOT_REACHED);
    centre.ends("callback-c", Result.CALLBACK_CANCELLED, Reason.CANCELLED_BY_RESIDENT);
    assertEquals(new LiveView.Callbacks(4, 1, 2, 1, 0, 1, 0, 1, 1), figures.now().callbacks());
    assertEquals(new LiveView.Today(4, 0, 0, 0, 4, 0, 0, null), today(WATER));

    figures = new LiveFigures(CITY, clock);
    figures.add(List.of(record("a"), record("callback-a"), record("callback-b")));
    assertEquals(new LiveView.Callbacks(2, 0, 2, 1, 0, 1, 0, 1, 0), figures.now().callbacks());
    assertEquals(new LiveView.Today(1, 0, 0, 0, 1, 0, 0, null), figures.now().today());
  }

  /// Nobody has abandoned, whoever hangs up.
  @Test
  void residentsWhoAreCalledFirst_areCountedAsMachines_orAsHavingGivenUp() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    centre.asksToBeCalledBack("a");
    centre.isCalledFirstAndAMachinePicksUp("callback-a");
    assertEquals(new LiveView.Callbacks(1, 1, 1, 1, 1, 0, 0, 0, 0), figures.now().callbacks());
    centre.ends("callback-a", Result.CALLBACK_GAVE_UP, Reason.HUNG_UP_WAITING);
    assertEquals(new LiveView.Callbacks(1, 0, 1, 1, 1, 0, 1, 0, 0), figures.now().callbacks());
    assertEquals(new LiveView.Today(1, 0, 0, 0, 1, 0, 0, null), today(WATER));

    figures = new LiveFigures(CITY, clock);
    figures.add(List.of(record("a"), record("callback-a")));
    assertEquals(new LiveView.Callbacks(1, 0, 1, 1, 1, 0, 1, 0, 0), figures.now().callbacks());
  }

  @Test
  void callbackOfYesterday_thatWaitsStill_isThereUntilItIsOver() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    centre.asksToBeCalledBack("a");
    clock.advance(Duration.ofDays(1));
    assertEquals(new LiveView.Callbacks(1, 1, 0, 0, 0, 0, 0, 0, 0), figures.now().callbacks());
    centre.ends("callback-a", Result.CALLBACK_EXPIRED, Reason.OUT_OF_TIME);
    assertEquals(new LiveView.Callbacks(0, 0, 0, 0, 0, 0, 0, 0, 0), figures.now().callbacks());
  }

  @Test
  void restart_withRecordsAndASnapshotThatTellOfTheSameCalls_countsEachOnce() {
    begin();
    centre.answeredCall("recorded", "water", "ana");
    centre.answeredCall("recorded-and-unconfirmed", "water", "ana");
    centre.answeredCall("unconfirmed", "water", "ana");
    centre.arrives("waiting");
    centre.asksFor("waiting", "water");
    List<CallRecord> inDatabase = List.of(record("recorded"), record("recorded-and-unconfirmed"));
    centre.confirmRecorded(centre.call("recorded").id());
    LiveView before = figures.now();

    for (boolean recordsFirst : new boolean[] {true, false}) {
      figures = new LiveFigures(CITY, clock);
      if (recordsFirst) {
        figures.add(inDatabase);
      }
      begin();
      figures.add(inDatabase);
      figures.add(inDatabase);

      assertEquals(before.today(), figures.now().today(), "records first: " + recordsFirst);
      expect(4, 3, 0, 0, 1);
    }
  }

  @Test
  void gap_inWhichACallEndedAndWasConfirmed_leavesItInProgressUntilItsRecordComes() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    centre.endsUnheard("a", Result.ABANDONED, Reason.HUNG_UP_WAITING);
    CallRecord ended = record("a");
    centre.confirmRecorded(ended.id());

    centre.gap();

    expect(1, 0, 0, 0, 1);
    assertEquals(0, figures.now().queue().waiting(), "but it is known to wait no more");

    figures.add(List.of(ended));
    expect(1, 0, 1, 0, 0);
  }

  @Test
  void newsOlderThanTheRecord_doesNotUndoIt() {
    centre.arrives("a");
    Call waiting = centre.asksFor("a", "water");
    centre.endsUnheard("a", Result.ABANDONED, Reason.HUNG_UP_WAITING);
    figures.add(List.of(record("a")));

    figures.on(new CentreEvent.CallQueued(clock.instant(), waiting));

    expect(1, 0, 1, 0, 0);
  }

  @Test
  void midnight_startsANewDay_andACallBelongsToTheDayItAskedOn() {
    clock.set(MIDNIGHT.minusSeconds(30));
    begin();
    centre.arrives("yesterday");
    centre.asksFor("yesterday", "water");
    clock.set(MIDNIGHT.minusMillis(1));
    expect(1, 0, 0, 0, 1);

    clock.set(MIDNIGHT);
    expect(0, 0, 0, 0, 0);
    assertEquals(1, figures.now().queue().waiting(), "it still waits");
    assertEquals(Duration.ofSeconds(30), figures.now().queue().longestWait());

    centre.isAnswered("yesterday", "ana");
    centre.ends("yesterday", Result.ANSWERED, Reason.AGENT_HUNG_UP);
    expect(0, 0, 0, 0, 0);

    centre.answeredCall("today", "water", "ana");
    figures.add(List.of(record("yesterday"), record("today")));
    expect(1, 1, 0, 0, 0);
  }

  @Test
  void callThatTheLeaderDatesAfterMidnight_beforeOurs_isKeptByTheNewDay() {
    clock.set(MIDNIGHT.plusMillis(200));
    centre.arrives("ahead");
    Call call = centre.asksFor("ahead", "water");
    clock.set(MIDNIGHT.minusMillis(300));
    figures.on(new CentreEvent.CallQueued(call.times().arrived(), call));

    clock.set(MIDNIGHT.plusMillis(1));

    expect(1, 0, 0, 0, 1);
    assertEquals(Duration.ZERO, figures.now().queue().longestWait(), "never less than nothing");
  }

  @Test
  void dayOfTheSpringChange_beginsAtLocalMidnight() {
    clock.set(Instant.parse("2026-03-08T20:00:00Z"));
    assertEquals(Instant.parse("2026-03-08T05:00:00Z"), figures.startOfDay());
    clock.set(Instant.parse("2026-03-09T04:00:00Z"));
    assertEquals(Instant.parse("2026-03-09T04:00:00Z"), figures.startOfDay());
  }

  @Test
  void groupThatTheCityDoesNotHave_countsForTheCentreAlone() {
    begin();
    centre.answeredCall("a", "parks", "ana");

    expect(1, 1, 0, 0, 0);
    assertEquals(0, today(WATER).offered() + today(STREETS).offered());
  }

  private void begin() {
    centre.subscribeDirectly(figures);
  }

  private CallRecord record(String id) {
    return CallRecord.of(centre.call(id));
  }

  private LiveView.Today today(SkillGroupId group) {
    return group(group).today();
  }

  private LiveView.GroupView group(SkillGroupId id) {
    return figures.now().groups().stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<SkillGroupId> groups() {
    return figures.now().groups().stream().map(LiveView.GroupView::id).toList();
  }

  private Agent ready(Agent agent) {
    return agent.withPresence(new Presence.Ready(), clock.instant());
  }

  private static SkillGroup withSkills(SkillGroup group, Map<SkillId, Integer> skills) {
    return new SkillGroup(
        group.id(),
        group.names(),
        skills,
        group.strategy(),
        group.priority(),
        group.overflow(),
        group.hours(),
        group.closing());
  }

  private static SkillGroup withHours(SkillGroup group, OpeningHours hours) {
    return new SkillGroup(
        group.id(),
        group.names(),
        group.skills(),
        group.strategy(),
        group.priority(),
        group.overflow(),
        hours,
        group.closing());
  }

  /// The accounting identity, for the centre and each group, and the figures themselves.
  private void expect(int offered, int answered, int abandoned, int lost, int inProgress) {
    LiveView view = figures.now();
    LiveView.Today today = view.today();
    assertEquals(
        List.of(offered, answered, abandoned, lost, inProgress),
        List.of(
            today.offered(),
            today.answered(),
            today.abandoned(),
            today.lost(),
            today.inProgress()));
    List<LiveView.Today> all = new ArrayList<>(List.of(today));
    view.groups().forEach(group -> all.add(group.today()));
    for (LiveView.Today part : all) {
      assertEquals(
          part.offered(),
          part.answered()
              + part.abandoned()
              + part.overflowed()
              + part.calledBack()
              + part.lost()
              + part.inProgress());
    }
  }
}
