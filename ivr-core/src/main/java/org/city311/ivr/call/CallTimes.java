package org.city311.ivr.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When what happened to a call. Null means that it has not happened.
///
/// @param arrived the trunk's call reached a flow
/// @param ivrAnswered the IVR answered
/// @param languageChosen the resident chose a language, or was given one
/// @param queued the resident first asked for a person: its place in the queue, never changed
/// @param offered the first offer to an agent
/// @param answered an agent and the resident first heard each other
/// @param talkEnded the talk ended, or the last one of a resident who was transferred
/// @param ended the call ended
public record CallTimes(
    Instant arrived,
    @Nullable Instant ivrAnswered,
    @Nullable Instant languageChosen,
    @Nullable Instant queued,
    @Nullable Instant offered,
    @Nullable Instant answered,
    @Nullable Instant talkEnded,
    @Nullable Instant ended) {

  /// A call that has just arrived.
  public static CallTimes arrivedAt(Instant arrived) {
    return new CallTimes(arrived, null, null, null, null, null, null, null);
  }

  public CallTimes ivrAnswered(Instant at) {
    return new CallTimes(arrived, at, languageChosen, queued, offered, answered, talkEnded, ended);
  }

  public CallTimes languageChosen(Instant at) {
    return new CallTimes(arrived, ivrAnswered, at, queued, offered, answered, talkEnded, ended);
  }

  /// Keeps the first: a resident who is queued again has the same place.
  public CallTimes queued(@Nullable Instant at) {
    return queued != null
        ? this
        : new CallTimes(
            arrived, ivrAnswered, languageChosen, at, offered, answered, talkEnded, ended);
  }

  /// Keeps the first.
  public CallTimes offered(Instant at) {
    return offered != null
        ? this
        : new CallTimes(
            arrived, ivrAnswered, languageChosen, queued, at, answered, talkEnded, ended);
  }

  /// Keeps the first. The talk, which may be with another agent than the first one, is not over.
  public CallTimes answered(Instant at) {
    return new CallTimes(
        arrived,
        ivrAnswered,
        languageChosen,
        queued,
        offered,
        answered == null ? at : answered,
        null,
        ended);
  }

  public CallTimes talkEnded(Instant at) {
    return new CallTimes(
        arrived, ivrAnswered, languageChosen, queued, offered, answered, at, ended);
  }

  public CallTimes ended(Instant at) {
    return new CallTimes(
        arrived, ivrAnswered, languageChosen, queued, offered, answered, talkEnded, at);
  }
}
