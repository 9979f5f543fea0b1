package org.city311.requests.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.city311.requests.catalogue.Text;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What callers are told before they ask, with a real database.
class KnownEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-16T17:00:00Z");
  private static final Text DARK =
      new Text("There is no power in Hampden.", "No hay luz en Hampden.");

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private Instant now = NOON;
  private final KnownEvents events = new KnownEvents(database, this::now);

  @AfterEach
  void close() {
    database.close();
  }

  private Instant now() {
    return now;
  }

  private static KnownEvent power(Text text) {
    return new KnownEvent(
        "power", text, "", Set.of("street-light-out"), NOON.plus(Duration.ofHours(6)), NOON);
  }

  @Test
  void event_isTold_onceItCanBeHeard_untilItIsOver() throws Exception {
    KnownEvent power = power(DARK);
    assertTrue(events.put(power));
    assertEquals(List.of(new EventBoard.Known(power, false)), events.refresh());
    assertEquals(List.of(), events.told());

    events.madeAudible(power);
    events.refresh();
    assertEquals(List.of(power), events.told());

    now = NOON.plus(Duration.ofHours(6));
    assertEquals(List.of(), events.told());
    assertEquals(List.of(), events.refresh());
  }

  @Test
  void newWords_areNotTold_beforeTheyCanBeHeard_theSameWordsAre() throws Exception {
    events.put(power(DARK));
    events.madeAudible(power(DARK));
    events.put(power(DARK));
    assertTrue(events.read().getFirst().audible());

    KnownEvent back = power(new Text("Power is back.", "Ya hay luz."));
    events.put(back);
    events.madeAudible(power(DARK));
    assertFalse(events.read().getFirst().audible());
    assertFalse(back.prompt().equals(power(DARK).prompt()));
  }

  @Test
  void eventThatIsTakenAway_isNotTold_andTooManyAreNot() throws Exception {
    events.put(power(DARK));
    assertTrue(events.remove("power"));
    assertFalse(events.remove("power"));
    assertEquals(List.of(), events.read());

    for (int i = 0; i < KnownEvents.MOST; i++) {
      assertTrue(
          events.put(new KnownEvent("e" + i, DARK, "water", Set.of(), NOON.plusSeconds(60), NOON)));
    }
    assertFalse(events.put(power(DARK)));
    now = NOON.plusSeconds(60);
    assertTrue(events.put(power(DARK)));
    assertEquals(List.of("1"), server.query("select count(*) from requests.known_event"));
  }

  @Test
  void withoutADatabase_whatWasTold_isTold() throws Exception {
    events.put(power(DARK));
    events.madeAudible(power(DARK));
    events.refresh();
    server.stop();

    assertEquals(1, events.refresh().size());
    assertEquals(1, events.told().size());
  }
}
