package org.city311.ivr.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a call is that nobody waits on the line for: a resident who asked to be called back stands in
/// the queue with the place of the call that asked. When its turn comes, an agent is rung first, and then
/// the resident. How often and how long that is tried is settled when it is asked for.
///
/// @param number what is called, as it is dialled
/// @param most how often the resident is called at most
/// @param pause how long after a try that reached nobody the next one may be
/// @param expires when it is given up
/// @param tries how often the resident was called
/// @param answers how often somebody picked up
/// @param dialled when the resident was called who may be on the line now; null while nobody is
public record Callback(
    String number,
    int most,
    Duration pause,
    Instant expires,
    int tries,
    int answers,
    @Nullable Instant dialled) {
  /// What the id of each such call starts with. The id is also that of the channel to the resident, so
  /// Asterisk refuses to call a resident twice at once.
  public static final String PREFIX = "callback-";

  /// A wish of which nothing has come yet.
  public Callback(String number, int most, Duration pause, Instant expires) {
    this(number, most, pause, expires, 0, 0, null);
  }

  /// The id of the callback that a call asks for: one at most.
  public static CallId idFor(CallId asker) {
    return new CallId(PREFIX + asker);
  }

  /// Whether this is the id of a callback.
  public static boolean is(CallId id) {
    return id.value().startsWith(PREFIX);
  }

  /// The resident is called.
  public Callback dialled(Instant at) {
    return new Callback(number, most, pause, expires, tries + 1, answers, at);
  }

  /// Somebody has picked up.
  public Callback answered() {
    return new Callback(number, most, pause, expires, tries, answers + 1, dialled);
  }

  /// The resident is on no line of ours.
  public Callback offLine() {
    return new Callback(number, most, pause, expires, tries, answers, null);
  }
}
