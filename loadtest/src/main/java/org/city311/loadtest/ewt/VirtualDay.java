package org.city311.loadtest.ewt;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.estimate.WaitEstimator;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;

/// Calls and agents in virtual time: the ACD itself with a switch that does what it is told. Whoever
/// joins is given our estimate and the peer's; whoever is answered shows how wrong they were. Not
/// thread-safe.
final class VirtualDay {
  /// A resident's call, as it would go.
  ///
  /// @param patience after how long in the queue the resident hangs up
  /// @param talk how long the talk takes once it has begun
  record Planned(Instant at, SkillGroupId group, Duration patience, Duration talk) {}

  /// When an agent becomes ready, and when not.
  record Shift(Instant at, AgentId agent, boolean ready) {}

  /// What was said to a caller who joined.
  private record Said(Instant at, Optional<WaitEstimate> ours, long peers) {}

  private record Entry(Instant at, long number, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private static final Duration PICK_UP = Duration.ofSeconds(3);

  private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
  private final Map<CallId, Planned> planned = new HashMap<>();
  private final Map<CallId, Said> said = new HashMap<>();
  private final Map<SkillGroupId, HoldTime> holdTimes = new HashMap<>();
  private final Set<OfferId> over = new HashSet<>();
  private final Errors errors = new Errors();
  private final WaitEstimator estimator;
  private final Acd acd;
  private Instant now;
  private long entered;
  private int callsSoFar;

  VirtualDay(Routing routing, AcdSettings settings, Instant begin) {
    now = begin;
    acd = new Acd(settings, routing, List.of(), List.of(), begin);
    estimator = new WaitEstimator(settings.ageing());
    estimator.on(acd.snapshot(begin));
    routing.groups().forEach(group -> holdTimes.put(group.id(), new HoldTime()));
    var phones = new HashSet<String>();
    routing.agents().forEach(agent -> phones.add(agent.phone()));
    take(
        new AcdEvent.SwitchSeen(
            begin, new SwitchView(Map.of(), Map.of(), Set.of(), phones, Instant.EPOCH)));
  }

  void plan(Planned call) {
    CallId id = new CallId("call-" + ++callsSoFar);
    planned.put(id, call);
    at(call.at(), () -> arrive(id, call));
  }

  void plan(Shift shift) {
    at(
        shift.at(),
        () ->
            take(
                new AcdEvent.PresenceSet(
                    shift.agent(),
                    shift.ready() ? new Presence.Ready() : new Presence.NotReady("break", true))));
  }

  /// Lets all of it happen.
  Errors run() {
    for (Entry next = agenda.poll(); next != null; next = agenda.poll()) {
      now = next.at();
      next.what().run();
    }
    return errors;
  }

  private void at(Instant when, Runnable what) {
    agenda.add(new Entry(when.isBefore(now) ? now : when, entered++, what));
  }

  private void in(Duration delay, Runnable what) {
    at(now.plus(delay), what);
  }

  private void arrive(CallId id, Planned call) {
    take(new AcdEvent.CallArrived(id, "", "311", "PJSIP/" + id));
    take(new AcdEvent.ForCall(id, new CallInput.AskedForPerson(Demand.of(call.group()))));
    take(new AcdEvent.ForCall(id, new CallInput.Parked()));
    in(call.patience(), () -> hangUp(id));
  }

  private void hangUp(CallId id) {
    Call call = acd.call(id);
    if (call != null && !call.isEnded() && call.times().answered() == null) {
      take(new AcdEvent.ForCall(id, new CallInput.HungUp()));
    }
  }

  private void take(AcdEvent event) {
    Decision decision = acd.decide(event, now);
    decision.events().forEach(this::told);
    decision.commands().forEach(this::carryOut);
  }

  private void told(CentreEvent event) {
    estimator.on(event);
    if (event instanceof CentreEvent.CallQueued queued) {
      Call call = queued.call();
      said.put(
          call.id(), new Said(now, estimator.remaining(call.id(), now), holdTime(call).seconds()));
    } else if (event instanceof CentreEvent.CallAnswered answered) {
      check(answered.call());
    } else if (event instanceof CentreEvent.CallEnded ended) {
      at(now, () -> take(new AcdEvent.RecordConfirmed(ended.call().id())));
    }
  }

  private void check(Call call) {
    Said then = Objects.requireNonNull(said.remove(call.id()), "who is answered has joined");
    Duration wait = Duration.between(then.at(), now);
    then.ours()
        .ifPresent(
            ours ->
                errors.add(
                    ours.remaining().toNanos() / 1e9, (double) then.peers(), wait.toNanos() / 1e9));
    holdTime(call).answered(wait.toSeconds());
  }

  private HoldTime holdTime(Call call) {
    return Objects.requireNonNull(holdTimes.get(call.group()), "a queued call has a group");
  }

  private void carryOut(AcdCommand command) {
    switch (command) {
      case AcdCommand.RingAgent ring -> in(PICK_UP, () -> pickUp(ring.offer(), ring.call().id()));
      case AcdCommand.HangUpOffer hangUp -> end(hangUp.offer(), OfferFailure.CALLER_LEFT);
      case AcdCommand.Wake wake -> at(wake.at(), () -> take(new AcdEvent.TimerFired(wake.timer())));
      case AcdCommand.Treat _,
          AcdCommand.CallResident _,
          AcdCommand.CallResidentFirst _,
          AcdCommand.HangUpResident _,
          AcdCommand.OfTalk _,
          AcdCommand.LookAgain _ -> {}
    }
  }

  private void pickUp(OfferId offer, CallId call) {
    if (over.contains(offer)) {
      return;
    }
    take(new AcdEvent.OfferAnswered(offer));
    take(new AcdEvent.OfferConnected(offer));
    Duration talk = Objects.requireNonNull(planned.get(call), "every call is planned").talk();
    in(
        talk,
        () -> {
          end(offer, OfferFailure.CALLER_LEFT);
          take(new AcdEvent.ForCall(call, new CallInput.HungUp()));
        });
  }

  private void end(OfferId offer, OfferFailure why) {
    if (over.add(offer)) {
      at(now, () -> take(new AcdEvent.OfferOver(offer, why)));
    }
  }
}
