package org.city311.flows.guard;

import java.time.Duration;
import java.util.Set;
import org.city311.ivr.call.CallerNumber;

/// How many calls are let in. A limit of 0 is none.
///
/// @param atOnce calls of one number in progress
/// @param anHour calls of one number let in within an hour
/// @param floodAMinute calls of callers who are not known let in within a minute, over the whole centre
/// @param exempt numbers that the first two limits are not for, such as a hospital's that stands for many
///     people
/// @param longestIvr how long a caller may be in the IVR; zero: as long as it takes
public record Limits(
    int atOnce, int anHour, int floodAMinute, Set<CallerNumber> exempt, Duration longestIvr) {

  /// Of a centre that lets everybody in.
  public static final Limits NONE = new Limits(0, 0, 0, Set.of(), Duration.ZERO);

  public Limits {
    exempt = Set.copyOf(exempt);
  }
}
