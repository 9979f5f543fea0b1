package org.city311.flows.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of a call without a telephone: it passes as fast as the call can be read. Used by one thread.
public final class SkippedTime implements InstantSource {
  private Instant now;

  public SkippedTime(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
