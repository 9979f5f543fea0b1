package org.city311.loadtest.simulate;

import java.util.List;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.ConsultId;

/// Agents who dial a colleague, whoever that is and whatever both are doing, and the flow that tells the
/// ACD so.
final class Colleagues {
  private final Agenda agenda;
  private final Dice dice;
  private final Servers servers;
  private final Switch switchModel;
  private int dialled;

  Colleagues(Server.Surroundings around, Servers servers, Switch model) {
    this.agenda = around.agenda();
    this.dice = around.dice();
    this.servers = servers;
    this.switchModel = model;
  }

  /// @param after what the agent does when it is over
  void asks(AgentId from, Runnable after) {
    List<AgentId> all = servers.routing().agents().stream().map(AgentProfile::id).toList();
    if (all.isEmpty()) { // All were let go.
      after.run();
      return;
    }
    ConsultId id = new ConsultId("consult-" + ++dialled);
    switchModel.dials(id);
    servers.submit(new AcdEvent.ConsultAsked(id, from, dice.one(all)));
    if (dice.chance(0.1)) {
      agenda.in(dice.millis(0, 4), () -> hangsUpTooSoon(id, after));
    } else {
      agenda.in(dice.millis(3, 3_000), () -> isAnswered(id, from, after));
    }
  }

  /// The flow notices, unless it dies itself.
  private void hangsUpTooSoon(ConsultId id, Runnable after) {
    switchModel.hangsUp(id);
    if (dice.chance(0.7)) {
      agenda.in(dice.millis(0, 3_000), () -> servers.submit(new AcdEvent.ConsultEnded(id)));
    }
    after.run();
  }

  /// They talk, or the phone rings in vain; or the agent is told why not.
  private void isAnswered(ConsultId id, AgentId from, Runnable after) {
    Server leader = servers.leader();
    Agent agent = leader == null ? null : leader.picture().agent(from);
    boolean rings = agent != null && agent.consult() != null && agent.consult().id().equals(id);
    agenda.in(
        dice.seconds(1, rings ? 60 : 4),
        () -> {
          switchModel.hangsUp(id);
          after.run();
        });
  }
}
