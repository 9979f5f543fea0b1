package org.city311.metrics.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What callers answered after the talk.
///
/// @param all of the whole centre
/// @param groups by skill group, in the order of their ids
/// @param agents by agent, in the order of their ids
public record SurveyReport(
    Answers all, SortedMap<String, Answers> groups, SortedMap<String, Answers> agents) {

  /// How often each question was answered with each key.
  ///
  /// @param keys question to key to the number of answers
  public record Answers(SortedMap<String, SortedMap<Integer, Long>> keys) {
    Answers() {
      this(new TreeMap<>());
    }

    void add(String question, int key, long count) {
      keys.computeIfAbsent(question, _ -> new TreeMap<>()).merge(key, count, Long::sum);
    }

    /// How many answered a question.
    public long count(String question) {
      return keys.getOrDefault(question, new TreeMap<>()).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }

    /// The mean of the keys pressed; null when nobody answered.
    public @Nullable Double mean(String question) {
      long count = count(question);
      long sum = 0;
      for (var each : keys.getOrDefault(question, new TreeMap<>()).entrySet()) {
        sum += each.getKey() * each.getValue();
      }
      return count == 0 ? null : (double) sum / count;
    }
  }

  /// One call's answers.
  ///
  /// @param group the skill group asked for
  /// @param agent who talked with the caller
  public record OfCall(
      String call,
      Instant arrived,
      @Nullable String group,
      @Nullable String agent,
      Map<String, Integer> answers) {}

  /// The answers of calls, the latest first.
  ///
  /// @param more whether there are others in the same time
  public record Calls(List<OfCall> calls, boolean more) {}
}
