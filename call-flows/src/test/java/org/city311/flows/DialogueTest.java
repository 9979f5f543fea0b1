package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys that mean the same everywhere, at each kind of question.
class DialogueTest {
  private static final Spoken MENU = Spoken.of("menu");
  private static final Map<Character, String> CHOICES = Map.of('1', "streets", '2', "water");
  private static final String TO_A_PERSON = "person ASKED";
  private static final String AFTER_TRIES = "person NOT_UNDERSTOOD";

  /// A question of a dialogue with [ScriptedCaller].
  private interface Asking {
    Object ask(Dialogue dialogue) throws CallerGone, Elsewhere;
  }

  private static String answer(ScriptedCaller caller, Asking asking) throws CallerGone {
    try {
      return asking.ask(new Dialogue(caller, Language.ENGLISH)).toString();
    } catch (Elsewhere e) {
      return switch (e) {
        case Elsewhere.WantsPerson wish -> "person " + wish.why();
        case Elsewhere.InDanger _ -> "in danger";
        case Elsewhere.GoesBack _ -> "back";
      };
    }
  }

  /// Where 9 is the key for danger to life.
  private static String answerWhere9MeansDanger(String keys, Asking asking) throws CallerGone {
    return answer(
        keys,
        dialogue -> {
          dialogue.inDangerBy('9');
          return asking.ask(dialogue);
        });
  }

  private static String answer(String keys, Asking asking) throws CallerGone {
    return answer(ScriptedCaller.presses(keys), asking);
  }

  @ParameterizedTest
  @CsvSource({
    "1, streets",
    "2, water",
    "92, water",
    "-2, water",
    "9-2, water",
    "*1, streets",
    "*****1, streets",
    "9*9*1, streets",
    "0, " + TO_A_PERSON,
    "90, " + TO_A_PERSON,
    "-*0, " + TO_A_PERSON,
    "#, back",
    "9#, back",
    "*-#, back",
    "999, " + AFTER_TRIES,
    "---, " + AFTER_TRIES,
    "9-9, " + AFTER_TRIES,
    "9*-*9, " + AFTER_TRIES,
    "******, " + AFTER_TRIES
  })
  void choice(String keys, String outcome) throws Exception {
    assertEquals(outcome, answer(keys, dialogue -> dialogue.choose(MENU, CHOICES)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, streets",
    "3, anywhere",
    "-1, anywhere",
    "*1, streets",
    "*-, anywhere",
    "0, " + TO_A_PERSON,
    "#, back",
    "******, " + AFTER_TRIES
  })
  void choiceThatNobodyHasToMake(String keys, String outcome) throws Exception {
    assertEquals(outcome, answer(keys, dialogue -> dialogue.choose(MENU, CHOICES, "anywhere")));
  }

  /// Whoever only listens has done nothing wrong, and `0` and `#` are what the teller makes of them.
  @ParameterizedTest
  @CsvSource({
    "'', none",
    "1, 1",
    "0, 0",
    "#, #",
    "7, 7",
    "*, none",
    "***2, 2",
    "*****2, 2",
    "******2, *"
  })
  void whatIsTold_isRepeatedByStar_andAnyOtherKeyIsTheTellers(String keys, String outcome)
      throws Exception {
    assertEquals(
        outcome,
        answer(
            keys,
            dialogue ->
                dialogue.tell(MENU, Duration.ofSeconds(2)).map(String::valueOf).orElse("none")));
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "2, false",
    "32, false",
    "-1, true",
    "0, " + TO_A_PERSON,
    "#, back",
    "333, " + AFTER_TRIES
  })
  void yesNo(String keys, String outcome) throws Exception {
    assertEquals(outcome, answer(keys, dialogue -> dialogue.yesNo(MENU)));
  }

  @ParameterizedTest
  @CsvSource({
    "123, 123",
    "12345, 1234",
    "123#, 123",
    "12#123#, 123",
    "-123, 123",
    "007, 007",
    "00#1234, 1234",
    "12*1234, 1234",
    "*123, 123",
    "0#, " + TO_A_PERSON,
    "0-, " + TO_A_PERSON,
    "1#0#, " + TO_A_PERSON,
    "#, back",
    "1##, back",
    "1#2#3#, " + AFTER_TRIES,
    "---, " + AFTER_TRIES,
    "******, " + AFTER_TRIES
  })
  void digits_atLeastThreeAtMostFour(String keys, String outcome) throws Exception {
    assertEquals(outcome, answer(keys, dialogue -> dialogue.digits(MENU, 3, 4)));
  }

