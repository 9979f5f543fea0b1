package org.city311.ivr.agent;

import java.time.Instant;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// What an agent is doing, driven by calls.
public sealed interface Activity {

  /// No call in hand.
  record Idle() implements Activity {}

  /// The phone rings, or the agent hears the whisper.
  record Offered(OfferId offer, CallId call) implements Activity {}

  /// Talks with a resident.
  ///
  /// @param hold by whom the resident was put on hold, and hears music for now; null while both hear each
  ///     other
  record Talking(OfferId offer, CallId call, @Nullable Hold hold) implements Activity {
    /// @param held whether the agent's phone has put the resident on hold
    public Talking(OfferId offer, CallId call, boolean held) {
      this(offer, call, held ? Hold.BY_PHONE : null);
    }

    /// Whether the resident hears music for now.
    public boolean held() {
      return hold != null;
    }
  }

  /// How a resident is on hold.
  enum Hold {
    /// The agent's phone asked for it, by SIP: both are still in one bridge.
    BY_PHONE,
    /// The agent asked us: resident and agent wait in bridges of their own.
    BY_SWITCH
  }

  /// Finishes the work that the call left.
  ///
  /// @param until when it ends by itself
  record WrapUp(CallId call, Instant until) implements Activity {}
}
