package org.city311.ivr.acd;

/// What a state machine made of one input.
///
/// @param <S> the call or agent that the input was for
public sealed interface Step<S> {

  /// The input was taken; this is the state after it.
  record Applied<S>(S next) implements Step<S> {}

  /// The input came too late or twice, as happens between two machines; nothing changed.
  record Ignored<S>(String reason) implements Step<S> {}

  /// The input can't happen in this state: a fault of ours or of the switch; nothing changed.
  record Rejected<S>(String reason) implements Step<S> {}
}
