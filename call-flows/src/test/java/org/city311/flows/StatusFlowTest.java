package org.city311.flows;

import static org.city311.flows.SelfServiceScene.day;
import static org.city311.flows.SelfServiceScene.digits;
import static org.city311.flows.SelfServiceScene.pothole;
import static org.city311.flows.SelfServiceScene.presses;
import static org.city311.flows.SelfServiceScene.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.city311.ivr.call.Language;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Answer;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Callers who key the number of a request: what they hear.
class StatusFlowTest {
  private static final String NUMBER = PaperPhoneDesk.NUMBER.toString();
  private static final String REST = "status-another that-is-all";

  @TempDir Path folder;
  private SelfServiceScene city;

  @BeforeEach
  void make() {
    city = new SelfServiceScene(folder);
  }

  private List<String> status(ScriptedCaller caller) throws Exception {
    return talk(caller, dialogue -> city.status.converse(dialogue, ""));
  }

  private void there(Told told) {
    city.desk.answers.put(told.number(), new Answer.Found(told));
  }

  @Test
  void caller_hearsWhatItIsAbout_whereItStands_andByWhenItIsPromised() throws Exception {
    there(pothole(Standing.IN_PROGRESS, false, false));

    assertEquals(
        List.of(
            "step status",
            "hears status-enter, dials " + NUMBER,
            "step served-status",
            "hears status-about type-pothole status-in-progress status-promised "
                + day("2026-11-24")
                + " "
                + REST
                + ", waits"),
        status(presses(NUMBER + "#---")).subList(0, 4));
  }

  @Test
  void whoSaysNothingAfterwards_hasHeardEnough_andNeedsNoPerson() throws Exception {
    there(pothole(Standing.RECEIVED, false, false));
    assertEquals("goodbye", status(presses(NUMBER + "#")).getLast());
    assertEquals("to a person, ASKED", status(presses(NUMBER + "#0")).getLast());
    assertEquals("back", status(presses(NUMBER + "##")).getLast());
  }

  @Test
  void whatIsLate_isSaidToBeLate_andWhatIsOnHoldHasNoDay() throws Exception {
    there(pothole(Standing.RECEIVED, true, false));
    assertTrue(
        status(presses(NUMBER + "#"))
            .get(3)
            .contains("status-received status-late " + day("2026-11-24") + " status-sorry"));

    there(pothole(Standing.ON_HOLD, false, false));
    assertTrue(status(presses(NUMBER + "#")).get(3).contains("status-on-hold " + REST));
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void everyStanding_isSaid_whatIsOverWithItsDay(Standing standing) throws Exception {
    there(pothole(standing, false, false));
    String words = "status-" + standing.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    String said = status(presses(NUMBER + "#")).get(3);

    assertTrue(said.contains("type-pothole " + words), said);
    assertEquals(standing.isOver(), said.contains(words + " " + day("2026-11-22")), said);
  }

  @Test
  void requestOfATypeThatIsNotSaid_isJustARequest_andOneThatWasJoinedHasAnotherNumber()
      throws Exception {
    RequestNumber other = RequestNumber.ofSerial(1_000_001);
    Told told = pothole(Standing.RECEIVED, false, false);
    there(
        new Told(
            told.number(),
            "dragon",
            Optional.of(other),
            told.standing(),
            told.since(),
            told.due(),
            false,
            false,
            false));

    assertTrue(
        status(presses(NUMBER + "#"))
            .get(3)
            .startsWith(
                "hears status-your-request status-joined " + digits(other) + " status-received"));
  }

  @Test
  void wrongDigits_areHeardToBeWrong_beforeAnybodyIsAsked() throws Exception {
    there(pothole(Standing.RECEIVED, false, false));
    city.desk.isAway = true;
    String wrong = NUMBER.substring(0, 7) + (NUMBER.endsWith("1") ? 2 : 1);

    List<String> heard = status(presses(wrong + "#" + wrong + "#" + wrong + "#"));

    assertEquals("to a person, NOT_UNDERSTOOD", heard.getLast());
    assertEquals("hears wrong-number status-enter, dials " + wrong, heard.get(2));
  }

  @Test
  void numberThatIsNoRequests_isAskedForAgain_andThenAPersonHelps() throws Exception {
    List<String> heard = status(presses((NUMBER + "#").repeat(3)));

    assertEquals(3, heard.stream().filter("hears status-unknown"::equals).count());
    assertEquals("to a person, NOT_UNDERSTOOD", heard.getLast());
  }

  @Test
  void whatIsPrivate_isToldByAPersonOnly() throws Exception {
    city.desk.answers.put(PaperPhoneDesk.NUMBER, new Answer.Private());

    List<String> heard = status(presses(NUMBER + "#"));

    assertEquals(List.of("hears status-private", "to a person, ASKED"), heard.subList(2, 4));
  }

  @Test
  void withoutADatabase_aPersonHelps() throws Exception {
    city.desk.isAway = true;

    List<String> heard = status(presses(NUMBER + "#"));

    assertEquals(List.of("hears desk-away", "to a person, ASKED"), heard.subList(2, 4));
  }

  /// A database that hangs: whoever waits hears that, and not for ever.
  @Test
  void deskThatDoesNotAnswer_isWaitedForWithWords_andThenAPersonHelps() throws Exception {
    city.desk.silence = new CountDownLatch(1);

    List<String> heard = status(presses(NUMBER + "#"));

    assertEquals(
        List.of(
            "hears one-moment",
            "hears one-moment",
            "hears one-moment",
            "hears desk-away",
            "to a person, ASKED"),
        heard.subList(2, heard.size()));
    city.desk.silence.countDown();
  }

  @Test
  void oneRequestAfterTheOther_canBeAskedFor() throws Exception {
    there(pothole(Standing.RECEIVED, false, false));

    List<String> heard = status(presses(NUMBER + "#2" + NUMBER + "#"));

    assertEquals(2, heard.stream().filter("step served-status"::equals).count());
  }

  @Test
  void whoSaysThatItWasNotDone_saysWhat_andHearsTheNewDay() throws Exception {
    there(pothole(Standing.DONE, false, true));

    List<String> heard = status(presses(NUMBER + "#11").says(3));

    assertEquals(
        List.of(
            "step reopen",
            "hears reopen-say",
            "hears tone",
            "says 3.0 s",
            "hears report-review, presses 1",
            "step served-reopen",
            "hears reopen-done status-promised " + day("2026-11-24"),
            "goodbye"),
        heard.subList(4, heard.size()));
    assertEquals(
        List.of("keeps true", "reopens " + NUMBER + " by 4105550100 saying voice-1"),
        city.desk.done);
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void whatMayNotBeReopened_isNotOffered_andWhatCannotBeIsForAPerson() throws Exception {
    there(pothole(Standing.DONE, false, false));
    assertEquals("goodbye", status(presses(NUMBER + "#1--")).getLast());
    assertEquals(List.of(), city.desk.done);

    there(pothole(Standing.DONE, false, true));
    ScriptedCaller caller = presses(NUMBER + "#11").says(3);
    city.desk.refuses = true;
    assertEquals("to a person, ASKED", status(caller).getLast());
  }

  @Test
  void everythingIsSaidInSpanishToo() throws Exception {
    there(pothole(Standing.DONE, false, false));

    List<String> heard =
        talk(
            presses(NUMBER + "#"),
            Language.SPANISH,
            dialogue -> city.status.converse(dialogue, ""));

    assertEquals("goodbye", heard.getLast());
  }
}
