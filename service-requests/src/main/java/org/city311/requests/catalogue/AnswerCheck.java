package org.city311.requests.catalogue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Option;

/// Checks what a resident answered against what a type asks. Answers are given by question id, each as the
/// values that were sent: one, or several where several may be chosen.
public final class AnswerCheck {
  private AnswerCheck() {}

  /// The questions that these answers lead to, in their order: those with a condition only where it holds.
  public static List<Question> asked(RequestType type, Map<String, List<String>> answers) {
    List<Question> asked = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Question question : type.questions()) {
      boolean holds =
          question
              .when()
              .map(
                  condition ->
                      ids.contains(condition.question())
                          && answers.getOrDefault(condition.question(), List.of()).stream()
                              .anyMatch(condition.options()::contains))
              .orElse(true);
      if (holds) {
        asked.add(question);
        ids.add(question.id());
      }
    }
    return List.copyOf(asked);
  }

  /// What is wrong, by the id of the question that was answered or was not: in English, with what is allowed.
  /// Empty if the answers can be taken.
  public static Map<String, String> mistakes(RequestType type, Map<String, List<String>> answers) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    Set<String> asked = new HashSet<>();
    for (Question question : asked(type, answers)) {
      asked.add(question.id());
      reason(question, answers.getOrDefault(question.id(), List.of()))
          .ifPresent(reason -> mistakes.put(question.id(), reason));
    }
    answers.keySet().stream()
        .filter(id -> !asked.contains(id))
        .sorted()
        .forEach(id -> mistakes.put(id, "is not asked here: leave it out"));
    return mistakes;
  }

  private static Optional<String> reason(Question question, List<String> values) {
    if (values.isEmpty() || values.stream().allMatch(String::isBlank)) {
      return question.required() ? Optional.of("must be answered") : Optional.empty();
    }
    return switch (question.answer()) {
      case Answer.Words(int maxChars) ->
          unless(
              values.size() == 1 && values.getFirst().length() <= maxChars,
              "one answer of at most " + maxChars + " characters is allowed");
      case Answer.WholeNumber(int least, int most) ->
          unless(
              values.size() == 1 && isNumber(values.getFirst(), least, most),
              "a whole number from " + least + " to " + most + " is allowed");
      case Answer.Date() ->
          unless(
              values.size() == 1 && isDate(values.getFirst()),
              "a day is allowed, written as 2026-01-31");
      case Answer.OneOf(List<Option> options) ->
          unless(
              values.size() == 1 && ids(options).containsAll(values),
              "one of these is allowed: " + String.join(", ", ids(options)));
      case Answer.ManyOf(List<Option> options) ->
          unless(
              ids(options).containsAll(values) && Set.copyOf(values).size() == values.size(),
              "these are allowed, each once: " + String.join(", ", ids(options)));
    };
  }

  private static Optional<String> unless(boolean right, String reason) {
    return right ? Optional.empty() : Optional.of(reason);
  }

  private static List<String> ids(List<Option> options) {
    return options.stream().map(Option::id).toList();
  }

  private static boolean isNumber(String value, int least, int most) {
    if (!value.matches("-?[0-9]{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(value);
    return number >= least && number <= most;
  }

  private static boolean isDate(String value) {
    try {
      return value.length() == 10 && LocalDate.parse(value).getYear() >= 1900;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
