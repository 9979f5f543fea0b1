package org.city311.ivr.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a resident went through beside the talk.
///
/// @param steps the steps of the flows that were reached, each once, in the order of their first
///   time; at most [#MOST_STEPS], the later ones are left out
/// @param answers what was answered after the talk: question to key
/// @param told what was announced while waiting; null for nothing yet
public record Journey(List<String> steps, Map<String, Integer> answers, @Nullable Told told) {
  public static final int MOST_STEPS = 50;

  /// How many questions are kept.
  public static final int MOST_ANSWERS = 9;

  /// Before the name of a step at which the resident has what the call was for, and needs no person
  /// for it.
  private static final String SERVED = "served-";

  /// Before the name of a step at which a resident is told what may be all that the call was for.
  private static final String TELLING = "told-";

  /// Nothing yet.
  public static final Journey NONE = new Journey(List.of(), Map.of());

  /// With nothing announced.
  public Journey(List<String> steps, Map<String, Integer> answers) {
    this(steps, answers, null);
  }

  public Journey {
    steps = List.copyOf(steps);
    answers = Map.copyOf(answers);
  }

  /// The step at which a resident was served without a person.
  ///
  /// @param by what, such as `status`
  public static String served(String by) {
    return SERVED + by;
  }

  /// The step at which a resident is told what may be all that the call was for: who hangs up there was served without
  /// a person, who goes on was not.
  ///
  /// @param what such as `known-event`
  public static String telling(String what) {
    return TELLING + what;
  }

  /// Whether this is a step at which a resident was served.
  public static boolean isServed(String step) {
    return step.startsWith(SERVED);
  }

  /// Whether who hangs up at this step was served.
  public static boolean isTelling(String step) {
    return step.startsWith(TELLING);
  }

  Journey to(String step) {
    if (steps.contains(step) || steps.size() >= MOST_STEPS) {
      return this;
    }
    List<String> more = new ArrayList<>(steps);
    more.add(step);
    return new Journey(more, answers, told);
  }

  Journey answered(String question, int key) {
    if (answers.size() >= MOST_ANSWERS && !answers.containsKey(question)) {
      return this;
    }
    Map<String, Integer> more = new LinkedHashMap<>(answers);
    more.put(question, key);
    return new Journey(steps, more, told);
  }

  Journey told(Told now) {
    return new Journey(steps, answers, now);
  }
}
