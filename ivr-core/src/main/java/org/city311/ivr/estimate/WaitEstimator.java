package org.city311.ivr.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// Estimates how long callers will wait, from what the feed tells. Of a call it asks: as the
/// how-manieth will it be taken by the agents who can take it ([Shares]), and when will so many of
/// them have become free ([FreeingCurve]), or so many of those before it have hung up ([Patience])?
/// The time that an agent takes to pick up comes on top.
///
/// An event costs no more when many wait, but for a look at the blocks of a [Line]. Not for several
/// threads.
public final class WaitEstimator {
  /// The joins that weigh groups in the centre's estimate.
  private static final int RECENT_JOINS = 200;

  private final Handling handling = new Handling();
  private final Patience patience = new Patience();
  private final Promises promises = new Promises();
  private final Crew crew = new Crew(handling);
  private final Lanes lanes;
  private final Map<CallId, Call> queue = new HashMap<>();
  private final Map<CallId, Instant> offered = new HashMap<>();
  private final Map<SkillGroupId, SkillGroup> groups = new LinkedHashMap<>();
  private final Deque<SkillGroupId> joins = new ArrayDeque<>();

  /// @param ageing as in [org.city311.ivr.acd.AcdSettings]
  public WaitEstimator(Duration ageing) {
    this.lanes = new Lanes(new CallOrder(ageing), crew);
  }

  /// Takes the next event of the feed. What comes before its first snapshot tells nothing.
  public void on(CentreEvent event) {
    if (groups.isEmpty() && !(event instanceof CentreEvent.Snapshot)) {
      return;
    }
    switch (event) {
      case CentreEvent.Snapshot snapshot -> startFrom(snapshot);
      case CentreEvent.CallQueued e -> join(e.call(), e.at());
      case CentreEvent.CallOffered e -> {
        lanes.remove(e.call().id());
        queue.put(e.call().id(), e.call());
        offered.put(e.call().id(), e.at());
      }
      case CentreEvent.OfferFailed e -> wait(e.call());
      case CentreEvent.CallbackAsked e -> wait(e.call());
      case CentreEvent.CallbackMoved e -> wait(e.call());
      case CentreEvent.CallBack e -> wait(e.call());
      case CentreEvent.CallbackPlaced e -> {
        if (e.call().state() instanceof CallState.Calling) {
          leave(e.call().id());
        }
      }
      case CentreEvent.CallTreated e -> {
        lanes.remove(e.call().id());
        queue.remove(e.call().id());
      }
      case CentreEvent.CallAnswered e -> answered(e.call(), e.at());
      case CentreEvent.CallEnded e -> ended(e.call());
      case CentreEvent.AgentChanged e -> crew.put(e.agent(), groupOfCallOf(e.agent()), e.at());
      case CentreEvent.AgentGone e -> crew.remove(e.agent(), e.at());
      case CentreEvent.RoutingChanged e -> learn(e.routing());
      case CentreEvent.CallTransferred e -> {
        if (e.call().state() instanceof CallState.Entering) {
          wait(e.call());
        }
      }
      case CentreEvent.CallMoved e -> {
        if (e.call().state() instanceof CallState.Waiting) {
          wait(e.call());
        }
      }
      case CentreEvent.CallTakenUp e -> leave(e.call().id());
      case CentreEvent.CallArrived _,
          CentreEvent.Notice _,
          CentreEvent.LanguageChosen _,
          CentreEvent.CallbackReached _,
          CentreEvent.CallbackMachine _,
          CentreEvent.TalkEnded _ -> {}
    }
    promises.renew(event.at(), call -> seconds(call, event.at()));
  }

  /// The groups there are.
  public Set<SkillGroupId> groups() {
    return Set.copyOf(groups.keySet());
  }

  /// For a call that waits; empty also for one that does not.
  public Optional<WaitEstimate> remaining(CallId id, Instant at) {
    Call call = queue.get(id);
    return call == null
        ? Optional.empty()
        : estimate(seconds(id, at), promises.errorsOfRenewed().of(groupOf(call).id()));
  }

  /// For one who would join this group now.
  public Optional<WaitEstimate> joining(SkillGroupId id, Instant at) {
    SkillGroup group = groups.get(id);
    return group == null
        ? Optional.empty()
        : estimate(secondsOfJoining(group, at), promises.errorsOfJoined().of(id));
  }

  /// For one who would join now, whatever the group.
  public Optional<WaitEstimate> joining(Instant at) {
    Map<SkillGroupId, Double> known = new HashMap<>();
    double sum = 0;
    int weight = 0;
    for (SkillGroupId id : joins) {
      SkillGroup group = groups.get(id);
      double seconds =
          group == null ? Double.NaN : known.computeIfAbsent(id, _ -> secondsOfJoining(group, at));
      if (!Double.isNaN(seconds)) {
        sum += seconds;
        weight++;
      }
    }
    return weight == 0
        ? Optional.empty()
        : estimate(sum / weight, promises.errorsOfJoined().ofCentre());
  }

  private static Optional<WaitEstimate> estimate(double seconds, @Nullable Duration error) {
    return Double.isNaN(seconds)
        ? Optional.empty()
        : Optional.of(new WaitEstimate(Duration.ofMillis(Math.round(seconds * 1000)), error));
  }

