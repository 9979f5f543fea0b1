package org.city311.server.config;

import java.time.Duration;
import org.city311.gateway.recording.RecordingTerms;

/// Reads what holds of all recordings: `recording: {keep-days: 90, announce: true}`. Which talks are recorded, each
/// skill group says.
final class RecordingReader {
  private static final long GIGABYTE = 1_000_000_000;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_GIGABYTES = 100_000;

  private RecordingReader() {}

  static RecordingTerms read(YamlSection section) {
    RecordingTerms usual = RecordingTerms.USUAL;
    RecordingTerms terms =
        new RecordingTerms(
            Duration.ofDays(
                section.integer("keep-days", (int) usual.keep().toDays(), 1, MOST_DAYS)),
            section.bool("announce", usual.announced()),
            GIGABYTE
                * section.integer(
                    "most-gigabytes", (int) (usual.mostBytes() / GIGABYTE), 1, MOST_GIGABYTES),
            section.bool("agents-hear-their-own", usual.agentsHear()));
    section.end();
    return terms;
  }
}
