package org.city311.loadtest.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// How long each of many like things took. For one thread.
final class Timed {
  private static final double NANOS_IN_A_MILLI = 1_000_000;

  private final List<Double> millis = new ArrayList<>();

  <T> T time(Callable<T> work) throws Exception {
    long begin = System.nanoTime();
    T result = work.call();
    millis.add((System.nanoTime() - begin) / NANOS_IN_A_MILLI);
    return result;
  }

  void add(Timed other) {
    millis.addAll(other.millis);
  }

  int count() {
    return millis.size();
  }

  /// The least time, in ms, that so many percent of all did not exceed; 0 when there is none.
  double percentile(int percent) {
    List<Double> sorted = millis.stream().sorted().toList();
    int rank = Math.max(1, Math.ceilDiv(sorted.size() * percent, 100));
    return sorted.isEmpty() ? 0 : sorted.get(rank - 1);
  }
}
