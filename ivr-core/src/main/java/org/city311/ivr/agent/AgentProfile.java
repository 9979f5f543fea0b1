package org.city311.ivr.agent;

import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.jspecify.annotations.Nullable;

/// Who an agent is, and what they can do.
///
/// @param name what colleagues read
/// @param phone the SIP account of the agent's phone
/// @param groups the skill groups the agent serves, never empty, with the preference for each: 1 is
///     rung before 2. It decides which agent takes a call, never which call an agent takes
/// @param skills skill to level
/// @param extension the digits by which colleagues reach the agent; null: they can't
/// @param phoneKind what the phone is; where nothing is said, as in what was saved before there were others, one on
///     the desk
public record AgentProfile(
    AgentId id,
    String name,
    String phone,
    Map<SkillGroupId, Integer> groups,
    Map<SkillId, Integer> skills,
    @Nullable String extension,
    @Nullable PhoneKind phoneKind) {
  /// The last preference that an agent can have for a group.
  public static final int MAX_PREFERENCE = 100;

  public AgentProfile {
    groups = Map.copyOf(groups);
    skills = Map.copyOf(skills);
    phoneKind = phoneKind == null ? PhoneKind.DESK : phoneKind;
  }

  @Override
  public PhoneKind phoneKind() {
    return phoneKind == null ? PhoneKind.DESK : phoneKind;
  }

  /// One with a phone on the desk.
  public AgentProfile(
      AgentId id,
      String name,
      String phone,
      Map<SkillGroupId, Integer> groups,
      Map<SkillId, Integer> skills,
      @Nullable String extension) {
    this(id, name, phone, groups, skills, extension, PhoneKind.DESK);
  }

  /// One whom colleagues can't dial.
  public AgentProfile(
      AgentId id,
      String name,
      String phone,
      Map<SkillGroupId, Integer> groups,
      Map<SkillId, Integer> skills) {
    this(id, name, phone, groups, skills, null);
  }
}
