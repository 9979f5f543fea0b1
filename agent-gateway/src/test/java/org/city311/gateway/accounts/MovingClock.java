package org.city311.gateway.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is moved.
public final class MovingClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-02T14:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void move(Duration by) {
    now = now.plus(by);
  }
}
