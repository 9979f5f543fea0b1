package org.city311.ivr.acd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.ivr.acd.AcdEvent.ForCall;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// The automatic call distributor: brings each waiting call to an agent who can serve it, as
/// [CallOrder] and the group's strategy say. Deterministic: the same events at the same instants
/// give the same decisions.
///
/// Holds its own picture of all calls and agents, and does nothing else: whoever drives it saves,
/// acts on and tells what it decides. Not thread-safe: one writer.
public final class Acd {
  private final Instant begun;
  private final AcdSettings settings;
  private final Board board;
  private final Callbacks callbacks;
  private final Overflow overflow;
  private final Consults consults;
  private final CallActs acts;
  private final Monitors monitors;
  private final LostAgents lost;
  private final Bygones bygones = new Bygones();
  private boolean switchUp;

  /// @param calls as they were saved; empty for a new centre
  /// @param agents as they were saved; one whom the routing does not know finishes what they do
  public Acd(
      AcdSettings settings,
      Routing routing,
      Collection<Call> calls,
      Collection<Agent> agents,
      Instant at) {
    this.settings = settings;
    this.begun = at;
    this.board = new Board(routing, new CallOrder(settings.ageing()));
    this.callbacks = new Callbacks(board, settings.callbacks(), bygones);
    this.overflow = new Overflow(board, settings, callbacks);
    this.consults = new Consults(board);
    this.acts = new CallActs(board, this);
    this.monitors = new Monitors(board, this);
    this.lost = new LostAgents(board, settings, this);
    calls.forEach(board::put);
    Map<AgentId, Agent> saved =
        Consults.withoutHalves(agents, at).stream()
            .collect(
                Collectors.toMap(
                    Agent::id, Function.identity(), (_, last) -> last, LinkedHashMap::new));
    for (AgentProfile profile : routing.agents()) {
      Agent agent = saved.remove(profile.id());
      board.put(agent == null ? Agent.signedOut(profile, at) : agent.withProfile(profile));
    }
    saved.values().stream().filter(Agent::isEngaged).forEach(board::put);
  }

  /// Takes one event and says what follows from it.
  ///
  /// @param at now, by the clock of whoever drives this; never earlier than in the call before
  public Decision decide(AcdEvent event, Instant at) {
    Changes changes = new Changes(board, at);
    switch (event) {
      case AcdEvent.CallArrived arrived -> arrive(changes, arrived, at);
      case ForCall forCall -> happen(changes, forCall, at);
      case AcdEvent.CallbackAsked asked -> callBack(changes, asked);
      case AcdEvent.CallbackKey key -> overflow.callbackKey(changes, key.call());
      case AcdEvent.AgentWaits waits -> agentWaits(changes, waits.offer());
      case AcdEvent.OfferAnswered answered -> answered(changes, answered.offer(), at);
      case AcdEvent.OfferConnected connected -> connected(changes, connected.offer());
      case AcdEvent.OfferHeld held -> held(changes, held);
      case AcdEvent.OfferOver over -> over(changes, over.offer(), over.failure(), at);
      case AcdEvent.PresenceSet set ->
          changes.happen(set.agent(), new AgentInput.SetPresence(set.presence()));
      case AcdEvent.WrapUpExtended extended -> extend(changes, extended);
      case AcdEvent.ConsultAsked asked -> consults.ask(changes, asked);
      case AcdEvent.ConsultEnded ended -> consults.end(changes, ended.consult());
      case AcdEvent.ActAsked asked -> acts.ask(changes, asked);
      case AcdEvent.MoveAsked asked -> {
        acts.move(changes, asked);
        overflow.review(changes, asked.call());
      }
      case AcdEvent.MonitorAsked asked -> monitors.ask(changes, asked);
      case AcdEvent.TakeOverAsked asked -> monitors.takeOver(changes, asked);
      case AcdEvent.NoticeGiven notice ->
          changes.tell(new CentreEvent.Notice(at, notice.from(), notice.text()));
      case AcdEvent.RoutingChanged changed -> reroute(changes, changed);
      case AcdEvent.PhoneSeen seen -> phoneSeen(changes, seen.phone(), seen.reachable());
      case AcdEvent.PhoneLost gone -> lost.phoneLost(changes, gone.phone());
      case AcdEvent.TimerFired fired -> timer(changes, fired.timer(), at);
      case AcdEvent.SwitchLost _ -> switchUp = false;
      case AcdEvent.SwitchSeen seen -> {
        switchUp = true;
        new Reconciliation(board, changes, this, begun).run(seen, at);
        consults.review(changes, seen);
        acts.review(changes, seen);
        overflow.reviewAll(changes);
      }
      case AcdEvent.RecordConfirmed confirmed -> confirmed(changes, confirmed.call());
    }
    changes.touchedAgents().forEach(agent -> settle(changes, agent.id()));
    if (!switchUp) {
      return changes.decision();
    }
    if (event instanceof AcdEvent.SwitchSeen || event instanceof AcdEvent.RoutingChanged) {
      board.inOrder(board.calls()).forEach(call -> match(changes, call));
    } else {
      matchTouched(changes);
    }
    return changes.decision();
  }

