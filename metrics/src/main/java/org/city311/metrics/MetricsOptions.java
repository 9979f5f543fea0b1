package org.city311.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.city311.metrics.live.City;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.metrics.record.Outbox;

/// What this module is told at start.
///
/// @param outbox a folder of this node's own; made when absent
/// @param ageing what a step of priority is worth, as in [org.city311.ivr.acd.AcdSettings]: estimates
///     of waits go by the same order of calls
/// @param outboxLimitBytes the most that may lie there while the database is away
public record MetricsOptions(
    City city,
    DatabaseSettings database,
    Path outbox,
    long outboxLimitBytes,
    Duration ageing,
    InstantSource clock) {

  /// With the usual outbox limit, by the system's clock.
  public MetricsOptions(City city, DatabaseSettings database, Path outbox, Duration ageing) {
    this(city, database, outbox, Outbox.DEFAULT_LIMIT_BYTES, ageing, InstantSource.system());
  }
}
