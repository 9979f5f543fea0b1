package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.city311.flows.MortalLine.Moment;
import org.city311.flows.menu.Condition;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Menus;
import org.city311.flows.menu.Target;
import org.city311.flows.message.Message;
import org.city311.flows.message.Messages;
import org.city311.flows.selfservice.CollectionFlow;
import org.city311.flows.selfservice.CollectionTable;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.requests.phone.Answer;
import org.city311.requests.phone.PhoneReport;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers whose node dies: at every single command that it gives to the switch, before it and after it. On the next
/// node the call comes to the same, nothing is done twice, and at most the one question that was under way is
/// asked again.
class NodesDieTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId OFFICE = new SkillGroupId("office");
  private static final String ANI = "4105550100";
  private static final CallId CALL = new CallId("city311-1700000000.1");
  private static final String NUMBER = PaperPhoneDesk.NUMBER.toString();

  @TempDir Path folder;
  private int worlds;

  /// A city and one call in it.
  private final class World {
    final Path files = folder.resolve("world-" + worlds++);
    final SelfServiceScene city = new SelfServiceScene(files.resolve("spoken"));
    final Messages messages = new Messages(files.resolve("messages"), InstantSource.system());
    final MessageDialogue message =
        new MessageDialogue(messages, Language.ENGLISH, AfterMessage.listed());
    final PaperCallbacks callbacks = new PaperCallbacks("NXXNXXXXXX");
    final Map<String, Integer> survey = new LinkedHashMap<>();
    final MortalLine line;

    World(Caller caller, String answers) {
      Map<String, String> keys = new TreeMap<>();
      Stream.of(answers.split(", "))
          .map(answer -> answer.split("=", 2))
          .forEach(answer -> keys.put(answer[0], answer[1]));
      line = new MortalLine(caller, question -> pressed(keys, question));
    }

    /// At the question for another report, yes the first time.
    private String pressed(Map<String, String> keys, String question) {
      if (question.contains("report-another") && city.desk.reports.size() == 1) {
        return keys.getOrDefault("report-another", "");
      }
      List<String> prompts = Arrays.asList(question.split(" "));
      return keys.entrySet().stream()
          .filter(each -> !each.getKey().equals("report-another"))
          .filter(each -> prompts.contains(each.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }

    /// What the call came to beside its end.
    String done() throws IOException {
      List<String> all = new ArrayList<>();
      city.desk.reports.stream().map(PhoneReport::toString).forEach(all::add);
      city.desk.done.stream().filter(each -> !each.startsWith("keeps")).forEach(all::add);
      messages.list().stream().map(Message::call).map(id -> "message of " + id).forEach(all::add);
      callbacks.asked().forEach((call, number) -> all.add("callback to " + number));
      survey.forEach((question, key) -> all.add(question + " " + key));
      // A recording has another id when it was kept twice, of which one is never claimed.
      return String.join("; ", all).replaceAll("voice-\\d+", "voice");
    }
  }

  @FunctionalInterface
  private interface Conversation {
    String hold(World world, Line line) throws Exception;
  }

  /// @param again how many questions may be asked again at most: those that are one with the one under way
  private void survives(Caller caller, String answers, Conversation conversation, int again)
      throws Exception {
    World whole = new World(caller, answers);
    String end = held(whole, conversation).orElseThrow();
    String done = whole.done();
    int commands = whole.line.commands();
    assertTrue(commands > 3, "a conversation of " + commands + " commands");
    for (int command = 1; command <= commands; command++) {
      for (Moment moment : Moment.values()) {
        World world = new World(caller, answers);
        world.line.diesAt(command, moment);
        Optional<String> early = held(world, conversation);
        world.line.lives();
        String where =
            "dead "
                + moment
                + " command "
                + command
                + " of "
                + commands
                + " after "
                + world.line.questions();
        String came = early.isPresent() ? early.get() : held(world, conversation).orElseThrow();

        assertEquals(end, came, where);
        assertEquals(done, world.done(), where);
        List<String> more = new ArrayList<>(world.line.questions());
        whole.line.questions().forEach(more::remove);
        assertTrue(more.size() <= again, () -> where + " was asked again: " + more);
      }
    }
  }

  private static Optional<String> held(World world, Conversation conversation) throws Exception {
    return world.line.onANode(() -> conversation.hold(world, world.line));
  }

  // ---- through the welcome ----

  private static Menu menu(String id, Target... targets) {
    TreeMap<Character, Menu.Choice> choices = new TreeMap<>();
    for (Target target : targets) {
      char key = (char) ('1' + choices.size());
      choices.put(key, new Menu.Choice(Spoken.NOTHING, Condition.ALWAYS, target));
    }
    return new Menu(id, Spoken.of("menu-" + id), choices, Optional.empty());
  }

  /// `main`: 1 report, 2 status, 3 collection days, 4 a sub-menu. There: 1 water with a skill, 2 the closed office.
  private static final MenuTree TREE =
      new MenuTree(
          "v1",
          List.of(new MenuTree.Start(Condition.ALWAYS, new Target.ToMenu("main"))),
          Map.of(
              "main",
              menu(
                  "main",
                  new Target.ToFlow("report", ""),
                  new Target.ToFlow("status", ""),
                  new Target.ToFlow("collection", ""),
                  new Target.ToMenu("sub")),
              "sub",
              menu(
                  "sub",
                  new Target.ToGroup(WATER, 3, Map.of(new SkillId("pipes"), 2)),
                  Target.ToGroup.of(OFFICE))),
          WATER,
          Optional.of(
              new MenuTree.Emergency('9', Spoken.of("life"), new Target.ToNumber("police"))),
          Map.of());

  private static SkillGroup group(SkillGroupId id, OpeningHours hours) {
    return new SkillGroup(
        id,
        Map.of("en", id.value()),
        Map.of(),
        SkillGroup.plain(id, Map.of("en", id.value())).strategy(),
        0,
        List.of(),
        hours,
        Closing.MESSAGE);
  }

  private static String welcome(World world, Line line) throws Exception {
    Routing routing =
        new Routing(
            List.of(group(WATER, OpeningHours.always()), group(OFFICE, Welcome.tuesdays())),
            List.of());
    InstantSource clock = InstantSource.fixed(Welcome.MONDAY_NOON);
    Closed closed = new Closed(() -> routing, clock);
    PersonDesk desk =
        new PersonDesk(
            DemandRules.none(),
            CallerHistory.none(),
            new PersonDesk.WhenClosed(
                closed,
                world.message,
                new LaterCallback(
                    world.callbacks, closed, LaterCallback.Times.never(ZoneOffset.UTC))),
            _ -> Spoken.of("event"),
            _ -> true);
    Reception reception =
        new Reception(
            Welcome.BOTH,
            Menus.only(TREE),
            List.of(world.city.known),
            Map.of(
                "report", world.city.report,
                "status", world.city.status,
                "collection", collection(world)),
            desk);
    return switch (new WelcomeFlow(reception, clock).converse(line)) {
      case Ending.Person person -> "person " + person.demand() + " in " + line.caller().chosen();
      case Ending.Outside outside -> "number " + outside.name();
      case Ending.Goodbye _ -> "goodbye in " + line.caller().chosen();
    };
  }

  private static CollectionFlow collection(World world) throws IOException {
    Files.createDirectories(world.files);
    Path file = Files.writeString(world.files.resolve("days.csv"), "code,trash\n101,mon thu\n");
    return new CollectionFlow(new CollectionTable(file), SelfServiceScene.MONDAY, _ -> false);
  }

  private static Caller stranger() {
    return new Caller(CALL, ANI, "311", null, null);
  }

  @Test
  void inTheMenus_theCallerIsInTheSameMenu_inTheSameLanguage() throws Exception {
    survives(stranger(), "welcome=2, menu-main=4, menu-sub=1", NodesDieTest::welcome, 1);
  }

  @Test
  void whoWantsAPersonAtOnce_isNotLedThroughMenus() throws Exception {
    survives(stranger(), "welcome=0", NodesDieTest::welcome, 1);
    survives(stranger(), "welcome=1, menu-main=0", NodesDieTest::welcome, 1);
  }

  @Test
  void lifeInDanger_isPutThrough() throws Exception {
    survives(stranger(), "welcome=2, menu-main=4, menu-sub=9", NodesDieTest::welcome, 1);
  }

  @Test
  void closed_theMessageIsSpokenOnce() throws Exception {
    survives(
        stranger(),
        "welcome=2, menu-main=4, menu-sub=2, message-review=1",
        NodesDieTest::welcome,
        1);
  }

  @Test
  void report_isMadeOnce_withWhatWasAnswered() throws Exception {
    survives(
        stranger(),
        "welcome=2, menu-main=1, report-types-1=1, ask-pothole-size=2, ask-pothole-lane=1,"
            + " report-review=1, report-contact-this=1",
        NodesDieTest::welcome,
        1);
  }

  @Test
  void twoReports_areTwo() throws Exception {
    survives(
        stranger(),
        "welcome=1, menu-main=1, report-types-1=1, ask-pothole-size=2, ask-pothole-lane=1,"
            + " report-review=1, report-contact-this=3, report-another=1",
        NodesDieTest::welcome,
        1);
  }

  @Test
  void anotherNumber_isKeyedAgain_onlyIfItWasNotConfirmed() throws Exception {
    survives(
        stranger(),
        "welcome=1, menu-main=1, report-types-1=1, ask-pothole-size=2, ask-pothole-lane=1,"
            + " report-review=1, report-contact-this=2, report-contact-enter=4105550177,"
            + " report-contact-right=1",
        NodesDieTest::welcome,
        3);
  }

  @Test
  void collectionDay_isAskedForByOneCode() throws Exception {
    survives(stranger(), "welcome=2, menu-main=3, collection-enter=101", NodesDieTest::welcome, 1);
  }

  /// That it was not done is said once, and comes to one reopening.
  @Test
  void request_isReopenedOnce() throws Exception {
    survives(
        stranger(),
        "welcome=2, menu-main=2, status-enter=" + NUMBER + ", status-not-done=1, report-review=1",
        (world, line) -> {
          world.city.desk.answers.put(PaperPhoneDesk.NUMBER, new Answer.Found(told(world)));
          return welcome(world, line);
        },
        1);
  }

  @Test
  void knownCaller_whoHearsMore_goesOnThere() throws Exception {
    survives(
        stranger(),
        "welcome=2, known-hello=2, status-not-done=1, report-review=1",
        (world, line) -> {
          world.city.desk.callers.clear();
          world.city.desk.callers.add(told(world));
          return welcome(world, line);
        },
        1);
  }

  /// Until it is reopened, and the new promise counts.
  private static Told told(World world) {
    return world.city.desk.done.stream().anyMatch(each -> each.startsWith("reopens"))
        ? SelfServiceScene.pothole(Standing.REOPENED, false, false)
        : SelfServiceScene.pothole(Standing.DONE, false, true);
  }

  // ---- out of the queue, and after the talk ----

  private static Conversation treatment(Function<World, OverflowFlow> flow) {
    return (world, line) -> "" + flow.apply(world).converse(line);
  }

  private static Caller waiting(String ani) {
    return new Caller(CALL, ani, "311", Language.SPANISH, WATER);
  }

  @Test
  void callback_isAskedForOnce_onTheNumberThatWasKeyed() throws Exception {
    survives(
        waiting(ANI),
        "callback-confirm=1",
        treatment(world -> new CallbackFlow(world.callbacks, world.message)),
        1);
    survives(
        waiting(""),
        "callback-enter=3105550199, callback-confirm=1",
        treatment(world -> new CallbackFlow(world.callbacks, world.message)),
        1);
  }

  @Test
  void message_isLeftOnce() throws Exception {
    Routing routing = Welcome.routing(WATER, Closing.MESSAGE, OpeningHours.always());
    Closed closed = new Closed(() -> routing, InstantSource.fixed(Welcome.MONDAY_NOON));
    survives(
        waiting(ANI),
        "message-review=1",
        treatment(world -> new MessageFlow(world.message, closed)),
        1);
  }

  @Test
  void survey_isAnsweredOnce() throws Exception {
    SurveyFlow flow =
        new SurveyFlow(
            new SurveyFlow.Rules(SurveyFlow.Question.ALL, Set.of(), Duration.ofDays(30)),
            (_, _) -> CompletableFuture.completedFuture(false));
    survives(
        waiting(ANI),
        "survey-solved=1, survey-agent=5, survey-overall=3",
        (world, line) -> {
          Instant now = Welcome.MONDAY_NOON;
          Call call =
              Call.arriving(CALL, ANI, "311", "PJSIP/x", now)
                  .queuedFor(new Demand(WATER, Map.of(), 0, null), now);
          for (Map.Entry<String, Integer> each : world.survey.entrySet()) {
            call = call.answered(each.getKey(), each.getValue());
          }
          flow.converse(line, call, (question, key) -> world.survey.put(question, key));
          return "asked";
        },
        1);
  }
}
