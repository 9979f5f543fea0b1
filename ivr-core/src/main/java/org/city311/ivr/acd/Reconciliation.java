package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;

/// Corrects the board by what the switch really holds: after a server's or the switch's restart, or
/// a lost link. Every caller keeps the place that it had.
final class Reconciliation {
  private final Board board;
  private final Changes changes;
  private final Acd acd;
  private final Instant begun;

  /// Whether an order was not found to be carried out that was too young to be judged.
  private boolean again;

  /// @param begun when this leader began: what is older was ordered by the one before
  Reconciliation(Board board, Changes changes, Acd acd, Instant begun) {
    this.board = board;
    this.changes = changes;
    this.acd = acd;
    this.begun = begun;
  }

  void run(AcdEvent.SwitchSeen seen, Instant at) {
    SwitchView view = seen.view();
    view.callers().forEach((id, caller) -> adopt(id, caller, at));
    bringBack(seen);
    endCallsThatAreGone(seen);
    view.reachablePhones().forEach(this::phoneIsBack);
    freeAgentsWithoutACall(at);
    for (Agent agent : board.agents()) {
      if (agent.since().isBefore(view.started())
          || isTold(agent, seen.asOf())
          || Board.offerOf(agent).filter(view.offers()::containsKey).isPresent()
          || (agent.activity() instanceof Activity.Offered offered
              && isServed(offered.call(), view))) {
        correct(agent, view, at);
      } else if (agent.activity() instanceof Activity.Offered offered) {
        acd.renewLeases(changes, offered.offer());
        again |= agent.since().isBefore(seen.asOf());
      }
    }
    freeCallsWithoutAnAgent(view);
    view.offers().forEach((offer, leg) -> adopt(offer, leg, at));
    hangUpResidents(view);
    if (again) {
      changes.wake(new AcdTimer.LookDue(), at.plus(AcdSettings.ORDER_ON_ITS_WAY));
    }
  }

  private void phoneIsBack(String phone) {
    Agent agent = board.agentAt(phone);
    if (agent != null
        && agent.presence() instanceof Presence.NotReady notReady
        && notReady.reason().equals(Presence.NotReady.PHONE_UNREACHABLE)) {
      acd.phoneSeen(changes, phone, true);
    }
  }

  /// Whether the switch knew what the agent does when it was asked.
  private boolean isTold(Agent agent, Instant asOf) {
    return agent.since().isBefore(asOf)
        && !(agent.activity() instanceof Activity.Offered && mayBeOnItsWay(agent.since(), asOf));
  }

  /// An order given shortly before may not have reached the switch when it was asked.
  private boolean mayBeOnItsWay(Instant ordered, Instant asOf) {
    var patience =
        ordered.isBefore(begun)
            ? AcdSettings.ORDER_OF_THE_ONE_BEFORE
            : AcdSettings.ORDER_ON_ITS_WAY;
    return !ordered.isBefore(asOf.minus(patience));
  }

  /// An agent who believes in an offer of which the call knows nothing: a server died when it had saved
  /// the agent's half only. The call's next offer will have the same id.
  private void freeAgentsWithoutACall(Instant at) {
    for (Agent agent : board.agents()) {
      if (agent.activity() instanceof Activity.Offered offered) {
        Call call = board.call(offered.call());
        if (call != null && !call.isEnded() && !knows(call, offered.offer())) {
          changes.command(new AcdCommand.HangUpOffer(offered.offer()));
          acd.over(changes, offered.offer(), OfferFailure.CALLER_LEFT, at);
        }
      }
    }
  }

  private static boolean knows(Call call, OfferId offer) {
    return switch (call.state()) {
      case CallState.Offered offered -> offered.offer().equals(offer);
      case CallState.Talking talking -> talking.offer().equals(offer);
      case CallState.InFlow _,
          CallState.Entering _,
          CallState.Waiting _,
          CallState.Treated _,
          CallState.Postponed _,
          CallState.Calling _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ ->
          false;
    };
  }

