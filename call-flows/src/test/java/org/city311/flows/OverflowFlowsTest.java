package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.city311.flows.dial.RehearsedCallbacks;
import org.city311.flows.message.Message;
import org.city311.flows.message.Messages;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers who were taken out of the queue: what they press and say, and what it comes to.
class OverflowFlowsTest {
  private static final CallId CALL = new CallId("city311-1.1");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final Caller WITHHELD = caller("");

  @TempDir Path folder;
  private Messages messages;
  private MessageDialogue dialogue;
  private MessageFlow message;
  private final PaperCallbacks callbacks = new PaperCallbacks("+1410NXXXXXX", "310NXXXXXX");
  private CallbackFlow callback;

  @BeforeEach
  void make() {
    messages = new Messages(folder, InstantSource.system());
    dialogue = new MessageDialogue(messages, Language.ENGLISH, AfterMessage.listed());
    message = new MessageFlow(dialogue, closed(Closing.MESSAGE, OpeningHours.always()));
    callback = new CallbackFlow(callbacks, dialogue);
  }

  private static Closed closed(Closing closing, OpeningHours hours) {
    Routing routing = Welcome.routing(WATER, closing, hours);
    return new Closed(() -> routing, InstantSource.fixed(Welcome.MONDAY_NOON));
  }

  /// A dialogue that can store nothing.
  private MessageDialogue dialogueWithoutDisk() throws IOException {
    Messages none = new Messages(Files.createFile(folder.resolve("full")), InstantSource.system());
    return new MessageDialogue(none, Language.ENGLISH, AfterMessage.listed());
  }

  private static Caller caller(String ani) {
    return new Caller(CALL, ani, "311", Language.SPANISH, WATER);
  }

  private static ScriptedCaller presses(String keys) {
    return ScriptedCaller.presses(keys).as(caller("+14105550100"));
  }

  private Message only() throws IOException {
    assertEquals(1, messages.list().size());
    return messages.list().getFirst();
  }

  // ---- full ----

  /// Of a group with these hours; it is Monday noon.
  private FullFlow full(OpeningHours hours) {
    Routing routing = Welcome.routing(WATER, Closing.MESSAGE, hours);
    return new FullFlow(Welcome.later(routing, callbacks), Language.ENGLISH);
  }

