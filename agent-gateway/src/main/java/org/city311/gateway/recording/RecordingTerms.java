package org.city311.gateway.recording;

import java.time.Duration;

/// What holds of all recordings; whether there are any, each skill group says.
///
/// @param keep how long one is kept, from its beginning
/// @param announced whether nobody is recorded by rule who has not been told before
/// @param mostBytes what all may take on the disk; beyond it none begins
/// @param agentsHear whether agents may hear the recordings of their own talks
public record RecordingTerms(Duration keep, boolean announced, long mostBytes, boolean agentsHear) {
  /// 90 days, announced, 50 GB, for supervisors' and administrators' ears.
  public static final RecordingTerms USUAL =
      new RecordingTerms(Duration.ofDays(90), true, 50_000_000_000L, false);
}
