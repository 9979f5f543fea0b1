package org.city311.flows.menu;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.flows.menu.Condition.Situation;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Spoken;

/// One question of the tree.
///
/// @param says what is said before the choices; nothing for none
/// @param choices by their keys, 1 to 9, in the order in which they are said
/// @param person the skill group that `0` leads to here; empty for the tree's own
public record Menu(
    String id, Spoken says, SortedMap<Character, Choice> choices, Optional<SkillGroupId> person) {
  public Menu {
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
  }

  /// What a key means.
  ///
  /// @param says the sentence that names the key; nothing where the menu says it itself
  /// @param when it is offered
  public record Choice(Spoken says, Condition when, Target target) {}

  /// The choices that are offered now.
  public SortedMap<Character, Choice> offered(Situation now) {
    SortedMap<Character, Choice> offered = new TreeMap<>(choices);
    offered.values().removeIf(choice -> !choice.when().holds(now));
    return offered;
  }
}
