package org.city311.loadtest.requests;

import java.util.List;

/// What was measured with a city's requests.
///
/// @param requests that were there, brought in by the first import
/// @param loadedPerSecond rows of that first import
/// @param importedPerSecond rows of one more import on top of them
/// @param intakePerSecond requests taken, by several residents at once
/// @param intake times of those, ms
/// @param finding times of finding a type by its name in everyday use, misspelt, ms
/// @param duplicateCheck times of looking for what is near, ms
/// @param search times of all searches and lists, ms
/// @param searches the same by what was looked for
/// @param failed rows that did not come in, requests that were not taken, pages that were wrong
public record Measured(
    int requests,
    double loadedPerSecond,
    double importedPerSecond,
    double intakePerSecond,
    Times intake,
    Times finding,
    Times duplicateCheck,
    Times search,
    List<Kind> searches,
    int failed) {
  public Measured {
    searches = List.copyOf(searches);
  }

  /// Nearest-rank percentiles, ms.
  public record Times(int count, double p50, double p95, double p99, double max) {
    static Times of(Timed timed) {
      return new Times(
          timed.count(),
          timed.percentile(50),
          timed.percentile(95),
          timed.percentile(99),
          timed.percentile(100));
    }
  }

  /// @param name what was looked for
  public record Kind(String name, Times times) {}
}
