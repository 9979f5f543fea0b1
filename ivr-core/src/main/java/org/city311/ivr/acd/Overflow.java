package org.city311.ivr.acd;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// What is done for calls that wait beside offering them: the rungs of their group's ladder, the
/// end of waiting for one named agent, closing time, the end of a treatment of which nothing is
/// heard, and what is due for callbacks.
///
/// [#review] says all that follows for one call, as often as it is asked. It is asked whenever
/// something has happened to the call, when the call's next moment has come, when the routing has
/// changed, and at each look at the switch: so nothing depends on a timer alone.
final class Overflow {
  private final Board board;
  private final AcdSettings settings;
  private final Callbacks callbacks;

  /// When each call is to be reviewed next. A timer set for another moment is no longer wanted.
  private final Map<CallId, Instant> reviews = new HashMap<>();

  /// When each group opens or closes next; [Instant#MAX] for never.
  private final Map<SkillGroupId, Instant> hours = new HashMap<>();

  /// Who pressed the key for a callback while a phone rang for the call, which nobody takes out
  /// then.
  private final Set<CallId> keyPressed = new HashSet<>();

  Overflow(Board board, AcdSettings settings, Callbacks callbacks) {
    this.board = board;
    this.settings = settings;
    this.callbacks = callbacks;
  }

