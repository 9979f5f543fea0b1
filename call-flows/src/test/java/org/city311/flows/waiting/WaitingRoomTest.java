package org.city311.flows.waiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Told;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.estimate.WaitEstimates;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is told something when, with the time that the test makes up.
class WaitingRoomTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final AgentId ANA = new AgentId("ana");
  private static final OfferId OFFER = new OfferId("offer-1");

  private final Map<CallId, Told> told = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private WaitingRoom room = room();

  @BeforeEach
  void begins() {
    routing(announcements(true, List.of()));
  }

  private WaitingRoom room() {
    return new WaitingRoom(
        new NothingKnown(),
        () -> true,
        new CallOrder(Duration.ZERO),
        (call, now, words) -> {
          told.put(call.id(), now);
          said.add(call.id() + ": " + words);
        });
  }

  @Test
  void theFirstComesAfterAWhile_andThenOneAfterAnother_inOrderOfPlace() {
    queues("a");
    passes(5);
    queues("b");
    passes(24);
    assertEquals(List.of(), said);
    passes(1);
    assertEquals(List.of("a: waiting-busy waiting-next"), said);
    passes(5);
    assertEquals("b: waiting-busy waiting-place n-2", said.getLast());
    passes(54);
    assertEquals(2, said.size());
    passes(1);
    assertEquals("a: waiting-busy waiting-next", said.getLast());
  }

  @Test
  void whoeverIsOffered_orTalks_orHasGone_isToldNothing() {
    Call offered = queues("offered");
    Call answered = queues("answered");
    Call gone = queues("gone");
    on(new CentreEvent.CallOffered(now, ringing(offered), OFFER, ANA));
    on(new CentreEvent.CallAnswered(now, answered.withState(new CallState.Talking(OFFER, ANA))));
    on(new CentreEvent.CallEnded(now, ended(gone)));
    passes(300);
    assertEquals(List.of(), said);
  }

  @Test
  void afterAnOfferInVain_thereIsMusicForAWhile_andTheyAreNextStill() {
    Call call = queues("a");
    passes(20);
    on(new CentreEvent.CallOffered(now, ringing(call), OFFER, ANA));
    passes(25);
    on(new CentreEvent.OfferFailed(now, call, OFFER, ANA, OfferFailure.NO_ANSWER));
    passes(9);
    assertEquals(List.of(), said);
    passes(1);
    assertEquals(List.of("a: waiting-busy waiting-next"), said);
  }

  @Test
  void whoIsTakenOut_hearsNothing_andGoesOnWhereTheyWere_whenBack() {
    routing(announcements(true, List.of(Map.of("en", "Hint"))));
    Call call = queues("a");
    passes(30);
    Call out = call.withState(new CallState.Treated(Treatment.CALLBACK, now, false));
    on(new CentreEvent.CallTreated(now, out, Treatment.CALLBACK));
    passes(120);
    assertEquals(1, said.size());
    on(new CentreEvent.CallBack(now, saved(call)));
    passes(10);
    assertEquals("a: while-waiting-water-1", said.getLast());
  }

  @Test
  void placesCountThoseWhoAreServedBefore_callbacksToo_butNotWhomAPhoneRingsFor() {
    Call first = queues("first");
    now = now.plusMillis(1);
    Call asker = queues("asker");
    now = now.plusMillis(1);
    queues("last");
    Callback wish =
        new Callback("4105550100", 1, Duration.ofMinutes(1), now.plusSeconds(9999), null);
    on(new CentreEvent.CallEnded(now, ended(asker)));
    on(new CentreEvent.CallbackAsked(now, Call.back(asker, wish, now)));
    passes(30);
    assertEquals(
        List.of("first: waiting-busy waiting-next", "last: waiting-busy waiting-place n-3"), said);
    on(new CentreEvent.CallOffered(now, ringing(first), OFFER, ANA));
    passes(60);
    assertEquals("last: waiting-busy waiting-place n-2", said.getLast());
    assertTrue(said.stream().noneMatch(words -> words.startsWith("callback-")), "nobody hears it");
  }

  /// Called first, they wait on the line like any caller; but are not told to ask for what they have.
  @Test
  void residentWhoWasCalledBackAndIsThere_hearsThePlace_andOfNoCallback() {
    Call asker = queues("asker");
    Callback wish =
        new Callback(
            "4105550100",
            1,
            Duration.ofMinutes(1),
            now.plusSeconds(9999),
            Callback.ResidentFirst.NOT_YET);
    on(new CentreEvent.CallEnded(now, ended(asker)));
    Call back = Call.back(asker, wish, now);
    on(new CentreEvent.CallbackAsked(now, back));
    passes(60);
    assertEquals(List.of(), said);
    on(new CentreEvent.CallBack(now, back.withCallback(back.state(), wish.there(now))));
    passes(11);
    assertEquals(List.of("callback-asker: waiting-busy waiting-next"), said);
  }

  /// The next leader knows from the call what was said by the one before, and says what follows.
  @Test
  void theNextLeaderGoesOnFromWhatTheCallSays() {
    routing(announcements(true, List.of(Map.of("en", "Hint"))));
    Call call = queues("a");
    passes(30);
    room = room();
    passes(5);
    on(new CentreEvent.Snapshot(now, routing, List.of(saved(call)), List.of()));
    passes(54);
    assertEquals(1, said.size());
    passes(1);
    assertEquals("a: while-waiting-water-1", said.getLast());
  }

  @Test
  void aLeaderWhoFindsManyOverdue_tellsThemAFewAtATime_andEachOnce() {
    int many = 3 * WaitingRoom.MOST_A_TURN;
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      calls.add(call("c%02d".formatted(i)));
    }
    now = now.plusSeconds(300);
    on(new CentreEvent.Snapshot(now, routing, calls, List.of()));
    passes(9);
    assertEquals(0, said.size());
    for (int turn = 1; turn <= 3; turn++) {
      passes(1);
      assertEquals(turn * WaitingRoom.MOST_A_TURN, said.size());
      assertEquals(Duration.ofSeconds(turn < 3 ? turn - 1 : 0), room.late(now));
    }
    passes(20);
    assertEquals(many, told.size());
    assertEquals(many, said.size());
  }

  @Test
  void noAnnouncements_whereTheGroupHasNone_andAsSoonAsItHasSome() {
    Announcements none =
        new Announcements(Duration.ZERO, Duration.ZERO, true, true, false, List.of());
    routing(none);
    queues("a");
    passes(300);
    assertEquals(List.of(), said);
    routing = new Routing(List.of(group(announcements(true, List.of()))), List.of());
    on(new CentreEvent.RoutingChanged(now, routing));
    passes(10);
    assertEquals(List.of("a: waiting-busy waiting-next"), said);
  }

  @Test
  void messagesAreSpokenUnderTheNamesByWhichTheyAreSaid() {
    Map<String, String> one = Map.of("en", "One", "es", "Uno");
    Map<String, String> two = Map.of("en", "Two", "es", "Dos");
    SkillGroup group = group(announcements(false, List.of(one, two)));
    assertEquals(
        Map.of("while-waiting-water-1", one, "while-waiting-water-2", two),
        WaitingRoom.texts(group));
  }

  private Routing routing = new Routing(List.of(group(Announcements.USUAL)), List.of());

  private void routing(Announcements announcements) {
    routing = new Routing(List.of(group(announcements)), List.of());
    on(new CentreEvent.Snapshot(now, routing, List.of(), List.of()));
  }

  private static Announcements announcements(boolean place, List<Map<String, String>> messages) {
    return new Announcements(
        Duration.ofSeconds(30), Duration.ofMinutes(1), place, true, false, messages);
  }

  private static SkillGroup group(Announcements announcements) {
    return new SkillGroup(
        WATER,
        Map.of("en", "Water"),
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE,
        announcements);
  }

  private void passes(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      room.turn(now);
    }
  }

  private void on(CentreEvent event) {
    room.on(event);
  }

  /// Waits, as its place in the queue is never told of otherwise.
  private Call queues(String id) {
    Call call = call(id);
    on(new CentreEvent.CallQueued(now, call.withState(new CallState.Entering())));
    return call;
  }

  private Call call(String id) {
    return Call.arriving(new CallId(id), "", "311", "PJSIP/" + id, now)
        .queuedFor(Demand.of(WATER), now)
        .withState(new CallState.Waiting());
  }

  /// As the centre has it by now.
  private Call saved(Call call) {
    return call.told(Objects.requireNonNull(told.get(call.id())));
  }

  private static Call ringing(Call call) {
    return call.withState(new CallState.Offered(OFFER, ANA, false));
  }

  private static Call ended(Call call) {
    return call.withState(
        new CallState.Ended(
            new Termination(Termination.Result.ABANDONED, Termination.Reason.HUNG_UP_WAITING)));
  }

  /// Estimates of a centre that has just begun.
  private static final class NothingKnown implements WaitEstimates {
    @Override
    public Optional<WaitEstimate> remaining(CallId call) {
      return Optional.empty();
    }

    @Override
    public Optional<WaitEstimate> joining(SkillGroupId group) {
      return Optional.empty();
    }

    @Override
    public Optional<WaitEstimate> joining() {
      return Optional.empty();
    }
  }
}
