package org.city311.ivr.acd;

import java.time.Duration;

/// How the ACD treats offers.
///
/// @param ring how long an agent's phone rings before the call goes to another agent
/// @param wrapUp how long an agent may finish the work that a call left; zero for none
public record AcdSettings(Duration ring, Duration wrapUp) {
  /// How much later than the switch the ACD gives up on a ringing phone by itself.
  public static final Duration RING_GRACE = Duration.ofSeconds(5);

  /// How long an order to ring may be on its way before the switch is believed not to have it.
  public static final Duration OFFER_ON_ITS_WAY = Duration.ofSeconds(3);

  /// How long a whisper may take before the offer is given up.
  public static final Duration WHISPER_LEASE = Duration.ofSeconds(20);

  /// How long a caller may be on the way into the waiting bridge before the switch is asked.
  public static final Duration ENTERING_LEASE = Duration.ofSeconds(15);

  /// How long an agent's channel may outlive its caller's before the ACD ends it.
  public static final Duration LEG_LEASE = Duration.ofSeconds(10);
}
