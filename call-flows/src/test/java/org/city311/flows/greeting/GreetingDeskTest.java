package org.city311.flows.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.city311.flows.greeting.GreetingDesk.Somebody;
import org.city311.ivr.call.Language;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingDeskTest {
  private static final Somebody ANA = new Somebody("phone ana", "by phone");
  private static final Map<Language, String> STORM =
      Map.of(Language.ENGLISH, "A storm.", Language.SPANISH, "Una tormenta.");

  @TempDir Path folder;
  private final List<String> audited = new ArrayList<>();
  private final Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private boolean auditFails;

  @SuppressWarnings("NullAway.Init")
  private Greetings greetings;

  @SuppressWarnings("NullAway.Init")
  private GreetingDesk desk;

  @BeforeEach
  void open() {
    greetings = new Greetings(folder.resolve("greeting.json"), new MemoryNote(), new MemoryNote());
    desk =
        new GreetingDesk(
            greetings,
            List.of(Language.ENGLISH, Language.SPANISH),
            folder.resolve("recordings"),
            (who, address, what, before, after) -> {
              if (auditFails) {
                throw new IOException("on purpose");
              }
              audited.add(who + " " + address + " " + what + " " + after);
            },
            () -> now);
  }

  @Test
  void texts_areSetForAllLanguages_andAudited() throws Exception {
    Greeting greeting = desk.say(true, STORM, ANA);

    assertTrue(greeting.on());
    assertEquals(Map.of("en", "A storm.", "es", "Una tormenta."), greeting.words());
    assertEquals("phone ana", greeting.by());
    assertEquals(
        List.of("phone ana by phone PUT greeting " + GreetingJson.write(greeting)), audited);
  }

  @Test
  void sameTexts_haveTheSameKey_otherTextsAnother() throws Exception {
    String key = desk.say(true, STORM, ANA).key();
    assertEquals(key, desk.say(false, STORM, ANA).key());
    Map<Language, String> other = Map.of(Language.ENGLISH, "A flood.", Language.SPANISH, "Agua.");
    assertNotEquals(key, desk.say(true, other, ANA).key());
  }

  /// At one instant by the clock, the other nodes could not tell which is the later.
  @Test
  void eachChange_isLaterThanTheOneBefore() throws Exception {
    Instant first = desk.say(true, STORM, ANA).since();
    assertTrue(desk.turn(false, ANA).since().isAfter(first));
  }

  @Test
  void languageWithoutItsText_orOneThatIsNotServed_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> desk.say(true, Map.of(Language.ENGLISH, "A storm."), ANA));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            desk.say(
                true,
                Map.of(Language.ENGLISH, "a", Language.SPANISH, "b", new Language("fr"), "c"),
                ANA));
    String endless = "a".repeat(Greeting.MOST_CHARACTERS + 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> desk.say(true, Map.of(Language.ENGLISH, endless, Language.SPANISH, "b"), ANA));
    assertEquals(Greeting.NONE, desk.now());
  }

  @Test
  void nothing_canNotBeTurnedOn() {
    assertThrows(IllegalArgumentException.class, () -> desk.turn(true, ANA));
  }

  @Test
  void whatCanNotBeAudited_isNotChanged() throws Exception {
    desk.say(true, STORM, ANA);
    auditFails = true;
    assertThrows(IOException.class, () -> desk.turn(false, ANA));
    assertTrue(desk.now().on());
  }

  @Test
  void recording_isARecordingOfTheCitysOwn_andTheFirstStandsInForALanguageThatHasNone()
      throws Exception {
    Path spoken = Files.writeString(folder.resolve("spoken.wav"), "english");

    Greeting greeting = desk.record(true, Map.of(Language.ENGLISH, spoken), ANA);

    assertTrue(greeting.isRecorded("en") && greeting.isRecorded("es"));
    for (String language : List.of("en", "es")) {
      assertEquals("english", Files.readString(recording(language, greeting)));
    }
    assertFalse(Files.exists(spoken));
  }

  @Test
  void recordings_ofBefore_areRemoved_butNotTheOneThatHeldLast() throws Exception {
    Greeting first = record("first");
    Greeting second = record("second");
    Greeting third = record("third");

    assertFalse(Files.exists(recording("en", first)));
    assertTrue(Files.exists(recording("en", second)));
    assertEquals("third", Files.readString(recording("es", third)));
  }

  private Greeting record(String said) throws IOException {
    Path spoken = Files.writeString(folder.resolve("spoken.wav"), said);
    return desk.record(true, Map.of(Language.SPANISH, spoken), ANA);
  }

  private Path recording(String language, Greeting greeting) {
    return folder.resolve("recordings").resolve(language).resolve(greeting.key() + ".wav");
  }
}
