package org.city311.flows.menu;

import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;

/// Where a key leads.
public sealed interface Target {

  /// Another menu.
  ///
  /// @param menu its id
  record ToMenu(String menu) implements Target {}

  /// A person.
  ///
  /// @param priority added to the call's
  /// @param skills what the call asks for beside its group's skills: skill to least level
  record ToGroup(SkillGroupId group, int priority, Map<SkillId, Integer> skills) implements Target {
    public ToGroup {
      skills = Map.copyOf(skills);
    }

    /// Nothing but a group.
    public static ToGroup of(SkillGroupId group) {
      return new ToGroup(group, 0, Map.of());
    }
  }

  /// A conversation that is written in Java.
  ///
  /// @param flow its name
  /// @param about what it is told to be about; empty for nothing
  record ToFlow(String flow, String about) implements Target {}

  /// Something that is told; then the menu again.
  ///
  /// @param name as staff call it
  /// @param prompt its key
  record ToInformation(String name, String prompt) implements Target {}

  /// A telephone outside the centre.
  ///
  /// @param name in the configured list: never digits
  record ToNumber(String name) implements Target {}

  /// The end of the call, after the farewell: where a self-service leads that has done it all.
  record Goodbye() implements Target {}
}
