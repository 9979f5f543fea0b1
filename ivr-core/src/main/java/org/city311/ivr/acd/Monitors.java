package org.city311.ivr.acd;

import java.util.Optional;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Consult.Watch;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// Lets supervisors hear agents' talks, be heard in them, and take them over. Who monitors is in a consult with nobody,
/// and so is offered no call; the agent's talk knows nothing of it.
public final class Monitors {
  private final Board board;
  private final Acd acd;

  Monitors(Board board, Acd acd) {
    this.board = board;
    this.acd = acd;
  }

  /// What keeps a supervisor from monitoring an agent; empty when nothing does.
  public static Optional<Refusal> refusal(Agent supervisor, Agent agent) {
    if (!(agent.activity() instanceof Activity.Talking)) {
      return Optional.of(Refusal.NOT_TALKING);
    }
    if (supervisor.id().equals(agent.id())) {
      return Optional.of(Refusal.TARGET_SELF);
    }
    if (supervisor.presence() instanceof Presence.SignedOut) {
      return Optional.of(Refusal.TARGET_SIGNED_OUT);
    }
    Watch watch = watchOf(supervisor);
    if (watch != null && watch.agent().equals(agent.id())) {
      return Optional.empty();
    }
    boolean free =
        supervisor.consult() == null
            && !(supervisor.activity() instanceof Activity.Offered)
            && !(supervisor.activity() instanceof Activity.Talking);
    return free ? Optional.empty() : Optional.of(Refusal.TARGET_BUSY);
  }

  /// What keeps a supervisor from taking a call over; empty when nothing does.
  ///
  /// @param agent who talks
  public static Optional<Refusal> refusal(Agent supervisor, @Nullable Agent agent, CallId call) {
    Watch watch = watchOf(supervisor);
    if (watch == null
        || agent == null
        || !watch.call().equals(call)
        || !(agent.activity() instanceof Activity.Talking talking)
        || !talking.call().equals(call)) {
      return Optional.of(Refusal.NO_CALL);
    }
    return agent.consult() == null ? Optional.empty() : Optional.of(Refusal.IN_CONSULT);
  }

  /// What an agent monitors; null for nothing.
  public static @Nullable Watch watchOf(Agent agent) {
    return agent.consult() == null ? null : agent.consult().watch();
  }

  void ask(Changes changes, AcdEvent.MonitorAsked asked) {
    Agent supervisor = board.agent(asked.supervisor());
    if (supervisor == null) {
      changes.ignore("unknown " + asked.supervisor());
    } else if (asked.agent() == null) {
      end(changes, supervisor);
    } else {
      Agent agent = board.agent(asked.agent());
      if (agent == null
          || !(agent.activity() instanceof Activity.Talking talking)
          || refusal(supervisor, agent).isPresent()) {
        changes.ignore(supervisor.id() + " can't monitor " + asked.agent() + " now");
      } else {
        monitor(
            changes,
            supervisor,
            new Watch(agent.id(), talking.offer(), talking.call(), asked.mode()));
      }
    }
  }

  private void monitor(Changes changes, Agent supervisor, Watch wanted) {
    Consult now = supervisor.consult();
    Watch watch = watchOf(supervisor);
    Call call = board.call(wanted.call());
    if (now != null && watch != null && watch.call().equals(wanted.call())) {
      if (watch.mode() == wanted.mode()) {
        changes.ignore(supervisor.id() + " does so already");
        return;
      }
      changes.happen(
          supervisor.id(),
          new AgentInput.ConsultTurned(watching(now.id(), supervisor, now.since(), wanted)));
      changes.command(new AcdCommand.Turn(now.asked(), wanted.mode()));
    } else if (call != null) {
      if (now != null) {
        end(changes, supervisor);
      }
      OfferId id =
          OfferId.ofMonitor(call.id(), supervisor.id().value(), changes.at().toEpochMilli());
      changes.happen(
          supervisor.id(),
          new AgentInput.ConsultBegan(
              watching(new ConsultId(id.value()), supervisor, changes.at(), wanted)));
      changes.command(
          new AcdCommand.RingSupervisor(
              call, id, wanted.leg(), supervisor.profile(), wanted.mode()));
    }
  }

  private static Consult watching(
      ConsultId id, Agent supervisor, java.time.Instant since, Watch watch) {
    return new Consult(id, supervisor.id(), null, since, null, null, watch);
  }

  private static void end(Changes changes, Agent supervisor) {
    Consult now = supervisor.consult();
    if (now == null || now.watch() == null) {
      changes.ignore(supervisor.id() + " monitors nobody");
      return;
    }
    changes.happen(supervisor.id(), new AgentInput.ConsultEnded(now.id()));
    changes.command(new AcdCommand.HangUpOffer(now.asked()));
  }

  void takeOver(Changes changes, AcdEvent.TakeOverAsked asked) {
    Agent supervisor = board.agent(asked.supervisor());
    Watch watch = supervisor == null ? null : watchOf(supervisor);
    Agent agent = watch == null ? null : board.agent(watch.agent());
    Call call = board.call(asked.call());
    if (supervisor == null
        || supervisor.consult() == null
        || watch == null
        || agent == null
        || call == null
        || refusal(supervisor, agent, asked.call()).isPresent()) {
      changes.ignore(asked.supervisor() + " can't take over " + asked.call());
      return;
    }
    OfferId mine = supervisor.consult().asked();
    changes.command(new AcdCommand.TakeOver(call, watch.leg(), mine));
    changes.happen(supervisor.id(), new AgentInput.ConsultEnded(supervisor.consult().id()));
    changes.happen(call.id(), new CallInput.HandedOver(mine, supervisor.id()));
    changes.happen(supervisor.id(), new AgentInput.TookOver(mine, call.id()));
    acd.talkEnded(changes, agent.id(), call.id(), watch.leg());
  }
}
