package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// The books are right, whatever the ACD is told, in any order, however senseless.
class AccountingPropertiesTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");

  @Provide
  Arbitrary<AcdEvent> events() {
    Arbitrary<CallId> call = Arbitraries.of("c1", "c2", "c3").map(CallId::new);
    Arbitrary<CallId> callback = call.map(Callback::idFor);
    Arbitrary<OfferId> offer =
        Combinators.combine(Arbitraries.oneOf(call, callback), Arbitraries.integers().between(1, 3))
            .as((id, number) -> new OfferId(OfferId.PREFIX + id + "-" + number));
    Arbitrary<AgentId> agent = Arbitraries.of("ana", "ben").map(AgentId::new);
    Arbitrary<CallInput> ofCalls =
        Arbitraries.of(
            new CallInput.AskedForPerson(Demand.of(WATER)),
            new CallInput.Parked(),
            new CallInput.Parked(),
            new CallInput.FlowEnded(),
            new CallInput.TreatmentEnded(CallInput.Outcome.LEFT_A_MESSAGE),
            new CallInput.TreatmentEnded(CallInput.Outcome.ASKED_TO_BE_CALLED_BACK),
            new CallInput.TreatmentEnded(CallInput.Outcome.TOLD),
            new CallInput.TreatmentEnded(CallInput.Outcome.NOTHING),
            new CallInput.HungUp(),
            new CallInput.Missed(Reason.SWITCH_FAILED));
    Arbitrary<CallInput> ofCallbacks =
        Arbitraries.of(
            new CallInput.ResidentAnswered(),
            new CallInput.HungUp(),
            new CallInput.Parked(),
            new CallInput.Missed(Reason.SWITCH_FAILED),
            new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT));
    return Arbitraries.oneOf(
        Combinators.combine(callback, ofCallbacks).as(AcdEvent.ForCall::new),
        call.map(id -> new AcdEvent.CallbackAsked(asker(id), "410555010" + id.value().charAt(1))),
        offer.map(AcdEvent.AgentWaits::new),
        offer.map(AcdEvent.OfferConnected::new),
        call.map(id -> new AcdEvent.CallArrived(id, "", "311", "PJSIP/t-" + id)),
        Combinators.combine(call, ofCalls).as(AcdEvent.ForCall::new),
        Combinators.combine(call, ofCalls).as(AcdEvent.ForCall::new),
        offer.map(AcdEvent.OfferAnswered::new),
        offer.map(AcdEvent.OfferConnected::new),
        Combinators.combine(offer, Arbitraries.of(OfferFailure.class)).as(AcdEvent.OfferOver::new),
        agent.map(id -> new AcdEvent.PresenceSet(id, new Presence.Ready())),
        offer.map(id -> new AcdEvent.TimerFired(new AcdTimer.RingOver(id))));
  }

  private static Call asker(CallId id) {
    Instant then = Instant.parse("2026-01-01T11:00:00Z");
    return Call.arriving(id, "", "311", "PJSIP/t-" + id, then).queuedFor(Demand.of(WATER), then);
  }

  @Property(tries = 1_000)
  void everyCallThatAskedForAPerson_isInProgressOrEndedInExactlyOneWay(
      @ForAll @Size(max = 80) List<@From("events") AcdEvent> events,
      @ForAll CallbackTerms.First first) {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    Acd acd = acd(first, now);
    Set<CallId> offered = new HashSet<>();
    Set<CallId> toBeCalledBack = new HashSet<>();
    Map<CallId, Result> ended = new java.util.HashMap<>();
    acd.decide(
        new AcdEvent.SwitchSeen(
            now, new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)),
        now);
    Deque<AcdEvent> next = new ArrayDeque<>(events);
    while (!next.isEmpty()) {
      now = now.plusSeconds(7);
      Decision decision = acd.decide(next.remove(), now);
      for (AcdCommand command : decision.commands()) {
        // Mostly too early.
        if (command instanceof AcdCommand.Wake(AcdTimer.ReviewDue due, Instant _)) {
          next.addFirst(new AcdEvent.TimerFired(due));
        }
      }
      for (CentreEvent told : decision.events()) {
        if (told instanceof CentreEvent.CallQueued queued) {
          assertTrue(offered.add(queued.call().id()), "offered twice");
        } else if (told instanceof CentreEvent.CallbackAsked asked) {
          assertTrue(toBeCalledBack.add(asked.call().id()), "to be called back twice");
        } else if (told instanceof CentreEvent.CallEnded over) {
          Result result =
              over.call().state() instanceof org.city311.ivr.call.CallState.Ended e
                  ? e.termination().result()
                  : null;
          assertEquals(null, ended.put(over.call().id(), java.util.Objects.requireNonNull(result)));
          boolean isCallback = toBeCalledBack.contains(over.call().id());
          assertEquals(isCallback, result.isOfCallback(), () -> "" + over);
          assertEquals(
              offered.contains(over.call().id()),
              !isCallback && result != Result.LEFT_IN_IVR,
              () -> "" + over);
        }
      }
      long inProgress =
          acd.snapshot(now).calls().stream()
              .filter(call -> call.demand() != null && !call.isEnded())
              .count();
      long over = ended.values().stream().filter(result -> result != Result.LEFT_IN_IVR).count();
      assertEquals(offered.size() + toBeCalledBack.size(), over + inProgress);
      acd.snapshot(now).calls().stream()
          .filter(Call::isEnded)
          .forEach(call -> assertTrue(ended.containsKey(call.id())));
    }
  }

  /// A ladder that takes callers out for a message after a while, and back if they like.
  private static Acd acd(CallbackTerms.First first, Instant now) {
    SkillGroup group =
        new SkillGroup(
            WATER,
            Map.of("en", "Water"),
            Map.of(),
            Strategy.LONGEST_IDLE,
            0,
            List.of(
                new OverflowStep(
                    new OverflowStep.AfterWait(Duration.ofSeconds(20)),
                    new OverflowStep.Treat(Treatment.CALLBACK)),
                new OverflowStep(
                    new OverflowStep.WhenWaiting(1), new OverflowStep.Treat(Treatment.FULL))),
            OpeningHours.always(),
            Closing.SERVE);
    return new Acd(
        new AcdSettings(
            Duration.ofSeconds(20),
            Duration.ZERO,
            2,
            Duration.ZERO,
            Duration.ofSeconds(30),
            new CallbackTerms(
                2,
                CallbackTerms.LEAST_PAUSE,
                Duration.ofMinutes(3),
                Duration.ofSeconds(20),
                OpeningHours.always(),
                first)),
        new Routing(
            List.of(group),
            List.of(
                new AgentProfile(new AgentId("ana"), "Ana", "ana", Map.of(WATER, 1), Map.of()),
                new AgentProfile(new AgentId("ben"), "Ben", "ben", Map.of(WATER, 1), Map.of()))),
        List.of(),
        List.of(),
        now);
  }
}
