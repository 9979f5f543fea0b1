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
    changes.happen(consult.to(), new AgentInput.ConsultEnded(id));
  }

  /// Ends those whose channel the switch no longer has. The channel is there before its consult: one that
  /// is younger than the question is not judged.
  void review(Changes changes, AcdEvent.SwitchSeen seen) {
    for (Consult consult : board.consults()) {
      if (consult.since().isBefore(seen.asOf()) && !seen.view().consults().contains(consult.id())) {
        end(changes, consult.id());
      }
    }
  }

  /// A server that died in the middle of saving may have written down one agent's half only. Nobody was
  /// told that it has begun, or its channel is gone: it is over.
  static List<Agent> withoutHalves(Collection<Agent> saved, Instant at) {
    Map<AgentId, Agent> all =
        saved.stream().collect(Collectors.toMap(Agent::id, Function.identity(), (_, last) -> last));
    return saved.stream()
        .map(agent -> isHalf(agent, all) ? agent.withConsult(null, at) : agent)
        .toList();
  }

  private static boolean isHalf(Agent agent, Map<AgentId, Agent> all) {
    Consult consult = agent.consult();
    Agent other = consult == null ? null : all.get(consult.other(agent.id()));
    return consult != null && (other == null || !consult.equals(other.consult()));
  }
}
