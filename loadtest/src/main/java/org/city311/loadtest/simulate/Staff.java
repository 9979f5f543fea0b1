package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.loadtest.simulate.Switch.Leg;
import org.city311.loadtest.simulate.Switch.Line;

/// Agents: they come and go, answer or don't, talk, hold, ask colleagues, wrap up for longer or shorter,
/// and lose their phones' registration.
final class Staff {
  private final Plan plan;
  private final Agenda agenda;
  private final Dice dice;
  private final Servers servers;
  private final Switch switchModel;
  private final Colleagues colleagues;
  private final DeskActs acts;
  private final Set<AgentId> atWork = new HashSet<>();
  private final Instant end;

  Staff(Plan plan, Server.Surroundings around, Servers servers, Switch model) {
    this.plan = plan;
    this.agenda = around.agenda();
    this.dice = around.dice();
    this.servers = servers;
    this.switchModel = model;
    this.colleagues = new Colleagues(around, servers, model);
    this.acts = new DeskActs(around, servers, model);
    this.end = agenda.now().plus(plan.span());
  }

  /// Those who are new come to work.
  void come(Routing routing) {
    for (AgentProfile agent : routing.agents()) {
      if (atWork.add(agent.id())) {
        Duration comes = dice.between(Duration.ZERO, plan.span().dividedBy(5));
        agenda.in(
            comes,
            () -> {
              if (dice.chance(0.97)) {
                switchModel.registers(agent.phone());
              }
              wants(agent.id(), new Presence.Ready());
              lives(agent.id());
            });
      }
    }
  }

  private void lives(AgentId agent) {
    agenda.in(
        dice.around(Duration.ofMinutes(2)),
        () -> {
          if (agenda.now().isBefore(end)) {
            doesSomething(agent);
            lives(agent);
          }
        });
  }

  private void doesSomething(AgentId agent) {
    String phone = "phone-" + agent;
    switch (dice.between(1, 9)) {
      case 1 -> wants(agent, new Presence.NotReady("lunch", true));
      case 2 -> wants(agent, new Presence.SignedOut());
      case 3 -> switchModel.unregisters(phone);
      case 4 -> servers.submit(new AcdEvent.WrapUpExtended(agent, dice.seconds(1, 60)));
      case 5 -> switchModel.registers(phone);
      case 6 -> colleagues.asks(agent, () -> {});
      default -> wants(agent, new Presence.Ready());
    }
  }

  private void wants(AgentId agent, Presence presence) {
    servers.submit(new AcdEvent.PresenceSet(agent, presence));
  }

  void rings(Leg leg) {
    int chance = dice.between(1, 100);
    if (chance <= 80) {
      Duration whisper = dice.chance(0.5) ? Duration.ZERO : dice.millis(0, 3_000);
      agenda.in(dice.millis(200, 6_000), () -> switchModel.picksUp(leg, whisper));
      if (dice.chance(0.04)) {
        fails(leg, dice.millis(200, 9_000), OfferFailure.NO_ANSWER);
      }
    } else if (chance <= 88) {
      fails(leg, dice.millis(200, 3_000), OfferFailure.DECLINED);
    } else if (chance <= 92) {
      fails(leg, dice.millis(200, 2_000), OfferFailure.PHONE_UNREACHABLE);
    }
    fails(leg, plan.settings().ring(), OfferFailure.NO_ANSWER);
  }

  /// Unless they talk by then. One whose phone failed comes back to it after a while.
  private void fails(Leg leg, Duration after, OfferFailure failure) {
    agenda.in(
        after,
        () -> {
          if (!leg.gone && !leg.answered) {
            switchModel.phoneHangsUp(leg, failure);
            agenda.in(
                dice.around(Duration.ofSeconds(20)), () -> wants(agent(leg), new Presence.Ready()));
          }
        });
  }

  void talks(Leg leg, Line line) {
    Duration length = dice.around(plan.talk());
    if (dice.chance(0.1)) {
      agenda.in(length.dividedBy(3), () -> holds(leg, true));
      agenda.in(length.dividedBy(2), () -> holds(leg, false));
    }
    if (dice.chance(0.1)) {
      agenda.in(length.dividedBy(4), () -> asks(leg));
    }
    boolean agentEnds = dice.chance(0.6);
    agenda.in(
        length,
        () -> {
          if (leg.gone || line.leg != leg) {
            return;
          }
          if (agentEnds) {
            switchModel.phoneHangsUp(leg, OfferFailure.NO_ANSWER);
          } else {
            switchModel.hangsUp(line);
          }
          wrapsUp(agent(leg));
        });
  }

  void residentLeft(Leg leg) {
    acts.residentLeft(leg);
  }

  void isAsked(Leg leg) {
    acts.isAsked(leg);
  }

  /// A colleague talks with the resident from now on, or a department does.
  void takesOver(Leg leg, Line line) {
    if (leg.outside) {
      acts.endsSometime(leg);
    } else {
      talks(leg, line);
    }
  }

  /// For a resident who is called back: not everybody has the patience.
  void waits(Leg leg) {
    if (dice.chance(0.1)) {
      agenda.in(
          dice.millis(100, 10_000),
          () -> {
            if (leg.talk == null) {
              switchModel.phoneHangsUp(leg, OfferFailure.NO_ANSWER);
            }
          });
    }
  }

  private void asks(Leg leg) {
    if (!leg.gone) {
      holds(leg, true);
      colleagues.asks(agent(leg), () -> holds(leg, false));
    }
  }

  private void holds(Leg leg, boolean held) {
    if (!leg.gone) {
      switchModel.holds(leg, held);
    }
  }

  private void wrapsUp(AgentId agent) {
    if (dice.chance(0.1)) {
      agenda.in(
          dice.millis(50, 3_000),
          () -> servers.submit(new AcdEvent.WrapUpExtended(agent, dice.seconds(1, 60))));
    } else if (dice.chance(0.2)) {
      agenda.in(dice.millis(50, 3_000), () -> wants(agent, new Presence.Ready()));
    }
  }

  private static AgentId agent(Leg leg) {
    return new AgentId(leg.phone.substring("phone-".length()));
  }
}
