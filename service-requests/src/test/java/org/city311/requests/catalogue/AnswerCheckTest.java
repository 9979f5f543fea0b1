package org.city311.requests.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Condition;
import org.city311.requests.catalogue.Question.Option;
import org.city311.requests.catalogue.RequestType.EverydayWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCheckTest {
  private static final Text TEXT = new Text("en", "es");
  private static final List<Option> OPTIONS =
      List.of(new Option("yes", TEXT), new Option("no", TEXT), new Option("unknown", TEXT));

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          words,  a few words, none
          words,  far too many words, one answer of at most 12 characters is allowed
          number, 3, none
          number, -2, none
          number, 4, a whole number from -2 to 3 is allowed
          number, -3, a whole number from -2 to 3 is allowed
          number, three, a whole number from -2 to 3 is allowed
          number, 99999999999, a whole number from -2 to 3 is allowed
          date,   2026-01-31, none
          date,   2026-02-30, 'a day is allowed, written as 2026-01-31'
          date,   31.1.2026, 'a day is allowed, written as 2026-01-31'
          date,   +12026-01-31, 'a day is allowed, written as 2026-01-31'
          one,    yes, none
          one,    maybe, 'one of these is allowed: yes, no, unknown'
          many,   no, none
          many,   maybe, 'these are allowed, each once: yes, no, unknown'
          """)
  void anAnswer_isTakenOrRefusedWithWhatIsAllowed(String kind, String value, String reason) {
    Answer answer =
        switch (kind) {
          case "words" -> new Answer.Words(12);
          case "number" -> new Answer.WholeNumber(-2, 3);
          case "date" -> new Answer.Date();
          case "one" -> new Answer.OneOf(OPTIONS);
          default -> new Answer.ManyOf(OPTIONS);
        };
    RequestType type = asking(new Question("q", TEXT, answer, true, Optional.empty()));

    Map<String, String> expected = reason == null ? Map.of() : Map.of("q", reason);
    assertEquals(expected, AnswerCheck.mistakes(type, Map.of("q", List.of(value))));
  }

  @Test
  void severalValues_areForSeveralOfMany_only() {
    Question one = new Question("one", TEXT, new Answer.OneOf(OPTIONS), true, Optional.empty());
    Question many = new Question("many", TEXT, new Answer.ManyOf(OPTIONS), true, Optional.empty());

    assertEquals(
        Map.of("one", "one of these is allowed: yes, no, unknown"),
        AnswerCheck.mistakes(
            asking(one, many), Map.of("one", List.of("yes", "no"), "many", List.of("yes", "no"))));
    assertEquals(
        Map.of("many", "these are allowed, each once: yes, no, unknown"),
        AnswerCheck.mistakes(asking(many), Map.of("many", List.of("yes", "yes"))));
  }

  @Test
  void aRequiredQuestion_mustBeAnswered_alsoNotWithBlanks() {
    RequestType type =
        asking(
            new Question("must", TEXT, new Answer.Words(10), true, Optional.empty()),
            new Question("may", TEXT, new Answer.Words(10), false, Optional.empty()));

    Map<String, String> expected = Map.of("must", "must be answered");
    assertEquals(expected, AnswerCheck.mistakes(type, Map.of()));
    assertEquals(
        expected, AnswerCheck.mistakes(type, Map.of("must", List.of(" "), "may", List.of())));
  }

  @Test
  void aQuestionWithACondition_isAskedOnlyWhereItHolds_alsoAlongAChain() {
    Condition whenFirst = new Condition("first", List.of("yes"));
    Condition whenSecond = new Condition("second", List.of("yes", "unknown"));
    RequestType type =
        asking(
            new Question("first", TEXT, new Answer.OneOf(OPTIONS), true, Optional.empty()),
            new Question("second", TEXT, new Answer.OneOf(OPTIONS), true, Optional.of(whenFirst)),
            new Question("third", TEXT, new Answer.Words(10), true, Optional.of(whenSecond)));

    assertEquals(Map.of(), AnswerCheck.mistakes(type, Map.of("first", List.of("no"))));
    assertEquals(
        Map.of("second", "must be answered"),
        AnswerCheck.mistakes(type, Map.of("first", List.of("yes"))));
    assertEquals(
        Map.of("third", "must be answered"),
        AnswerCheck.mistakes(type, Map.of("first", List.of("yes"), "second", List.of("unknown"))));
    assertEquals(
        Map.of(
            "second",
            "is not asked here: leave it out",
            "third",
            "is not asked here: leave it out"),
        AnswerCheck.mistakes(
            type, Map.of("first", List.of("no"), "second", List.of("yes"), "third", List.of("x"))));
  }

  @Test
  void anAnswerToNoQuestion_isRefused() {
    assertEquals(
        Map.of("admin", "is not asked here: leave it out"),
        AnswerCheck.mistakes(asking(), Map.of("admin", List.of("true"))));
  }

  private static RequestType asking(Question... questions) {
    return new RequestType(
        "type",
        "department",
        TEXT,
        new EverydayWords(List.of(), List.of()),
        Optional.empty(),
        new Promise(1, Promise.Unit.DAYS, Promise.Time.CALENDAR, false),
        Priority.NORMAL,
        Place.REQUIRED,
        Optional.empty(),
        RaisedBy.RESIDENTS,
        Visibility.PLACE,
        List.of(questions),
        Optional.empty());
  }
}
