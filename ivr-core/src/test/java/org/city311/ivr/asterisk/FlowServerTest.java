package org.city311.ivr.asterisk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.asteriskjava.manager.event.DtmfEvent;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.line.AfterTalk;
import org.city311.ivr.line.ConsultDialling;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flows;
import org.city311.ivr.line.LineDialling;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.line.PhoneCodes;
import org.city311.ivr.line.PhoneTalk;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Flows over AGI, told to a real call centre. Answers are what Asterisk's `res_agi.c` gives.
class FlowServerTest {
  private static final CallId CALL = new CallId("city311-1.1");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final AgentId ANA = new AgentId("ana");
  private static final AgentId BEN = new AgentId("ben");
  private static final String DONE = "200 result=0";
  private static final String FAILED = "200 result=-1";
  private static final String IS_UP = "200 result=6";
  private static final String IS_DEAD =
      "511 Command Not Permitted on a dead channel or intercept routine";
  private static final String ENDS_TREATMENT =
      "EXEC \"MSet\" \"CITY311_NEXT=done,CITY311_TREATED=done\"";

  private final Nothing nothing = new Nothing();
  private final CallCentre centre =
      new CallCentre(
          new AcdSettings(
              Duration.ofSeconds(20),
              Duration.ofSeconds(10),
              1,
              Duration.ZERO,
              Duration.ofSeconds(30)),
          new Routing(
              List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))),
              List.of(
                  new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1), Map.of()),
                  new AgentProfile(BEN, "Ben", "ben", Map.of(WATER, 1), Map.of()))),
          nothing,
          nothing,
          InstantSource.system());
  private final int port = freePort();
  private final Keypads keypads = new Keypads(_ -> {});
  private OverflowFlow treatment = line -> Optional.empty();
  private LineDialling dialling = LineDialling.none();
  private AfterTalk after = AfterTalk.nothing();
  private ConsultDialling consulting = (_, _, _) -> new ConsultDialling.Answer.Ring("ben");
  private final FlowServer server =
      new FlowServer(
          new AgiSettings("127.0.0.1", port, 10),
          centre,
          new Flows(
              _ -> new Ending.Goodbye(),
              treatments(),
              (line, call, answers) -> after.converse(line, call, answers),
              new Codes(),
              (id, phone, extension) -> consulting.dialled(id, phone, extension),
              (phone, code, way) -> dialling.dialled(phone, code, way)),
          keypads);

  @BeforeEach
  void start() {
    centre.start();
    server.start();
    await().ignoreExceptions().until(this::isListening);
    submit(new AcdEvent.CallArrived(CALL, "4105550100", "311", "PJSIP/trunk_local-00000001"));
    tell(new CallInput.AskedForPerson(Demand.of(WATER)));
    tell(new CallInput.Parked());
    tell(new CallInput.TakenOut(Treatment.MESSAGE));
    // Not known at once: another thread takes it in.
    await().until(() -> centre.call(CALL).isPresent());
    await().until(() -> state() instanceof CallState.Treated);
  }

  @AfterEach
  void stop() {
    server.close();
    centre.close();
  }

  @ParameterizedTest
  @CsvSource({
    "4105550100,4105550100",
    "+14105550100,+14105550100",
    "anonymous,anonymous",
    "'','' ",
    "'410\r\nAction: Originate','410ActionOriginate'",
    "'\"x\" <410;rn=1>','x410rn1'",
    "01234567890123456789012345678901234567890123456789,0123456789012345678901234567890123456789"
  })
  void callersNumber_keepsOnlyWhatTelephonesCanDial(String found, String kept) {
    assertEquals(kept.strip(), FlowServer.number(found));
  }

  @ParameterizedTest
  @CsvSource({
    "4105550100,4105550100",
    "+14105550100,+14105550100",
    "anonymous,''",
    "Restricted,''",
    ",''"
  })
  void callersNumberThatIsWithheldByAWord_isNone(String found, String shown) {
    assertEquals(shown, FlowServer.shown(found));
  }

  @Test
  void recordingThatAsteriskCanNotWrite_isAFaultOfOurs_notAHangUp() {
    List<String> faults = new CopyOnWriteArrayList<>();
    treatment =
        line -> {
          try {
            line.record(Path.of("/none/audio"), Duration.ofMinutes(2), Duration.ofSeconds(5));
          } catch (IOException e) {
            faults.add(String.valueOf(e.getMessage()));
          }
          return Optional.empty();
        };

    List<String> commands = treated(record -> "200 result=-1 (writefile)", IS_UP);

    assertTrue(faults.getFirst().contains("/none/audio.wav"), faults.toString());
    assertEquals("SET VARIABLE \"CITY311_TREATED\" \"back\"", commands.getLast());
    assertInstanceOf(CallState.Treated.class, state());
  }

  /// The caller is on the line, so the call must not be ended: the dialplan brings it back to wait.
  @Test
  void promptThatAsteriskCanNotOpen_isAFaultOfOurs_andTheCallGoesOn() {
    treatment =
        line -> {
          line.play("full");
          return Optional.of(Outcome.TOLD);
        };

    List<String> commands = treated(play -> FAILED + " endpos=0", IS_UP);

    assertEquals(
        List.of("STREAM FILE \"city311/full\" \"0123456789*#\"", "CHANNEL STATUS"), commands);
    await().until(() -> server.failed() == 1);
    assertInstanceOf(CallState.Treated.class, state());
  }

  @ParameterizedTest
  @CsvSource({IS_DEAD, PaperDialplan.ENDS})
  void callerWhoHangsUpDuringACommand_isGone(String status) {
    treatment =
        line -> {
          line.play("message-instead");
          return Optional.of(Outcome.TOLD);
        };

    treated(play -> FAILED + " endpos=800", status);

    await().until(this::isEnded);
    assertEquals(0, server.failed());
  }

  @Test
  void whatIsRememberedOfACall_isKeptOnItsChannel_andRecalledFromThere() {
    List<Optional<String>> recalled = new CopyOnWriteArrayList<>();
    treatment =
        line -> {
          line.remember("zip-code", "21201");
          recalled.add(line.recall("zip-code"));
          recalled.add(line.recall("menu"));
          return Optional.empty();
        };

    List<String> commands =
        PaperDialplan.ask(
            port,
            "overflow?treatment=message",
            command ->
                command.equals("GET VARIABLE \"CITY311_KEPT_ZIP_CODE\"")
                    ? "200 result=1 (21201)"
                    : "200 result=" + (command.startsWith("SET VARIABLE") ? 1 : 0));

    assertEquals("SET VARIABLE \"CITY311_KEPT_ZIP_CODE\" \"21201\"", commands.getFirst());
    assertEquals(List.of(Optional.of("21201"), Optional.empty()), recalled);
  }

  @ParameterizedTest
  @CsvSource({"Zip, 1", "zip code, 1", "'', 1", "zip, 'a\"b'", "zip, 'a\\b'", "zip, 'a\nb'"})
  void whatDoesNotFitAVariable_isNotRemembered(String name, String value) {
    List<String> refused = new CopyOnWriteArrayList<>();
    treatment =
        line -> {
          try {
            line.remember(name, value.replace("\\n", "\n"));
          } catch (IllegalArgumentException e) {
            refused.add(String.valueOf(e.getMessage()));
          }
          return Optional.empty();
        };

    treated(_ -> DONE, IS_UP);

    assertEquals(1, refused.size());
  }

  /// Both variables by one command: a node that dies between two would leave a caller who waits
  /// without a place in the queue.
  @ParameterizedTest
  @EnumSource(Outcome.class)
  void treatment_isOverInTheDialplan_beforeTheCallHasEnded(Outcome outcome) {
    treatment = line -> Optional.of(outcome);
    List<Boolean> endedBefore = new ArrayList<>();

    List<String> commands =
        PaperDialplan.ask(
            port,
            "overflow?treatment=message",
            command -> {
              endedBefore.add(isEnded());
              return DONE;
            });

    assertEquals(List.of(ENDS_TREATMENT), commands);
    assertEquals(List.of(false), endedBefore);
    await().until(this::isEnded);
  }

  @Test
  void treatment_whoseEndTheDialplanDoesNotTake_doesNotEndTheCall() {
    treatment = line -> Optional.of(Outcome.LEFT_A_MESSAGE);

    treated(_ -> FAILED, IS_UP);

    await().until(() -> server.failed() == 1);
    assertFalse(isEnded());
  }

  @Test
  void callerWhoHangsUpWhenTheMessageIsKept_hasLeftIt() {
    treatment = line -> Optional.of(Outcome.LEFT_A_MESSAGE);

    PaperDialplan.ask(port, "overflow?treatment=message", _ -> PaperDialplan.ENDS);

    await().until(this::isEnded);
    assertEquals(0, server.failed());
  }

  @Test
  void callerWhoseTalkIsOver_isAsked_andTheAnswersAreTheCalls() {
    talkIsOver();
    after =
        (line, call, answers) -> {
          assertEquals(WATER, call.group());
          line.play("survey-intro");
          answers.give("solved", 1);
        };

    List<String> commands = PaperDialplan.ask(port, "after?node=1&language=es", _ -> DONE);

    assertEquals(
        List.of(
            "STREAM FILE \"city311/survey-intro\" \"0123456789*#\"",
            "SET VARIABLE \"CITY311_ASKED\" \"done\""),
        commands);
    await()
        .untilAsserted(
            () ->
                assertEquals(
                    Map.of("solved", 1), centre.call(CALL).orElseThrow().journey().answers()));
  }

  @Test
  void callerWhoseTalkNobodyKnowsOf_isAskedNothing() {
    after =
        (line, call, answers) -> {
          throw new IllegalStateException("asked");
        };

    List<String> commands = PaperDialplan.ask(port, "after?node=1", _ -> DONE);

    assertEquals(List.of("SET VARIABLE \"CITY311_ASKED\" \"done\""), commands);
  }

  /// What the node heard before that died comes from AMI only now.
  @ParameterizedTest
  @CsvSource({"2,''", "3,1"})
  void keyCounts_thatIsPressedWhileTheDialplanAsksForThisVeryFlow(int priority, String answer) {
    List<String> answers = new CopyOnWriteArrayList<>();
    treatment =
        line -> {
          press('1', priority);
          answers.add(
              line.ask(Spoken.of("message-review"), Duration.ZERO).map(String::valueOf).orElse(""));
          return Optional.empty();
        };

    treated(_ -> DONE, IS_UP);

    assertEquals(List.of(answer), answers);
  }

  private void press(char key, int priority) {
    DtmfEndEvent event = new DtmfEndEvent(this);
    event.setUniqueId(CALL.value());
    event.setContext("city311-overflow");
    event.setExten("message");
    event.setPriority(priority);
    event.setDigit(String.valueOf(key));
    event.setDirection(DtmfEvent.DIRECTION_RECEIVED);
    keypads.told(event);
  }

  private void talkIsOver() {
    OfferId offer = new OfferId("offer-city311-1.1-1");
    tell(new CallInput.Parked());
    tell(new CallInput.OfferMade(offer, ANA));
    tell(new CallInput.AgentPickedUp(offer));
    tell(new CallInput.Connected(offer));
    tell(new CallInput.AgentLeft(offer));
    await().until(() -> state() instanceof CallState.Leaving);
  }

  @ParameterizedTest
  @CsvSource({"true,ring:ben", "false,say:agent-colleague-busy"})
  void colleagueIsDialled_theDialplanIsToldWhatToDo(boolean may, String next) {
    consulting =
        (id, phone, extension) -> {
          assertEquals("city311-1.1 trunk_local 12", id + " " + phone + " " + extension);
          return may
              ? new ConsultDialling.Answer.Ring("ben")
              : new ConsultDialling.Answer.Say("agent-colleague-busy");
        };

    List<String> commands =
        PaperDialplan.ask(port, "consult?extension=12&node=1", _ -> "200 result=1");

    assertEquals(List.of("SET VARIABLE \"CITY311_NEXT\" \"" + next + "\""), commands);
  }

  @ParameterizedTest
  @CsvSource({"5,ASK", "6,HAND_OVER"})
  void departmentIsDialled_theDialplanIsToldWhichLine(String key, LineDialling.Way wanted) {
    dialling =
        (phone, code, way) -> {
          assertEquals("trunk_local 21 " + wanted, phone + " " + code + " " + way);
          return way == LineDialling.Way.ASK
              ? new LineDialling.Answer.Call("water-works")
              : new LineDialling.Answer.HandOver("water-works", "PJSIP/trunk_local-00000007");
        };

    List<String> commands =
        PaperDialplan.ask(port, "line?code=21&way=" + key + "&node=1", _ -> DONE);

    assertEquals(
        wanted == LineDialling.Way.ASK
            ? List.of("SET VARIABLE \"CITY311_NEXT\" \"line:water-works\"")
            : List.of(
                "SET VARIABLE \"CITY311_RESIDENT\" \"PJSIP/trunk_local-00000007\"",
                "SET VARIABLE \"CITY311_NEXT\" \"hand:water-works\""),
        commands);
  }

  @Test
  void departmentThatIsNotOnTheList_isToldSo() {
    assertEquals(
        List.of("SET VARIABLE \"CITY311_NEXT\" \"say:agent-unknown-line\""),
        PaperDialplan.ask(port, "line?code=911&way=5&node=1", _ -> DONE));
  }

  /// The switch may have told of the hang-up before the flow told of the wish.
  @Test
  void phoneThatHangsUpBeforeItIsAnswered_leavesNobodyReserved() throws Exception {
    submit(new AcdEvent.PresenceSet(ANA, new Presence.Ready()));
    submit(new AcdEvent.PresenceSet(BEN, new Presence.Ready()));
    consulting =
        (id, phone, extension) -> {
          centre.consult(id, ANA, BEN).join();
          assertEquals(AgentState.CONSULT, centre.agent(BEN).orElseThrow().state());
          return new ConsultDialling.Answer.Ring("ben");
        };

    PaperDialplan.ask(port, "consult?extension=12&node=1", _ -> PaperDialplan.ENDS);

    await().until(() -> centre.agent(BEN).orElseThrow().state() == AgentState.READY);
    assertEquals(AgentState.READY, centre.agent(ANA).orElseThrow().state());
    assertEquals(0, server.failed());
  }

  @Test
  void codeThatIsDoneAtOnce_isConfirmed() {
    List<String> commands = PaperDialplan.ask(port, "agent?code=*11&node=1", _ -> "200 result=1");

    assertEquals(
        List.of(
            "STREAM FILE \"city311/agent-ready\" \"0123456789*#\"",
            "SET VARIABLE \"CITY311_NEXT\" \"done\""),
        commands);
  }

  @Test
  void codeThatBeginsAConversation_isTalkedWith_andThenHungUp() {
    List<String> commands = PaperDialplan.ask(port, "agent?code=*31&node=1", _ -> "200 result=1");

    assertEquals(
        List.of(
            "STREAM FILE \"city311/greeting-pin\" \"0123456789*#\"",
            "SET VARIABLE \"CITY311_NEXT\" \"done\""),
        commands);
  }

  private static final class Codes implements PhoneCodes {
    @Override
    public String dialled(String phone, String code) {
      return "agent-ready";
    }

    @Override
    public Optional<PhoneTalk> talk(String phone, String code) {
      return code.equals("*31") ? Optional.of(line -> line.play("greeting-pin")) : Optional.empty();
    }
  }

  /// Runs a treatment in which every command is answered alike, and the question for the channel's
  /// state as said; what sets variables is done.
  private List<String> treated(Function<String, String> answer, String status) {
    return PaperDialplan.ask(
        port,
        "overflow?treatment=message",
        command -> {
          if (command.equals("CHANNEL STATUS")) {
            return status;
          }
          return command.startsWith("SET VARIABLE") ? "200 result=1" : answer.apply(command);
        });
  }

  private Map<Treatment, OverflowFlow> treatments() {
    Map<Treatment, OverflowFlow> all = new EnumMap<>(Treatment.class);
    for (Treatment each : Treatment.values()) {
      all.put(each, line -> treatment.converse(line));
    }
    return all;
  }

  private CallState state() {
    return centre.call(CALL).orElseThrow().state();
  }

  private boolean isEnded() {
    return centre.call(CALL).map(Call::isEnded).orElse(true);
  }

  private void tell(CallInput input) {
    submit(new AcdEvent.ForCall(CALL, input));
  }

  private void submit(AcdEvent event) {
    assertTrue(centre.submit(event));
  }

  private boolean isListening() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Keeps nothing, and has no switch.
  private static final class Nothing implements CentreStore, Switchboard {
    @Override
    public Saved load() {
      return new Saved(null, List.of(), List.of());
    }

    @Override
    public void save(Decision decision) {}

    @Override
    public void treat(Call call, Treatment treatment) {}

    @Override
    public void ring(OfferId offer, Call call, AgentProfile agent) {}

    @Override
    public void connect(AcdCommand.OfTalk order) {}

    @Override
    public void callResidentFirst(Call call) {}

    @Override
    public void callResident(Call call, OfferId offer) {}

    @Override
    public void hangUp(CallId callback) {}

    @Override
    public void hangUp(OfferId offer) {}

    @Override
    public void lookAgain() {}
  }
}