  /// A call that believes in an offer which no agent holds, as after an agent was removed, or when a
  /// server died that had saved the call's half only. If the two talk, the talk is taken up.
  private void freeCallsWithoutAnAgent(SwitchView view) {
    for (Call call : board.calls()) {
      switch (call.state()) {
        case CallState.Offered offered -> {
          if (isNobodys(call.id(), offered.offer(), view)
              && changes.happen(call.id(), new CallInput.OfferFailed(offered.offer()))) {
            tellFailed(call.id(), offered);
          }
        }
        case CallState.Talking talking -> {
          if (isNobodys(call.id(), talking.offer(), view)) {
            changes.happen(call.id(), whoHas(call, talking.offer()));
          }
        }
        case CallState.InFlow _,
            CallState.Entering _,
            CallState.Waiting _,
            CallState.Treated _,
            CallState.Postponed _,
            CallState.Calling _,
            CallState.Outside _,
            CallState.Leaving _,
            CallState.Ended _ -> {}
      }
    }
  }

  /// A server may have died when it had saved of a resident's handing over the call's part only: then the agent
  /// who was about to has the resident still.
  private CallInput whoHas(Call call, OfferId leg) {
    for (Agent agent : board.agents()) {
      if (agent.activity() instanceof Activity.Talking talking
          && talking.call().equals(call.id())) {
        return new CallInput.HandedOver(talking.offer(), agent.id());
      }
    }
    return new CallInput.AgentLeft(leg);
  }

  private void tellFailed(CallId id, CallState.Offered offered) {
    Call call = board.call(id);
    if (call != null) {
      changes.tell(
          new CentreEvent.OfferFailed(
              changes.at(), call, offered.offer(), offered.agent(), OfferFailure.SWITCH_FAILED));
    }
  }

  private boolean isNobodys(CallId id, OfferId offer, SwitchView view) {
    SwitchView.AgentLeg leg = view.offers().get(offer);
    return board.agentOf(offer) == null && (leg == null || !id.equals(leg.talkingWith()));
  }

  /// A caller whom no server remembers, but who is in the queue by the channel's own word. One who has
  /// had a talk keeps that word, and is in no queue.
  private void adopt(CallId id, SwitchView.Caller caller, Instant at) {
    Call known = board.call(id);
    SwitchView.Place place = caller.place();
    if (place == null || caller.served() || hasAskedToBeCalledBack(id)) {
      return;
    }
    if (known == null && !acd.isBygone(id)) {
      Call call =
          Call.arriving(id, caller.ani(), caller.dnis(), caller.channel(), place.queued())
              .withLanguage(caller.language(), place.queued())
              .queuedFor(place.demand(), place.queued());
      changes.put(call);
      changes.tell(new CentreEvent.CallArrived(at, call));
      changes.tell(new CentreEvent.CallQueued(at, call));
    } else if (known != null && isBeforeItsWish(known)) {
      // It asked for a person, and the server died before it had written that down.
      Call queued = known.queuedFor(place.demand(), place.queued());
      changes.put(queued);
      changes.tell(new CentreEvent.CallQueued(at, queued));
    }
  }

  /// The caller hears so, and the channel has not forgotten the place yet.
  private boolean hasAskedToBeCalledBack(CallId id) {
    CallId callback = Callback.idFor(id);
    return board.call(callback) != null || acd.isBygone(callback);
  }

  private static boolean isBeforeItsWish(Call call) {
    return !call.isEnded() && call.times().queued() == null;
  }

