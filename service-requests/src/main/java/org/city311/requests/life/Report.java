package org.city311.requests.life;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.Question;

/// What was reported. Never changes. Holds no contact: who wants to hear of it is a follower.
///
/// @param type the id of its type in the catalogue
/// @param language of whoever reported it, an ISO 639 code such as `es`
/// @param words what is wrong, in their own words; may be empty, at most 4,000 characters
/// @param answers to the type's questions, by question; at most 50, and 20 to one question
/// @param at when it came, to the millisecond
public record Report(
    String type,
    Channel channel,
    String language,
    String words,
    Map<String, List<String>> answers,
    Location location,
    Instant at) {
  private static final int MAX_QUESTIONS = 50;

  public Report {
    Limits.checkId("a type's id", type);
    Limits.check("the words of a report", words, Limits.WORDS);
    if (!language.matches("[a-z]{2,3}")) {
      throw new IllegalArgumentException("'" + language + "' is no language: such as en or es");
    }
    if (answers.size() > MAX_QUESTIONS) {
      throw new IllegalArgumentException(
          answers.size() + " questions answered: at most " + MAX_QUESTIONS + " are allowed");
    }
    answers.forEach(Report::check);
    answers =
        answers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  private static void check(String question, List<String> given) {
    Limits.checkId("a question's id", question);
    if (given.size() > Question.MAX_GIVEN) {
      throw new IllegalArgumentException(
          "%d answers to '%s': at most %d are allowed"
              .formatted(given.size(), question, Question.MAX_GIVEN));
    }
    given.forEach(answer -> Limits.check("an answer", answer, Limits.WORDS));
  }
}