  /// Everything as it is.
  public CentreEvent.Snapshot snapshot(Instant at) {
    return new CentreEvent.Snapshot(
        at, board.routing(), List.copyOf(board.calls()), List.copyOf(board.agents()));
  }

  /// The skill groups and agents that calls are routed by.
  public Routing routing() {
    return board.routing();
  }

  /// Whether the switch can be asked to ring anyone.
  public boolean isSwitchUp() {
    return switchUp;
  }

  public @Nullable Call call(CallId id) {
    return board.call(id);
  }

  public @Nullable Agent agent(AgentId id) {
    return board.agent(id);
  }

  private void arrive(Changes changes, AcdEvent.CallArrived arrived, Instant at) {
    if (board.call(arrived.call()) != null || isBygone(arrived.call())) {
      changes.ignore(arrived.call() + ": its flow has begun before");
      return;
    }
    Call call = Call.arriving(arrived.call(), arrived.ani(), arrived.dnis(), arrived.channel(), at);
    Call answered = call.with(call.state(), call.times().ivrAnswered(at));
    changes.put(answered);
    changes.tell(new CentreEvent.CallArrived(at, answered));
  }

  private void happen(Changes changes, ForCall event, Instant at) {
    Call before = board.call(event.call());
    if (!changes.happen(event.call(), withGroupsPriority(event.input())) || before == null) {
      return;
    }
    if (event.input() instanceof CallInput.AskedForPerson) {
      changes.wake(new AcdTimer.EnteringOver(event.call()), at.plus(AcdSettings.ENTERING_LEASE));
    } else if (event.input() instanceof CallInput.Parked
        && before.state() instanceof CallState.Entering) {
      overflow.joined(changes, event.call());
    }
    overflow.review(changes, event.call());
    lost.happened(changes, before, event.call());
    Call after = board.call(event.call());
    if (after == null || !(after.isEnded() || after.state() instanceof CallState.Postponed)) {
      return;
    }
    if (event.input() instanceof CallInput.GivenUp && (before.isDialled() || before.isThere())) {
      changes.command(new AcdCommand.HangUpResident(before.id()));
    }
    switch (before.state()) {
      case CallState.Offered offered -> Callbacks.letGo(changes, offered.offer());
      case CallState.Talking talking -> {
        acts.residentGone(changes, talking.offer());
        changes.wake(new AcdTimer.LegOver(talking.offer()), at.plus(AcdSettings.LEG_LEASE));
      }
      case CallState.Calling _,
          CallState.InFlow _,
          CallState.Entering _,
          CallState.Waiting _,
          CallState.Treated _,
          CallState.Postponed _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ -> {}
    }
  }

  private void callBack(Changes changes, AcdEvent.CallbackAsked asked) {
    CallId callback = callbacks.ask(changes, asked);
    if (callback != null) {
      overflow.review(changes, callback);
    }
  }

  void agentWaits(Changes changes, OfferId offer) {
    if (board.isOfConsult(offer)) {
      changes.ignore(offer + " waits in a consult");
      return;
    }
    CallId call = callOf(offer);
    callbacks.agentWaits(changes, call, offer);
    if (call != null) {
      overflow.review(changes, call);
    }
  }

