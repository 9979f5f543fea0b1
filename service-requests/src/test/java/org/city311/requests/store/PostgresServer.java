package org.city311.requests.store;

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
/// One for all the tests of a run; it ends with the JVM. The schema is made once, by the product itself,
/// and emptied for each test: to make it anew takes ten times as long.
public final class PostgresServer {
  private static final String KEEP_WHAT_THE_SCHEMA_HAS_FROM_THE_START =
      """
      create schema seeds;
      do $$ declare name text; begin
        for name in select tablename from pg_tables where schemaname = 'requests' loop
          execute format('create table seeds.%1$I as table requests.%1$I', name);
        end loop;
      end $$
      """;

  /// As a replica, which no trigger and no foreign key hinders. Whoever writes still is waited for.
  private static final String EMPTY =
      """
      set local session_replication_role = replica;
      do $$ declare name text; begin
        for name in select tablename from pg_tables where schemaname = 'seeds' order by 1 loop
          execute format('lock table requests.%1$I', name);
          execute format('delete from requests.%1$I', name);
          execute format('insert into requests.%1$I overriding system value table seeds.%1$I', name);
        end loop;
        perform setval(format('requests.%I', sequencename)::regclass, start_value, false)
          from pg_sequences where schemaname = 'requests';
      end $$
      """;

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

  /// The server, running, with the schema `requests` as the migrations leave it.
  public static synchronized PostgresServer emptied() {
    try {
      if (shared == null) {
        shared = new PostgresServer();
        shared.start();
        shared.makeSchema();
      }
      shared.start();
      shared.execute(EMPTY);
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void makeSchema() throws SQLException {
    try (RequestsDatabase database = new RequestsDatabase(settings());
        Connection _ = database.connection()) {
      execute(KEEP_WHAT_THE_SCHEMA_HAS_FROM_THE_START);
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

  public DatabaseSettings settings() {
    return new DatabaseSettings(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres", 8);
  }

  /// In one transaction.
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      connection.commit();
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

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(settings().url(), settings().user(), settings().password());
  }
}
