package org.city311.flows.selfservice;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.speech.Say;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.catalogue.Question;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Option;

/// Asks one question of a type, which is answered by keys.
final class QuestionDialogue {
  /// For who does not know, or has chosen enough.
  private static final char NO_MORE = '9';

  private static final String NONE = "";
  private static final int MOST_NUMBER = 9;
  private static final int MONTH_AND_DAY = 4;

  private final Dialogue dialogue;
  private final LocalDate today;

  /// @param today in the city
  QuestionDialogue(Dialogue dialogue, LocalDate today) {
    this.dialogue = dialogue;
    this.today = today;
  }

  /// @param prompt what asks it
  /// @return the answer as it is stored; none when the resident does not know
  List<String> ask(Question question, String prompt) throws CallerGone, Elsewhere {
    Spoken asked = Spoken.of(prompt);
    return switch (question.answer()) {
      case Answer.OneOf(List<Option> options) -> oneOf(asked, options, question.required());
      case Answer.ManyOf(List<Option> options) -> manyOf(asked, options, question.required());
      case Answer.WholeNumber(int least, int most) -> List.of(number(asked, least, most));
      case Answer.Date() -> day(asked, question.required());
      case Answer.Words _ -> throw new IllegalArgumentException("words are spoken: " + prompt);
    };
  }

  private List<String> oneOf(Spoken asked, List<Option> options, boolean required)
      throws CallerGone, Elsewhere {
    String chosen = dialogue.choose(asked, keys(options, !required));
    return chosen.equals(NONE) ? List.of() : List.of(chosen);
  }

  /// After each choice, silence means that it was the last.
  private List<String> manyOf(Spoken asked, List<Option> options, boolean required)
      throws CallerGone, Elsewhere {
    List<String> chosen = new ArrayList<>();
    String next = dialogue.choose(asked, keys(options, !required));
    while (!next.equals(NONE)) {
      if (!chosen.contains(next)) {
        chosen.add(next);
      }
      if (chosen.size() == options.size()) {
        break;
      }
      next = dialogue.choose(Spoken.of("report-another-choice"), keys(options, true));
    }
    return chosen;
  }

  private static Map<Character, String> keys(List<Option> options, boolean mayEnd) {
    Map<Character, String> keys = new HashMap<>();
    for (Option option : options) {
      keys.put((char) ('1' + keys.size()), option.id());
    }
    if (mayEnd) {
      keys.put(NO_MORE, NONE);
    }
    return keys;
  }

  private String number(Spoken asked, int least, int most) throws CallerGone, Elsewhere {
    int digits = Math.min(MOST_NUMBER, Integer.toString(most).length());
    return dialogue.entered(
        asked,
        digits,
        keyed ->
            Optional.of(keyed)
                .filter(k -> k.length() <= MOST_NUMBER)
                .map(Integer::parseInt)
                .filter(value -> value >= least && value <= most)
                .map(String::valueOf));
  }

  private List<String> day(Spoken asked, boolean required) throws CallerGone, Elsewhere {
    Map<Character, String> keys = new HashMap<>();
    keys.put('1', today.toString());
    keys.put('2', today.minusDays(1).toString());
    keys.put('3', "another");
    if (!required) {
      keys.put(NO_MORE, NONE);
    }
    String chosen = dialogue.choose(asked, keys);
    if (chosen.equals(NONE)) {
      return List.of();
    }
    return List.of(chosen.equals("another") ? anotherDay().toString() : chosen);
  }

  private LocalDate anotherDay() throws CallerGone, Elsewhere {
    while (true) {
      LocalDate day =
          dialogue.entered(Spoken.of("report-day"), MONTH_AND_DAY, keyed -> nearest(keyed, today));
      Spoken heard = Say.in(dialogue.language()).date(day, today).then("report-day-right");
      if (dialogue.yesNo(heard)) {
        return day;
      }
    }
  }

  /// The day that is meant by month and day: of last year, this one and the next the nearest to
  /// today.
  static Optional<LocalDate> nearest(String keyed, LocalDate today) {
    if (keyed.length() != MONTH_AND_DAY) {
      return Optional.empty();
    }
    try {
      MonthDay day =
          MonthDay.of(
              Integer.parseInt(keyed.substring(0, 2)), Integer.parseInt(keyed.substring(2)));
      return Stream.of(-1, 0, 1)
          .map(years -> today.getYear() + years)
          .filter(day::isValidYear)
          .map(day::atYear)
          .min(Comparator.comparingLong(date -> Math.abs(ChronoUnit.DAYS.between(today, date))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
