package org.city311.loadtest.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.jspecify.annotations.Nullable;

/// A server that decides: one ACD, of which each decision is checked, saved and carried out. It can
/// die between any two of these.
final class Server {

  /// Where in a decision a server dies.
  enum Death {
    BEFORE_DECIDING(false),
    BEFORE_SAVING(false),
    WHILE_SAVING(false),
    BEFORE_ACTING(true),
    WHILE_ACTING(true),
    AFTER_ACTING(true);

    private final boolean saved;

    Death(boolean saved) {
      this.saved = saved;
    }
  }

  /// What a server works with.
  ///
  record Surroundings(
      Agenda agenda, Dice dice, Saved saved, List<Invariant> invariants, Trail trail) {}

  /// Where its orders go.
  interface Outside {
    void order(Server server, AcdCommand command);

    /// A call's record is to be written.
    void ended(CallId call);
  }

  final int number;
  private final Surroundings around;
  private final Outside outside;
  private final Acd acd;
  private final Picture picture;
  private @Nullable Death death;
  private boolean alive = true;
  private boolean linked = true;
  private boolean cutOff;
  private boolean looked;

  /// When the last event of the switch comes: they come in order.
  Instant lastComes = Instant.MIN;

  /// Whether it is to look at the switch, and whether it does; it does so once at a time.
  boolean wantsLook;

  boolean looks;

  /// Takes over where the last one left.
  Server(int number, AcdSettings settings, Surroundings around, Outside outside) {
    this.number = number;
    this.around = around;
    this.outside = outside;
    Instant now = around.agenda().now();
    Saved saved = around.saved();
    acd = new Acd(settings, saved.routing(), saved.calls(), saved.agents(), now);
    picture = new Picture(acd.snapshot(now), settings.ageing());
    picture.calls().stream().filter(Call::isEnded).forEach(call -> outside.ended(call.id()));
  }

  boolean isAlive() {
    return alive;
  }

  boolean isLinked() {
    return linked;
  }

  void setLinked(boolean up) {
    linked = up;
  }

  Picture picture() {
    return picture;
  }

  /// From now on nobody will read what it saves.
  void cutOff() {
    cutOff = true;
    around.trail().add(around.agenda().now(), name(), "IS CUT OFF", null);
  }

  boolean isCutOff() {
    return cutOff;
  }

  /// Dies in its next decision.
  void dieAt(Death moment) {
    death = moment;
  }

  void die() {
    alive = false;
    around.trail().add(around.agenda().now(), name(), "DIES", null);
  }

  /// @return whether it was dealt with; false when the server died before it was saved
  boolean take(AcdEvent event) {
    if (!alive) {
      return false;
    }
    Death dying = death;
    if (dying == Death.BEFORE_DECIDING) {
      die();
      return false;
    }
    Decision decision = decide(event);
    if (dying != null) {
      dieWith(decision, dying);
      return dying.saved;
    }
    save(decision);
    decision.commands().forEach(command -> outside.order(this, command));
    for (Call call : decision.calls()) {
      if (call.isEnded()) {
        outside.ended(call.id());
      }
    }
    return true;
  }

  private Decision decide(AcdEvent event) {
    Instant at = around.agenda().now();
    Decision decision = acd.decide(event, at);
    around.trail().add(at, name(), event, decision);
    Map<CallId, Call> calls = new HashMap<>();
    for (Call call : decision.calls()) {
      Call before = picture.call(call.id());
      if (before != null) {
        calls.put(call.id(), before);
      }
    }
    Map<AgentId, Agent> agents = new HashMap<>();
    for (Agent agent : decision.agents()) {
      Agent before = picture.agent(agent.id());
      if (before != null) {
        agents.put(agent.id(), before);
      }
    }
    picture.apply(decision);
    looked |= event instanceof AcdEvent.SwitchSeen;
    Step step = new Step(at, event, decision, calls, agents, looked, picture, acd);
    around.invariants().forEach(invariant -> invariant.check(step));
    if (event instanceof AcdEvent.SwitchSeen) {
      picture.compareWith(acd, at);
    }
    return decision;
  }

  private void dieWith(Decision decision, Death dying) {
    if (dying == Death.WHILE_SAVING && !cutOff) {
      around.saved().savePartly(decision, around.dice());
    } else if (dying.saved) {
      save(decision);
      for (AcdCommand command : decision.commands()) {
        boolean acts =
            dying == Death.AFTER_ACTING
                || (dying == Death.WHILE_ACTING && around.dice().chance(0.5));
        if (acts) {
          outside.order(this, command);
        }
      }
    }
    die();
  }

  private void save(Decision decision) {
    if (!cutOff) {
      around.saved().save(decision);
    }
  }

  private String name() {
    return "server " + number;
  }
}
