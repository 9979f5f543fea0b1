package org.city311.ivr.acd;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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
import org.city311.ivr.routing.SkillGroup;

/// What is done for calls that wait beside offering them: the rungs of their group's ladder, the end
/// of waiting for one named agent, and closing time.
final class Overflow {
  private final Board board;
  private final AcdSettings settings;

  Overflow(Board board, AcdSettings settings) {
    this.board = board;
    this.settings = settings;
  }

  /// A caller has come into the waiting bridge, for the first time or again.
  void joined(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call == null || !Board.isWaiting(call)) {
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
    wake(changes, call);
    due(changes, id);
    if (!group.hours().isOpen(changes.at())) {
      close(changes, id, group.closing());
    }
  }

  /// Sets the timers of a call that waits; those of another server are gone with it.
  void wake(Changes changes, Call call) {
    wakeForNextRung(changes, call);
    if (call.reach().direct()) {
      changes.wake(
          new AcdTimer.DirectOver(call.id()), CallOrder.queued(call).plus(settings.directWait()));
    }
  }

  /// A rung is due, or the clock was set back.
  void ladderDue(Changes changes, CallId id) {
    due(changes, id);
    Call call = board.call(id);
    if (call != null && isQueued(call)) {
      wakeForNextRung(changes, call);
    }
  }

  private void wakeForNextRung(Changes changes, Call call) {
    List<OverflowStep> ladder = board.groupOf(call).overflow();
    IntStream.range(0, ladder.size())
        .filter(rung -> !call.reach().hasTaken(rung))
        .mapToObj(ladder::get)
        .map(OverflowStep::when)
        .filter(OverflowStep.AfterWait.class::isInstance)
        .map(after -> CallOrder.queued(call).plus(((OverflowStep.AfterWait) after).time()))
        .filter(when -> when.isAfter(changes.at()))
        .min(Instant::compareTo)
        .ifPresent(when -> changes.wake(new AcdTimer.LadderDue(call.id()), when));
  }

  /// Takes the rungs that the time of waiting calls for.
  void due(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call == null || call.times().queued() == null) {
      return;
    }
    List<OverflowStep> ladder = board.groupOf(call).overflow();
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (ladder.get(rung).when() instanceof OverflowStep.AfterWait after
          && !changes.at().isBefore(CallOrder.queued(call).plus(after.time()))) {
        take(changes, id, rung, ladder.get(rung).then());
      }
    }
  }

  /// The group may take a call that has waited long enough for one agent, or in vain.
  void directOver(Changes changes, CallId id) {
    Call call = board.call(id);
    if (call != null && call.reach().direct()) {
      changes.happen(id, new CallInput.Reached(call.reach().toAnyone()));
    }
  }

  /// A call that has just been asked for with an agent's name: useless if that agent is not at work.
  void directAsked(Changes changes, CallId id) {
    Call call = board.call(id);
    Demand demand = call == null ? null : call.demand();
    if (demand != null && demand.direct() != null && !isAtWork(demand.direct())) {
      directOver(changes, id);
    }
  }

  /// Nobody waits for an agent who takes no calls.
  void agentChanged(Changes changes, AgentId id) {
    if (!isAtWork(id)) {
      board.waitingFor(id).forEach(call -> directOver(changes, call.id()));
    }
  }

  private boolean isAtWork(AgentId id) {
    Agent agent = board.agent(id);
    return agent != null && agent.presence() instanceof Presence.Ready;
  }

  /// Sets the timers for the next opening or closing of all groups.
  void watchHours(Changes changes) {
    board.routing().groups().forEach(group -> watchHours(changes, group));
  }

  private static void watchHours(Changes changes, SkillGroup group) {
    group
        .hours()
        .nextChange(changes.at())
        .ifPresent(next -> changes.wake(new AcdTimer.HoursChange(group.id()), next));
  }

  /// A group has opened or closed.
  void hoursChanged(Changes changes, SkillGroupId id) {
    SkillGroup group = board.group(id);
    if (group == null) {
      return;
    }
    watchHours(changes, group);
    if (!group.hours().isOpen(changes.at()) && group.closing() != Closing.SERVE) {
      board.inOrder(board.calls()).stream()
          .filter(call -> board.groupOf(call).id().equals(id))
          .forEach(call -> close(changes, call.id(), group.closing()));
    }
  }

  private void close(Changes changes, CallId id, Closing closing) {
    switch (closing) {
      case SERVE -> {}
      case MESSAGE -> treat(changes, id, Treatment.MESSAGE);
      case TELL -> treat(changes, id, Treatment.CLOSED);
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
        if (Board.isWaiting(call)) {
          changes.happen(id, new CallInput.Reached(taken));
          treat(changes, id, treat.treatment());
        }
      }
    }
  }

  private static boolean isQueued(Call call) {
    return call.state() instanceof CallState.Entering
        || call.state() instanceof CallState.Waiting
        || call.state() instanceof CallState.Offered
        || call.state() instanceof CallState.Treated;
  }

  private void treat(Changes changes, CallId id, Treatment treatment) {
    Call call = board.call(id);
    if (call != null
        && Board.isWaiting(call)
        && changes.happen(id, new CallInput.TakenOut(treatment))) {
      changes.command(new AcdCommand.Treat(call, treatment));
    }
  }
}
