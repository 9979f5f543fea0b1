package org.city311.ivr.estimate;

import java.util.Optional;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;

/// Where flows, pages and boards ask how long callers will wait. Each answer is made when it is asked
/// for, so asking again renews it. Safe for any thread.
///
/// Empty means that nothing is known: nobody serves the group, or too few calls have been handled
/// since this process began to look. No answer is ever made up.
public interface WaitEstimates {

  /// For a call that waits; empty also for one that does not.
  Optional<WaitEstimate> remaining(CallId call);

  /// For one who would join this group now, with no skills asked for beside the group's own.
  Optional<WaitEstimate> joining(SkillGroupId group);

  /// For one who would join now, whatever the group: the mean over groups, weighted by how many have
  /// joined each lately.
  Optional<WaitEstimate> joining();
}
