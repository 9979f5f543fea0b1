package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.acd.CallAct.Target;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Consult.Scene;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// Says what an agent may do in a call, and what has been done already. The same answer for whoever asks: the
/// writer that decides, and the desk before and after. Pure.
public final class Permits {
  private final Function<AgentId, @Nullable Agent> agents;
  private final Function<SkillGroupId, @Nullable SkillGroup> groups;

  /// @param agents null for one who is not there
  /// @param groups null for one that is not there
  public Permits(
      Function<AgentId, @Nullable Agent> agents,
      Function<SkillGroupId, @Nullable SkillGroup> groups) {
    this.agents = agents;
    this.groups = groups;
  }

  /// What keeps an agent from it; empty when nothing does.
  ///
  /// @param call the one that is meant, whichever the agent has by now
  public Optional<Refusal> refusal(Agent agent, CallId call, CallAct act, Instant at) {
    if (!(agent.activity() instanceof Activity.Talking talking)) {
      return Optional.of(
          agent.activity() instanceof Activity.Offered offered && offered.call().equals(call)
              ? Refusal.NOT_TALKING
              : Refusal.NO_CALL);
    }
    if (!talking.call().equals(call)) {
      return Optional.of(Refusal.NO_CALL);
    }
    return Optional.ofNullable(
        switch (act) {
          case CallAct.Hold _ -> consulting(agent);
          case CallAct.Resume _ ->
              agent.consult() != null
                  ? Refusal.IN_CONSULT
                  : talking.hold() == Activity.Hold.BY_SWITCH ? null : Refusal.NOT_HELD;
          case CallAct.Transfer transfer ->
              agent.consult() != null ? Refusal.IN_CONSULT : transfer(agent, transfer.to(), at);
          case CallAct.Ask ask ->
              agent.consult() != null ? Refusal.IN_CONSULT : ask(agent, ask.to());
          case CallAct.Swap _ -> present(agent, true);
          case CallAct.Join _ -> present(agent, true);
          case CallAct.Complete _ -> present(agent, false);
          case CallAct.EndConsult _ -> isOurs(agent) ? null : Refusal.NO_CONSULT;
          case CallAct.End _ -> null;
        });
  }

  /// Whether an agent is where the act leads to: it is not done again.
  public static boolean isDone(Agent agent, CallId call, CallAct act) {
    boolean has =
        agent.activity() instanceof Activity.Talking talking && talking.call().equals(call);
    return switch (act) {
      case CallAct.Hold _ -> has && isHeldBySwitch(agent);
      case CallAct.Resume _ -> has && !isHeldBySwitch(agent);
      case CallAct.Ask ask ->
          has && isOurs(agent) && target(agent.consult()).filter(ask.to()::equals).isPresent();
      case CallAct.Join _ -> has && isOurs(agent) && scene(agent) == Scene.CONFERENCE;
      case CallAct.EndConsult _ -> has && agent.consult() == null;
      case CallAct.Transfer _, CallAct.Complete _, CallAct.End _ -> !has;
      // There and back again: each click counts.
      case CallAct.Swap _ -> false;
    };
  }

  private static @Nullable Refusal consulting(Agent agent) {
    return agent.consult() == null ? null : Refusal.IN_CONSULT;
  }

  private @Nullable Refusal transfer(Agent agent, Target to, Instant at) {
    return switch (to) {
      case Target.Line _ -> null;
      case Target.Colleague colleague -> {
        Agent other = agents.apply(colleague.agent());
        yield colleague.agent().equals(agent.id())
            ? Refusal.TARGET_SELF
            : other == null
                ? Refusal.UNKNOWN_TARGET
                : other.presence() instanceof Presence.SignedOut ? Refusal.TARGET_SIGNED_OUT : null;
      }
      case Target.Group group -> {
        SkillGroup known = groups.apply(group.group());
        yield known == null
            ? Refusal.UNKNOWN_TARGET
            : known.hours().isOpen(at) ? null : Refusal.CLOSED;
      }
    };
  }

  private @Nullable Refusal ask(Agent agent, Target to) {
    return switch (to) {
      case Target.Line _ -> null;
      case Target.Group _ -> Refusal.UNKNOWN_TARGET;
      case Target.Colleague colleague -> {
        Agent other = agents.apply(colleague.agent());
        yield other == null
            ? Refusal.UNKNOWN_TARGET
            : Consult.obstacle(agent, other)
                .map(obstacle -> refusal(obstacle, agent, other))
                .orElse(null);
      }
    };
  }

  private static Refusal refusal(Consult.Obstacle obstacle, Agent agent, Agent other) {
    return switch (obstacle) {
      case SIGNED_OUT -> Refusal.NO_CALL;
      case NOT_NOW -> agent.id().equals(other.id()) ? Refusal.TARGET_SELF : Refusal.IN_CONSULT;
      case COLLEAGUE_SIGNED_OUT -> Refusal.TARGET_SIGNED_OUT;
      case COLLEAGUE_BUSY -> Refusal.TARGET_BUSY;
      case COLLEAGUE_UNREACHABLE -> Refusal.TARGET_UNREACHABLE;
    };
  }

  /// @param apart whether it can't be done in a conference
  private static @Nullable Refusal present(Agent agent, boolean apart) {
    if (!isOurs(agent)) {
      return Refusal.NO_CONSULT;
    }
    return switch (scene(agent)) {
      case null -> Refusal.NO_CONSULT;
      case RINGING -> Refusal.COLLEAGUE_NOT_THERE;
      case CONFERENCE -> apart ? Refusal.IN_CONFERENCE : null;
      case ASKING, BACK -> null;
    };
  }

  /// Whether the agent asks somebody by the switch. Who was asked can't change it.
  private static boolean isOurs(Agent agent) {
    Consult consult = agent.consult();
    return consult != null && consult.aside() != null && consult.from().equals(agent.id());
  }

  private static @Nullable Scene scene(Agent agent) {
    return agent.consult() == null ? null : agent.consult().scene();
  }

  private static boolean isHeldBySwitch(Agent agent) {
    return agent.activity() instanceof Activity.Talking talking
        && talking.hold() == Activity.Hold.BY_SWITCH;
  }

  private static Optional<Target> target(@Nullable Consult consult) {
    if (consult == null) {
      return Optional.empty();
    }
    return consult.to() != null
        ? Optional.of(new Target.Colleague(consult.to()))
        : Optional.ofNullable(consult.line()).map(Target.Line::new);
  }
}