  /// Who is in the waiting bridge waits: also one who should have been taken out of it, unless that was
  /// ordered so lately that they may be on the way. Then it is asked again.
  private void bringBack(AcdEvent.SwitchSeen seen) {
    for (Map.Entry<CallId, SwitchView.Caller> caller : seen.view().callers().entrySet()) {
      Call call = board.call(caller.getKey());
      if (call == null || !caller.getValue().parked()) {
        continue;
      }
      if (call.state() instanceof CallState.Treated treated && !treated.gone()) {
        boolean young = mayBeOnItsWay(treated.since(), seen.asOf());
        again |= young;
        if (!young) {
          changes.happen(call.id(), new CallInput.Parked());
        }
      } else if (call.state() instanceof CallState.Outside outside) {
        boolean young = mayBeOnItsWay(outside.since(), seen.asOf());
        again |= young;
        if (!young) {
          changes.happen(call.id(), new CallInput.Parked());
        }
      } else if (call.state() instanceof CallState.Entering
          || call.state() instanceof CallState.Calling) {
        changes.happen(call.id(), new CallInput.Parked());
      }
    }
  }

  private void endCallsThatAreGone(AcdEvent.SwitchSeen seen) {
    for (Call call : board.calls()) {
      if (!call.isEnded()
          && shouldBeThere(call, seen.asOf())
          && !seen.view().callers().containsKey(call.id())) {
        boolean failed = onTheLineSince(call).isBefore(seen.view().started());
        changes.happen(
            call.id(), new CallInput.Missed(failed ? Reason.SWITCH_FAILED : Reason.ENDED_UNSEEN));
      }
    }
  }

  private static Instant onTheLineSince(Call call) {
    Callback wish = call.callback();
    Instant there = wish == null || wish.first() == null ? null : wish.first().there();
    return there == null ? call.times().arrived() : there;
  }

  /// Of a callback there is no channel but while the resident is called, and after.
  private boolean shouldBeThere(Call call, Instant asOf) {
    if (call.callback() == null) {
      return call.times().arrived().isBefore(asOf);
    }
    Instant dialled = call.callback().dialled();
    if (call.isThere()) {
      return onTheLineSince(call).isBefore(asOf);
    }
    if (dialled == null) {
      return call.state() instanceof CallState.Talking
          || call.state() instanceof CallState.Outside
          || call.state() instanceof CallState.Leaving;
    }
    boolean young = mayBeOnItsWay(dialled, asOf);
    again |= young;
    return !young;
  }

  /// A resident who is called though the callback is over or put off, and who talks with nobody.
  private void hangUpResidents(SwitchView view) {
    Set<CallId> talking =
        view.offers().values().stream()
            .flatMap(leg -> Stream.ofNullable(leg.talkingWith()))
            .collect(Collectors.toSet());
    view.callers()
        .forEach(
            (id, caller) -> {
              Call call = board.call(id);
              boolean wanted = call != null && (call.isDialled() || call.isThere());
              if (Callback.is(id) && !wanted && !caller.served() && !talking.contains(id)) {
                changes.command(new AcdCommand.HangUpResident(id));
              }
            });
  }

  private void correct(Agent agent, SwitchView view, Instant at) {
    switch (agent.activity()) {
      case Activity.Offered offered -> {
        SwitchView.AgentLeg leg = view.offers().get(offered.offer());
        if (leg == null && isServed(offered.call(), view)) {
          // Their talk began and ended while no server looked.
          acd.connected(changes, offered.offer());
          acd.over(changes, offered.offer(), OfferFailure.SWITCH_FAILED, at);
        } else if (leg == null) {
          changes.command(new AcdCommand.HangUpOffer(offered.offer()));
          acd.over(changes, offered.offer(), OfferFailure.SWITCH_FAILED, at);
        } else if (offered.call().equals(leg.talkingWith())) {
          acd.connected(changes, offered.offer());
        } else if (isOver(offered.call())) {
          changes.command(new AcdCommand.HangUpOffer(offered.offer()));
        } else if (leg.waits()) {
          // Nobody may have heard it, and so nobody called the resident.
          acd.agentWaits(changes, offered.offer());
          acd.renewLeases(changes, offered.offer());
        } else {
          acd.renewLeases(changes, offered.offer());
        }
      }
      case Activity.Talking talking -> {
        SwitchView.AgentLeg leg = view.offers().get(talking.offer());
        if (leg != null && talking.call().equals(leg.talkingWith()) && isOffered(talking.call())) {
          // A server died when it had saved the agent's half of the talk only.
          changes.happen(talking.call(), new CallInput.Connected(talking.offer()));
        } else if (leg == null) {
          acd.over(changes, talking.offer(), whyGone(talking.call(), view), at);
        } else if (isOver(talking.call())) {
          changes.command(new AcdCommand.HangUpOffer(talking.offer()));
        }
      }
      // A server that was away may have missed the timer.
      case Activity.WrapUp wrapUp -> {
        if (wrapUp.until().isAfter(at)) {
          changes.command(
              new AcdCommand.Wake(
                  new AcdTimer.WrapUpOver(agent.id(), wrapUp.call()), wrapUp.until()));
        } else {
          changes.happen(agent.id(), new AgentInput.WrapUpOver(wrapUp.call()));
        }
      }
      case Activity.Idle _ -> {}
    }
  }