  private void answered(Changes changes, OfferId offer, Instant at) {
    if (board.isOfConsult(offer)) {
      changes.ignore(offer + " is about to be connected");
      return;
    }
    CallId call = callOf(offer);
    if (call != null && changes.happen(call, new CallInput.AgentPickedUp(offer))) {
      changes.wake(new AcdTimer.WhisperOver(offer), at.plus(AcdSettings.WHISPER_LEASE));
    } else if (!isTalkingOn(call, offer)) {
      changes.command(new AcdCommand.HangUpOffer(offer));
    }
  }

  /// The bridge is sometimes told before the answer.
  private boolean isTalkingOn(@Nullable CallId id, OfferId offer) {
    Call call = id == null ? null : board.call(id);
    return call != null
        && call.state() instanceof CallState.Talking talking
        && talking.offer().equals(offer);
  }

  void connected(Changes changes, OfferId offer) {
    if (acts.answered(changes, offer)) {
      return;
    }
    Agent agent = board.agentOf(offer);
    CallId call = callOf(offer);
    if (agent == null || call == null) {
      changes.ignore("unknown " + offer);
    } else if (changes.happen(call, new CallInput.Connected(offer)) || isTalkingOn(call, offer)) {
      // A server that died in the middle of saving may have written down the call's part only.
      changes.happen(agent.id(), new AgentInput.Connected(offer));
    }
  }

  void over(Changes changes, OfferId offer, OfferFailure failure, Instant at) {
    if (acts.over(changes, offer)) {
      return;
    }
    Agent agent = board.agentOf(offer);
    CallId callId = callOf(offer);
    if (agent == null || callId == null) {
      changes.ignore("unknown " + offer);
    } else if (agent.activity() instanceof Activity.Talking talking) {
      if (failure == OfferFailure.PHONE_UNREACHABLE && lost.keep(changes, agent, talking)) {
        return;
      }
      changes.happen(callId, new CallInput.AgentLeft(offer));
      talkEnded(changes, agent.id(), callId, offer);
    } else {
      Call before = board.call(callId);
      OfferFailure why = whatItMeans(before, offer, failure);
      boolean applied = changes.happen(callId, new CallInput.OfferFailed(offer));
      if (applied && before != null && before.isDialled()) {
        changes.command(new AcdCommand.HangUpResident(callId));
      }
      changes.happen(agent.id(), new AgentInput.OfferFailed(offer, why, settings.maxMisses()));
      Call call = board.call(callId);
      if (call != null) {
        changes.tell(new CentreEvent.OfferFailed(at, call, offer, agent.id(), why));
      }
      overflow.review(changes, callId);
    }
  }

  /// The agent is rid of the call, and wraps up.
  void talkEnded(Changes changes, AgentId agent, CallId call, OfferId offer) {
    changes.happen(agent, new AgentInput.TalkEnded(offer, settings.wrapUp()));
    if (!settings.wrapUp().isZero()) {
      changes.wake(new AcdTimer.WrapUpOver(agent, call), changes.at().plus(settings.wrapUp()));
    }
  }

  /// The caller is on the way into the waiting bridge.
  void entering(Changes changes, CallId call) {
    changes.wake(new AcdTimer.EnteringOver(call), changes.at().plus(AcdSettings.ENTERING_LEASE));
    overflow.review(changes, call);
  }

  private static OfferFailure whatItMeans(
      @Nullable Call call, OfferId offer, OfferFailure failure) {
    if (call == null
        || !(call.state() instanceof CallState.Offered state)
        || !state.offer().equals(offer)) {
      return OfferFailure.CALLER_LEFT;
    }
    return state.answered() && failure != OfferFailure.SWITCH_FAILED
        ? OfferFailure.HUNG_UP_DURING_WHISPER
        : failure;
  }

