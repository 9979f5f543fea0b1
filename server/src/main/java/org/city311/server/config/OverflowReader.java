package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.OverflowStep;

/// Reads the overflow ladder of one skill group: `{after: 60s, do: add-groups, groups: [water]}`.
final class OverflowReader {
  /// More than this can't wait for one group.
  private static final int MAX_WAITING = 100_000;

  private static final List<String> ACTIONS =
      List.of("widen", "add-groups", "callback", "message", "full");

  private final String group;
  private final Set<String> groupIds;

  /// @param group whose ladder it is
  /// @param groupIds all groups
  OverflowReader(String group, Set<String> groupIds) {
    this.group = group;
    this.groupIds = groupIds;
  }

  List<OverflowStep> steps(YamlSection section) {
    List<OverflowStep> steps = section.sections("overflow", List.of(), this::step);
    if (steps.size() > Reach.MAX_RUNGS) {
      section.mistake("overflow", steps.size() + " steps", "at most " + Reach.MAX_RUNGS);
    }
    return steps;
  }

  private Optional<OverflowStep> step(YamlSection section) {
    OverflowStep.Trigger trigger = trigger(section);
    String action = section.required("do", Shape.oneOf(ACTIONS, String.join(", ", ACTIONS)));
    Optional<OverflowStep.Action> then =
        switch (action) {
          case "widen" -> Optional.of(widen(section));
          case "add-groups" -> Optional.of(addGroups(section));
          case "callback" -> Optional.of(new OverflowStep.Treat(Treatment.CALLBACK));
          case "message" -> Optional.of(new OverflowStep.Treat(Treatment.MESSAGE));
          case "full" -> Optional.of(new OverflowStep.Treat(Treatment.FULL));
          default -> Optional.empty();
        };
    section.end();
    return then.map(known -> new OverflowStep(trigger, known));
  }

  private static OverflowStep.Trigger trigger(YamlSection section) {
    Duration after = section.duration("after", Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
    int waiting = section.integer("waiting", 1, 1, MAX_WAITING);
    if (section.hasValue("after") == section.hasValue("waiting")) {
      section.mistake(
          section.hasValue("after") ? "waiting" : "",
          section.hasValue("after") ? "after and waiting" : "neither after nor waiting",
          "one of them: after: 60s, or waiting: 20");
    }
    return section.hasValue("waiting")
        ? new OverflowStep.WhenWaiting(waiting)
        : new OverflowStep.AfterWait(after);
  }

  private static OverflowStep.Widen widen(YamlSection section) {
    Map<SkillId, Integer> levels = RoutingReader.levels(section.section("skills"), 0);
    if (levels.isEmpty()) {
      section.mistake("skills", "none", "skills with their new least level, 0 for none");
    }
    return new OverflowStep.Widen(levels);
  }

  private OverflowStep.AddGroups addGroups(YamlSection section) {
    List<String> added = section.strings("groups", List.of(), Shape.ID);
    for (String other : added) {
      if (!groupIds.contains(other) || other.equals(group)) {
        section.mistake(
            "groups",
            other,
            "other skill groups: "
                + RoutingReader.sorted(groupIds).stream().filter(id -> !id.equals(group)).toList());
      }
    }
    if (added.isEmpty()) {
      section.mistake("groups", "none", "at least one other skill group");
    }
    return new OverflowStep.AddGroups(
        added.stream().map(SkillGroupId::new).collect(Collectors.toSet()));
  }
}
