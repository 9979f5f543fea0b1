package org.city311.loadtest.simulate;

import java.time.Duration;
import java.util.List;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallAct;
import org.city311.ivr.acd.CallAct.Target;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.loadtest.simulate.Switch.Leg;
import org.city311.loadtest.simulate.Switch.Line;

/// What agents do at their desks in the middle of a talk: anything, in any order, whether it is the moment for it or
/// not; and the colleagues and departments whom they ask.
final class DeskActs {
  private static final int MOST = 8;

  private final Agenda agenda;
  private final Dice dice;
  private final Servers servers;
  private final Switch switchModel;

  DeskActs(Server.Surroundings around, Servers servers, Switch model) {
    this.agenda = around.agenda();
    this.dice = around.dice();
    this.servers = servers;
    this.switchModel = model;
  }

  /// Some in this talk, and, as a page may be slow, some after it.
  void in(Leg leg, Line line, Duration length) {
    AgentId agent = new AgentId(leg.phone.substring("phone-".length()));
    if (dice.chance(0.3)) {
      agenda.in(dice.between(Duration.ZERO, length), () -> isWatched(agent, line));
    }
    int acts = dice.between(1, MOST);
    for (int n = 0; n < acts; n++) {
      agenda.in(
          dice.between(Duration.ZERO, length.multipliedBy(11).dividedBy(10)),
          () -> servers.submit(new AcdEvent.ActAsked(agent, line.id, any())));
    }
  }

  /// By any of the agents, as a supervisor is one.
  private void isWatched(AgentId agent, Line line) {
    List<AgentId> all = servers.routing().agents().stream().map(AgentProfile::id).toList();
    if (all.isEmpty()) {
      return;
    }
    AgentId supervisor = dice.one(all);
    servers.submit(
        new AcdEvent.MonitorAsked(supervisor, agent, dice.one(List.of(Consult.Mode.values()))));
    agenda.in(
        dice.millis(0, 20_000),
        () ->
            servers.submit(
                dice.chance(0.5)
                    ? new AcdEvent.TakeOverAsked(supervisor, line.id)
                    : new AcdEvent.MonitorAsked(
                        supervisor, dice.chance(0.5) ? null : agent, Consult.Mode.BARGE)));
  }

  private CallAct any() {
    return switch (dice.between(1, 14)) {
      case 1, 2 -> new CallAct.Hold();
      case 3, 4 -> new CallAct.Resume();
      case 5 -> new CallAct.Transfer(anybody());
      case 6, 7, 8 -> new CallAct.Ask(anybodyToAsk());
      case 9 -> new CallAct.Swap();
      case 10, 11 -> new CallAct.Join();
      case 12 -> new CallAct.Complete();
      case 13 -> new CallAct.EndConsult();
      default -> new CallAct.End();
    };
  }

  private Target anybody() {
    Routing routing = servers.routing();
    return dice.chance(0.5)
        ? new Target.Group(dice.one(routing.groups().stream().map(SkillGroup::id).toList()))
        : anybodyToAsk();
  }

  private Target anybodyToAsk() {
    List<AgentId> all = servers.routing().agents().stream().map(AgentProfile::id).toList();
    return all.isEmpty() || dice.chance(0.3)
        ? new Target.Line("shelter")
        : new Target.Colleague(dice.one(all));
  }

  /// They pick up, or don't.
  void isAsked(Leg leg) {
    if (dice.chance(0.75)) {
      agenda.in(dice.millis(200, 6_000), () -> switchModel.conferences.picksUp(leg));
    }
    agenda.in(
        dice.seconds(8, 15),
        () -> {
          if (!leg.answered) {
            switchModel.endsWith(leg, OfferFailure.NO_ANSWER);
          }
        });
    endsSometime(leg);
  }

  void endsSometime(Leg leg) {
    agenda.in(
        dice.seconds(10, 120),
        () -> {
          if (!leg.gone && (leg.isAsked() || leg.outside)) {
            switchModel.endsWith(leg, OfferFailure.NO_ANSWER);
          }
        });
  }

  /// Agent and colleague talk on; an agent who is alone is hung up on by the dialplan.
  void residentLeft(Leg leg) {
    agenda.in(
        dice.seconds(1, 60),
        () -> {
          if (!leg.gone) {
            switchModel.phoneHangsUp(leg, OfferFailure.NO_ANSWER);
          }
        });
  }
}
