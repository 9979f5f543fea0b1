package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.PhoneCall;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What becomes of residents whose wait grows long, who find too many waiting, or who wait when the
/// office closes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class OverflowStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";

  OverflowStoriesTest() {
    super(
        StackOptions.agents(2)
            .withServices(
                List.of(
                    new AgentAccount(ANA, List.of("trees", "callback", "message", "full")),
                    new AgentAccount(BEN, List.of("streets"))),
                services()));
  }

  private static String services() {
    return """
    skill-groups:
      - {id: streets, name: {en: "Streets", es: "Calles"}}
      - id: trees
        name: {en: "Trees", es: "Árboles"}
        skills: {arborist: 3}
        overflow: [{after: 1s, do: widen, skills: {arborist: 0}}]
      - id: water
        name: {en: "Water", es: "Agua"}
        overflow: [{after: 1s, do: add-groups, groups: [streets]}]
      - id: callback
        name: {en: "Callback", es: "Llamada"}
        overflow: [{after: 1s, do: callback}]
      - id: message
        name: {en: "Message", es: "Mensaje"}
        overflow: [{after: 1s, do: message}]
      - id: full
        name: {en: "Full", es: "Lleno"}
        overflow: [{waiting: 1, do: full}]
      - id: day
        name: {en: "Day", es: "Día"}
        closing: tell
      - id: never
        name: {en: "Never", es: "Nunca"}
        hours: {mon-sun: closed}
        closing: message
      - id: night
        name: {en: "Night", es: "Noche"}
        hours: {%s: "00:00-24:00"}
        closing: message
    outside: {residents: ["311777XXXX"]}
    menu: {1: streets, 2: trees, 3: water, 4: callback, 5: message, 6: full, 7: day, 8: never, 9: night}
    """
        .formatted(dayAfterTomorrow());
  }

  private static String dayAfterTomorrow() {
    DayOfWeek day = LocalDate.now(ZoneId.systemDefault()).plusDays(2).getDayOfWeek();
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
  }

  @Test
  @Order(1)
  void theOfficeClosesAndWhoStillWaitsIsToldSo() throws IOException {
    var resident = resident().chooses('1', '7');
    eventually("the resident waits", () -> live().path("waiting").asInt() == 1);
    stack
        .api()
        .put(
            "/api/skill-groups/day",
            """
            {"name":{"en":"Day","es":"Día"},"hours":{"week":{"mon":[]}},"closing":"tell"}
            """);
    eventuallyIn("city311-overflow", "closed", 1);
    eventually("it is told", resident.call()::hearsSound);
    eventually("goodbye", resident.call()::isEnded);
    assertEquals("OVERFLOWED by TOLD_CLOSED", record(resident).ending());
    assertEquals("closed", record(resident).step());
  }

  @Test
  @Order(2)
  void theLadderWidensUntilSomeoneCanServe() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '2');
    var offer = ana.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    resident.call().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(resident).ending());
  }

  @Test
  @Order(3)
  void theLadderAddsAGroup() throws IOException {
    var ben = agent(BEN);
    var resident = resident().chooses('1', '3');
    var offer = ben.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    resident.call().hangUp();
    assertEquals("water", record(resident).group());
  }

  @Test
  @Order(4)
  void whoRefusesToBeCalledBackKeepsItsPlaceAndIsServedInTurn() throws IOException {
    var first = resident().chooses('1', '4');
    eventuallyIn("city311-overflow", "callback", 1);
    var second = resident().chooses('1', '4');
    eventuallyIn("city311-overflow", "callback", 2);
    // The second is back first, and waits behind the first all the same.
    second.call().press('3');
    eventuallyIn("city311-overflow", "callback", 1);
    eventuallyIn("city311-wait", "s", 1);
    first.call().press('3');
    eventuallyIn("city311-wait", "s", 2);

    // Not by agent(): who is ready while somebody waits is rung at once.
    var ana = phone(ANA);
    stack.api().ready(ANA);
    var one = ana.awaitCall();
    one.answer();
    eventuallyTalk(first.call(), one);
    assertFalse(second.call().hears(900));
    one.hangUp();
    var two = ana.awaitCall();
    two.answer();
    eventuallyTalk(second.call(), two);
    second.call().hangUp();
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(first).ending());
    assertEquals("callback", record(first).step());
  }

  @Test
  @Order(5)
  void whoConfirmsTheNumberIsToBeCalledBack() throws IOException {
    var resident = resident().chooses('1', '4');
    eventuallyIn("city311-overflow", "callback", 1);
    // The first key stops the offer; what is pressed while the number is read out is the answer.
    resident.call().press('1');
    eventually(
        "it is confirmed",
        () -> {
          resident.call().press('1');
          return live().path("callbacks").path("waiting").asInt() == 1;
        });
    assertEquals("CALLED_BACK by ASKED_TO_BE_CALLED_BACK", record(resident).ending());
    var again = on(resident.number(), "").dial("311");
    again.awaitAnswered();
    eventually(
        "it is cancelled",
        () -> {
          again.press('1');
          return live().path("callbacks").path("cancelled").asInt() == 1;
        });
    again.hangUp();
  }

  @Test
  @Order(6)
  void aMessageIsLeftByHangingUpAndCanBeHeard() throws Exception {
    var resident = resident().chooses('2', '5');
    eventuallyIn("city311-overflow", "message", 1);
    speakAfterTheTone(resident.call());
    resident.call().hangUp();

    assertEquals("OVERFLOWED by LEFT_A_MESSAGE", record(resident).ending());
    assertHeard(resident, "message");
  }

  @Test
  @Order(7)
  void whoFindsTooManyWaitingIsToldThatAllLinesAreTaken() throws IOException {
    var first = resident().chooses('1', '6');
    eventually("the first waits", () -> live().path("waiting").asInt() == 1);
    var second = resident().chooses('1', '6');

    assertEquals(How.BY_THEM, second.call().awaitEnded().how());
    assertEquals("OVERFLOWED by TOLD_FULL", record(second).ending());
    assertFalse(first.call().isEnded());
    first.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_WAITING", record(first).ending());
  }

  @Test
  @Order(8)
  void whoComesWhenTheOfficeIsClosedLeavesAMessageAndNeverEntersTheQueue() throws Exception {
    int offered = live().path("offered").asInt();
    var resident = resident().chooses('2', '8');
    speakAfterTheTone(resident.call());
    resident.call().press('#');
    eventually(
        "it is kept",
        () -> {
          resident.call().press('1');
          return !messages("message", resident.number()).isEmpty();
        });
    eventually("goodbye", resident.call()::isEnded);
    assertEquals("LEFT_IN_IVR by ENDED_BY_FLOW", record(resident).ending());
    assertEquals("message", record(resident).step());
    assertEquals(offered, live().path("offered").asInt());
    assertHeard(resident, "never");
  }

  /// It waits until then.
  @Test
  @Order(8)
  void whoComesWhenTheOfficeIsClosedIsToBeCalledBackWhenItOpens() throws IOException {
    int asked = live().path("callbacks").path("asked").asInt();
    var resident = resident().chooses('1', '9');
    eventually(
        "it is confirmed",
        () -> {
          resident.call().press('1');
          return live().path("callbacks").path("asked").asInt() == asked + 1;
        });
    eventually("goodbye", resident.call()::isEnded);
    assertEquals("LEFT_IN_IVR by ENDED_BY_FLOW", record(resident).ending());
    assertEquals("callback-later", record(resident).step());
    assertEquals(1, live().path("callbacks").path("waiting").asInt());
  }

  @Test
  @Order(9)
  void whoHangsUpBeforeSpeakingHasAbandoned() throws IOException {
    var resident = resident().chooses('1', '5');
    eventuallyIn("city311-overflow", "message", 1);
    resident.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_IN_OVERFLOW", record(resident).ending());
    assertEquals(List.of(), messages("message", resident.number()));
  }

  /// Asterisk answers the order to record as it answers a hang-up.
  @Test
  @Order(10)
  void whoseMessageAsteriskCanNotWriteIsToldSoAndServedInTurn() throws IOException {
    var resident = resident().chooses('1', '5');
    eventuallyIn("city311-overflow", "message", 1);
    // No user can open a folder as a file.
    var audio = stack.data().resolve("messages/" + callIn("city311-overflow") + "/audio.wav");
    Files.createDirectories(audio);
    eventually("nothing can be recorded", () -> !Files.exists(audio));
    eventuallyIn("city311-wait", "s", 1);

    // Not by agent(): who is ready while somebody waits is rung at once.
    var ana = phone(ANA);
    stack.api().ready(ANA);
    var offer = ana.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    resident.call().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(resident).ending());
    assertEquals(List.of(), messages("message", resident.number()));
  }

  /// The server is killed while a resident hears the menu: the next one does not ask for the language
  /// again.
  @Test
  @Order(11)
  void aLanguageOnceChosenIsNotAskedForAgain() throws IOException {
    var resident = resident();
    resident.call().press('2');
    eventually("the language is chosen", () -> onChannels("CITY311_LANGUAGE").contains("es"));
    stack.node(1).kill();
    stack.node(1).start();
    // `1` is streets in the menu; at the question for a language it would be English.
    var ben = agent(BEN);
    // When the server takes long, the apology is heard before.
    eventually(
        "the menu is heard again and understood",
        Duration.ofMinutes(1),
        () -> {
          resident.call().press('1');
          return ben.callsUnseen() == 1;
        });
    resident.call().hangUp();
    var record = record(resident);
    assertEquals("es", record.language());
    assertEquals("streets", record.group());
  }

  /// The unique id of the only caller there is in a context.
  private String callIn(String context) throws IOException {
    return stack
        .asteriskCli("core show channels concise")
        .lines()
        .filter(line -> line.contains("!" + context + "!"))
        .map(line -> line.substring(line.lastIndexOf('!') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  /// So many callers are there in Asterisk's dialplan.
  private void eventuallyIn(String context, String extension, int callers) {
    eventually(
        callers + " in " + context,
        () ->
            stack
                    .asteriskCli("core show channels concise")
                    .lines()
                    .filter(line -> line.contains("!" + context + "!" + extension + "!"))
                    .count()
                == callers);
  }

  /// Speaks when the recording has begun, and until it holds two seconds of it.
  private void speakAfterTheTone(PhoneCall call) throws IOException {
    call.say(600);
    eventually(
        "two seconds are recorded",
        Duration.ofSeconds(40),
        () -> recordings().stream().anyMatch(file -> size(file) > 2 * 16_000));
  }

  private List<Path> recordings() throws IOException {
    try (var files = Files.walk(stack.data().resolve("messages"))) {
      return files.filter(file -> file.endsWith("audio.wav")).filter(this::isOpen).toList();
    }
  }

  private boolean isOpen(Path audio) {
    try {
      var json = Files.readString(audio.resolveSibling("message.json"));
      return !new ObjectMapper().readTree(json).path("kept").asBoolean();
    } catch (IOException e) {
      return false;
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private List<JsonNode> messages(String kind, String number) throws IOException {
    var all = new ObjectMapper().readTree(stack.api().get("/api/messages"));
    return IntStream.range(0, all.size())
        .mapToObj(all::get)
        .filter(message -> message.path("kind").asText().equals(kind))
        .filter(message -> message.path("number").asText().equals(number))
        .toList();
  }

  /// The message is listed, and what was said is in its recording.
  private void assertHeard(Resident resident, String group) throws IOException {
    var message = messages("message", resident.number()).getFirst();
    assertEquals(group, message.path("group").asText());
    assertEquals("es", message.path("language").asText());
    assertTrue(message.path("seconds").asInt() >= 2, message.toString());
    var wav = stack.api().bytes("/api/messages/" + message.path("id").asText() + "/audio");
    assertTrue(Ulaw.share(middleSecond(wav), 600) > 0.2, "600 Hz is not heard");
    eventually(
        "it has become a request",
        () -> messages("message", resident.number()).getFirst().path("request").asLong() > 0);
    stack.api().put("/api/messages/" + message.path("id").asText() + "/done");
    assertFalse(messages("message", resident.number()).getFirst().path("done").isNull());
  }

  private static byte[] middleSecond(byte[] wav) {
    int from = 44 + (wav.length - 44) / 4 * 2 - Ulaw.SAMPLES_A_SECOND;
    var sound = new byte[Ulaw.SAMPLES_A_SECOND];
    for (int i = 0; i < sound.length; i++) {
      int at = from + 2 * i;
      sound[i] = Ulaw.encode((short) ((wav[at] & 0xFF) | wav[at + 1] << 8));
    }
    return sound;
  }
}
