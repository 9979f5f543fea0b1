package org.city311.ivr.estimate;

/// How long an agent is engaged by a call, as a distribution: the logarithm of the time is normal.
/// Times in seconds.
///
/// Talk times of call centres follow it closely: L. Brown et al., "Statistical Analysis of a
/// Telephone Call Center: A Queueing-Science Perspective", J. Amer. Statist. Assoc. 100 (2005), §4.
record LogNormal(double mu, double sigma) {
  /// Times are never believed to be more alike than this.
  private static final double LEAST_SIGMA = 0.05;

  /// A call that has lasted longer than all but one of 740 is treated as having lasted as long as
  /// that one: beyond it the distribution is not known.
  private static final double OLDEST_SIGMAS = 3;

  /// The one with this mean and variance: `σ² = ln(1 + v/m²)`, `μ = ln m − σ²/2`.
  ///
  /// @param mean above zero
  static LogNormal of(double mean, double variance) {
    double sigma = Math.sqrt(Math.log1p(variance / (mean * mean)));
    double used = Math.max(sigma, LEAST_SIGMA);
    return new LogNormal(Math.log(mean) - used * used / 2, used);
  }

  double mean() {
    return Math.exp(mu + sigma * sigma / 2);
  }

  /// The chance that a time is longer than this.
  double longerThan(double seconds) {
    return seconds <= 0 ? 1 : normalTail((Math.log(seconds) - mu) / sigma);
  }

  /// The chance that what has lasted for `age` is over within `more`.
  double overWithin(double more, double age) {
    return after(age).overWithin(more);
  }

  /// What is to be expected of what has lasted for `age`.
  Rest after(double age) {
    double seen = Math.min(age, Math.exp(mu + OLDEST_SIGMAS * sigma));
    return new Rest(this, seen, longerThan(seen));
  }

  /// The time that something will still last.
  ///
  /// @param seen how long it has lasted, or as long as is known of
  /// @param lasting the chance that it lasted so long
  record Rest(LogNormal whole, double seen, double lasting) {
    /// The chance that it is over within so many seconds.
    double overWithin(double more) {
      return more <= 0 ? 0 : 1 - whole.longerThan(seen + more) / lasting;
    }
  }

  /// The chance that a standard normal value is above z. Abramowitz and Stegun, "Handbook of
  /// Mathematical Functions", 26.2.17: wrong by less than 7.5e-8.
  private static double normalTail(double z) {
    if (z < 0) {
      return 1 - normalTail(-z);
    }
    double t = 1 / (1 + 0.2316419 * z);
    double sum =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
