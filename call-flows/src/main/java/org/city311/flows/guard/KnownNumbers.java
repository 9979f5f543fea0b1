package org.city311.flows.guard;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.city311.ivr.call.CallerNumber;

/// The numbers of callers who are known from before. They are kept in memory, 8 bytes each, so that in a flood
/// no call has to wait for a database. Thread-safe.
public final class KnownNumbers implements Predicate<CallerNumber> {
  /// How many are remembered: more than a large city has telephones.
  static final int MOST = 5_000_000;

  private volatile long[] sorted = {};

  @Override
  public boolean test(CallerNumber number) {
    return Arrays.binarySearch(sorted, number.asLong()) >= 0;
  }

  /// Adds to those that are known. Beyond [#MOST], no more are.
  public synchronized void add(Collection<CallerNumber> numbers) {
    LongStream more = numbers.stream().mapToLong(CallerNumber::asLong);
    sorted =
        LongStream.concat(Arrays.stream(sorted), more).distinct().limit(MOST).sorted().toArray();
  }

  public int size() {
    return sorted.length;
  }
}