  /// Monday and Wednesday, from 8 to 18 o'clock.
  private static OpeningHours twiceAWeek() {
    List<OpeningHours.Span> day =
        List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.of(18, 0)));
    return new OpeningHours(
        ZoneOffset.UTC, Map.of(DayOfWeek.MONDAY, day, DayOfWeek.WEDNESDAY, day), Map.of());
  }

  @Test
  void full_andNeverClosed_isToldSo() throws Exception {
    assertEquals(
        List.of("step full", "hears full", "hears goodbye", "TOLD"),
        presses("1").outsideTheQueueWith(full(OpeningHours.always())));
  }

  @Test
  void full_offersACallbackOnTheNextDayThatIsOpen() throws Exception {
    String day =
        Say.in(Language.SPANISH)
            .date(LocalDate.parse("2026-01-07"), LocalDate.parse("2026-01-05"))
            .toString();

    List<String> heard = presses("11").outsideTheQueueWith(full(twiceAWeek()));

    assertEquals(
        List.of(
            "step full",
            "hears full",
            "step callback-later",
            "hears callback-can " + day + " callback-can-press callback-or-not, presses 1",
            "hears callback-number"),
        heard.subList(0, 5));
    assertEquals(
        List.of(
            "hears callback-confirm-later, presses 1",
            "settled",
            "hears callback-later-kept " + day + " goodbye",
            "ASKED_TO_BE_CALLED_BACK"),
        heard.subList(heard.size() - 4, heard.size()));
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
    assertEquals(Map.of(CALL, "2026-01-07T08:00:00Z water"), callbacks.later());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "9", "13", "1"})
  void full_andNoCallbackWished_isToldSo(String keys) throws Exception {
    assertEndsWith(presses(keys).outsideTheQueueWith(full(twiceAWeek())), "hears goodbye", "TOLD");
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void full_andWishThatCannotBeKept_isNotPromised() throws Exception {
    callbacks.takeNone();
    assertEndsWith(
        presses("11").outsideTheQueueWith(full(twiceAWeek())),
        "hears callback-unable",
        "hears goodbye",
        "TOLD");
  }

  @Test
  void full_whoHasAskedAlready_isOnlyToldSo() throws Exception {
    callbacks.ask(CALL, "3105550199");
    List<String> heard = presses("").outsideTheQueueWith(full(twiceAWeek()));
    assertEquals(List.of("step full", "hears full", "settled"), heard.subList(0, 3));
    assertEquals("ASKED_TO_BE_CALLED_BACK", heard.getLast());
  }

  @Test
  void closed_isToldSo_alsoToWhoHangsUpInTheGoodbye() throws Exception {
    ScriptedCaller caller = presses("").hangsUpAfter(1);
    assertEquals("TOLD", caller.outsideTheQueueWith(TellFlow.closed()).getLast());
    assertThrows(
        CallerGone.class, () -> presses("").hangsUpAfter(0).outsideTheQueueWith(TellFlow.closed()));
  }

  // ---- messages ----

  @Test
  void message_isSpoken_heard_spokenAnew_andKept() throws Exception {
    ScriptedCaller caller = presses("2321").says(2).says(4);

    assertEquals(
        List.of(
            "step message",
            "hears message-instead",
            "hears message-offer",
            "hears tone",
            "says 2.0 s",
            "hears message-review, presses 2",
            "hears the recording",
            "hears message-review, presses 3",
            "hears message-offer",
            "hears tone",
            "says 4.0 s",
            "hears message-review, presses 2",
            "hears the recording",
            "hears message-review, presses 1",
            "hears message-kept",
            "hears goodbye",
            "LEFT_A_MESSAGE"),
        caller.outsideTheQueueWith(message));
    assertEquals(Message.Kind.MESSAGE, only().kind());
    assertEquals("+14105550100", only().number());
    assertEquals(Language.SPANISH, only().language());
    assertEquals(WATER, only().group());
    assertEquals(5, only().seconds());
    assertEquals(44 + 5 * 16_000, Files.size(messages.audio(only().id()).orElseThrow()));
  }

  @Test
  void whoPressesNothingAfterSpeaking_isContent() throws Exception {
    assertEquals("LEFT_A_MESSAGE", presses("").says(2).outsideTheQueueWith(message).getLast());
  }

  @Test
  void whoPressesWrongKeysForEver_hasLeftTheMessageAllTheSame() throws Exception {
    List<String> heard = presses("9".repeat(50)).says(2).outsideTheQueueWith(message);
    assertEquals("LEFT_A_MESSAGE", heard.getLast());
    assertEquals(
        MessageDialogue.REVIEWS, heard.stream().filter(l -> l.contains("presses 9")).count());
  }

  @Test
  void whoHangsUpAfterSpeaking_hasLeftTheMessage() throws Exception {
    assertEquals(
        "LEFT_A_MESSAGE", presses("").saysAndHangsUp(1.1).outsideTheQueueWith(message).getLast());
    assertEquals(CALL, only().call());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9})
  void whoHangsUpWithoutASecondOfSpeech_hasLeftNothing(double seconds) throws Exception {
    ScriptedCaller caller = presses("").saysAndHangsUp(seconds);
    assertThrows(CallerGone.class, () -> caller.outsideTheQueueWith(message));
    assertEquals(List.of(), messages.list());
  }

  @Test
  void whoHangsUpAtTheReview_hasLeftTheMessage() throws Exception {
    assertEquals(
        "LEFT_A_MESSAGE",
        presses("").hangsUpAfter(3).says(2).outsideTheQueueWith(message).getLast());
    assertEquals(CALL, only().call());
  }

  @Test
  void whoSaysNothingTwice_waitsOn() throws Exception {
    assertEndsWith(
        presses("").outsideTheQueueWith(message),
        "hears message-none",
        "hears back-to-queue",
        "back to the queue");
    assertEquals(List.of(), messages.list());
  }

  @Test
  void whoSaysNothingTwiceWhenTheOfficeHasClosed_isLetGo() throws Exception {
    MessageFlow flow = new MessageFlow(dialogue, closed(Closing.MESSAGE, Welcome.tuesdays()));
    assertEndsWith(
        presses("").outsideTheQueueWith(flow), "hears message-none", "hears goodbye", "NOTHING");
    assertEquals(List.of(), messages.list());
  }

  @Test
  void whoSaysNothingFirst_isAskedAgain() throws Exception {
    assertEquals(
        "LEFT_A_MESSAGE", presses("").says(0).says(2).outsideTheQueueWith(message).getLast());
  }

  @Test
  void messageThatANodeTookBeforeItDied_isNotSpokenAgain() throws Exception {
    Path file = messages.begin(caller("+14105550100"), Language.SPANISH);
    presses("").says(2).record(file, MessageDialogue.MOST, MessageDialogue.SILENCE);
    assertEquals(List.of(), messages.list());

    List<String> heard = presses("1").outsideTheQueueWith(message);

    assertFalse(heard.contains("hears tone"));
    assertEquals("LEFT_A_MESSAGE", heard.getLast());
    assertEquals(3, only().seconds());
  }

  @Test
  void messageThatCannotBeStored_isNotPromised_andTheCallerWaitsOn() throws Exception {
    MessageFlow flow =
        new MessageFlow(dialogueWithoutDisk(), closed(Closing.MESSAGE, OpeningHours.always()));
    assertEndsWith(
        presses("").says(3).outsideTheQueueWith(flow),
        "hears message-unable",
        "hears back-to-queue",
        "back to the queue");
  }

  /// To wait on would be to be asked for a message again at once.
  @Test
  void messageThatCannotBeStored_ofAClosedGroup_endsTheCall() throws Exception {
    MessageFlow flow =
        new MessageFlow(dialogueWithoutDisk(), closed(Closing.MESSAGE, Welcome.tuesdays()));
    assertEndsWith(
        presses("").says(3).outsideTheQueueWith(flow),
        "hears message-unable",
        "hears goodbye",
        "TOLD");
  }

  @Test
  void messageThatCannotBeStored_ofAClosedGroupThatIsStillServed_waitsOn() throws Exception {
    MessageFlow flow =
        new MessageFlow(dialogueWithoutDisk(), closed(Closing.SERVE, Welcome.tuesdays()));
    assertEndsWith(presses("").says(3).outsideTheQueueWith(flow), "back to the queue");
  }

  @Test
  void messageThatTheSwitchCannotRecord_waitsOn_andLeavesNothing() throws Exception {
    assertEndsWith(
        presses("").isNotRecorded().outsideTheQueueWith(message),
        "hears tone",
        "hears message-unable",
        "hears back-to-queue",
        "back to the queue");
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void messageThatCannotBeRecordedAnew_isKeptAsItWas() throws Exception {
    ScriptedCaller caller = presses("3").says(2).isNotRecorded();
    assertEquals("LEFT_A_MESSAGE", caller.outsideTheQueueWith(message).getLast());
    assertEquals(3, only().seconds());
  }

  @Test
  void messageThatIsNotSafeWhenTheCallerHangsUp_isNotThrownAway() throws Exception {
    Path audio = messages.begin(caller("+14105550100"), Language.SPANISH);
    presses("").says(2).record(audio, MessageDialogue.MOST, MessageDialogue.SILENCE);
    Files.writeString(audio.resolveSibling("message.json"), "damaged");

    assertThrows(CallerGone.class, () -> presses("").hangsUpAfter(1).outsideTheQueueWith(message));

    assertTrue(Files.exists(audio.resolveSibling("audio.wav")));
  }

  // ---- callbacks ----

  @Test
  void callback_readsTheNumberBack_andIsConfirmed() throws Exception {
    List<String> heard = presses("1").outsideTheQueueWith(callback);

    assertEquals(
        List.of("step callback", "hears callback-offer", "hears callback-number"),
        heard.subList(0, 3));
    assertEquals(
        "14105550100",
        String.join(
            "",
            heard.stream()
                .filter(l -> l.startsWith("hears digit-"))
                .map(l -> l.substring(12))
                .toList()));
    assertEquals(
        List.of(
            "hears callback-confirm, presses 1",
            "settled",
            "hears callback-kept",
            "hears goodbye",
            "ASKED_TO_BE_CALLED_BACK"),
        heard.subList(heard.size() - 5, heard.size()));
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "!3", "-3", "93", "23105550199#3"})
  void callbackRefused_goesBackToTheQueue(String keys) throws Exception {
    List<String> heard = presses(keys).outsideTheQueueWith(callback);
    assertEquals(
        List.of("hears back-to-queue", "back to the queue"),
        heard.subList(heard.size() - 2, heard.size()));
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void whoPressesNothing_waitsOn() throws Exception {
    assertEquals("back to the queue", presses("").outsideTheQueueWith(callback).getLast());
    assertEquals("back to the queue", presses("999").outsideTheQueueWith(callback).getLast());
  }

  @Test
  void anotherNumber_isEntered_readBack_andConfirmed() throws Exception {
    List<String> heard = presses("23105550199#1").outsideTheQueueWith(callback);
    assertTrue(heard.contains("hears callback-enter, dials 3105550199"));
    assertEquals(Map.of(CALL, "3105550199"), callbacks.asked());
    assertEquals("ASKED_TO_BE_CALLED_BACK", heard.getLast());
  }

  @Test
  void numberThatIsTooShort_isAskedForAgain() throws Exception {
    List<String> heard = presses("255#3105550199#1").outsideTheQueueWith(callback);
    assertTrue(heard.contains("hears callback-incomplete"));
    assertEquals(Map.of(CALL, "3105550199"), callbacks.asked());
  }

  @Test
  void numberNeverEntered_leavesTheOldOne() throws Exception {
    presses("2###1").outsideTheQueueWith(callback);
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  /// Fifteen digits end the entry, and no pattern allows them.
  @Test
  void digitsBeyondTheLongestNumber_areNotDialled() throws Exception {
    List<String> heard = presses("2310555019912345" + "310555").outsideTheQueueWith(callback);
    assertTrue(heard.contains("hears callback-elsewhere"));
    assertEquals(Map.of(), callbacks.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9005550199", "0115355501", "8765550199", "3100550199", "911"})
  void numberThatNobodyIsToCall_isNotCalled(String number) throws Exception {
    List<String> heard = presses("2" + number + "#3").outsideTheQueueWith(callback);
    assertTrue(
        heard.contains("hears callback-elsewhere") || heard.contains("hears callback-incomplete"));
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void callersOwnNumberMayNotBeCalled_anotherIsAskedFor() throws Exception {
    List<String> heard =
        ScriptedCaller.presses("3105550199#1")
            .as(caller("+18765550100"))
            .outsideTheQueueWith(callback);
    assertEquals("hears callback-enter, dials 3105550199", heard.get(2));
    assertEquals(Map.of(CALL, "3105550199"), callbacks.asked());
  }

  @Test
  void nobodyIsCalledBack_aMessageIsAskedForAtOnce() throws Exception {
    CallbackFlow none =
        new CallbackFlow(
            new RehearsedCallbacks(List.of()),
            new MessageDialogue(messages, Language.ENGLISH, AfterMessage.listed()));
    List<String> heard = presses("").says(3).outsideTheQueueWith(none);
    assertEquals("hears message-instead", heard.get(1));
    assertEquals("LEFT_A_MESSAGE", heard.getLast());
  }

  /// The node died that had asked; the next one does not ask again.
  @Test
  void whoHasAskedAlready_isToldSo() throws Exception {
    callbacks.ask(CALL, "3105550199");
    assertEquals(
        List.of(
            "step callback",
            "settled",
            "hears callback-kept",
            "hears goodbye",
            "ASKED_TO_BE_CALLED_BACK"),
        presses("").outsideTheQueueWith(callback));
  }

  @Test
  void withheldNumber_mustBeEntered() throws Exception {
    List<String> heard =
        ScriptedCaller.presses("3105550199#1").as(WITHHELD).outsideTheQueueWith(callback);
    assertEquals("hears callback-enter, dials 3105550199", heard.get(2));
    assertEquals(Map.of(CALL, "3105550199"), callbacks.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "Restricted", "12"})
  void withheldNumberThatIsNotEntered_leavesAMessageInstead(String ani) throws Exception {
    List<String> heard =
        ScriptedCaller.presses("###1").as(caller(ani)).says(3).outsideTheQueueWith(callback);
    assertEquals("LEFT_A_MESSAGE", heard.getLast());
    assertEquals(Message.Kind.MESSAGE, only().kind());
  }

  @Test
  void withheldNumberAndNoMessage_waitsOn() throws Exception {
    List<String> heard = ScriptedCaller.presses("").as(WITHHELD).outsideTheQueueWith(callback);
    assertEquals("back to the queue", heard.getLast());
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void whoHangsUpBeforeConfirming_hasAskedForNothing() throws Exception {
    for (int prompts = 0; prompts < 14; prompts++) {
      ScriptedCaller caller = presses("1").hangsUpAfter(prompts);
      if (prompts < 14 - 1) {
        assertThrows(
            CallerGone.class, () -> caller.outsideTheQueueWith(callback), "after " + prompts);
      }
    }
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void whoHangsUpAfterConfirming_isCalledBack() throws Exception {
    assertEquals(
        "ASKED_TO_BE_CALLED_BACK",
        presses("1").hangsUpAfter(14).outsideTheQueueWith(callback).getLast());
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  @Test
  void wishThatNobodyTakes_isNotPromised_andTheCallerWaitsOn() throws Exception {
    callbacks.takeNone();
    assertEndsWith(
        presses("1").outsideTheQueueWith(callback),
        "hears callback-unable",
        "hears back-to-queue",
        "back to the queue");
  }

  // ---- who calls again ----

  private SelfService.Next isTold(ScriptedCaller caller) throws CallerGone, Elsewhere {
    return new WaitingCallback(callbacks).before(new Dialogue(caller, Language.ENGLISH));
  }

  @Test
  void whoCallsAgain_isToldOfTheCallback_andMayCancelIt() throws Exception {
    callbacks.ask(CALL, "+14105550100");
    ScriptedCaller caller = presses("1");
    assertEquals(new SelfService.Next.Menu(), isTold(caller));
    assertEquals(
        List.of(
            "step callback-waiting",
            "hears callback-waiting, presses 1",
            "hears callback-cancelled"),
        caller.transcript());
    assertEquals(Map.of(), callbacks.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "9", "*", "*2"})
  void whoCallsAgain_andDoesNotCancel_keepsThePlace(String keys) throws Exception {
    callbacks.ask(CALL, "+14105550100");
    assertEquals(new SelfService.Next.Menu(), isTold(presses(keys)));
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "#"})
  void whoCallsAgain_andWantsToBeElsewhere_keepsThePlace(String keys) {
    callbacks.ask(CALL, "+14105550100");
    Elsewhere where = assertThrows(Elsewhere.class, () -> isTold(presses(keys)));
    assertEquals(keys.equals("0"), where instanceof Elsewhere.WantsPerson);
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  @Test
  void whoWasToldOnAnotherNode_isNotToldAgain() throws Exception {
    callbacks.ask(CALL, "+14105550100");
    ScriptedCaller before = presses("2");
    isTold(before);
    ScriptedCaller caller = presses("1").remembers(before);
    assertEquals(new SelfService.Next.Menu(), isTold(caller));
    assertEquals(List.of(), caller.transcript());
    assertEquals(Map.of(CALL, "+14105550100"), callbacks.asked());
  }

  @Test
  void whoHasNoCallbackWaiting_orNoNumber_hearsNothingOfIt() throws Exception {
    callbacks.ask(CALL, "3105550199");
    for (ScriptedCaller caller : List.of(presses("1"), ScriptedCaller.presses("1").as(WITHHELD))) {
      assertEquals(new SelfService.Next.Menu(), isTold(caller));
      assertEquals(List.of(), caller.transcript());
    }
  }

  private static void assertEndsWith(List<String> heard, String... last) {
    assertEquals(List.of(last), heard.subList(heard.size() - last.length, heard.size()));
  }
}
