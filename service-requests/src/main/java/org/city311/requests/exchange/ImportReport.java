package org.city311.requests.exchange;

import java.util.List;

/// What came of an import, or has come so far.
///
/// @param read rows that were read
/// @param stored of these, now requests of ours; in a rehearsal, those that would be
/// @param known of these, come in before and left alone
/// @param refused of these, not taken: each has a mistake
/// @param mistakes the first [#MAX_MISTAKES]
public record ImportReport(
    long read, long stored, long known, long refused, List<RowMistake> mistakes) {
  /// More than these are counted, not listed.
  public static final int MAX_MISTAKES = 200;

  public ImportReport {
    mistakes = List.copyOf(mistakes);
  }
}
