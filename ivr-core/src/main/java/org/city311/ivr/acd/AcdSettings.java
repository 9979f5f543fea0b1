package org.city311.ivr.acd;

import java.time.Duration;

/// How the ACD treats offers.
///
/// @param ring how long an agent's phone rings before the call goes to another agent
/// @param wrapUp how long an agent may finish the work that a call left; zero for none
/// @param maxMisses offers missed in a row after which an agent is not ready; at least 1
/// @param ageing how much longer waiting one step of priority is worth, so that low priority never
///     starves; zero: priority always goes first
/// @param directWait how long a call waits for one named agent before the group may take it
/// @param lostAgent how long a resident whose agent was lost in the talk is kept for that agent; zero: such a talk
///     is over
/// @param callbacks how residents are called back
public record AcdSettings(
    Duration ring,
    Duration wrapUp,
    int maxMisses,
    Duration ageing,
    Duration directWait,
    Duration lostAgent,
    CallbackTerms callbacks) {
  /// Nobody is kept for an agent who was lost.
  public AcdSettings(
      Duration ring,
      Duration wrapUp,
      int maxMisses,
      Duration ageing,
      Duration directWait,
      CallbackTerms callbacks) {
    this(ring, wrapUp, maxMisses, ageing, directWait, Duration.ZERO, callbacks);
  }

  /// Nobody is kept for an agent who was lost; residents are called back as [CallbackTerms#USUAL] says.
  public AcdSettings(
      Duration ring, Duration wrapUp, int maxMisses, Duration ageing, Duration directWait) {
    this(ring, wrapUp, maxMisses, ageing, directWait, CallbackTerms.USUAL);
  }

  /// How long the flow of a caller who hung up may take to say what came of it.
  public static final Duration TREATMENT_LEASE = Duration.ofSeconds(15);

  /// How long a wrap-up can last with all its extensions.
  public static final Duration MAX_WRAP_UP = Duration.ofHours(1);

  /// How much later than the switch the ACD gives up on a ringing phone by itself.
  public static final Duration RING_GRACE = Duration.ofSeconds(5);

  /// How long an order to ring, or to take a caller out, may be on its way before the switch is
  /// believed not to have it.
  public static final Duration ORDER_ON_ITS_WAY = Duration.ofSeconds(3);

  /// The same for an order of the leader before. No leader begins sooner after another has died; and what
  /// the dead one's orders did not reach must not lose its place to who was behind it.
  public static final Duration ORDER_OF_THE_ONE_BEFORE = Duration.ofSeconds(2);

  /// How long a whisper may take before the offer is given up.
  public static final Duration WHISPER_LEASE = Duration.ofSeconds(20);

  /// How long a caller may be on the way into the waiting bridge before the switch is asked.
  public static final Duration ENTERING_LEASE = Duration.ofSeconds(15);

  /// How long an agent's channel may outlive its caller's before the ACD ends it.
  public static final Duration LEG_LEASE = Duration.ofSeconds(10);
}