  private void startFrom(CentreEvent.Snapshot snapshot) {
    queue.clear();
    offered.clear();
    lanes.clear();
    crew.clear();
    learn(snapshot.routing());
    promises.keepOnly(snapshot.calls());
    Map<CallId, Call> calls = new HashMap<>();
    for (Call call : snapshot.calls()) {
      calls.put(call.id(), call);
      switch (call.state()) {
        case CallState.Entering _, CallState.Waiting _ -> wait(call);
        case CallState.Offered _ -> {
          queue.put(call.id(), call);
          offered.put(call.id(), snapshot.at());
        }
        case CallState.InFlow _,
            CallState.Treated _,
            CallState.Postponed _,
            CallState.Calling _,
            CallState.Talking _,
            CallState.Outside _,
            CallState.Leaving _,
            CallState.Ended _ -> {}
      }
    }
    for (Agent agent : snapshot.agents()) {
      CallId id = callOf(agent);
      Call call = id == null ? null : calls.get(id);
      crew.put(agent, call == null ? null : call.group(), agent.since());
    }
  }

  /// Group and skills of a call that waits may be others now, and so its lane.
  private void learn(Routing routing) {
    groups.clear();
    routing.groups().forEach(group -> groups.put(group.id(), group));
    lanes.clear();
    queue.values().stream().filter(call -> !offered.containsKey(call.id())).forEach(this::line);
  }

  private void join(Call call, Instant at) {
    joins.add(groupOf(call).id());
    if (joins.size() > RECENT_JOINS) {
      joins.remove();
    }
    wait(call);
    promises.join(call.id(), seconds(call.id(), at), at);
  }

  private void wait(Call call) {
    if (call.isEnded() || call.demand() == null) {
      return;
    }
    if (call.state() instanceof CallState.Postponed || call.state() instanceof CallState.Calling) {
      leave(call.id());
      return;
    }
    offered.remove(call.id());
    queue.put(call.id(), call);
    line(call);
  }

  private void line(Call call) {
    lanes.put(call, groupOf(call));
  }

  private void answered(Call call, Instant at) {
    leave(call.id());
    SkillGroupId group = groupOf(call).id();
    Instant queued = call.times().queued();
    if (queued != null && call.callback() == null) {
      patience.answered(group, Handling.seconds(queued, at));
    }
    promises.answered(call.id(), group, at);
  }

  private void ended(Call call) {
    leave(call.id());
    promises.forget(call.id());
    Instant queued = call.times().queued();
    Instant ended = call.times().ended();
    if (queued != null && ended != null && gaveUpItsPlace(call)) {
      patience.left(groupOf(call).id(), Handling.seconds(queued, ended));
    }
  }

  private static boolean gaveUpItsPlace(Call call) {
    return call.state() instanceof CallState.Ended(Termination termination)
        && switch (termination.result()) {
          case ABANDONED, OVERFLOWED -> true;
          // Who is to be called back is served in the same place.
          case CALLED_BACK -> false;
          case ANSWERED, LEFT_IN_IVR, LOST -> false;
          case CALLBACK_CONNECTED, CALLBACK_GAVE_UP, CALLBACK_EXPIRED, CALLBACK_CANCELLED -> false;
        };
  }

  private void leave(CallId id) {
    lanes.remove(id);
    queue.remove(id);
    offered.remove(id);
  }

  /// A group that was taken away is stood in for by the first, as in the ACD.
  private SkillGroup groupOf(Call call) {
    SkillGroup own = groups.get(call.group());
    return own != null ? own : groups.values().iterator().next();
  }

  private @Nullable SkillGroupId groupOfCallOf(Agent agent) {
    CallId id = callOf(agent);
    Call call = id == null ? null : queue.get(id);
    return call == null ? null : call.group();
  }

  private static @Nullable CallId callOf(Agent agent) {
    return switch (agent.activity()) {
      case Activity.Idle _ -> null;
      case Activity.Offered doing -> doing.call();
      case Activity.Talking doing -> doing.call();
      case Activity.WrapUp doing -> doing.call();
    };
  }

  /// NaN when nothing is known.
  private double seconds(CallId id, Instant at) {
    Call call = queue.get(id);
    if (call == null || !handling.isKnown()) {
      return Double.NaN;
    }
    Instant rings = offered.get(id);
    if (rings != null) {
      double pickUp = handling.pickUp.mean(groupOf(call).id());
      return Math.max(0, pickUp - Handling.seconds(rings, at));
    }
    return seconds(call, groupOf(call), at);
  }

  private double secondsOfJoining(SkillGroup group, Instant at) {
    if (!handling.isKnown()) {
      return Double.NaN;
    }
    Demand demand = new Demand(group.id(), Map.of(), group.priority(), null);
    Call call = Call.arriving(new CallId("~"), "", "", "", at).queuedFor(demand, at);
    return seconds(call, group, at);
  }

  private double seconds(Call call, SkillGroup group, Instant at) {
    Lane lane = lanes.of(call, group);
    FreeingCurve curve = crew.curve(lane, at);
    double turn = Shares.turn(lane, lanes.ahead(call, lane));
    double until = curve.untilTaken(turn, patience.rate(group.id()));
    return Double.isInfinite(until) ? Double.NaN : until + handling.pickUp.mean(group.id());
  }
}
