package org.city311.requests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the database says of a row that it refuses holds the row.
class ContactsAndTheLogTest {
  private static final String REPORT =
      """
      {"type": "pothole-alley", "language": "es", "latitude": 39.29, "longitude": -76.61,
       "contact": {"name": "Rosa Díaz", "email": "rosa@example.org", "phone": "410 555 0100"}}
      """;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
  }

  @Test
  void contactThatCantBeStored_isNotInTheLog() throws Exception {
    try (TestSite site = new TestSite()) {
      assertEquals(201, site.json("/api/public/requests", REPORT).statusCode());
      site.server()
          .execute(
              "alter table requests.contact add constraint broken check (made_at is null) not valid");
      try {
        assertEquals(503, site.json("/api/public/requests", REPORT).statusCode());
        assertEquals(503, site.send(staff(site)).statusCode());
      } finally {
        site.server().execute("alter table requests.contact drop constraint broken");
      }
    }
    String said =
        List.copyOf(log.list).stream()
            .map(event -> event.getFormattedMessage() + thrown(event))
            .collect(Collectors.joining("\n"));
    assertTrue(said.split("violates check constraint", -1).length > 2, said);
    for (String part : List.of("Rosa", "rosa@example.org", "555")) {
      assertFalse(said.contains(part), said);
    }
  }

  private static HttpRequest.Builder staff(TestSite site) {
    return HttpRequest.newBuilder(site.address("/api/requests"))
        .header("Authorization", "Bearer the administrator's token")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(REPORT));
  }

  private static String thrown(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
  }
}
