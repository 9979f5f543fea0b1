package org.city311.ivr.agent;

import java.time.Instant;
import java.util.Optional;

/// One agent calls a colleague, most often while a resident is on hold. Both hold the same consult, from
/// the moment at which the colleague's phone is about to ring until the channel that dialled is gone; so
/// long neither is offered a call.
///
/// @param from the agent who asks
/// @param to the colleague
/// @param since when it began
public record Consult(ConsultId id, AgentId from, AgentId to, Instant since) {

  /// Why a consult can't come about.
  public enum Obstacle {
    /// The one who asks is signed out.
    SIGNED_OUT,
    /// The one who asks is being offered a call, is in a consult already, or means themselves.
    NOT_NOW,
    COLLEAGUE_SIGNED_OUT,
    /// The colleague is being offered a call, talks, or is in a consult.
    COLLEAGUE_BUSY,
    COLLEAGUE_UNREACHABLE
  }

  /// What keeps one agent from asking another; empty when nothing does. One who pauses or wraps up can be
  /// asked.
  public static Optional<Obstacle> obstacle(Agent from, Agent to) {
    if (from.presence() instanceof Presence.SignedOut) {
      return Optional.of(Obstacle.SIGNED_OUT);
    }
    if (from.id().equals(to.id())
        || from.consult() != null
        || from.activity() instanceof Activity.Offered) {
      return Optional.of(Obstacle.NOT_NOW);
    }
    if (to.consult() != null || isOnACall(to)) {
      return Optional.of(Obstacle.COLLEAGUE_BUSY);
    }
    return switch (to.presence()) {
      case Presence.SignedOut _ -> Optional.of(Obstacle.COLLEAGUE_SIGNED_OUT);
      case Presence.NotReady notReady
          when notReady.reason().equals(Presence.NotReady.PHONE_UNREACHABLE) ->
          Optional.of(Obstacle.COLLEAGUE_UNREACHABLE);
      case Presence.NotReady _, Presence.Ready _ -> Optional.empty();
    };
  }

  private static boolean isOnACall(Agent agent) {
    return agent.activity() instanceof Activity.Offered
        || agent.activity() instanceof Activity.Talking;
  }

  /// The other of the two.
  public AgentId other(AgentId one) {
    return one.equals(from) ? to : from;
  }
}
