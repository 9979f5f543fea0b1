package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What residents get done by phone without a person: with a real Asterisk that plays the prompts, takes
/// the keys and records what is said, and a real PostgreSQL that keeps the request.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
class SelfServiceStoriesTest extends StackTest {
  private static final String MENUS =
      """
      menus:
        main:
          choices:
            1: {says: {en: "Streets: {digit}.", es: "Calles: {digit}."}, group: streets}
            2: {says: {en: "A pothole: {digit}.", es: "Un bache: {digit}."}, flow: report, about: pothole}
            3: {says: {en: "Your request: {digit}.", es: "Su solicitud: {digit}."}, flow: status}
            4: {says: {en: "Trash days: {digit}.", es: "Basura: {digit}."}, flow: collection}
      """;

  /// Two seconds of 16-bit sound.
  private static final long SPOKEN_BYTES = 2 * 16_000;

  SelfServiceStoriesTest() {
    super(
        StackOptions.agents(1)
            .withServices(List.of(new AgentAccount("agent1", List.of("streets"))), services()));
  }

  private static String services() {
    try {
      Path folder = Files.createTempDirectory("city311-self-service");
      Path menus = Files.writeString(folder.resolve("menus.yaml"), MENUS);
      Path days = Files.writeString(folder.resolve("days.csv"), "code,trash\n101,mon thu\n");
      return """
      skill-groups:
        - {id: streets, name: {en: "Streets", es: "Calles"}}
      menus: %s
      self-service: {report: [pothole, missed-trash], collection-days: %s}
      """
          .formatted(menus, days);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void press(PhoneCall call, String keys) {
    keys.chars().forEach(key -> call.press((char) key));
  }

  /// The first column of the first row; empty for none.
  private String query(String sql) throws SQLException {
    try (var connection = CallRow.connect(stack);
        var rows = connection.createStatement().executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /// The caller speaks when the tone has been heard, which is when the recording is there.
  private void speaks(PhoneCall call) {
    var recorded = stack.data().resolve("spoken");
    eventually("it is recorded", () -> bytes(recorded) > 0);
    call.say(600);
    eventually("two seconds are spoken", () -> bytes(recorded) > SPOKEN_BYTES);
    call.press('#');
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /// Several prompts are one command, whose arguments Asterisk shows.
  private void eventuallyToldOf(PhoneCall call, String prompt) {
    eventually(
        "told: " + prompt,
        () -> stack.asteriskCli("core show channels concise").contains("city311/" + prompt));
    eventually("it is heard", call::hearsSound);
  }

  private void leavesAt(Resident resident, String step) {
    resident.call().hangUp();
    assertEquals(step, record(resident).step());
  }

  @Test
  @Order(1)
  void potholeIsReportedByKeysAndVoice_andWhoCallsAgainIsKnown_andHearsOfItByItsNumber()
      throws Exception {
    var resident = resident().chooses('1', '2');
    eventuallyToldOf(resident.call(), "ask-pothole-size");
    // Like a car tire.
    resident.call().press('2');
    eventuallyToldOf(resident.call(), "ask-pothole-lane");
    // In a traffic lane.
    resident.call().press('1');
    speaks(resident.call());
    // Keep it.
    resident.call().press('1');
    eventuallyToldOf(resident.call(), "report-contact");
    // On this number.
    resident.call().press('1');
    eventuallyToldOf(resident.call(), "report-number");
    leavesAt(resident, "served-report");
    assertEquals("1", query("select count(*) from requests.request"));
    assertEquals("PHONE", query("select channel from requests.request"));
    assertEquals("tire", query("select answers->'size'->>0 from requests.request"));
    assertEquals("travel", query("select answers->'lane'->>0 from requests.request"));
    assertEquals("WAV", query("select kind from requests.attachment where number is not null"));
    assertEquals(resident.number(), query("select phone from requests.contact"));

    var again = dial(resident.number());
    again.press('1');
    eventuallyToldOf(again, "known-hello");
    // More of it.
    again.press('2');
    eventuallyToldOf(again, "status-another");
    again.hangUp();
    eventually("both calls are recorded", () -> CallRow.of(stack, resident.number()).size() == 2);
    assertEquals("served-status", CallRow.of(stack, resident.number()).getLast().step());

    var stranger = resident().chooses('2', '3');
    press(stranger.call(), query("select number from requests.request") + "#");
    eventuallyToldOf(stranger.call(), "type-pothole");
    leavesAt(stranger, "served-status");
    assertEquals("es", record(stranger).language());
  }

  @Test
  @Order(2)
  void collectionDay_isToldByACode() throws Exception {
    var resident = resident().chooses('1', '4');
    press(resident.call(), "101#");
    eventuallyToldOf(resident.call(), "collection-trash");
    leavesAt(resident, "served-collection");
  }

  @Test
  @Order(3)
  void whatTheCityKnowsOf_isToldSecondsAfterItIsSet_andAPersonIsStillThere() throws Exception {
    stack
        .api()
        .put(
            "/api/known-events/power",
            """
            {"text": {"en": "There is no power in Hampden.", "es": "No hay luz en Hampden."},
             "until": "%s"}
            """
                .formatted(Instant.now().plus(Duration.ofHours(1))));
    eventually(
        "it can be heard",
        () ->
            new ObjectMapper()
                .readTree(stack.api().get("/api/known-events"))
                .path(0)
                .path("audible")
                .asBoolean());
    var ana = agent("agent1");
    var resident = resident();
    resident.call().press('1');
    eventuallyToldOf(resident.call(), "event-power");
    resident.call().press('0');
    answered(ana, resident);
    resident.call().hangUp();
  }
}
