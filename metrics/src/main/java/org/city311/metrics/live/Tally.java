package org.city311.metrics.live;

import java.time.Duration;
import java.time.Instant;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.metrics.record.CallRecord;
import org.jspecify.annotations.Nullable;

/// What one call that asked for a person counts as.
///
/// @param queued when it first asked
/// @param waited from then to the answer; null unless answered
/// @param ended whether this is final
record Tally(
    Instant queued,
    @Nullable SkillGroupId group,
    Outcome outcome,
    @Nullable Duration waited,
    boolean ended) {

  /// What became of a call that asked for a person.
  enum Outcome {
    IN_PROGRESS,
    ANSWERED,
    ABANDONED,
    OVERFLOWED,
    CALLED_BACK,
    LOST
  }

  /// A call's tally; null when it never asked for a person, and for a callback: the call that asked to be
  /// called back is counted already, and that one is in the [CallbackFunnel].
  static @Nullable Tally of(Call call) {
    if (call.callback() != null) {
      return null;
    }
    Termination.Result result =
        call.state() instanceof CallState.Ended(Termination termination)
            ? termination.result()
            : null;
    return of(call.times(), call.group(), result);
  }

  static @Nullable Tally of(CallRecord call) {
    if (call.callback() != null) {
      return null;
    }
    return of(call.times(), call.group(), call.termination().result());
  }

  private static @Nullable Tally of(
      CallTimes times, @Nullable SkillGroupId group, Termination.@Nullable Result result) {
    Instant queued = times.queued();
    if (queued == null) {
      return null;
    }
    Instant answered = times.answered();
    if (answered != null) {
      Duration wait = Duration.between(queued, answered);
      return new Tally(
          queued,
          group,
          Outcome.ANSWERED,
          wait.isNegative() ? Duration.ZERO : wait,
          result != null);
    }
    return new Tally(queued, group, unanswered(result), null, result != null);
  }

  private static Outcome unanswered(Termination.@Nullable Result result) {
    return switch (result) {
      case null -> Outcome.IN_PROGRESS;
      case ABANDONED -> Outcome.ABANDONED;
      case OVERFLOWED -> Outcome.OVERFLOWED;
      case CALLED_BACK -> Outcome.CALLED_BACK;
      // All but the first can't be for a call that asked and was not answered; they must add up
      // too.
      case LOST,
          LEFT_IN_IVR,
          ANSWERED,
          CALLBACK_CONNECTED,
          CALLBACK_GAVE_UP,
          CALLBACK_EXPIRED,
          CALLBACK_CANCELLED ->
          Outcome.LOST;
    };
  }
}
