package org.city311.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test moves.
public final class FakeClock implements InstantSource {
  private volatile Instant now;

  public FakeClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void set(Instant to) {
    now = to;
  }

  public Instant advance(Duration by) {
    now = now.plus(by);
    return now;
  }
}
