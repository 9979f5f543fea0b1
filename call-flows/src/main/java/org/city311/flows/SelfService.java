package org.city311.flows;

import java.util.Set;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.CallerGone;
import org.jspecify.annotations.Nullable;

/// A conversation in which a resident gets something done without a person. A menu leads to it by its
/// name. It may begin anew on another node: what [Dialogue#once] asked is not asked again.
@FunctionalInterface
public interface SelfService {

  /// Talks with the resident.
  ///
  /// @param about what the menu says that it is about, such as the id of a type; empty for nothing
  /// @throws Elsewhere when the resident asks for a person, or goes back to the menu
  Next converse(Dialogue dialogue, String about) throws CallerGone, Elsewhere;

  /// What a menu may say that it is about; empty when there is nothing to say.
  default Set<String> subjects() {
    return Set.of();
  }

  /// How the call goes on.
  sealed interface Next {

    /// With the menu from which the resident came.
    record Menu() implements Next {}

    /// With a person.
    ///
    /// @param group null for the one that the menu leads to
    record Person(@Nullable SkillGroupId group) implements Next {}

    /// There is nothing more to say: the farewell follows.
    record Goodbye() implements Next {}
  }
}
