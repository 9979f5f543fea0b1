package org.city311.ivr.estimate;

import java.util.List;

/// How often agents will have become free until a time from now, on the average: once when what they
/// do now is over, and again after each further call. Seconds.
///
/// The first is the remaining time of what has lasted a known time (W. Whitt, "Predicting Queueing
/// Delays", Management Science 45, 1999); what follows is the renewal function of the handling time,
/// `M(t) = F(t) + ∫ M(t − u) dF(u)`.
final class FreeingCurve {
  private static final int POINTS = 128;

  /// Points in the mean time that a call takes an agent.
  private static final int POINTS_A_CALL = 16;

  /// The median of the time of the n-th of many independent happenings is about when n − 1/3 are
  /// expected: J. Chen and H. Rubin, "Bounds for the Difference Between Median and Mean of Gamma and
  /// Poisson Distributions", Statistics & Probability Letters 4 (1986).
  private static final double MEDIAN = 1.0 / 3;

  /// The time between two points.
  private final double step;

  /// At each point, from now on; not falling.
  private final double[] freed;

  /// Beyond the last point, how often agents become free in a second.
  private final double rate;

  private FreeingCurve(double step, double[] freed, double rate) {
    this.step = step;
    this.freed = freed;
    this.rate = rate;
  }

  /// When one agent will be free.
  interface Release {
    /// The chance that it is within so many seconds.
    double within(double seconds);
  }

  /// @param handling how long a call engages an agent of these
  /// @param wrapUp mean time of the work after it, seconds
  static FreeingCurve of(List<? extends Release> agents, LogNormal handling, double wrapUp) {
    double cycle = handling.mean() + wrapUp;
    double step = cycle / POINTS_A_CALL;
    double[] call = new double[POINTS];
    double[] first = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double time = i * step;
      call[i] = handling.overWithin(time - wrapUp, 0);
      for (Release agent : agents) {
        first[i] += agent.within(time);
      }
    }
    double[] again = renewals(call);
    double[] freed = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      freed[i] = first[i] + first[0] * again[i] + since(first, again, i);
    }
    return new FreeingCurve(step, freed, agents.size() / cycle);
  }

  /// The renewal function of the time that a call takes.
  private static double[] renewals(double[] call) {
    double[] again = new double[call.length];
    double soon = call[1] - call[0];
    for (int i = 1; i < again.length; i++) {
      double sum = call[i];
      for (int j = 1; j <= i; j++) {
        double later = j == 1 ? again[i - 1] : again[i - j] + again[i - j + 1];
        sum += (call[j] - call[j - 1]) * later / 2;
      }
      again[i] = sum / (1 - soon / 2);
    }
    return again;
  }

  private static double since(double[] first, double[] again, int point) {
    double sum = 0;
    for (int j = 1; j <= point; j++) {
      sum += (first[j] - first[j - 1]) * (again[point - j] + again[point - j + 1]) / 2;
    }
    return sum;
  }

  /// The time until the caller is taken, while those ahead hang up at a steady rate each. With a
  /// steady freeing rate it is the limit of many small agents of the formula `Σ 1/(sμ + iθ)` by R.
  /// Ibrahim and W. Whitt, "Real-Time Delay Estimation in Overloaded Multiserver Queues with
  /// Abandonments", Management Science 55 (2009).
  ///
  /// @param turn as the how-manieth the caller is taken
  /// @param hangUps per second and caller
  /// @return seconds; infinite when nobody becomes free
  double untilTaken(double turn, double hangUps) {
    double left = turn - MEDIAN - freed[0];
    if (left <= 0) {
      return 0;
    }
    // The caller itself stays.
    double own = 1 - MEDIAN;
    for (int i = 1; i < freed.length; i++) {
      double gone = Math.max(0, left - own) * -Math.expm1(-hangUps * step);
      double less = freed[i] - freed[i - 1] + gone;
      if (less >= left) {
        return (i - 1 + left / less) * step;
      }
      left -= less;
    }
    double end = (freed.length - 1) * step;
    if (rate == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double ahead = Math.max(0, left - own);
    double theirs = hangUps == 0 ? ahead / rate : Math.log1p(ahead * hangUps / rate) / hangUps;
    return end + theirs + (left - ahead) / rate;
  }
}
