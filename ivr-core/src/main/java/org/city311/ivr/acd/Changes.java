package org.city311.ivr.acd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// Gathers what one event leads to, applying each step to the board at once.
final class Changes {
  private final Board board;
  private final Instant at;
  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
  private final Set<AgentId> gone = new LinkedHashSet<>();
  private @Nullable Routing routing;
  private final Set<CallId> forgotten = new LinkedHashSet<>();
  private final List<AcdCommand> commands = new ArrayList<>();
  private final List<CentreEvent> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  Changes(Board board, Instant at) {
    this.board = board;
    this.at = at;
  }

  Instant at() {
    return at;
  }

  /// Lets an input happen to a call; false if it changed nothing.
  boolean happen(CallId id, CallInput input) {
    Call before = board.call(id);
    if (before == null) {
      ignore("unknown call " + id);
      return false;
    }
    return switch (CallRules.next(before, input, at)) {
      case Step.Applied<Call> applied -> {
        put(applied.next());
        tell(before, input, applied.next());
        yield true;
      }
      case Step.Ignored<Call> step -> ignore(id + ": " + step.reason());
      case Step.Rejected<Call> step -> {
        problems.add(id + ": " + step.reason());
        yield false;
      }
    };
  }

  /// Lets an input happen to an agent; false if it changed nothing.
  boolean happen(AgentId id, AgentInput input) {
    Agent before = board.agent(id);
    if (before == null) {
      ignore("unknown agent " + id);
      return false;
    }
    return switch (AgentRules.next(before, input, at)) {
      case Step.Applied<Agent> applied -> {
        put(before, applied.next());
        yield true;
      }
      case Step.Ignored<Agent> step -> ignore(id + ": " + step.reason());
      case Step.Rejected<Agent> step -> {
        problems.add(id + ": " + step.reason());
        yield false;
      }
    };
  }

  void put(Call call) {
    board.put(call);
    calls.put(call.id(), call);
  }

  void put(Agent before, Agent after) {
    board.put(after);
    agents.put(after.id(), after);
    if (!before.equals(after)) {
      events.add(new CentreEvent.AgentChanged(at, before, after));
    }
  }

  /// An agent who is new.
  void put(Agent added) {
    board.put(added);
    agents.put(added.id(), added);
    events.add(new CentreEvent.AgentChanged(at, added, added));
  }

  void forget(CallId id) {
    board.remove(id);
    calls.remove(id);
    forgotten.add(id);
  }

  void reroute(Routing next) {
    board.reroute(next);
    routing = next;
    tell(new CentreEvent.RoutingChanged(at, next));
  }

  void remove(AgentId id) {
    board.remove(id);
    agents.remove(id);
    gone.add(id);
    tell(new CentreEvent.AgentGone(at, id));
  }

  void command(AcdCommand command) {
    commands.add(command);
  }

  void wake(AcdTimer timer, Instant when) {
    command(new AcdCommand.Wake(timer, when));
  }

  void tell(CentreEvent event) {
    events.add(event);
  }

  boolean ignore(String reason) {
    ignored.add(reason);
    return false;
  }

  List<Call> touchedCalls() {
    return List.copyOf(calls.values());
  }

  List<Agent> touchedAgents() {
    return List.copyOf(agents.values());
  }

  Decision decision() {
    return new Decision(
        List.copyOf(problems),
        List.copyOf(ignored),
        List.copyOf(calls.values()),
        List.copyOf(agents.values()),
        routing,
        Collections.unmodifiableSet(gone),
        Collections.unmodifiableSet(forgotten),
        List.copyOf(commands),
        List.copyOf(events));
  }

  /// What subscribers learn of a call's step. A failed offer is told by the ACD, which knows why.
  private void tell(Call before, CallInput input, Call after) {
    switch (input) {
      case CallInput.ChoseLanguage _ -> tell(new CentreEvent.LanguageChosen(at, after));
      case CallInput.AskedForPerson _ -> tell(new CentreEvent.CallQueued(at, after));
      case CallInput.OfferMade made ->
          tell(new CentreEvent.CallOffered(at, after, made.offer(), made.agent()));
      case CallInput.Connected _ ->
          tell(
              before.times().answered() == null
                  ? new CentreEvent.CallAnswered(at, after)
                  : new CentreEvent.CallTakenUp(at, after));
      case CallInput.OfAgent _ -> tell(new CentreEvent.CallTransferred(at, after, before.agent()));
      case CallInput.Moved _ -> {}
      case CallInput.AgentLeft _ -> {
        if (after.state() instanceof CallState.Leaving) {
          tell(new CentreEvent.TalkEnded(at, after));
        }
      }
      case CallInput.HungUp _ -> tellEnd(before, after);
      case CallInput.Missed _ -> tellEnd(before, after);
      case CallInput.TreatmentEnded _ -> tellEnd(before, after);
      case CallInput.TreatmentUnheard _ -> tellEnd(before, after);
      case CallInput.TakenOut out -> tell(new CentreEvent.CallTreated(at, after, out.treatment()));
      case CallInput.Parked _ -> {
        if (before.state() instanceof CallState.Calling(_, boolean answered) && !answered) {
          tell(new CentreEvent.CallbackReached(at, after));
        }
        if (before.state() instanceof CallState.Treated
            || before.state() instanceof CallState.Outside
            || before.state() instanceof CallState.Calling) {
          tell(new CentreEvent.CallBack(at, after));
        }
      }
      case CallInput.ResidentCalled _, CallInput.CalledFirst _ ->
          tell(new CentreEvent.CallbackPlaced(at, after));
      case CallInput.ResidentAnswered _ -> tell(new CentreEvent.CallbackReached(at, after));
      case CallInput.Postponed _ -> tell(new CentreEvent.CallbackMoved(at, after));
      case CallInput.Resumed _ -> tell(new CentreEvent.CallbackMoved(at, after));
      case CallInput.GivenUp _ -> tellEnd(before, after);
      case CallInput.Reached _ -> {}
      case CallInput.Announced _ -> {}
      case CallInput.ReachedStep _ -> {}
      case CallInput.AnsweredSurvey _ -> {}
      case CallInput.FlowEnded _ -> {}
      case CallInput.AgentPickedUp _ -> {}
      case CallInput.OfferFailed _ -> {}
    }
  }

  private void tellEnd(Call before, Call after) {
    if (machines(before) < machines(after)) {
      tell(new CentreEvent.CallbackMachine(at, after));
    }
    if (after.state() instanceof CallState.Postponed) {
      tell(new CentreEvent.CallbackMoved(at, after));
    }
    if (!after.isEnded()) {
      return;
    }
    if (before.state() instanceof CallState.Talking) {
      tell(new CentreEvent.TalkEnded(at, after));
    }
    tell(new CentreEvent.CallEnded(at, after));
  }

  private static int machines(Call call) {
    return call.callback() == null ? 0 : call.callback().machines();
  }
}
