package org.city311.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.city311.gateway.audit.AuditEntry;
import org.city311.metrics.record.DatabaseSettings;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// The table `audit.change`. Each use has a connection of its own, as there are few. It is read by any
/// thread, and written by one.
final class AuditTable {
  private static final int CONNECT_WITHIN_SECONDS = 3;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /// More of what became of a change the table does not take.
  private static final int MAX_OUTCOME = 1_000;

  private static final String INSERT =
      """
      insert into audit.change (id, at, who, address, what, before, after, outcome)
      values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
      on conflict (id) do nothing
      """;

  private static final String LATEST =
      """
      select id, at, who, address, what, before, after, outcome
      from audit.change
      order by at desc, id
      limit ?
      """;

  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private boolean migrated;

  AuditTable(DatabaseSettings settings) {
    this(settings, ANSWER_WITHIN);
  }

  /// @param answerWithin after which a database that has not answered is held to be away; whole seconds
  AuditTable(DatabaseSettings settings, Duration answerWithin) {
    source.setUrl(settings.url());
    if (!settings.user().isEmpty()) {
      source.setUser(settings.user());
      source.setPassword(settings.password());
    }
    source.setApplicationName("city311-audit");
    source.setConnectTimeout(CONNECT_WITHIN_SECONDS);
    source.setSocketTimeout((int) answerWithin.toSeconds());
    source.setLogServerErrorDetail(false);
  }

  /// Writes all or none. An entry that is there already stays as it is.
  void insert(List<AuditEntry> entries) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (AuditEntry entry : entries) {
        insert.setObject(1, UUID.fromString(entry.id()));
        insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
        insert.setString(3, entry.who());
        insert.setString(4, entry.address());
        insert.setString(5, entry.what());
        insert.setString(6, entry.before());
        insert.setString(7, entry.after());
        insert.setString(8, cut(entry.outcome()));
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  /// The latest first.
  List<AuditEntry> latest(int limit) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select = connection.prepareStatement(LATEST)) {
      select.setInt(1, limit);
      List<AuditEntry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new AuditEntry(
                  row.getString("id"),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("who"),
                  row.getString("address"),
                  row.getString("what"),
                  row.getString("before"),
                  row.getString("after"),
                  row.getString("outcome")));
        }
      }
      return entries;
    }
  }

  private static @Nullable String cut(@Nullable String outcome) {
    return outcome == null || outcome.length() <= MAX_OUTCOME
        ? outcome
        : outcome.substring(0, MAX_OUTCOME);
  }

  /// Makes the table, or brings it up to date, the first time that the database is there. Whoever reads
  /// before that is told that it is not.
  void migrateOnce() throws SQLException {
    if (migrated) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(source)
          .schemas("audit")
          .defaultSchema("audit")
          .locations("classpath:db/audit")
          .failOnMissingLocations(true)
          .load()
          .migrate();
      migrated = true;
    } catch (FlywayException e) {
      throw new SQLException("can't bring the schema audit up to date", e);
    }
  }
}