  void phoneSeen(Changes changes, String phone, boolean reachable) {
    Agent agent = board.agentAt(phone);
    if (agent != null && reachable && lost.isAwaited(agent)) {
      changes.ignore(agent.id() + " is to have back whom they talked with");
    } else if (agent != null) {
      changes.happen(
          agent.id(),
          reachable ? new AgentInput.PhoneReachable() : new AgentInput.PhoneUnreachable());
    }
  }

  private void timer(Changes changes, AcdTimer timer, Instant at) {
    switch (timer) {
      case AcdTimer.WrapUpOver over -> wrapUpOver(changes, over);
      case AcdTimer.RingOver over -> {
        if (isOffered(over.offer(), false)) {
          giveUp(changes, over.offer(), OfferFailure.NO_ANSWER, at);
        }
      }
      case AcdTimer.WhisperOver over -> {
        if (isOffered(over.offer(), true) && !isResidentCalled(over.offer())) {
          giveUp(changes, over.offer(), OfferFailure.SWITCH_FAILED, at);
        }
      }
      case AcdTimer.ReviewDue due -> overflow.reviewDue(changes, due);
      case AcdTimer.HoursChange change -> overflow.hoursChanged(changes, change);
      case AcdTimer.LookDue _ -> changes.command(new AcdCommand.LookAgain());
      case AcdTimer.LegOver over -> {
        if (board.agentOf(over.offer()) != null) {
          giveUp(changes, over.offer(), OfferFailure.CALLER_LEFT, at);
        }
      }
      case AcdTimer.EnteringOver over -> {
        Call call = board.call(over.call());
        if (call != null && call.state() instanceof CallState.Entering) {
          changes.command(new AcdCommand.LookAgain());
        }
      }
    }
  }

  /// It may be too early, as it was extended or the clock was set back.
  private void wrapUpOver(Changes changes, AcdTimer.WrapUpOver over) {
    Agent agent = board.agent(over.agent());
    if (!changes.happen(over.agent(), new AgentInput.WrapUpOver(over.call()))
        && agent != null
        && agent.activity() instanceof Activity.WrapUp(CallId call, Instant until)
        && call.equals(over.call())) {
      changes.wake(over, until);
    }
  }

  /// Ends an offer whose end should have been told by the switch, and looks why it was not.
  private void giveUp(Changes changes, OfferId offer, OfferFailure failure, Instant at) {
    changes.command(new AcdCommand.HangUpOffer(offer));
    over(changes, offer, failure, at);
    changes.command(new AcdCommand.LookAgain());
  }

  private boolean isOffered(OfferId offer, boolean answered) {
    CallId id = callOf(offer);
    Call call = id == null ? null : board.call(id);
    return call != null
        && call.state() instanceof CallState.Offered state
        && state.offer().equals(offer)
        && state.answered() == answered;
  }

  /// Then the callback has a lease of its own.
  private boolean isResidentCalled(OfferId offer) {
    CallId id = callOf(offer);
    Call call = id == null ? null : board.call(id);
    return call != null && call.isDialled();
  }

  /// Whether the call has ended and is no longer kept.
  boolean isBygone(CallId id) {
    return bygones.contains(id);
  }

