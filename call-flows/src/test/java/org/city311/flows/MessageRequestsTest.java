package org.city311.flows;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.city311.flows.message.Message;
import org.city311.flows.message.Messages;
import org.city311.flows.message.UnreachedCallbacks;
import org.city311.flows.message.WavFile;
import org.city311.flows.selfservice.Lookup;
import org.city311.flows.selfservice.MessageRequests;
import org.city311.flows.selfservice.MessageTypes;
import org.city311.flows.selfservice.PhoneTypes;
import org.city311.flows.selfservice.RequestWords;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.line.Caller;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.PhoneReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that become requests: what residents hear of it, and what becomes of those whose call could not
/// make one.
class MessageRequestsTest {
  private static final Catalogue CITY = CatalogueReader.standard();
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final String NUMBER = SelfServiceScene.digits(PaperPhoneDesk.NUMBER);
  private static final String TOLD =
      "hears message-request %s report-again %s status-promised %s"
          .formatted(NUMBER, NUMBER, SelfServiceScene.day("2026-11-24"));

  /// A message's own call is busy with it for so long.
  private static final Duration ALMOST = Duration.ofSeconds(59);

  @TempDir Path folder;
  private Instant now = SelfServiceScene.MONDAY.clock().instant();
  private final PaperPhoneDesk desk = new PaperPhoneDesk();

  @SuppressWarnings("NullAway.Init")
  private Messages messages;

  @SuppressWarnings("NullAway.Init")
  private MessageRequests requests;

  @BeforeEach
  void make() {
    messages = new Messages(folder, () -> now);
    requests = with(types("miscellaneous", Map.of(WATER, "policy-complaint")));
  }

  private MessageRequests with(MessageTypes types) {
    return new MessageRequests(
        messages,
        desk,
        new Lookup(),
        new RequestWords(PhoneTypes.none(), SelfServiceScene.MONDAY),
        types);
  }

  private static MessageTypes types(String usual, Map<SkillGroupId, String> ofGroups) {
    return new MessageTypes(() -> CITY, usual, ofGroups);
  }

  private static ScriptedCaller presses(String keys) {
    return ScriptedCaller.presses(keys).as(caller("4105550100"));
  }

  private static Caller caller(String ani) {
    SkillGroupId streets = new SkillGroupId("streets");
    return new Caller(new CallId("city311-1.1"), ani, "311", Language.ENGLISH, streets);
  }

  private List<String> leaves(ScriptedCaller caller) throws Exception {
    MessageFlow flow =
        new MessageFlow(
            new MessageDialogue(messages, Language.ENGLISH, requests),
            new Closed(
                () -> Welcome.routing(WATER, Closing.MESSAGE, OpeningHours.always()),
                SelfServiceScene.MONDAY.clock()));
    return caller.outsideTheQueueWith(flow);
  }

  private Message only() throws Exception {
    assertEquals(1, messages.list().size());
    return messages.list().getFirst();
  }

  /// A message of a call whose node has died.
  private void left(Caller caller) throws Exception {
    Path file = messages.begin(caller, Language.ENGLISH);
    WavFile.write(file.resolveSibling("audio.wav"), 3);
    messages.keep(caller.call());
  }

  private void fileLater() throws Exception {
    now = now.plus(Duration.ofMinutes(2));
    requests.fileLeftOver(now);
  }

  @Test
  void whoLeavesAMessage_hearsTheNumberTwice_andTheDay() throws Exception {
    List<String> heard = leaves(presses("1").says(3));

    assertEquals(
        List.of("hears message-kept", TOLD, "hears goodbye", "LEFT_A_MESSAGE"),
        heard.subList(heard.size() - 4, heard.size()));
    assertEquals(
        List.of(
            new PhoneReport(
                "voice-message/city311-1.1",
                "miscellaneous",
                "en",
                Map.of("subject", List.of("(in the recording)")),
                List.of("voice-1"),
                Optional.of("4105550100"))),
        desk.reports);
    assertEquals(PaperPhoneDesk.NUMBER, only().request());
    assertEquals(now, only().done());
  }

