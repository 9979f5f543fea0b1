package org.city311.requests.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.requests.exchange.ImportRun.State;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// The table `requests.import_run`. Safe for any thread.
public final class ImportRuns {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<RowMistake>> MISTAKES = new TypeReference<>() {};

  /// A run that has said nothing for so long has ended with its server.
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final String SAVE =
      """
      insert into requests.import_run (
        id, source, rehearsal, who, started_at, heard_at, state, fault,
        rows_read, rows_stored, rows_known, rows_refused, mistakes)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      on conflict (id) do update set
        heard_at = excluded.heard_at, state = excluded.state, fault = excluded.fault,
        rows_read = excluded.rows_read, rows_stored = excluded.rows_stored,
        rows_known = excluded.rows_known, rows_refused = excluded.rows_refused,
        mistakes = excluded.mistakes
      """;

  private static final String FIND = "select * from requests.import_run where id = ?";

  private static final String LATEST =
      "select * from requests.import_run order by started_at desc limit ?";

  private final RequestsDatabase database;
  private final InstantSource clock;

  public ImportRuns(RequestsDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void save(ImportRun run) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement save = connection.prepareStatement(SAVE)) {
      ImportReport report = run.report();
      new Parameters(save)
          .text(run.id())
          .text(run.source())
          .truth(run.rehearsal())
          .text(run.who())
          .at(run.startedAt())
          .at(run.heardAt())
          .text(run.state().name())
          .text(run.fault())
          .number(report.read())
          .number(report.stored())
          .number(report.known())
          .number(report.refused())
          .text(JSON.writeValueAsString(report.mistakes()));
      save.executeUpdate();
      connection.commit();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Optional<ImportRun> find(String id) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      new Parameters(select).text(id);
      Optional<ImportRun> found = read(select).stream().findFirst();
      connection.commit();
      return found;
    }
  }

  /// The latest first.
  public List<ImportRun> latest(int limit) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(LATEST)) {
      new Parameters(select).number(limit);
      List<ImportRun> runs = read(select);
      connection.commit();
      return runs;
    }
  }

  private List<ImportRun> read(PreparedStatement select) throws SQLException {
    List<ImportRun> runs = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Instant heardAt = instant(row, "heard_at");
        State state = State.valueOf(row.getString("state"));
        boolean silent = state == State.RUNNING && heardAt.isBefore(clock.instant().minus(SILENCE));
        runs.add(
            new ImportRun(
                row.getString("id"),
                row.getString("source"),
                row.getBoolean("rehearsal"),
                row.getString("who"),
                instant(row, "started_at"),
                heardAt,
                silent ? State.FAILED : state,
                silent ? "its server ended: repeat the import" : row.getString("fault"),
                report(row)));
      }
    }
    return runs;
  }

  private static ImportReport report(ResultSet row) throws SQLException {
    try {
      return new ImportReport(
          row.getLong("rows_read"),
          row.getLong("rows_stored"),
          row.getLong("rows_known"),
          row.getLong("rows_refused"),
          JSON.readValue(row.getString("mistakes"), MISTAKES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
