package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.ivr.call.CallId;

/// The recordings that are kept. Methods block; any thread may call them. They throw [SQLException] while the
/// database is away; may be repeated.
public final class Recordings {
  private final AccountsDatabase database;
  private final Vault vault;

  public Recordings(AccountsDatabase database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /// Those of a call, the earliest first.
  public List<Recording> ofCall(CallId call) throws SQLException {
    try (Connection connection = database.connection()) {
      return RecordingTable.ofCall(connection, call);
    }
  }

  public Optional<Recording> find(RecordingId id) throws SQLException {
    try (Connection connection = database.connection()) {
      return RecordingTable.find(connection, id);
    }
  }

  /// Its sound, as a WAV file.
  ///
  /// @throws java.nio.file.NoSuchFileException if it has been removed meanwhile
  public SeekableByteChannel open(Recording recording) throws IOException {
    return vault.open(recording.id());
  }

  /// Removes one for good.
  public void remove(Recording recording) throws IOException, SQLException {
    vault.remove(recording.id());
    try (Connection connection = database.connection()) {
      RecordingTable.remove(connection, recording.id().value());
      connection.commit();
    }
  }
}
