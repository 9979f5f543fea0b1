package org.city311.gateway.accounts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL that can be stopped and started again with the same data, on the same port.
/// One for all the tests of a run; it ends with the JVM.
public final class PostgresServer {
  private static @Nullable PostgresServer shared;

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres running;

  private PostgresServer() throws IOException {
    data = Files.createTempDirectory(Path.of("target"), "postgres-");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /// The server, running, without the schema `gateway`.
  public static synchronized PostgresServer emptied() {
    try {
      if (shared == null) {
        shared = new PostgresServer();
      }
      shared.start();
      shared.execute("drop schema if exists gateway cascade");
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public synchronized void start() throws IOException {
    if (running == null) {
      running =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              // Its data need outlive processes, but no power cut.
              .setServerConfig("fsync", "off")
              .start();
    }
  }

  public synchronized void stop() throws IOException {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  /// The product's own connections to it.
  public AccountsDatabase database() {
    return new AccountsDatabase(url(), "postgres", "postgres");
  }

  private String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first column of each row.
  public List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }
}
