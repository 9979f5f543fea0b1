package org.city311.ivr.line;

import org.city311.ivr.call.SkillGroupId;

/// The one decision that a flow ends in.
public sealed interface Ending {

  /// The resident waits for a person of this group.
  record Person(SkillGroupId group) implements Ending {}

  /// The resident has been helped, or there is nothing more to say.
  record Goodbye() implements Ending {}
}
