package org.city311.requests.notify;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Attachments;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.geo.Areas;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Request;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.letter.LetterFacts;
import org.city311.requests.notify.letter.TemplateException;
import org.city311.requests.notify.letter.Templates;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.Mailer;
import org.city311.requests.notify.send.TextSettings;
import org.city311.requests.store.Events;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;

/// A city with a real database, whose clock a test turns.
public final class TestCity implements AutoCloseable {
  public static final Contact ROSA = new Contact("Rosa Díaz", "rosa@example.org", "", "es");
  public static final Contact BEN = new Contact("Ben", "ben@example.org", "410-555-0100", "en");
  public static final Contact EVE = new Contact("Eve", "", "410-555-0101", "en");
  public static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");
  public static final String SITE = "https://311.example.org";
  public static final String KEY = "0123456789abcdef0123456789abcdef";

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Directory DIRECTORY = directory();

  private static final String CATALOGUE =
      """
      departments:
        streets:
          name: { en: Streets and Sidewalks, es: Calles y Aceras }
          calendar: office
          mail: { supervisor: streets@city.example.org, director: director@city.example.org }
      department: streets
      types:
        pothole:
          name: { en: Pothole, es: Bache en la calle }
          words: { en: pothole, es: bache }
          promise: 48 hours, stops on hold
        secret:
          name: { en: Something private, es: Algo privado }
          words: { en: private, es: privado }
          promise: 48 hours
          public: nothing
      """;

  public final PostgresServer server = PostgresServer.emptied();
  public final RequestsDatabase database = new RequestsDatabase(server.settings());
  private volatile Instant now = Instant.parse("2026-11-16T15:00:00Z");
  public final RequestDesk desk =
      new RequestDesk(() -> DIRECTORY, database, Attachments.NONE, this::now);
  final ConcurrentHashMap<java.util.UUID, Ending.Sent> handedOver = new ConcurrentHashMap<>();

  private static Directory directory() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "catalogue-");
      Files.writeString(folder.resolve("streets.yaml"), CATALOGUE);
      return new Directory(CatalogueReader.read(folder), ZONE, Areas.NONE);
    } catch (IOException | CatalogueException e) {
      throw new IllegalStateException(e);
    }
  }

  Instant now() {
    return now;
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  NotifyParts parts() {
    return parts(database, this::now);
  }

  NotifyParts parts(RequestsDatabase connections, InstantSource clock) {
    return new NotifyParts(
        connections,
        new Requests(connections),
        new Events(connections),
        new Contacts(connections),
        DIRECTORY::catalogue,
        clock);
  }

  public static NotifySettings settings(Optional<MailSettings> mail, Optional<TextSettings> texts) {
    return settings(mail, texts, Limits.DEFAULT);
  }

  static NotifySettings settings(
      Optional<MailSettings> mail, Optional<TextSettings> texts, Limits limits) {
    try {
      return new NotifySettings(
          mail,
          texts,
          new LetterFacts("Baltimore", ZONE, SITE),
          Templates.read(Optional.empty()),
          "en",
          limits,
          KEY);
    } catch (TemplateException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A courier that is stepped by hand.
  Courier courier(NotifySettings settings) {
    Notices notices = new Notices(database);
    return new Courier(
        new Handover(parts(), settings, notices),
        notices,
        new CircuitBreakers(settings),
        new Tally(),
        new Courier.Outlets(
            settings.mail().map(Mailer::new).orElse(null),
            settings.texts().map(org.city311.requests.notify.send.HttpTexts::new).orElse(null),
            this::now,
            handedOver));
  }

  /// Reads what the desk told into the outbox, as the running part does.
  void readEvents() throws SQLException {
    int _ =
        new Events(database)
            .read(
                "notify",
                1_000,
                now,
                (connection, events) -> {
                  for (var event : events) {
                    Optional<News> news = News.of(event);
                    if (news.isPresent()) {
                      int _ = Notices.put(connection, news.get(), now);
                    }
                  }
                });
  }

  public Request report(Contact contact) throws SQLException {
    return report("pothole", contact);
  }

  Request report(String type, Contact contact) throws SQLException {
    Taken.Accepted accepted =
        assertInstanceOf(
            Taken.Accepted.class, desk.take(TestIntakes.of(type).contact(contact).build()));
    return accepted.request();
  }

  public Request change(Request request, Change change) throws SQLException {
    Changed changed = desk.change(request.number(), OptionalLong.empty(), change, ANA);
    return assertInstanceOf(Changed.Done.class, changed).request();
  }

  @Override
  public void close() {
    database.close();
  }
}