  /// A resident whose agent hung up hears what comes after the talk; one whose agent was lost is on the way back into
  /// the waiting bridge.
  private static OfferFailure whyGone(CallId id, SwitchView view) {
    SwitchView.Caller caller = view.callers().get(id);
    return caller != null && !caller.served()
        ? OfferFailure.PHONE_UNREACHABLE
        : OfferFailure.SWITCH_FAILED;
  }

  private boolean isOffered(CallId id) {
    Call call = board.call(id);
    return call != null && call.state() instanceof CallState.Offered;
  }

  private static boolean isServed(CallId id, SwitchView view) {
    SwitchView.Caller caller = view.callers().get(id);
    return caller != null && caller.served();
  }

  private boolean isOver(CallId id) {
    Call call = board.call(id);
    return call == null || call.isEnded();
  }

  /// Who was taken up by the channel's word alone, and talks, has not been seen to wait.
  private static boolean isUnserved(Call call) {
    return Board.isWaiting(call) || call.state() instanceof CallState.Entering;
  }

  /// An agent has let go of the resident, and the switch has not.
  private static boolean wasSentOn(Call call) {
    return call.state() instanceof CallState.Outside
        || (call.state() instanceof CallState.Entering && call.times().answered() != null);
  }

  private void sendOn(Call call, OfferId leg) {
    Instant ended = call.times().talkEnded();
    if (ended != null && mayBeOnItsWay(ended, changes.at())) {
      again = true;
    } else if (call.state() instanceof CallState.Outside outside) {
      changes.command(new AcdCommand.PutThrough(call, leg, outside.line()));
    } else {
      changes.command(new AcdCommand.Requeue(call, leg));
    }
  }

  /// An agent's channel that no server remembers: a talk goes on, a ringing phone is silenced.
  private void adopt(OfferId offer, SwitchView.AgentLeg leg, Instant at) {
    if (board.agentOf(offer) != null || board.isOfConsult(offer)) {
      return;
    }
    Agent agent = board.agentAt(leg.phone());
    Call call = leg.talkingWith() == null ? null : board.call(leg.talkingWith());
    boolean free = agent != null && agent.activity() instanceof Activity.Idle;
    // A department who was spoken to first has the resident rightly, and no agent has its channel.
    if (call != null && agent != null && wasSentOn(call)) {
      sendOn(call, offer);
      return;
    }
    if (agent != null && call != null && free && knows(call, offer)) {
      changes.put(agent, agent.talking(new Activity.Talking(offer, call.id(), false), at));
      changes.happen(call.id(), new CallInput.Connected(offer));
    } else if (agent != null && call != null && free && isUnserved(call)) {
      Call talking =
          call.offeredTo(offer, agent.id(), at)
              .with(
                  new CallState.Talking(offer, agent.id()), call.times().offered(at).answered(at));
      changes.put(talking);
      changes.put(agent, agent.talking(new Activity.Talking(offer, call.id(), false), at));
      changes.tell(new CentreEvent.CallAnswered(at, talking));
    } else if (leg.talkingWith() == null) {
      changes.command(new AcdCommand.HangUpOffer(offer));
    }
  }
}
