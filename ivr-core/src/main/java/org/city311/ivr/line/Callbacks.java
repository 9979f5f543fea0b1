package org.city311.ivr.line;

import java.time.Instant;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;

/// What a flow may ask about calling residents back.
public interface Callbacks {

  /// Whether anybody is called back at all.
  boolean areOffered();

  /// Whether this number may be called.
  boolean canCall(String number);

  /// Lets a resident who waits be called back at this number, in the same place. The call is over for the
  /// queue when this returns true; then nothing of the wish is lost by the death of a node.
  ///
  /// @return false if it could not be kept: the resident is to wait on
  boolean ask(CallId call, String number);

  /// Lets a resident for whom nobody is there be called back at this number from then on, in the place that
  /// the call has or, if it has none, would have now. Said again, it changes nothing.
  ///
  /// @param demand what the call asks for, if it has not asked for a person before
  /// @return false if it could not be kept
  boolean askLater(CallId call, Demand demand, String number, Instant from);

  /// Whether this call has asked to be called back, as when the node died that it told.
  boolean hasAsked(CallId call);

  /// Whether a callback to this number waits for its turn.
  boolean isWaiting(String number);

  /// Gives up the callback to this number.
  ///
  /// @return false if there was none, or the resident is talked with already
  boolean cancel(String number);
}
