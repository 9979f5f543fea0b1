package org.city311.ivr.agent;

import java.util.Set;
import org.city311.ivr.call.SkillGroupId;

/// Who an agent is, from the configuration.
///
/// @param name what colleagues read
/// @param phone the SIP account of the agent's phone
/// @param groups the skill groups the agent serves; never empty
public record AgentProfile(AgentId id, String name, String phone, Set<SkillGroupId> groups) {
  public AgentProfile {
    groups = Set.copyOf(groups);
  }
}
