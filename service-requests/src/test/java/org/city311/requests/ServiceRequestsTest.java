package org.city311.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.city311.requests.desk.DirectoryException;
import org.city311.requests.desk.DirectorySource;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.notify.TestCity;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module as a whole, as the server runs it.
class ServiceRequestsTest {
  private static final String CITY =
      """
      departments:
        streets: { name: { en: Streets, es: Calles }, calendar: own }
      calendars:
        own: { hours: { mon-sun: 08:00-17:00 } }
      department: streets
      types:
        hole:
          name: { en: Hole, es: Hoyo }
          words: { en: hole, es: hoyo }
          promise: 2 working days
      """;
  private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");

  @TempDir private Path folder;
  private final PostgresServer server = PostgresServer.emptied();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void startsWithoutADatabase_saysSoToWhoAsks_andWorksOnceItIsThere() throws Exception {
    server.stop();
    try (ServiceRequests requests = started(Optional.empty())) {
      RequestDesk desk = requests.parts().desk();
      assertThrows(SQLException.class, () -> desk.take(TestIntakes.pothole().build()));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> registry.get("city311.requests.upkeep.failures").functionCounter().count() > 0);

      server.start();

      // Somebody must find out first that it is back.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> desk.take(TestIntakes.pothole().build()) instanceof Taken.Accepted);
      // The watch has gone on by itself.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> registry.get("city311.requests.watched").functionCounter().count() == 1);
    }
  }

  @Test
  void sweepThatTakesLong_keepsNoPromiseFromBeingWatched() throws Exception {
    try (RequestsDatabase schema = new RequestsDatabase(server.settings())) {
      schema.connection().close();
    }
    try (Connection other = server.connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock requests.retention in access exclusive mode");
      try (ServiceRequests requests = started(Optional.empty())) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    server
                        .query(
                            "select 1 from pg_stat_activity where wait_event_type = 'Lock' limit 1")
                        .equals(List.of("1")));

        requests.parts().desk().take(TestIntakes.pothole().build());

        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> registry.get("city311.requests.watched").functionCounter().count() == 1);
        other.rollback();
      }
    }
  }

  @Test
  void changedCatalogue_isInForceByItself_andTheDueTimesFollow() throws Exception {
    Files.writeString(folder.resolve("city.yaml"), CITY);
    try (ServiceRequests requests = started(Optional.of(folder))) {
      RequestDesk desk = requests.parts().desk();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(
              () ->
                  server
                      .query("select count(*) from requests.department_calendar")
                      .equals(List.of("1")));
      Request request =
          assertInstanceOf(Taken.Accepted.class, desk.take(TestIntakes.of("hole").build()))
              .request();

      Files.writeString(folder.resolve("city.yaml"), CITY.replace("17:00", "16:30"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> desk.history(request.number()).size() == 2);
      Entry entry = desk.history(request.number()).getLast();
      assertEquals(Entry.Kind.RECALCULATED, entry.what().kind());
      assertEquals(
          Instant.parse("2026-11-18T16:30:00Z"),
          desk.find(request.number()).orElseThrow().timing().due());

      Files.writeString(folder.resolve("city.yaml"), CITY.replace("17:00", "noon"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> registry.get("city311.requests.catalogue.mistakes").gauge().value() > 0);
    }
  }

  @Test
  void mistakenCatalogue_isToldAtTheStart() throws Exception {
    Files.writeString(folder.resolve("city.yaml"), CITY.replace("promise: 2", "promise: two"));

    assertThrows(DirectoryException.class, () -> started(Optional.of(folder)));
  }

  private ServiceRequests started(Optional<Path> catalogue) throws DirectoryException {
    ZoneId zone = ZoneId.of("UTC");
    ServiceRequests requests =
        new ServiceRequests(
            new RequestsOptions(
                new Organisation(
                    "Springfield",
                    "springfield.example",
                    zone,
                    URI.create("https://x"),
                    List.of("en")),
                new DirectorySource(catalogue, Optional.empty(), "name", zone),
                server.settings(),
                Duration.ofDays(365),
                folder.resolve("data"),
                "token",
                TestCity.settings(Optional.empty(), Optional.empty()),
                PublicSettings.standard(),
                registry,
                InstantSource.fixed(NOW)));
    requests.start();
    return requests;
  }
}
