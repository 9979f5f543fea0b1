package org.city311.loadtest;

import java.util.Collection;

/// Nearest-rank percentiles of a set of measured times.
///
/// @param count how many were measured; the others are null when it is 0
record Percentiles(
    int count,
    @org.jspecify.annotations.Nullable Double p50,
    @org.jspecify.annotations.Nullable Double p90,
    @org.jspecify.annotations.Nullable Double p99,
    @org.jspecify.annotations.Nullable Double max) {

  /// Of values in any order and any unit.
  static Percentiles of(Collection<Double> values) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return new Percentiles(0, null, null, null, null);
    }
    return new Percentiles(
        sorted.length, rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), rank(sorted, 100));
  }

  /// The smallest value that at least `percent` of all values do not exceed.
  private static double rank(double[] sorted, int percent) {
    int rank = Math.ceilDiv(sorted.length * percent, 100);
    return sorted[Math.max(rank, 1) - 1];
  }
}
