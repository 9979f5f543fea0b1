package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.jspecify.annotations.Nullable;

/// Lets consults begin and end. Both agents hold the same one, or neither does.
final class Consults {
  private final Board board;

  Consults(Board board) {
    this.board = board;
  }

  /// Whoever has asked looks at the agent to see what came of it.
  void ask(Changes changes, AcdEvent.ConsultAsked asked) {
    Agent from = board.agent(asked.from());
    Agent to = board.agent(asked.to());
    if (from == null || to == null || Consult.obstacle(from, to).isPresent()) {
      changes.ignore(asked.from() + " can't ask " + asked.to() + " now");
      return;
    }
    Consult consult = new Consult(asked.consult(), from.id(), to.id(), changes.at());
    changes.happen(from.id(), new AgentInput.ConsultBegan(consult));
    changes.happen(to.id(), new AgentInput.ConsultBegan(consult));
  }

  void end(Changes changes, ConsultId id) {
    Consult consult = board.consult(id);
    if (consult == null) {
      changes.ignore("no consult " + id);
      return;
    }
    changes.happen(consult.from(), new AgentInput.ConsultEnded(id));
    if (consult.to() != null) {
      changes.happen(consult.to(), new AgentInput.ConsultEnded(id));
    }
  }

  /// Ends those whose channel the switch no longer has. The channel is there before its consult: one that
  /// is younger than the question is not judged, nor is one whose channel the switch was asked for just before.
  void review(Changes changes, AcdEvent.SwitchSeen seen) {
    for (Consult consult : board.consults()) {
      if (!isThere(consult, seen.view())
          && consult.since().isBefore(judged(consult, seen.asOf()))) {
        end(changes, consult.id());
      }
    }
  }

  private static Instant judged(Consult consult, Instant asOf) {
    return !consult.isBySwitch() ? asOf : asOf.minus(AcdSettings.ORDER_ON_ITS_WAY);
  }

  private static boolean isThere(Consult consult, SwitchView view) {
    return !consult.isBySwitch()
        ? view.consults().contains(consult.id())
        : view.offers().containsKey(consult.asked());
  }

  /// A server that died in the middle of saving may have written down one agent's half only. Nobody was
  /// told that it has begun, or its channel is gone: it is over.
  static List<Agent> withoutHalves(Collection<Agent> saved, Instant at) {
    Map<AgentId, Agent> all =
        saved.stream().collect(Collectors.toMap(Agent::id, Function.identity(), (_, last) -> last));
    return saved.stream().map(agent -> whole(agent, all, at)).toList();
  }

  /// Who hears whom may have been saved of one only: the word of the one who asks counts.
  private static Agent whole(Agent agent, Map<AgentId, Agent> all, Instant at) {
    if (isHalf(agent, all)) {
      return agent.withConsult(null, at);
    }
    Consult consult = agent.consult();
    Agent asks = consult == null ? null : all.get(consult.from());
    return asks == null ? agent : agent.withConsult(asks.consult(), at);
  }

  private static boolean isSame(Consult one, @Nullable Consult other) {
    return other != null && one.id().equals(other.id());
  }

  private static boolean isHalf(Agent agent, Map<AgentId, Agent> all) {
    Consult consult = agent.consult();
    AgentId with = consult == null ? null : consult.other(agent.id());
    Agent other = with == null ? null : all.get(with);
    // A department holds nothing of ours.
    return consult != null && with != null && (other == null || !isSame(consult, other.consult()));
  }
}