  /// A caller has come into the waiting bridge for the first time.
  void joined(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call == null || !Board.isWaiting(call) || call.isKeptForItsAgent()) {
      return;
    }
    SkillGroup group = board.groupOf(call);
    // The caller itself is among them by now.
    int others = board.waitingIn(group.id()) - 1;
    List<OverflowStep> ladder = group.overflow();
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (ladder.get(rung).when() instanceof OverflowStep.WhenWaiting many
          && others >= many.calls()) {
        take(changes, id, rung, ladder.get(rung).then());
      }
    }
  }

  /// A resident who waits wants to be called back instead, where the group lets them.
  void callbackKey(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call == null
        || call.callback() != null
        || !(call.state() instanceof CallState.Waiting || isRingingFor(call))
        || !board.groupOf(call).announced().callback()) {
      changes.ignore(id + ": no key means anything to it now");
      return;
    }
    keyPressed.add(id);
    review(changes, id);
  }

  private static boolean isRingingFor(Call call) {
    return call.state() instanceof CallState.Offered offered && !offered.answered();
  }

  /// Does what is due for a call that has a place in the queue, and sets the timer for what will
  /// be.
  void review(Changes changes, CallId id) {
    callbacks.review(changes, id);
    Call call = board.call(id);
    if (call == null || !isQueued(call)) {
      keyPressed.remove(id);
      return;
    }
    if (call.state() instanceof CallState.Treated treated && treated.gone()) {
      if (!changes.at().isBefore(unheardAt(treated))) {
        changes.happen(id, new CallInput.TreatmentUnheard());
      }
    } else {
      if (isForOneInVain(call, changes.at())) {
        changes.happen(id, new CallInput.Reached(call.reach().toAnyone()));
      }
      Call now = board.call(id);
      if (now != null && !now.isKeptForItsAgent()) {
        climb(changes, now);
        close(changes, now);
      }
      if (Board.isWaiting(call) && keyPressed.remove(id)) {
        treat(changes, id, Treatment.CALLBACK);
      }
    }
    Instant next = next(id, changes.at());
    if (next != null && !next.equals(reviews.put(id, next))) {
      changes.wake(new AcdTimer.ReviewDue(id, next), next);
    }
  }

  /// Reviews all calls and sets the timers of all groups: those of another server are gone with it,
  /// and one of ours may be lost.
  void reviewAll(Changes changes) {
    for (SkillGroup group : board.routing().groups()) {
      Instant next = hours.get(group.id());
      if (next == null || !next.isAfter(changes.at())) {
        watchHours(changes, group);
      }
    }
    board.calls().forEach(call -> review(changes, call.id()));
  }

  void reviewDue(Changes changes, AcdTimer.ReviewDue due) {
    // By the clock it may be too early still: then the same moment is the next one again.
    if (reviews.remove(due.call(), due.at())) {
      review(changes, due.call());
    }
  }

  /// Skill groups have changed: a ladder may have other rungs, and a group other hours.
  void rerouted(Changes changes, Routing before) {
    for (Call call : board.calls()) {
      if (isQueued(call) && call.reach().rungs() != 0) {
        SkillGroup then = before.group(call.group()).orElse(before.groups().getFirst());
        int taken = call.reach().rungs();
        int rungs = Rungs.carriedOver(taken, then.overflow(), board.groupOf(call).overflow());
        if (rungs != taken) {
          changes.happen(call.id(), new CallInput.Reached(call.reach().withRungs(rungs)));
        }
      }
    }
    board.routing().groups().forEach(group -> watchHours(changes, group));
    reviewAll(changes);
  }

  /// Nobody waits for an agent who takes no calls.
  void agentChanged(Changes changes, AgentId id) {
    if (!isAtWork(id)) {
      board.waitingFor(id).forEach(call -> review(changes, call.id()));
    }
  }

  /// A group has opened or closed.
  void hoursChanged(Changes changes, AcdTimer.HoursChange change) {
    SkillGroup group = board.group(change.group());
    if (!hours.remove(change.group(), change.at()) || group == null) {
      return;
    }
    watchHours(changes, group);
    List<Call> theirs =
        board.calls().stream()
            .filter(call -> Board.isWaiting(call) && board.groupOf(call).id().equals(group.id()))
            .toList();
    board.inOrder(theirs).forEach(call -> review(changes, call.id()));
  }

  private void watchHours(Changes changes, SkillGroup group) {
    Instant next = group.hours().nextChange(changes.at()).orElse(Instant.MAX);
    if (!next.equals(hours.put(group.id(), next)) && next.isBefore(Instant.MAX)) {
      changes.wake(new AcdTimer.HoursChange(group.id(), next), next);
    }
  }

  /// Useless to wait for one agent who is not at work, or any longer.
  private boolean isForOneInVain(Call call, Instant at) {
    Demand demand = call.demand();
    if (!call.reach().direct() || demand == null || demand.direct() == null) {
      return false;
    }
    boolean there =
        isAtWork(demand.direct()) || (call.isKeptForItsAgent() && mayComeBack(demand.direct()));
    return !there || !at.isBefore(directUntil(call));
  }

  private Instant directUntil(Call call) {
    return waitsSince(call)
        .plus(call.isKeptForItsAgent() ? settings.lostAgent() : settings.directWait());
  }

  /// From when on its patience is tried: one who was transferred has the old place, but has not waited since.
  private static Instant waitsSince(Call call) {
    Instant talkEnded = call.times().talkEnded();
    return talkEnded == null ? CallOrder.queued(call) : talkEnded;
  }

  private boolean isAtWork(AgentId id) {
    Agent agent = board.agent(id);
    return agent != null && agent.presence() instanceof Presence.Ready;
  }

  /// Wants calls, but has no phone at the moment.
  private boolean mayComeBack(AgentId id) {
    Agent agent = board.agent(id);
    return agent != null
        && agent.presence() instanceof Presence.NotReady notReady
        && notReady.reason().equals(Presence.NotReady.PHONE_UNREACHABLE);
  }

  /// Takes the rungs that the time of waiting calls for.
  private void climb(Changes changes, Call call) {
    List<OverflowStep> ladder = board.groupOf(call).overflow();
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (ladder.get(rung).when() instanceof OverflowStep.AfterWait after
          && !changes.at().isBefore(waitsSince(call).plus(after.time()))) {
        take(changes, call.id(), rung, ladder.get(rung).then());
      }
    }
  }

  /// A rung is taken once. One that takes the caller out waits until the caller is free to go.
  private void take(Changes changes, CallId id, int rung, OverflowStep.Action action) {
    Call call = board.call(id);
    if (call == null || call.reach().hasTaken(rung) || !isQueued(call)) {
      return;
    }
    Reach taken = call.reach().take(rung);
    switch (action) {
      case OverflowStep.Widen widen ->
          changes.happen(id, new CallInput.Reached(taken.withLevels(widen.levels())));
      case OverflowStep.AddGroups add ->
          changes.happen(id, new CallInput.Reached(taken.withGroups(add.groups())));
      case OverflowStep.Treat treat -> {
        if (call.callback() == null && Board.isWaiting(call)) {
          changes.happen(id, new CallInput.Reached(taken));
          treat(changes, id, treat.treatment());
        }
      }
    }
  }

  private void close(Changes changes, Call call) {
    SkillGroup group = board.groupOf(call);
    if (call.callback() == null
        && group.closing() != Closing.SERVE
        && !group.hours().isOpen(changes.at())) {
      treat(
          changes,
          call.id(),
          group.closing() == Closing.MESSAGE ? Treatment.MESSAGE : Treatment.CLOSED);
    }
  }

  private void treat(Changes changes, CallId id, Treatment treatment) {
    Call call = board.call(id);
    if (call != null
        && Board.isWaiting(call)
        && changes.happen(id, new CallInput.TakenOut(treatment))) {
      changes.command(new AcdCommand.Treat(call, treatment));
    }
  }

  /// The next moment at which time alone changes something for a call; null for none.
  private @Nullable Instant next(CallId id, Instant at) {
    Call call = board.call(id);
    if (call == null || !isQueued(call)) {
      return null;
    }
    if (call.state() instanceof CallState.Treated treated && treated.gone()) {
      return unheardAt(treated);
    }
    Instant next = callbacks.next(call, at);
    if (call.reach().direct() && (next == null || directUntil(call).isBefore(next))) {
      next = directUntil(call);
    }
    List<OverflowStep> ladder = board.groupOf(call).overflow();
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (ladder.get(rung).when() instanceof OverflowStep.AfterWait after
          && !call.reach().hasTaken(rung)) {
        Instant due = waitsSince(call).plus(after.time());
        // One that is due already waits for the end of an offer, not for a time.
        next = due.isAfter(at) && (next == null || due.isBefore(next)) ? due : next;
      }
    }
    return next;
  }

  private static Instant unheardAt(CallState.Treated gone) {
    return gone.since().plus(AcdSettings.TREATMENT_LEASE);
  }

  private static boolean isQueued(Call call) {
    return call.state() instanceof CallState.Entering
        || call.state() instanceof CallState.Waiting
        || call.state() instanceof CallState.Offered
        || call.state() instanceof CallState.Treated
        || call.state() instanceof CallState.Postponed
        || call.state() instanceof CallState.Calling;
  }
}