  private void confirmed(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call != null && call.isEnded()) {
      changes.forget(id);
      bygones.add(id);
    } else if (call != null) {
      changes.ignore(id + ": a record was confirmed before its end");
    }
  }

  private @Nullable CallId callOf(OfferId offer) {
    Agent agent = board.agentOf(offer);
    return agent == null
        ? null
        : switch (agent.activity()) {
          case Activity.Offered offered -> offered.call();
          case Activity.Talking talking -> talking.call();
          case Activity.WrapUp _ -> null;
          case Activity.Idle _ -> null;
        };
  }

  /// Brings free agents and waiting calls together, the call that goes first before the others.
  /// Only what the event touched can match: the rest could have before.
  private void matchTouched(Changes changes) {
    List<Call> calls = changes.touchedCalls();
    List<Agent> agents = new ArrayList<>(changes.touchedAgents());
    agents.addAll(board.noLongerCalledFor());
    Optional<Call> next = board.first(calls, agents);
    while (next.isPresent() && match(changes, next.get())) {
      next = board.first(calls, agents);
    }
  }

  private boolean match(Changes changes, Call call) {
    Optional<Agent> agent = board.freeFor(call);
    agent.ifPresent(free -> serve(changes, call, free));
    return agent.isPresent();
  }

  private void serve(Changes changes, Call call, Agent free) {
    if (call.callback() != null && call.callback().isToBeCalledFirst()) {
      callbacks.callFirst(changes, call, free.id());
      overflow.review(changes, call.id());
    } else {
      offer(changes, call, free);
    }
  }

  /// The offer's number makes its id the same for whoever makes it, so that the switch refuses a
  /// second one.
  private void offer(Changes changes, Call call, Agent agent) {
    OfferId offer = new OfferId(OfferId.PREFIX + call.id() + "-" + (call.offers() + 1));
    if (!changes.happen(agent.id(), new AgentInput.OfferMade(offer, call.id()))
        || !changes.happen(call.id(), new CallInput.OfferMade(offer, agent.id()))) {
      throw new IllegalStateException(
          "a free agent and a waiting call did not match: " + agent.id() + ", " + call.id());
    }
    Call offered = board.call(call.id());
    changes.command(
        new AcdCommand.RingAgent(offer, offered == null ? call : offered, agent.profile()));
    wakeWhenRingIsOver(changes, offer);
  }

  /// For an offer that a server takes over: it may have been picked up already.
  void renewLeases(Changes changes, OfferId offer) {
    wakeWhenRingIsOver(changes, offer);
    changes.wake(
        new AcdTimer.WhisperOver(offer),
        changes.at().plus(settings.ring()).plus(AcdSettings.WHISPER_LEASE));
  }

  private void wakeWhenRingIsOver(Changes changes, OfferId offer) {
    Instant giveUp = changes.at().plus(settings.ring()).plus(AcdSettings.RING_GRACE);
    changes.wake(new AcdTimer.RingOver(offer), giveUp);
  }

  private CallInput withGroupsPriority(CallInput input) {
    return input instanceof CallInput.AskedForPerson asked
        ? new CallInput.AskedForPerson(board.routing().ranked(asked.demand()))
        : input;
  }

  private void held(Changes changes, AcdEvent.OfferHeld held) {
    Agent agent = board.agentOf(held.offer());
    if (agent == null) {
      changes.ignore("unknown " + held.offer());
    } else {
      changes.happen(agent.id(), new AgentInput.Held(held.offer(), held.held()));
    }
  }

  private void extend(Changes changes, AcdEvent.WrapUpExtended extended) {
    changes.happen(extended.agent(), new AgentInput.WrapUpExtended(extended.more()));
    Agent agent = board.agent(extended.agent());
    if (agent != null && agent.activity() instanceof Activity.WrapUp wrapUp) {
      changes.wake(new AcdTimer.WrapUpOver(agent.id(), wrapUp.call()), wrapUp.until());
    }
  }

  /// Agents who are no longer there end what they do first.
  private void reroute(Changes changes, AcdEvent.RoutingChanged event) {
    if (event.from() != null && !event.from().equals(board.routing())) {
      changes.ignore("the routing was changed meanwhile");
      return;
    }
    Routing before = board.routing();
    Routing next = event.routing();
    changes.reroute(next);
    for (AgentProfile profile : next.agents()) {
      Agent known = board.agent(profile.id());
      if (known == null) {
        changes.put(Agent.signedOut(profile, changes.at()));
      } else if (!known.profile().equals(profile)) {
        changes.put(known, known.withProfile(profile));
      }
    }
    for (Agent agent : board.agents()) {
      if (!board.isRouted(agent.id())) {
        changes.happen(agent.id(), new AgentInput.SetPresence(new Presence.SignedOut()));
        settle(changes, agent.id());
      }
    }
    overflow.rerouted(changes, before);
  }

  /// What follows from the state that an agent has come to.
  private void settle(Changes changes, AgentId id) {
    overflow.agentChanged(changes, id);
    Agent agent = board.agent(id);
    if (agent != null && !board.isRouted(id) && !agent.isEngaged()) {
      changes.remove(id);
    }
  }
}
