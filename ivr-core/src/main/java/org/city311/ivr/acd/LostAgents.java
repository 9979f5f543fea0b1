package org.city311.ivr.acd;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;

/// Keeps residents whose agent's phone was lost in the talk: a browser was killed or its page loaded anew, a phone has no
/// network. They wait for the same agent for a while, and then go before all others.
///
/// Nothing of it is remembered here: a call that is kept looks so ([Call#isKeptForItsAgent]), on every node.
final class LostAgents {
  /// A talk after a loss that is no longer than this has not mended anything.
  private static final Duration BRIEF = Duration.ofSeconds(5);

  private final Board board;
  private final AcdSettings settings;
  private final Acd acd;

  LostAgents(Board board, AcdSettings settings, Acd acd) {
    this.board = board;
    this.settings = settings;
    this.acd = acd;
  }

  /// The page of a phone has gone: its channel is ended, and what that means follows from the channel's end.
  void phoneLost(Changes changes, String phone) {
    Agent agent = board.agentAt(phone);
    if (agent == null) {
      changes.ignore("nobody's phone: " + phone);
      return;
    }
    Board.offerOf(agent)
        .ifPresentOrElse(
            leg -> changes.command(new AcdCommand.Drop(leg)),
            () -> changes.ignore(agent.id() + " had no call"));
  }

  /// The channel to the phone of an agent who talks is lost.
  ///
  /// @return false where the talk is over
  boolean keep(Changes changes, Agent agent, Activity.Talking talking) {
    OfferId leg = talking.offer();
    Call call = board.call(talking.call());
    if (settings.lostAgent().isZero()
        || call == null
        || !(call.state() instanceof CallState.Talking state && state.offer().equals(leg))
        || !changes.happen(
            call.id(), new CallInput.AgentLost(demandFor(call, agent, changes.at())))) {
      return false;
    }
    changes.happen(agent.id(), new AgentInput.TalkEnded(leg, Duration.ZERO));
    // Whether it is there again already is seen by the look.
    changes.happen(agent.id(), new AgentInput.PhoneUnreachable());
    acd.entering(changes, call.id());
    changes.command(
        new AcdCommand.Keep(
            Objects.requireNonNull(board.call(call.id()), "it was there a moment ago")));
    changes.command(new AcdCommand.LookAgain());
    return true;
  }

  /// A phone that is lost again as soon as it is back does not get the resident a third time before others.
  private Demand demandFor(Call call, Agent agent, Instant at) {
    Demand before = call.demand();
    // A talk that goes on has no end, by which a call that is kept is known.
    boolean again =
        before != null
            && before.priority() == Demand.MAX_PRIORITY
            && agent.id().equals(before.direct())
            && at.isBefore(agent.since().plus(BRIEF));
    SkillGroupId group = before == null ? board.groupOf(call).id() : before.group();
    Map<SkillId, Integer> skills = before == null ? Map.of() : before.skills();
    return new Demand(group, skills, Demand.MAX_PRIORITY, again ? null : agent.id());
  }

  /// Whether an agent whose phone is there again has to wait until a resident who is kept for them can be offered: they
  /// would be given another.
  boolean isAwaited(Agent agent) {
    return agent.presence() instanceof Presence.NotReady notReady
        && notReady.reason().equals(Presence.NotReady.PHONE_UNREACHABLE)
        && board.calls().stream().anyMatch(call -> isOnTheWay(call, agent.id()));
  }

  private static boolean isOnTheWay(Call call, AgentId agent) {
    return isOnTheWay(call) && agent.equals(call.agent());
  }

  private static boolean isOnTheWay(Call call) {
    return call.state() instanceof CallState.Entering && call.isKeptForItsAgent();
  }

  /// Something has happened to a call. One that is on the way no longer may have an agent whose phone is there.
  void happened(Changes changes, Call before, CallId id) {
    Call after = board.call(id);
    if (isOnTheWay(before) && (after == null || !isOnTheWay(after))) {
      changes.command(new AcdCommand.LookAgain());
    }
  }
}
