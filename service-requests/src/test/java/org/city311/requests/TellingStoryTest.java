package org.city311.requests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.DirectorySource;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.http.RequestsHttp;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.notify.NotifySettings;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.letter.LetterFacts;
import org.city311.requests.notify.letter.Templates;
import org.city311.requests.notify.send.TestMail;
import org.city311.requests.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module as it is put together, with a real database and mail server.
class TellingStoryTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final String SITE = "https://311.example.org";
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");

  private final PostgresServer database = PostgresServer.emptied();
  private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path data;

  @AfterEach
  void stop() throws Exception {
    mail.stop();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private ServiceRequests requests() throws Exception {
    return new ServiceRequests(
        new RequestsOptions(
            new Organisation("Baltimore", "city311", ZONE, URI.create(SITE), List.of("en", "es")),
            new DirectorySource(Optional.empty(), Optional.empty(), "name", ZONE),
            database.settings(),
            Duration.ofDays(365),
            data,
            "0123456789abcdef",
            new NotifySettings(
                Optional.of(TestMail.settings(mail.getSmtp().getPort())),
                Optional.empty(),
                new LetterFacts("Baltimore", ZONE, SITE),
                Templates.read(Optional.empty()),
                "en",
                Limits.DEFAULT,
                "0123456789abcdef"),
            PublicSettings.standard(),
            registry,
            InstantSource.system()));
  }

  @Test
  void resident_reports_hearsOfIt_stopsIt_andHearsNoMore() throws Exception {
    mail.start();
    try (ServiceRequests requests = requests()) {
      Router router = Router.router(vertx);
      RequestsHttp.mount(router, requests.parts());
      HttpServer http =
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(0, "localhost")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      requests.start();
      Contact rosa = new Contact("Rosa", "rosa@example.org", "", "es");
      Request made =
          assertInstanceOf(
                  Taken.Accepted.class,
                  requests.parts().desk().take(TestIntakes.pothole().contact(rosa).build()))
              .request();
      await().atMost(Duration.ofSeconds(30)).until(() -> mail.getReceivedMessages().length == 1);

      assertEquals(200, oneClick(http.actualPort()));
      assertEquals(Set.of(), requests.parts().desk().find(made.number()).orElseThrow().followers());
      Changed closed =
          requests
              .parts()
              .desk()
              .change(made.number(), OptionalLong.empty(), new Change.Close(Outcome.DONE, ""), ANA);
      assertInstanceOf(Changed.Done.class, closed);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  database
                      .query("select count(*) from requests.event")
                      .equals(
                          database.query(
                              "select count(*) from requests.event e, requests.event_reader r"
                                  + " where r.name = 'notify' and (e.tx, e.id) <= (r.tx, r.id)")));
      assertEquals(1, mail.getReceivedMessages().length);
      assertEquals(
          1, registry.get("city311.notices.sent").tag("way", "mail").functionCounter().count());
      assertEquals(1, registry.get("city311.notices.up").tag("way", "mail").gauge().value());
    }
  }

  /// As a mail program does it, by the header of the mail that came.
  private int oneClick(int port) throws Exception {
    String header = mail.getReceivedMessages()[0].getHeader("List-Unsubscribe", null);
    assertTrue(header.startsWith("<" + SITE + "/m/"), header);
    String path = header.substring(1 + SITE.length(), header.length() - 1);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
