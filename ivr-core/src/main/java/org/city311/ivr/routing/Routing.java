package org.city311.ivr.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.jspecify.annotations.Nullable;

/// All skill groups and all agents: what calls are routed by. Valid as a whole.
///
/// @param groups at least one, each with an id of its own
/// @param agents in the order that [Strategy#LINEAR] rings them; each with an id and a phone of its
///     own, and an extension of its own or none
public record Routing(List<SkillGroup> groups, List<AgentProfile> agents) {
  public static final int MAX_GROUPS = 500;
  public static final int MAX_AGENTS = 20_000;

  /// @throws IllegalArgumentException with every mistake, one to a line
  public Routing {
    groups = List.copyOf(groups);
    agents = List.copyOf(agents);
    List<String> mistakes = mistakes(groups, agents);
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
  }

  public Optional<SkillGroup> group(@Nullable SkillGroupId id) {
    return groups.stream().filter(group -> group.id().equals(id)).findFirst();
  }

  /// The agent whom colleagues dial so.
  public Optional<AgentProfile> agentAt(String extension) {
    return agents.stream().filter(agent -> extension.equals(agent.extension())).findFirst();
  }

  /// What a caller asks for, with the group's own priority added. Done once, when the call asks: what
  /// waits keeps its place when the group changes.
  public Demand ranked(Demand demand) {
    int sum = demand.priority() + group(demand.group()).map(SkillGroup::priority).orElse(0);
    return new Demand(
        demand.group(),
        demand.skills(),
        Math.clamp(sum, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY),
        demand.direct());
  }

  private static List<String> mistakes(List<SkillGroup> groups, List<AgentProfile> agents) {
    List<String> mistakes = new ArrayList<>();
    if (groups.isEmpty() || groups.size() > MAX_GROUPS) {
      mistakes.add("there are " + groups.size() + " skill groups; 1 to " + MAX_GROUPS + " can be");
    }
    if (agents.size() > MAX_AGENTS) {
      mistakes.add("there are " + agents.size() + " agents; at most " + MAX_AGENTS + " can be");
    }
    Map<SkillGroupId, SkillGroup> byId = new LinkedHashMap<>();
    for (SkillGroup group : groups) {
      if (byId.put(group.id(), group) != null) {
        mistakes.add("skill group " + group.id() + " is there twice");
      }
    }
    groups.forEach(group -> checkGroup(group, byId.keySet(), mistakes));
    Set<Object> taken = new HashSet<>();
    Set<String> extensions = new HashSet<>();
    for (AgentProfile agent : agents) {
      if (!taken.add(agent.id())) {
        mistakes.add("agent " + agent.id() + " is there twice");
      }
      if (!taken.add(agent.phone())) {
        mistakes.add("agent " + agent.id() + ": another agent has the phone " + agent.phone());
      }
      String extension = agent.extension();
      if (extension != null && !Naming.EXTENSION.matcher(extension).matches()) {
        mistakes.add("agent " + agent.id() + ": the extension is not " + Naming.EXTENSION_ALLOWED);
      } else if (extension != null && !extensions.add(extension)) {
        mistakes.add("agent " + agent.id() + ": another agent has the extension " + extension);
      }
      checkAgent(agent, byId.keySet(), mistakes);
    }
    return mistakes;
  }

  private static void checkGroup(SkillGroup group, Set<SkillGroupId> known, List<String> mistakes) {
    String who = "skill group " + group.id() + ": ";
    if (group.names().isEmpty()) {
      mistakes.add(who + "has no name");
    }
    if (Math.abs(group.priority()) > Demand.MAX_PRIORITY) {
      mistakes.add(
          who + "priority is not between -" + Demand.MAX_PRIORITY + " and " + Demand.MAX_PRIORITY);
    }
    checkLevels(who, group.skills(), mistakes);
    if (group.overflow().size() > Reach.MAX_RUNGS) {
      mistakes.add(
          who
              + group.overflow().size()
              + " overflow steps; at most "
              + Reach.MAX_RUNGS
              + " can be");
    }
    for (OverflowStep step : group.overflow()) {
      if (step.then() instanceof OverflowStep.AddGroups add) {
        add.groups().stream()
            .filter(other -> !known.contains(other) || other.equals(group.id()))
            .sorted()
            .forEach(other -> mistakes.add(who + "overflows into " + other + ": no other group"));
      }
    }
  }

  private static void checkAgent(
      AgentProfile agent, Set<SkillGroupId> known, List<String> mistakes) {
    String who = "agent " + agent.id() + ": ";
    if (agent.groups().isEmpty()) {
      mistakes.add(who + "serves no skill group");
    }
    agent.groups().keySet().stream()
        .filter(group -> !known.contains(group))
        .sorted()
        .forEach(group -> mistakes.add(who + "serves " + group + ", which is no skill group"));
    agent
        .groups()
        .forEach(
            (group, preference) -> {
              if (preference < 1 || preference > AgentProfile.MAX_PREFERENCE) {
                mistakes.add(
                    who
                        + "preference "
                        + preference
                        + " for "
                        + group
                        + " is not between 1 and "
                        + AgentProfile.MAX_PREFERENCE);
              }
            });
    checkLevels(who, agent.skills(), mistakes);
  }

  private static void checkLevels(String who, Map<SkillId, Integer> skills, List<String> mistakes) {
    skills.forEach(
        (skill, level) -> {
          if (level < 1 || level > SkillId.MAX_LEVEL) {
            mistakes.add(
                who + skill + ": level " + level + " is not between 1 and " + SkillId.MAX_LEVEL);
          }
        });
  }
}
