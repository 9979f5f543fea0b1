package org.city311.requests.http.edge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Counts how often strangers ask: each has a bucket of tokens that fills up steadily, and there is one for
/// all together. A stranger who has emptied his own is sent away before the others' is touched. Each node
/// counts for itself. Safe for any thread.
public final class Buckets {
  /// Of more strangers at once than this, those who asked least lately are forgotten.
  private static final int MAX_STRANGERS = 50_000;

  private final Rate each;
  private final Rate all;
  private final LongSupplier nanos;
  private final Bucket together;
  private final Map<String, Bucket> strangers;

  /// How many may come.
  ///
  /// @param burst so many at once, at least 1
  /// @param every then one in this time
  public record Rate(int burst, Duration every) {
    public Rate {
      if (burst < 1 || every.isNegative() || every.isZero()) {
        throw new IllegalArgumentException("a burst of " + burst + " and one every " + every);
      }
    }
  }

  /// @param each of one stranger
  /// @param all of all together
  /// @param nanos a clock that only goes forward, such as [System#nanoTime]
  public Buckets(Rate each, Rate all, LongSupplier nanos) {
    this.each = each;
    this.all = all;
    this.nanos = nanos;
    this.together = new Bucket(all.burst(), nanos.getAsLong());
    this.strangers =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_STRANGERS;
          }
        };
  }

  /// Takes a token of a stranger, and one of all.
  ///
  /// @return empty if there were both; else when there will be, and then none was taken
  public synchronized Optional<Duration> take(String stranger) {
    long now = nanos.getAsLong();
    Bucket own = strangers.computeIfAbsent(stranger, _ -> new Bucket(each.burst(), now));
    own.fill(each, now);
    together.fill(all, now);
    if (own.tokens < 1) {
      return Optional.of(own.wait(each));
    }
    if (together.tokens < 1) {
      return Optional.of(together.wait(all));
    }
    own.tokens--;
    together.tokens--;
    return Optional.empty();
  }

  private static final class Bucket {
    private double tokens;
    private long filledAt;

    Bucket(int tokens, long now) {
      this.tokens = tokens;
      this.filledAt = now;
    }

    void fill(Rate rate, long now) {
      double more = (double) (now - filledAt) / rate.every().toNanos();
      tokens = Math.min(rate.burst(), tokens + more);
      filledAt = now;
    }

    Duration wait(Rate rate) {
      return Duration.ofNanos((long) Math.ceil((1 - tokens) * rate.every().toNanos()));
    }
  }
}
