package org.city311.loadtest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.requests.RequestsBench;
import org.city311.loadtest.requests.RequestsBench.Plan;
import org.city311.requests.store.DatabaseSettings;
import org.city311.server.PostgresSettings;

/// The run with service requests: a PostgreSQL of its own that writes to disk as a city's does, a million
/// requests, and what is done with them.
final class RequestsRun {
  static final Plan PLAN = new Plan(1_000_000, 50_000, 10_000, 8, 3_000, 60, 311);

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 10;

  private final PrintStream out;
  private final Plan plan;

  RequestsRun(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when nothing failed and the goals were reached
  boolean run(Path folder) throws IOException {
    var result = measure(folder);
    ResultFile.write(folder, result);
    result.print(out);
    if (!result.reachesGoals()) {
      out.println("FAILED: a goal was missed; was the machine quiet?");
    }
    return result.reachesGoals();
  }

  RequestsResult measure(Path folder) throws IOException {
    var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var data = Files.createTempDirectory(Files.createDirectories(folder), "postgres-");
    out.println("starting a PostgreSQL");
    try (var postgres = start(data.toAbsolutePath())) {
      var before = CpuTimes.now();
      var settings =
          new DatabaseSettings(
              "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
              "postgres",
              "postgres",
              CONNECTIONS);
      var measured = new RequestsBench(out, plan).run(settings, data.resolve("import"));
      return new RequestsResult(
          startedAt,
          measured.requests(),
          measured.intakePerSecond(),
          measured.finding().p95(),
          measured.duplicateCheck().p95(),
          measured.search().p95(),
          measured.importedPerSecond(),
          measured.loadedPerSecond(),
          measured.failed(),
          measured,
          version(postgres),
          before.usedSince().stealPercent(),
          Machine.here());
    } finally {
      Folders.delete(data);
    }
  }

  /// Started as the server starts its own.
  private static EmbeddedPostgres start(Path data) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            // The server's jar holds the same binaries once more, and the library takes two for a
            // mistake.
            .setPgBinaryResolver(
                (_, _) ->
                    Objects.requireNonNull(
                        RequestsRun.class.getResourceAsStream("/postgres-linux-x86_64.txz")))
            .setDataDirectory(data.resolve("data"))
            .setOverrideWorkingDirectory(data.resolve("binaries").toFile())
            .setPGStartupWait(START_PATIENCE);
    PostgresSettings.ofThisMachine().forEach(builder::setServerConfig);
    return builder.start();
  }

  private static String version(EmbeddedPostgres postgres) throws IOException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select 'PostgreSQL ' || current_setting('server_version')"
                    + " || ', fsync ' || current_setting('fsync')"
                    + " || ', synchronous_commit ' || current_setting('synchronous_commit')")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IOException("PostgreSQL does not say its version", e);
    }
  }
}
