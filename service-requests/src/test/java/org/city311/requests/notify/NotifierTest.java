package org.city311.requests.notify;

import static org.awaitility.Awaitility.await;
import static org.city311.requests.notify.TestCity.BEN;
import static org.city311.requests.notify.TestCity.EVE;
import static org.city311.requests.notify.TestCity.ROSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.send.TestMail;
import org.city311.requests.notify.send.TextSettings;
import org.city311.requests.notify.send.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private final TestCity city = new TestCity();
  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  NotifierTest() {
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
    city.close();
  }

  private Notifier notifier(NotifySettings settings) {
    return new Notifier(city.parts(), settings);
  }

  private NotifySettings mail(Limits limits) {
    return TestCity.settings(
        Optional.of(TestMail.settings(server.getSmtp().getPort())), Optional.empty(), limits);
  }

  private int arrived() {
    return server.getReceivedMessages().length;
  }

  @Test
  void twoNodes_tellEverybodyOnce_andCountIt() throws Exception {
    try (Notifier one = notifier(mail(Limits.DEFAULT));
        Notifier two = notifier(mail(Limits.DEFAULT))) {
      one.start();
      two.start();
      for (int i = 0; i < 20; i++) {
        Request made = city.report(i % 2 == 0 ? ROSA : BEN);
        city.change(made, new Change.Close(Outcome.DONE, ""));
      }

      await().until(() -> one.sent(Way.MAIL) + two.sent(Way.MAIL) == 40);
      assertEquals(40, arrived());
      assertEquals(0, one.failed() + two.failed() + one.putOff() + two.putOff());
      assertTrue(one.isWell(Way.MAIL));
      await().until(() -> one.waiting() == 0 && one.oldestSeconds() == 0);
    }
  }

  @Test
  void databaseThatIsAwayAtTheStart_isWaitedFor() throws Exception {
    city.report(ROSA);
    city.server.stop();
    try (Notifier notifier = notifier(mail(Limits.DEFAULT))) {
      notifier.start();
      city.server.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> arrived() == 1);
    }
  }

  @Test
  void mailServerThatIsAway_isSeen_andWhatWaitsIsCounted() throws Exception {
    int port = server.getSmtp().getPort();
    server.stop();
    city.report(ROSA);
    try (Notifier notifier =
        notifier(TestCity.settings(Optional.of(TestMail.settings(port)), Optional.empty()))) {
      notifier.start();

      await().atMost(Duration.ofSeconds(20)).until(() -> notifier.waiting() == 1);
      await().until(() -> !notifier.isWell(Way.MAIL));
      city.later(Duration.ofMinutes(5));
      assertEquals(300, notifier.oldestSeconds(), 1);
    }
  }

  @Test
  void fullOutbox_leavesEventsWhereTheyAre_andNobodyIsForgotten() throws Exception {
    for (int i = 0; i < 6; i++) {
      city.report(ROSA);
    }
    city.readEvents();
    for (int i = 0; i < 4; i++) {
      city.report(BEN);
    }
    city.server.execute("update requests.notice set next_at = next_at + interval '1 hour'");
    try (Notifier notifier = notifier(mail(new Limits(6, 50, Duration.ofDays(2))))) {
      notifier.start();
      await().until(() -> notifier.waiting() == 6);
      assertEquals(List.of("6"), city.server.query("select count(*) from requests.notice"));
      city.later(Duration.ofHours(1));

      await().atMost(Duration.ofSeconds(30)).until(() -> arrived() == 10);
    }
  }

  @Test
  void whatHappenedTooLongAgo_isNotToldAnyMore() throws Exception {
    city.report(ROSA);
    city.later(Duration.ofDays(2).plusSeconds(1));
    city.report(BEN);
    try (Notifier notifier = notifier(mail(Limits.DEFAULT))) {
      notifier.start();
      await().until(() -> arrived() == 1);
    }
    assertEquals(List.of("1"), city.server.query("select count(*) from requests.notice"));
  }

  @Test
  void whoLeftAPhoneOnly_getsTextMessages() throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    provider.start();
    TextSettings texts =
        new TextSettings(
            URI.create("http://localhost:" + provider.getAddress().getPort()),
            TextSettings.Form.FORM,
            "To",
            "Body",
            Map.of(),
            Optional.empty(),
            "1",
            Duration.ofSeconds(5));
    try (Notifier notifier =
        notifier(
            TestCity.settings(
                Optional.of(TestMail.settings(server.getSmtp().getPort())), Optional.of(texts)))) {
      notifier.start();
      city.report(EVE);
      city.report(BEN);

      await().until(() -> notifier.sent(Way.TEXT) == 1 && notifier.sent(Way.MAIL) == 1);
      assertEquals(1, bodies.size());
      assertEquals(1, arrived());
    } finally {
      provider.stop(0);
    }
    String body = URLDecoder.decode(bodies.getFirst(), StandardCharsets.UTF_8);
    assertTrue(body.startsWith("Body=Baltimore: we have your request "), body);
    assertTrue(body.endsWith("&To=+14105550101"), body);
  }

  @Test
  void close_endsAllItsThreads() throws SQLException {
    Notifier notifier =
        new Notifier(city.parts(city.database, InstantSource.system()), mail(Limits.DEFAULT));
    notifier.start();
    notifier.close();

    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("notify-")));
  }
}
