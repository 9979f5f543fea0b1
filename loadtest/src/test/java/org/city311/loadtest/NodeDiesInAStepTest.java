package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.StackOptions.Nodes;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A node is killed while callers are in each kind of step there is. On the other node each of them goes on in the
/// same language at the same step: nobody is asked what was confirmed, and nothing is done twice.
@Order(2)
class NodeDiesInAStepTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";

  /// Two seconds of 16-bit sound.
  private static final long SPOKEN_BYTES = 2 * 16_000;

  /// As quick as who knows the way.
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(300);

  /// For the other node to lead, and for what is heard to its end.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Right, but no request has it.
  private static final String NOBODYS_NUMBER = "10007774";

  private static final FreePorts PORTS = new FreePorts();
  private static final int OUTSIDE = PORTS.one();

  private static final String MENUS =
      """
      emergency:
        key: 9
        number: police
        says: {en: "If life is in danger, press {digit}.", es: "Si hay peligro, oprima el {digit}."}
      menus:
        main:
          choices:
            1: {says: {en: "Streets: {digit}.", es: "Calles: {digit}."}, group: streets}
            2: {says: {en: "Water: {digit}.", es: "Agua: {digit}."}, menu: more}
            3: {says: {en: "A pothole: {digit}.", es: "Un bache: {digit}."}, flow: report, about: pothole}
            4: {says: {en: "Your request: {digit}.", es: "Su solicitud: {digit}."}, flow: status}
            5: {says: {en: "Trees: {digit}.", es: "Los árboles: {digit}."}, group: trees}
        more:
          choices:
            1: {says: {en: "Leaks: {digit}.", es: "Fugas de agua: {digit}."}, group: water}
            2: {says: {en: "At night: {digit}.", es: "De noche: {digit}."}, group: night}
      """;

  /// All telephones that the city calls.
  private final Phone outside =
      Phone.on(new Phone.Account("outside", "", "127.0.0.1:5060", OUTSIDE));

  NodeDiesInAStepTest() {
    super(
        StackOptions.agents(2)
            .withNodes(Nodes.TWO)
            .withProxy(OUTSIDE)
            .withServices(
                List.of(
                    new AgentAccount(ANA, List.of("streets", "water")),
                    new AgentAccount(BEN, List.of("trees"))),
                """
                skill-groups:
                  - {id: streets, name: {en: "Streets", es: "Calles"}}
                  - {id: trees, name: {en: "Trees", es: "Árboles"}}
                  - id: water
                    name: {en: "Water", es: "Agua"}
                    overflow: [{after: 1s, do: callback}]
                  - id: night
                    name: {en: "Night", es: "Noche"}
                    hours: {mon-sun: closed}
                    closing: message
                menus: %s
                self-service: {report: [pothole]}
                callback: {ring: 30s}
                survey: {share: 100, questions: [solved, overall]}
                outside: {numbers: {police: {number: "+14105550199"}}, residents: ["311777XXXX"]}
                """
                    .formatted(menus())));
  }

  private static Path menus() {
    try {
      Path folder = Files.createTempDirectory("city311-steps");
      folder.toFile().deleteOnExit();
      return Files.writeString(folder.resolve("menus.yaml"), MENUS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  void switchOff() {
    outside.close();
  }

  @Test
  void nodeIsKilledInEachStep_theCallersGoOn_andThenTheOtherOne_whileOneIsCalledBack()
      throws Exception {
    Phone ana = agent(ANA);
    Resident survey = resident();
    Resident place = resident();
    Resident message = resident();
    Resident waiting = resident();
    Resident emergency = resident();
    CompletableFuture<PhoneCall> talk = new CompletableFuture<>();
    CompletableFuture<PhoneCall> help = new CompletableFuture<>();
    together(
        () -> talk.complete(talks(survey, ana)),
        () -> speaksOfThePlace(place),
        () -> speaksAMessage(message),
        () -> waits(waiting),
        () -> help.complete(callsForHelp(emergency)));
    // At a question nobody stays for long: those who are asked one come last.
    Resident language = resident();
    Resident menu = resident();
    Resident question = resident();
    Resident callback = resident();
    Resident digits = resident();
    together(
        () -> isAsked(survey, talk.join()),
        () -> hears(language, "welcome", 1),
        () -> goesToMore(menu),
        () -> answersTheFirstQuestion(question),
        () -> isOfferedACallback(callback),
        () -> isAskedForANumber(digits));
    keys(digits, "1000");

    stack.node(1).kill();

    int welcomes = times(language, "welcome");
    int menus = times(menu, "m-more-1");
    int lanes = times(question, "ask-pothole-lane");
    int offers = times(callback, "callback-offer");
    int numbers = times(digits, "status-enter");
    int questions = times(survey, "survey-overall");
    together(
        () -> reportsOnce(place),
        () -> leavesOneMessage(message),
        () -> choosesALanguage(language, welcomes),
        () -> isStillThere(menu, menus),
        () -> isAskedTheSameQuestion(question, lanes),
        () -> isPromisedOneCallback(callback, offers),
        () -> keysAllOfIt(digits, numbers),
        () -> isServed(waiting),
        () -> answersTheRest(survey, questions),
        () -> talksWithThePolice(emergency, help.join()),
        stack.node(1)::start);

    isCalledBack(ana, callback);
  }

  // ---- before ----

  private void goesToMain(Resident resident, int welcomes) {
    answers(resident, "welcome", welcomes, '2', () -> hasHeard(resident, "m-main-1", 1));
  }

  private void goesToMore(Resident resident) {
    goesToMain(resident, 0);
    answers(resident, "m-main-1", 0, '2', () -> hasHeard(resident, "m-more-1", 1));
  }

  private void isAskedForANumber(Resident resident) {
    goesToMain(resident, 0);
    answers(resident, "m-main-1", 0, '4', () -> hasHeard(resident, "status-enter", 1));
  }

  private void answersTheFirstQuestion(Resident resident) {
    goesToMain(resident, 0);
    answers(resident, "m-main-1", 0, '3', () -> hasHeard(resident, "ask-pothole-size", 1));
    answers(resident, "ask-pothole-size", 0, '2', () -> hasHeard(resident, "ask-pothole-lane", 1));
  }

  private void speaksOfThePlace(Resident resident) {
    answersTheFirstQuestion(resident);
    answers(resident, "ask-pothole-lane", 0, '1', () -> hasHeard(resident, "say-pothole", 1));
    // Who knows what comes need not hear it to its end.
    resident.call().press('1');
    speaks(resident, "spoken");
  }

  private void speaksAMessage(Resident resident) {
    goesToMore(resident);
    answers(resident, "m-more-1", 0, '2', () -> hasHeard(resident, "closed", 1));
    resident.call().press('1');
    hears(resident, "message-offer", 1);
    resident.call().press('1');
    speaks(resident, "messages");
  }

  /// Into the only recording that there is in this folder.
  private void speaks(Resident resident, String folder) {
    resident.call().say(600);
    eventually("it is recorded", PATIENCE, () -> recorded(folder) > SPOKEN_BYTES);
  }

  private long recorded(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(stack.data().resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".wav"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private void waits(Resident resident) {
    goesToMain(resident, 0);
    answers(resident, "m-main-1", 0, '5', () -> isIn(resident, "city311-wait"));
  }

  /// @return the telephone that rings
  private PhoneCall callsForHelp(Resident resident) {
    answers(resident, "welcome", 0, '9', () -> outside.callsUnseen() == 1);
    return outside.awaitCall();
  }

  /// Who comes later is not this agent's.
  private PhoneCall talks(Resident resident, Phone ana) throws IOException {
    goesToMain(resident, 0);
    answers(resident, "m-main-1", 0, '1', () -> ana.callsUnseen() == 1);
    PhoneCall talk = answered(ana, resident);
    stack.api().signOut(ANA);
    return talk;
  }

  private void isOfferedACallback(Resident resident) {
    goesToMore(resident);
    answers(resident, "m-more-1", 0, '1', () -> hasHeard(resident, "callback-offer", 1));
  }

  private void isAsked(Resident resident, PhoneCall talk) {
    talk.hangUp();
    answers(resident, "survey-solved", 0, '1', () -> hasHeard(resident, "survey-overall", 1));
  }

  // ---- after ----

  private void choosesALanguage(Resident resident, int before) {
    goesToMain(resident, before);
    resident.call().hangUp();
    assertEquals("es", record(resident).language());
  }

  /// In the same menu, where the key for an emergency leads out too.
  private void isStillThere(Resident resident, int before) throws IOException {
    answers(resident, "m-more-1", before, '9', () -> outside.callers().contains(resident.number()));
    outside.awaitCall();
    assertEquals(1, times(resident, "m-main-1"));
    resident.call().hangUp();
  }

  private void keysAllOfIt(Resident resident, int before) {
    hears(resident, "status-enter", before + 1);
    keys(resident, NOBODYS_NUMBER + "#");
    hears(resident, "status-unknown", 1);
    resident.call().hangUp();
  }

  private void isAskedTheSameQuestion(Resident resident, int before) throws IOException {
    answers(resident, "ask-pothole-lane", before, '1', () -> hasHeard(resident, "say-pothole", 1));
    assertEquals(1, times(resident, "ask-pothole-size"));
    resident.call().hangUp();
  }

  /// The switch goes on recording meanwhile.
  private void reportsOnce(Resident resident) throws IOException {
    resident.call().press('#');
    answers(resident, "report-review", 0, '1', () -> hasHeard(resident, "report-contact", 1));
    answers(resident, "report-contact", 0, '1', () -> hasHeard(resident, "report-number", 1));
    assertEquals(1, times(resident, "say-pothole"));
    resident.call().hangUp();
    assertEquals("1", query("select count(*) from requests.request"));
    assertEquals("tire", query("select answers->'size'->>0 from requests.request"));
    assertEquals("travel", query("select answers->'lane'->>0 from requests.request"));
    assertEquals("served-report", record(resident).step());
  }

  private void leavesOneMessage(Resident resident) throws IOException {
    resident.call().press('#');
    answers(resident, "message-review", 0, '1', () -> hasHeard(resident, "message-kept", 1));
    assertEquals(1, times(resident, "message-offer"));
    resident.call().hangUp();
    JsonNode messages = json("/api/messages");
    assertEquals(1, messages.size(), messages.toString());
    assertEquals("es", messages.path(0).path("language").asText());
  }

  private void isServed(Resident resident) {
    eventually("music goes on", resident.call()::hearsSound);
    Phone ben = phone(BEN);
    eventually("Ben is ready", PATIENCE, () -> nowReady(BEN));
    eventually("dispatch goes on", PATIENCE, () -> ben.callsUnseen() == 1);
    PhoneCall talk = answered(ben, resident);
    resident.call().hangUp();
    talk.awaitEnded();
  }

  private void isPromisedOneCallback(Resident resident, int before) {
    answers(
        resident, "callback-offer", before, '1', () -> hasHeard(resident, "callback-number", 1));
    // Until then nobody can promise anything, and the resident would wait on.
    eventually("the other node leads", () -> stack.node(2).standing().equals("leader"));
    answers(resident, "callback-number", 0, '1', () -> hasHeard(resident, "callback-kept", 1));
    eventually("goodbye", resident.call()::isEnded);
    eventually(
        "one is asked for",
        () -> json("/api/live/now").path("callbacks").path("asked").asInt() == 1);
  }

  private void answersTheRest(Resident resident, int before) throws IOException {
    answers(resident, "survey-overall", before, '5', () -> hasHeard(resident, "survey-thanks", 1));
    assertEquals(1, times(resident, "survey-solved"));
    eventually("goodbye", resident.call()::isEnded);
    eventually(
        "the answers",
        () ->
            json("/api/survey/calls")
                .path("calls")
                .path(0)
                .path("answers")
                .toString()
                .equals("{\"overall\":5,\"solved\":1}"));
  }

  private void talksWithThePolice(Resident resident, PhoneCall police) {
    police.answer();
    eventuallyTalk(resident.call(), police);
    resident.call().hangUp();
  }

  /// The node that leads dies while the agent waits and the resident's phone rings.
  private void isCalledBack(Phone ana, Resident resident) throws IOException {
    eventually("Ana is ready", PATIENCE, () -> nowReady(ANA));
    PhoneCall agent = ana.awaitCall();
    agent.answer();
    PhoneCall called = outside.awaitCall();

    stack.node(2).kill();

    called.answer();
    eventuallyTalk(called, agent);
    called.hangUp();
    eventually(
        "both calls have a record",
        PATIENCE,
        () ->
            CallRow.of(stack, resident.number()).stream()
                .map(CallRow::result)
                .toList()
                .equals(List.of("CALLED_BACK", "CALLBACK_CONNECTED")));
    assertEquals(0, outside.callsUnseen());
  }

  // ---- how ----

  @FunctionalInterface
  private interface Part {
    void play() throws Exception;
  }

  /// At the same time: nobody's patience at a question waits for the others.
  private static void together(Part... parts) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          Stream.of(parts)
              .map(
                  part ->
                      CompletableFuture.runAsync(
                          () -> {
                            try {
                              part.play();
                            } catch (Exception e) {
                              throw new AssertionError(e);
                            }
                          },
                          threads))
              .toList();
      all.forEach(CompletableFuture::join);
    }
  }

  /// Answers a question by one key, and again when it is asked again: a key is lost that is pressed after the death
  /// of a node and before the next one speaks.
  ///
  /// @param before how often it was asked before
  private void answers(
      Resident resident, String question, int before, char key, Callable<Boolean> taken) {
    int[] answered = {before};
    eventually(
        resident.number() + " answers " + question + " by " + key,
        PATIENCE,
        () -> {
          if (taken.call()) {
            return true;
          }
          int asked = times(resident, question);
          if (asked > answered[0]) {
            answered[0] = asked;
            resident.call().press(key);
          }
          return false;
        });
  }

  private static void keys(Resident resident, String keys) {
    for (int i = 0; i < keys.length(); i++) {
      resident.call().press(keys.charAt(i));
      LockSupport.parkNanos(BETWEEN_KEYS.toNanos());
    }
  }

  /// How often a resident has heard a prompt begin.
  private int times(Resident resident, String prompt) throws IOException {
    int times = 0;
    while (hasHeard(resident, prompt, times + 1)) {
      times++;
    }
    return times;
  }

  private void hears(Resident resident, String prompt, int times) {
    eventually(
        resident.number() + " hears " + prompt + ", " + times,
        PATIENCE,
        () -> hasHeard(resident, prompt, times));
  }

  /// In Spanish, but for the question in which language.
  private boolean hasHeard(Resident resident, String prompt, int times) throws IOException {
    String language = prompt.equals("welcome") ? "en" : "es";
    Path file = prompt.startsWith("m-") ? ofMenus(language, prompt) : sound(language, prompt);
    return resident.call().hasHeard(Collections.nCopies(times, file));
  }

  /// A text of the menus: its file's name ends with what says which words they are.
  private Path ofMenus(String language, String place) throws IOException {
    try (Stream<Path> files = Files.list(sound(language, place).getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(place + "-"))
          .filter(file -> file.toString().endsWith(".ulaw"))
          .findFirst()
          .orElseThrow();
    }
  }

  private boolean isIn(Resident resident, String context) throws IOException {
    return stack
        .asteriskCli("core show channels concise")
        .lines()
        .anyMatch(
            line ->
                line.contains("!" + context + "!") && line.contains("!" + resident.number() + "!"));
  }

  /// By the node that lives.
  private boolean nowReady(String agent) throws IOException {
    living().ready(agent);
    return true;
  }

  private CentreApi living() {
    return stack.node(2).isRunning() ? stack.node(2).api() : stack.api();
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(living().get(path));
  }

  /// The first column of the first row; empty for none.
  private String query(String sql) {
    try (var connection = CallRow.connect(stack);
        var rows = connection.createStatement().executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
