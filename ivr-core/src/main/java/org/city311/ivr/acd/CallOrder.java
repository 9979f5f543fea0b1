package org.city311.ivr.acd;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.city311.ivr.call.Call;

/// Which of two waiting calls is served first: the higher priority, then the one that asked for a
/// person first.
///
/// With ageing, a step of priority is worth a fixed time of waiting: a call is ordered as if it had
/// asked that much earlier. The order of two calls never changes while they wait, because both age
/// alike; so a tree can hold it.
public final class CallOrder implements Comparator<Call> {
  private final Duration ageing;

  /// @param ageing what a step of priority is worth; zero: more than any wait
  public CallOrder(Duration ageing) {
    this.ageing = ageing;
  }

  /// Where a call stands among all that wait, as a key that is quick to compare: the trees that hold
  /// thousands of calls look at it alone, and not at what lies scattered behind a call.
  ///
  /// @param rank the lower, the earlier: a priority, or with ageing an instant in nanoseconds
  /// @param queued when a person was asked for, in nanoseconds since 1970
  /// @param id decides between two of the same nanosecond
  record Place(long rank, long queued, String id) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      if (rank != other.rank) {
        return Long.compare(rank, other.rank);
      }
      return queued == other.queued ? id.compareTo(other.id) : Long.compare(queued, other.queued);
    }
  }

  @Override
  public int compare(Call one, Call other) {
    return placeOf(one).compareTo(placeOf(other));
  }

  Place placeOf(Call call) {
    long queued = nanos(queued(call));
    long priority = priority(call);
    return new Place(
        ageing.isZero() ? -priority : queued - ageing.toNanos() * priority,
        queued,
        call.id().value());
  }

  private static int priority(Call call) {
    return Objects.requireNonNull(call.demand(), "a waiting call has a demand").priority();
  }

  static Instant queued(Call call) {
    return Objects.requireNonNull(call.times().queued(), "a waiting call has a place");
  }

  /// Good until the year 2262.
  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