  @Test
  void whatIsEntered_isAskedForUntilItMeansSomething() throws Exception {
    Asking even =
        dialogue ->
            dialogue.entered(
                MENU, 2, digits -> Optional.of(Integer.valueOf(digits)).filter(n -> n % 2 == 0));

    assertEquals("44", answer("1144", even));
    assertEquals(AFTER_TRIES, answer("113355", even));
  }

  @Test
  void failures_areExplained_inOneBreathWithTheQuestion() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("9-*1");

    answer(caller, dialogue -> dialogue.choose(MENU, CHOICES));

    assertEquals(
        List.of(
            "hears menu, presses 9",
            "hears not-understood menu, waits",
            "hears no-input menu, presses *",
            "hears menu, presses 1"),
        caller.transcript());
    assertEquals(Collections.nCopies(4, Duration.ofSeconds(5)), caller.patience());
  }

  @Test
  void questionInSeveralLanguages_isOnlyAskedAgain() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("9-1");

    answer(caller, dialogue -> dialogue.chooseInAnyLanguage(MENU, CHOICES, Optional::empty));

    assertEquals(
        List.of("hears menu, presses 9", "hears menu, waits", "hears menu, presses 1"),
        caller.transcript());
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '*', '#'})
  void keyThatMeansTheSameEverywhere_isNoChoice(char key) {
    Map<Character, String> choices = Map.of(key, "water");

    assertThrows(
        IllegalArgumentException.class,
        () -> answer("1", dialogue -> dialogue.choose(MENU, choices)));
  }

  @Test
  void whatWasAnsweredOnce_isNotAskedOnTheNextNode_untilItIsForgotten() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("123#456#");
    Asking zip = dialogue -> dialogue.once("zip", () -> dialogue.digits(MENU, 3, 5));

    assertEquals("123", answer(caller, zip));
    assertEquals("123", answer(caller, zip));
    new Dialogue(caller, Language.ENGLISH).forget("zip");
    assertEquals("456", answer(caller, zip));
  }

  @Test
  void questionThatWasNotAnswered_isAskedAgain() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("0#456#");
    Asking zip = dialogue -> dialogue.once("zip", () -> dialogue.digits(MENU, 3, 5));

    assertEquals(TO_A_PERSON, answer(caller, zip));
    assertEquals("456", answer(caller, zip));
  }

  @Test
  void languageSpoken_isTheLinesToo() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("");
    Dialogue dialogue = new Dialogue(caller, Language.ENGLISH);

    dialogue.speak(Language.SPANISH);
    dialogue.say("goodbye", "goodbye");

    assertEquals(Language.SPANISH, dialogue.language());
    assertEquals(List.of("language es", "hears goodbye goodbye"), caller.transcript());
  }

  @ParameterizedTest
  @CsvSource({
    "9, in danger",
    "39, in danger",
    "*9, in danger",
    "-9, in danger",
    "1, one",
    "2, two"
  })
  void keyForDangerToLife_isHeardAtEveryQuestion(String keys, String comesOfIt) throws CallerGone {
    Spoken question = Spoken.of("question");

    assertEquals(
        comesOfIt,
        answerWhere9MeansDanger(keys, it -> it.choose(question, Map.of('1', "one", '2', "two"))));
  }

  @Test
  void keyForDangerToLife_isHeardAlsoWhereEveryOtherKeyIsAnAnswer() throws CallerGone {
    Spoken question = Spoken.of("question");

    assertEquals(
        "in danger",
        answerWhere9MeansDanger("9", it -> it.choose(question, Map.of('1', "one"), "another")));
    assertEquals(
        "in danger", answerWhere9MeansDanger("9", it -> it.tell(question, Dialogue.PATIENCE)));
    assertEquals("in danger", answerWhere9MeansDanger("9#", it -> it.digits(question, 2, 9)));
  }

  @Test
  void keyForDangerToLife_isAnAnswerWhereTheQuestionOffersIt() throws CallerGone {
    assertEquals(
        "nine",
        answerWhere9MeansDanger("9", it -> it.choose(Spoken.of("question"), Map.of('9', "nine"))));
  }
}
