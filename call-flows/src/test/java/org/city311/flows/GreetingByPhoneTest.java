package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.flows.greeting.GreetingByPhone;
import org.city311.flows.greeting.GreetingDesk;
import org.city311.flows.greeting.GreetingDesk.Somebody;
import org.city311.flows.greeting.Greetings;
import org.city311.flows.greeting.MemoryNote;
import org.city311.flows.greeting.PinLock;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingByPhoneTest {
  private static final String PIN = "480213#";

  @TempDir Path folder;
  private final List<String> audited = new ArrayList<>();
  private final MemoryNote audible = new MemoryNote();
  private final Instant now = Instant.parse("2026-11-23T12:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private Greetings greetings;

  @SuppressWarnings("NullAway.Init")
  private GreetingDesk desk;

  @SuppressWarnings("NullAway.Init")
  private GreetingByPhone talk;

  @BeforeEach
  void open() {
    greetings = new Greetings(folder.resolve("greeting.json"), new MemoryNote(), audible);
    desk =
        new GreetingDesk(
            greetings,
            List.of(Language.ENGLISH, Language.SPANISH),
            folder.resolve("recordings"),
            (who, _, what, _, _) -> audited.add(who + " " + what),
            () -> now);
    talk =
        new GreetingByPhone(
            desk, new PinLock("480213", new MemoryNote(), () -> now), folder.resolve("spoken"));
  }

  @Test
  void recordedInBothLanguages_andTurnedOn() throws Exception {
    ScriptedCaller ana = ScriptedCaller.presses(PIN + "1-1-13").says(5).says(4);

    List<String> heard = heard(ana);

    assertEquals(
        List.of(
            "hears greeting-pin, dials 480213",
            "hears greeting-is-off greeting-menu, presses 1",
            "hears greeting-record-en, waits",
            "hears tone",
            "says 5.0 s",
            "hears message-review, presses 1",
            "hears greeting-record-es, waits",
            "hears tone",
            "says 4.0 s",
            "hears message-review, presses 1",
            "hears greeting-recorded-off greeting-menu, presses 3",
            "hears greeting-is-on greeting-menu, waits",
            "hears goodbye"),
        heard);
    assertTrue(desk.now().on() && desk.now().isRecorded("en") && desk.now().isRecorded("es"));
    assertEquals(List.of("phone ana PUT greeting", "phone ana PUT greeting"), audited);
    assertTrue(Files.exists(folder.resolve("recordings/es/" + desk.now().key() + ".wav")));
  }

  @Test
  void languageThatIsLeftOut_getsTheOther() throws Exception {
    List<String> heard = heard(ScriptedCaller.presses(PIN + "1-1*").says(5));

    assertTrue(heard.contains("hears greeting-record-es, presses *"), heard.toString());
    assertTrue(Files.exists(folder.resolve("recordings/es/" + desk.now().key() + ".wav")));
  }

  @Test
  void spokenAnew_untilItIsAccepted() throws Exception {
    ScriptedCaller ana = ScriptedCaller.presses(PIN + "1-23-1*").says(5).says(4);

    List<String> heard = heard(ana);

    assertTrue(heard.contains("hears the recording"), heard.toString());
    assertTrue(heard.contains("says 4.0 s"), heard.toString());
    assertTrue(desk.now().isRecorded("en"));
  }

  /// Nothing reaches all callers by a slip, or because somebody put the phone down.
  @ParameterizedTest
  @ValueSource(strings = {"1**", "1----------"})
  void notRecorded_whenNothingIsAccepted(String keys) throws Exception {
    List<String> heard = heard(ScriptedCaller.presses(PIN + keys).says(5).says(5).says(5));

    assertEquals(Map.of(), desk.now().words());
    assertFalse(desk.now().on());
    assertFalse(heard.contains("hears greeting-recorded-off greeting-menu, waits"));
  }

  /// While the first is reviewed, and when the second is to be spoken.
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void whoHangsUpInTheMiddle_leavesNothing(int prompts) throws Exception {
    ScriptedCaller ana = ScriptedCaller.presses(PIN + "1-1-").hangsUpAfter(prompts).says(5).says(4);

    assertThrows(CallerGone.class, () -> heard(ana));
    try (Stream<Path> left = Files.list(folder.resolve("spoken"))) {
      assertEquals(List.of(), left.toList());
    }
    assertEquals(Map.of(), desk.now().words());
  }

  @Test
  void silence_isNotARecording() throws Exception {
    List<String> heard = heard(ScriptedCaller.presses(PIN + "1-*"));

    assertTrue(heard.contains("hears message-none"), heard.toString());
    assertEquals(Map.of(), desk.now().words());
  }

  @Test
  void whatThereIsNot_canBeNeitherHeardNorTurnedOn() throws Exception {
    List<String> heard = heard(ScriptedCaller.presses(PIN + "2394"));

    assertEquals(
        List.of(
            "hears greeting-is-off greeting-menu, presses 2",
            "hears greeting-none-yet greeting-menu, presses 3",
            "hears greeting-none-yet greeting-menu, presses 9",
            "hears not-understood greeting-menu, presses 4",
            "hears greeting-is-off greeting-menu, waits",
            "hears goodbye"),
        heard.subList(1, heard.size()));
  }

  @Test
  void turnedOff_andHeardOnlyOnceItIsSpoken() throws Exception {
    desk.say(
        true,
        Map.of(Language.ENGLISH, "A storm.", Language.SPANISH, "Una tormenta."),
        new Somebody("api.token", ""));

    List<String> before = heard(ScriptedCaller.presses(PIN + "2"));
    greetings.madeAudible(desk.now().key());
    List<String> after = heard(ScriptedCaller.presses(PIN + "24"));

    assertTrue(before.contains("hears greeting-not-ready greeting-menu, waits"), before.toString());
    assertTrue(after.contains("hears " + desk.now().key()), after.toString());
    assertFalse(desk.now().on());
  }

  @Test
  void wrongPin_isAskedForThreeTimes_andThenNothingIsSaidOfTheGreeting() throws Exception {
    List<String> heard = heard(ScriptedCaller.presses("111111#222222#333333#"));

    assertEquals(
        List.of(
            "hears greeting-pin, dials 111111",
            "hears greeting-pin-wrong greeting-pin, dials 222222",
            "hears greeting-pin-wrong greeting-pin, dials 333333",
            "hears greeting-pin-wrong goodbye"),
        heard);
  }

  @Test
  void fifthWrongPin_locksIt_alsoForTheRightOne() throws Exception {
    heard(ScriptedCaller.presses("1#2#3#"));
    List<String> locking = heard(ScriptedCaller.presses("4#5#"));
    List<String> locked = heard(ScriptedCaller.presses(PIN));

    assertEquals("hears greeting-locked", locking.getLast());
    assertEquals(List.of("hears greeting-pin, dials 480213", "hears greeting-locked"), locked);
  }

  @Test
  void diskThatAsteriskCanNotWrite_isToldToTheSupervisor() throws Exception {
    List<String> heard = heard(ScriptedCaller.presses(PIN + "1-").isNotRecorded());

    assertTrue(heard.contains("hears greeting-unable greeting-menu, waits"), heard.toString());
  }

  private List<String> heard(ScriptedCaller supervisor) throws CallerGone {
    talk.converse(supervisor, "ana");
    return supervisor.transcript();
  }
}
