package org.city311.ivr.routing;

import java.util.List;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.jspecify.annotations.Nullable;

/// A queue and the way in which it is served.
///
/// @param names language tag to what residents hear and see; never empty
/// @param skills what an agent of the group must be able to do to take its calls: skill to least
///   level
/// @param priority added to the priority of each of its calls
/// @param overflow the ladder, in order
/// @param announcements what is said to those who wait; null for what is usual, as in what an older
///   version saved
/// @param recording whether talks are recorded; null for never, as in what an older version saved
public record SkillGroup(
    SkillGroupId id,
    Map<String, String> names,
    Map<SkillId, Integer> skills,
    Strategy strategy,
    int priority,
    List<OverflowStep> overflow,
    OpeningHours hours,
    Closing closing,
    @Nullable Announcements announcements,
    @Nullable RecordingRule recording) {
  /// With the usual announcements, and never recorded.
  public SkillGroup(
      SkillGroupId id,
      Map<String, String> names,
      Map<SkillId, Integer> skills,
      Strategy strategy,
      int priority,
      List<OverflowStep> overflow,
      OpeningHours hours,
      Closing closing) {
    this(id, names, skills, strategy, priority, overflow, hours, closing, Announcements.USUAL);
  }

  /// Never recorded.
  public SkillGroup(
      SkillGroupId id,
      Map<String, String> names,
      Map<SkillId, Integer> skills,
      Strategy strategy,
      int priority,
      List<OverflowStep> overflow,
      OpeningHours hours,
      Closing closing,
      @Nullable Announcements announcements) {
    this(
        id,
        names,
        skills,
        strategy,
        priority,
        overflow,
        hours,
        closing,
        announcements,
        RecordingRule.NEVER);
  }

  public SkillGroup {
    names = Map.copyOf(names);
    skills = Map.copyOf(skills);
    overflow = List.copyOf(overflow);
  }

  /// What is said to those who wait.
  public Announcements announced() {
    return announcements == null ? Announcements.USUAL : announcements;
  }

  /// Whether its talks are recorded.
  public RecordingRule recorded() {
    return recording == null ? RecordingRule.NEVER : recording;
  }

  /// A group that is always open, asks for nothing, and rings the longest idle.
  public static SkillGroup plain(SkillGroupId id, Map<String, String> names) {
    return new SkillGroup(
        id,
        names,
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE);
  }
}
