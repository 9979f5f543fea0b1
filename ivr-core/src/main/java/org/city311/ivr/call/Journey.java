package org.city311.ivr.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// What a resident went through beside the talk.
///
/// @param steps the steps of the flows that were reached, each once, in the order of their first
///   time; at most [#MOST_STEPS], the later ones are left out
/// @param answers what was answered after the talk: question to key
/// @param told what was announced while waiting; null for nothing yet
/// @param keyed what was pressed in menus, in its order, at most [#MOST_KEYS]; null for nothing, as in what
///   an older version saved
/// @param handedBy the agent who gave the resident on to others last; null for nobody
public record Journey(
    List<String> steps,
    Map<String, Integer> answers,
    @Nullable Told told,
    @Nullable List<Press> keyed,
    @Nullable AgentId handedBy) {
  public static final int MOST_STEPS = 50;

  /// How many keys are kept; the later ones are left out.
  public static final int MOST_KEYS = 50;

  /// How many questions are kept.
  public static final int MOST_ANSWERS = 9;

  /// Before the name of a step at which the resident has what the call was for, and needs no person
  /// for it.
  private static final String SERVED = "served-";

  /// Before the name of a step at which a resident is told what may be all that the call was for.
  private static final String TELLING = "told-";

  /// Nothing yet.
  public static final Journey NONE = new Journey(List.of(), Map.of());

  /// A key that chose something in a menu. What is entered by digits, such as a number, is none.
  ///
  /// @param step of the menu
  /// @param key a digit, `*` or `#`
  public record Press(String step, String key) {}

  /// With nothing announced, pressed or handed on.
  public Journey(List<String> steps, Map<String, Integer> answers) {
    this(steps, answers, null, null, null);
  }

  public Journey {
    steps = List.copyOf(steps);
    answers = Map.copyOf(answers);
    keyed = keyed == null ? null : List.copyOf(keyed);
  }

  /// What was pressed in menus, in its order.
  public List<Press> presses() {
    return keyed == null ? List.of() : keyed;
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
    return new Journey(more, answers, told, keyed, handedBy);
  }

  Journey answered(String question, int key) {
    if (answers.size() >= MOST_ANSWERS && !answers.containsKey(question)) {
      return this;
    }
    Map<String, Integer> more = new LinkedHashMap<>(answers);
    more.put(question, key);
    return new Journey(steps, more, told, keyed, handedBy);
  }

  Journey told(Told now) {
    return new Journey(steps, answers, now, keyed, handedBy);
  }

  Journey pressed(Press press) {
    if (presses().size() >= MOST_KEYS) {
      return this;
    }
    List<Press> more = new ArrayList<>(presses());
    more.add(press);
    return new Journey(steps, answers, told, more, handedBy);
  }

  Journey handedBy(@Nullable AgentId by) {
    return new Journey(steps, answers, told, keyed, by);
  }
}