  // ---- callbacks that reached nobody

  private static Call callback(Result result, Reason reason) {
    Call asker =
        Call.arriving(new CallId("city311-1.5"), "4105550100", "311", "PJSIP/1", Instant.EPOCH)
            .queuedFor(Demand.of(WATER), Instant.EPOCH);
    Callback wish = new Callback("3105550199", 3, Duration.ofMinutes(10), Instant.EPOCH, null);
    return Call.back(asker, wish, Instant.EPOCH)
        .withState(new CallState.Ended(new Termination(result, reason)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NOT_REACHED", "OUT_OF_TIME"})
  void callbackThatWasGivenUp_becomesARequest_once(Reason why) throws Exception {
    Call callback = callback(Result.CALLBACK_EXPIRED, why);
    UnreachedCallbacks unreached = new UnreachedCallbacks(messages);
    unreached.on(new CentreEvent.CallEnded(now, callback));
    fileLater();
    // Another node leads, and the record is not safe yet.
    Routing routing = Welcome.routing(WATER, Closing.SERVE, OpeningHours.always());
    unreached.on(new CentreEvent.Snapshot(now, routing, List.of(callback), List.of()));
    fileLater();

    assertEquals(1, desk.reports.size());
    PhoneReport report = desk.reports.getFirst();
    assertEquals("voice-message/callback-city311-1.5", report.key());
    assertEquals("miscellaneous", report.type());
    assertEquals(Optional.of("3105550199"), report.phone());
    assertTrue(report.words().contains("call this resident back"), report.words());
    assertEquals(List.of(), report.recordings());
    // What the type asks for in words is answered by what was noted, as there is no recording.
    assertEquals(Map.of("subject", List.of(report.words())), report.answers());
    assertEquals(Message.Kind.CALLBACK, only().kind());
    assertEquals(PaperPhoneDesk.NUMBER, only().request());
  }

  @ParameterizedTest
  @CsvSource({
    "CALLBACK_CONNECTED, CALLER_HUNG_UP",
    "CALLBACK_CANCELLED, CANCELLED_BY_RESIDENT",
    "ABANDONED, HUNG_UP_WAITING"
  })
  void otherEnds_needNobody(Result result, Reason reason) throws Exception {
    new UnreachedCallbacks(messages).on(new CentreEvent.CallEnded(now, callback(result, reason)));
    assertEquals(List.of(), messages.list());
  }

  @Test
  void messagesOfAGroup_areOfItsType() throws Exception {
    left(new Caller(new CallId("city311-1.2"), "4105550100", "311", Language.ENGLISH, WATER));
    fileLater();
    assertEquals("policy-complaint", desk.reports.getFirst().type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "12"})
  void whoWithholdsTheNumber_hasARequestAllTheSame(String ani) throws Exception {
    leaves(ScriptedCaller.presses("1").as(caller(ani)).says(3));
    assertEquals(Optional.empty(), desk.reports.getFirst().phone());
  }

  @Test
  void whoHangsUpWhileSpeaking_hasARequest() throws Exception {
    desk.silence = new CountDownLatch(1);
    assertEquals("LEFT_A_MESSAGE", leaves(presses("").saysAndHangsUp(2)).getLast());
    desk.silence.countDown();
    // The call was busy with it when its caller had gone; who looks later finds that or does it.
    fileLater();
    assertEquals(PaperPhoneDesk.NUMBER, only().request());
    assertEquals(1, desk.reports.size());
  }

  @Test
  void deskThatIsAway_losesNothing_andTheRequestIsMadeLater() throws Exception {
    desk.isAway = true;
    List<String> heard = leaves(presses("1").says(3));
    assertEquals(
        List.of(
            "hears message-kept", "hears message-request-later", "hears goodbye", "LEFT_A_MESSAGE"),
        heard.subList(heard.size() - 4, heard.size()));
    fileLater();
    assertNull(only().request());
    assertNull(only().done());

    desk.isAway = false;
    fileLater();

    assertEquals(PaperPhoneDesk.NUMBER, only().request());
    assertEquals(1, desk.reports.size());
  }

  @Test
  void deskThatDoesNotAnswer_keepsNobodyInSilence() throws Exception {
    desk.silence = new CountDownLatch(1);
    List<String> heard = leaves(presses("1").says(3));
    assertEquals(3, heard.stream().filter("hears one-moment"::equals).count());
    assertTrue(heard.contains("hears message-request-later"));
    desk.silence.countDown();
    await().until(() -> only().request() != null);
  }

  @Test
  void nodeThatDiesInTheLastWords_isFollowedByOneThatTellsTheSameRequest() throws Exception {
    leaves(presses("1").says(3));

    List<String> heard = leaves(presses(""));

    assertEquals(
        List.of(
            "step message",
            "hears message-instead",
            "hears message-kept",
            TOLD,
            "hears goodbye",
            "LEFT_A_MESSAGE"),
        heard);
    assertEquals(1, desk.reports.size());
  }

  /// The request was made, and the node died before it could write that down.
  @Test
  void requestThatIsNotWrittenDown_isFoundByItsKey() throws Exception {
    left(caller("4105550100"));
    desk.filed.put(
        "voice-message/city311-1.1", new Filed(PaperPhoneDesk.NUMBER, PaperPhoneDesk.DUE));
    fileLater();
    assertEquals(PaperPhoneDesk.NUMBER, only().request());
    assertEquals(List.of(), desk.done);
  }

  @Test
  void callThatIsBusyWithIt_isNotHelped() throws Exception {
    left(caller("4105550100"));
    requests.fileLeftOver(now.plus(ALMOST));
    assertNull(only().request());
  }

  @Test
  void whatAPersonHasWorkedOff_becomesNoRequest() throws Exception {
    left(caller("4105550100"));
    messages.done("city311-1.1");
    fileLater();
    assertEquals(List.of(), desk.reports);
  }

  @Test
  void whatTheDeskRefuses_isTriedSomeTimes_andStaysForPeople_andHidesNoOther() throws Exception {
    left(caller("4105550100"));
    desk.refuses = true;
    for (int round = 0; round < 20; round++) {
      fileLater();
    }
    assertEquals(10, desk.done.size());
    assertNull(only().done());

    desk.refuses = false;
    left(new Caller(new CallId("city311-1.9"), "", "311", Language.ENGLISH, null));
    fileLater();
    assertEquals(1, desk.reports.size());
    assertNotNull(messages.find("city311-1.9").orElseThrow().request());
  }

  @Test
  void recordingThatIsGone_needsAPerson() throws Exception {
    left(caller("4105550100"));
    Files.delete(folder.resolve("city311-1.1/audio.wav"));
    fileLater();
    assertEquals(List.of(), desk.reports);
  }

  @Test
  void typeThatTheCatalogueHasNoMore_isTheUsualOne() throws Exception {
    requests = with(types("miscellaneous", Map.of(WATER, "dragon")));
    left(new Caller(new CallId("city311-1.2"), "", "311", Language.ENGLISH, WATER));
    fileLater();
    assertEquals("miscellaneous", desk.reports.getFirst().type());
  }

  @ParameterizedTest
  @CsvSource({
    "miscellaneous, 0",
    "information, 0",
    "policy-complaint, 0",
    "dragon, 1",
    "pothole, 1",
    "missed-trash, 1"
  })
  void typesThatNeedKeys_areNoneForMessages(String type, int mistakes) {
    assertEquals(mistakes, types(type, Map.of()).mistakes().size(), type);
  }

  @Test
  void everyMistake_isToldByItsKey() {
    assertEquals(
        List.of("self-service.messages-of.water", "self-service.messages"),
        types("dragon", Map.of(WATER, "unicorn")).mistakes().stream()
            .map(line -> line.replaceAll(": found.*", ""))
            .toList());
  }
}
