package org.city311.loadtest.ewt;

/// How far estimates made for callers who joined were from the waits that came, over the same answered
/// calls. Not thread-safe.
public final class Errors {
  private int calls;
  private double ours;
  private double peers;
  private double waits;

  /// An answered call; all in seconds.
  void add(double estimate, double peersEstimate, double wait) {
    calls++;
    ours += Math.abs(estimate - wait);
    peers += Math.abs(peersEstimate - wait);
    waits += wait;
  }

  public void add(Errors more) {
    calls += more.calls;
    ours += more.ours;
    peers += more.peers;
    waits += more.waits;
  }

  /// Answered calls for which both had said something.
  public int calls() {
    return calls;
  }

  /// Mean absolute error of our estimates, seconds; NaN without a call.
  public double mae() {
    return ours / calls;
  }

  /// The same of the peer.
  public double peersMae() {
    return peers / calls;
  }

  /// Seconds that these callers waited on the average.
  public double meanWait() {
    return waits / calls;
  }

  /// Ours divided by the peer's.
  public double ratio() {
    return ours / peers;
  }
}
