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

  @Override
  public int compare(Call one, Call other) {
    int byRank =
        ageing.isZero()
            ? Integer.compare(priority(other), priority(one))
            : rank(one).compareTo(rank(other));
    if (byRank != 0) {
      return byRank;
    }
    int byWait = queued(one).compareTo(queued(other));
    return byWait != 0 ? byWait : one.id().value().compareTo(other.id().value());
  }

  private Instant rank(Call call) {
    return queued(call).minus(ageing.multipliedBy(priority(call)));
  }

  private static int priority(Call call) {
    return Objects.requireNonNull(call.demand(), "a waiting call has a demand").priority();
  }

  static Instant queued(Call call) {
    return Objects.requireNonNull(call.times().queued(), "a waiting call has a place");
  }
}
