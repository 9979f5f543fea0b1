package org.city311.requests.exchange;

import java.time.Instant;

/// One import, and how far it is.
///
/// @param id by which it is asked for
/// @param rehearsal whether nothing is stored
/// @param who began it
/// @param heardAt when it last said how far it is
/// @param fault why it ended before its end; empty otherwise
public record ImportRun(
    String id,
    String source,
    boolean rehearsal,
    String who,
    Instant startedAt,
    Instant heardAt,
    State state,
    String fault,
    ImportReport report) {

  /// How it stands.
  public enum State {
    RUNNING,
    DONE,
    /// The file can't be read as a whole; nothing was stored.
    REFUSED,
    /// The database went away, or the server ended: what was told as stored is. Repeat the import.
    FAILED
  }
}
