package org.city311.ivr.agent;

import java.time.Instant;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;

/// What an agent is doing, driven by calls.
public sealed interface Activity {

  /// No call in hand.
  record Idle() implements Activity {}

  /// The phone rings, or the agent hears the whisper.
  record Offered(OfferId offer, CallId call) implements Activity {}

  /// Talks with a resident.
  ///
  /// @param held whether the resident hears music for now
  record Talking(OfferId offer, CallId call, boolean held) implements Activity {}

  /// Finishes the work that the call left.
  ///
  /// @param until when it ends by itself
  record WrapUp(CallId call, Instant until) implements Activity {}
}
