package org.city311.ivr.agent;

import java.time.Instant;
import java.util.Optional;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// One agent calls a colleague or a department, most often while a resident is on hold. Both agents hold the
/// same one, from the moment at which the other phone is about to ring until the channel that was made for it
/// is gone; so long neither is offered a call.
///
/// @param from the agent who asks
/// @param to the colleague; null for a department
/// @param since when it began
/// @param line the department's name in the configuration; null for a colleague
/// @param aside of one that the switch was asked for; null for one that the agent's phone dialled, and
///     of which the switch knows no more than that it is there
/// @param watch of a supervisor who monitors a talk: there is nobody else in it; null of all others
public record Consult(
    ConsultId id,
    AgentId from,
    @Nullable AgentId to,
    Instant since,
    @Nullable String line,
    @Nullable Aside aside,
    @Nullable Watch watch) {

  /// One that the switch makes.
  public Consult(
      ConsultId id,
      AgentId from,
      @Nullable AgentId to,
      Instant since,
      @Nullable String line,
      @Nullable Aside aside) {
    this(id, from, to, since, line, aside, null);
  }

  /// One that the agent's phone dialled.
  public Consult(ConsultId id, AgentId from, AgentId to, Instant since) {
    this(id, from, to, since, null, null);
  }

  /// A consult about a resident who is on the line, made by the switch.
  ///
  /// @param leg the channel to the phone of the agent who asks
  /// @param call the resident's
  public record Aside(OfferId leg, CallId call, Scene scene) {}

  /// A supervisor monitors a colleague's talk.
  ///
  /// @param agent whose talk it is
  /// @param leg the channel to that agent's phone
  /// @param call the resident's
  public record Watch(AgentId agent, OfferId leg, CallId call, Mode mode) {}

  /// Who hears the supervisor, who hears both.
  public enum Mode {
    /// Nobody.
    LISTEN,
    /// The agent.
    WHISPER,
    /// Both.
    BARGE
  }

  /// Who hears whom in a consult that the switch makes.
  public enum Scene {
    /// The other phone rings; the resident hears music.
    RINGING,
    /// Agent and colleague; the resident hears music.
    ASKING,
    /// Agent and resident; the colleague hears music.
    BACK,
    /// All three.
    CONFERENCE
  }

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

  /// The other of the two; null where that is a department.
  public @Nullable AgentId other(AgentId one) {
    return one.equals(from) ? to : from;
  }

  /// The channel to whoever was asked, of a consult that the switch makes.
  public OfferId asked() {
    return new OfferId(id.value());
  }

  /// Who hears whom now; null for a consult that a phone dialled.
  public @Nullable Scene scene() {
    return aside == null ? null : aside.scene();
  }

  /// Whether the switch was asked for its channel, and no phone dialled it.
  public boolean isBySwitch() {
    return aside != null || watch != null;
  }

  /// @throws IllegalStateException of a consult that a phone dialled
  public Consult in(Scene scene) {
    if (aside == null) {
      throw new IllegalStateException(id + " was dialled by a phone, which alone can change it");
    }
    return new Consult(id, from, to, since, line, new Aside(aside.leg(), aside.call(), scene));
  }
}
