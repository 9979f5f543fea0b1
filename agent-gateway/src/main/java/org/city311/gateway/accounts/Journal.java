package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/// Writes into the audit what becomes of accounts.
public final class Journal {
  private final AuditLog audit;
  private final InstantSource clock;

  public Journal(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /// A change that is about to be made.
  ///
  /// @param before as JSON; null if it was not there
  /// @param after as JSON; null if there is nothing to say
  /// @throws IOException if it can't be kept; then nothing may be changed
  void change(Actor actor, String what, @Nullable String before, @Nullable String after)
      throws IOException {
    write(actor, what, before, after, null);
  }

  /// Makes a change, and writes what became of it if it can't be made.
  ///
  /// @throws IOException if it can't be kept; then nothing is changed
  void commit(
      Connection connection,
      Actor actor,
      String what,
      @Nullable String before,
      @Nullable String after)
      throws SQLException, IOException {
    change(actor, what, before, after);
    try {
      connection.commit();
    } catch (SQLException e) {
      happened(actor, what, "it is not sure that it was made: the database failed");
      throw e;
    }
  }

  /// What has happened.
  void happened(Actor actor, String what, String outcome) throws IOException {
    write(actor, what, null, null, outcome);
  }

  private void write(
      Actor actor,
      String what,
      @Nullable String before,
      @Nullable String after,
      @Nullable String outcome)
      throws IOException {
    audit.write(
        new AuditEntry(
            UUID.randomUUID().toString(),
            clock.instant(),
            actor.who(),
            actor.address(),
            what,
            before,
            after,
            outcome));
  }
}
