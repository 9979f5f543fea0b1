package org.city311.server.config;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.PhoneKind;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.Naming;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// Reads `skill-groups` and `agents`.
final class RoutingReader {
  private static final Shape TEXT = Shape.of("(?s).*", "a text");

  private final YamlSection top;
  private final List<String> languages;
  private final ZoneId zone;
  private final Set<String> groupIds;

  /// @param top the file itself
  RoutingReader(YamlSection top, List<String> languages, ZoneId zone) {
    this.top = top;
    this.languages = languages;
    this.zone = zone;
    this.groupIds =
        top.has("skill-groups")
            ? new TreeSet<>(top.peek("skill-groups", "id"))
            : DEFAULT_GROUPS.stream().map(g -> g.id().value()).collect(Collectors.toSet());
  }

  /// In the order of the file.
  List<SkillGroup> groups() {
    List<SkillGroup> groups = top.sections("skill-groups", DEFAULT_GROUPS, this::group);
    top.distinct("skill-groups", groups.stream().map(group -> group.id().value()).toList());
    if (groups.isEmpty()) {
      top.mistake("skill-groups", "none", "at least one group");
    } else if (groups.size() > Routing.MAX_GROUPS) {
      top.mistake("skill-groups", groups.size() + " groups", "at most " + Routing.MAX_GROUPS);
    }
    return groups;
  }

  /// In the order of the file.
  ///
  /// @param groups the skill groups that were read
  List<AgentProfile> agents(List<SkillGroup> groups) {
    Set<String> ids =
        groups.stream()
            .map(group -> group.id().value())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<AgentProfile> agents =
        top.sections(
            "agents",
            top.has("skill-groups") ? List.of() : DEFAULT_AGENTS,
            section -> agent(section, ids));
    top.distinct("agents", agents.stream().map(agent -> agent.id().value()).toList());
    top.distinct(
        "agents",
        agents.stream()
            .flatMap(agent -> Stream.ofNullable(agent.extension()))
            .map(extension -> "extension " + extension)
            .toList());
    if (agents.size() > Routing.MAX_AGENTS) {
      top.mistake("agents", agents.size() + " agents", "at most " + Routing.MAX_AGENTS);
    }
    return agents;
  }

  private Optional<SkillGroup> group(YamlSection section) {
    String id = section.required("id", Shape.ID);
    Map<String, String> names = names(section, languages);
    Map<SkillId, Integer> skills = levels(section.section("skills"), 1);
    OverflowReader ladder = new OverflowReader(id, groupIds);
    YamlSection hours = section.section("hours");
    var group =
        new SkillGroup(
            new SkillGroupId(id.isEmpty() ? "none" : id),
            names,
            skills,
            section.constant("strategy", Strategy.LONGEST_IDLE),
            section.integer("priority", 0, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY),
            ladder.steps(section),
            section.hasValue("hours") ? new HoursReader(zone).hours(hours) : OpeningHours.always(),
            section.constant("closing", Closing.SERVE),
            new AnnouncementsReader(languages).read(section.section("waiting")),
            section.constant("recording", RecordingRule.NEVER));
    section.end();
    return id.isEmpty() ? Optional.empty() : Optional.of(group);
  }

  /// Language to name, of the key `name`; one that is missing is a mistake.
  static Map<String, String> names(YamlSection section, List<String> languages) {
    Map<String, String> names = new LinkedHashMap<>();
    YamlSection written = section.section("name");
    for (String tag : written.keys(ConfigurationReader.LANGUAGE)) {
      written.optional(tag, TEXT).ifPresent(name -> names.put(tag, name));
    }
    for (String language : languages) {
      String name = names.get(language);
      if (name == null || !Shape.NAME.matches(name)) {
        section.mistake(
            "name", language + ": " + (name == null ? "nothing" : name), Shape.NAME.explained());
      }
    }
    return names;
  }

  /// Skill to level.
  ///
  /// @param least the lowest level that makes sense here
  static Map<SkillId, Integer> levels(YamlSection section, int least) {
    Map<SkillId, Integer> levels = new LinkedHashMap<>();
    for (String skill : section.keys(Shape.ID)) {
      levels.put(new SkillId(skill), section.integer(skill, least, least, SkillId.MAX_LEVEL));
    }
    return levels;
  }

  private Optional<AgentProfile> agent(YamlSection section, Set<String> ids) {
    String id = section.required("id", Shape.ID);
    if (Naming.TAKEN_BY_ASTERISK.contains(id)) {
      section.mistake("id", id, "a name that Asterisk does not use itself");
    }
    String name = section.string("name", id, Shape.NAME);
    Map<SkillGroupId, Integer> groups = preferences(section, ids);
    Map<SkillId, Integer> skills = levels(section.section("skills"), 1);
    String extension = section.optional("extension", Shape.EXTENSION).orElse(null);
    PhoneKind kind = section.constant("phone", PhoneKind.DESK);
    section.end();
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new AgentProfile(new AgentId(id), name, id, groups, skills, extension, kind));
  }

  /// A list, in which all are preferred alike; or group to preference.
  private static Map<SkillGroupId, Integer> preferences(YamlSection section, Set<String> ids) {
    Map<String, Integer> groups = new LinkedHashMap<>();
    if (section.isMapping("groups")) {
      YamlSection preferences = section.section("groups");
      for (String group : preferences.keys(Shape.ID)) {
        groups.put(group, preferences.integer(group, 1, 1, AgentProfile.MAX_PREFERENCE));
      }
    } else {
      section.strings("groups", List.copyOf(ids), Shape.ID).forEach(group -> groups.put(group, 1));
    }
    for (String group : groups.keySet()) {
      if (!ids.contains(group)) {
        section.mistake("groups", group, "skill groups: " + sorted(ids));
      }
    }
    if (groups.isEmpty()) {
      section.mistake("groups", "none", "at least one of " + sorted(ids));
    }
    return groups.entrySet().stream()
        .collect(Collectors.toMap(entry -> new SkillGroupId(entry.getKey()), Map.Entry::getValue));
  }

  static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static SkillGroup defaultGroup(String id, String english, String spanish) {
    return SkillGroup.plain(new SkillGroupId(id), Map.of("en", english, "es", spanish));
  }

  private static AgentProfile defaultAgent(
      String id, String name, String extension, String... groups) {
    return new AgentProfile(
        new AgentId(id),
        name,
        id,
        List.of(groups).stream().collect(Collectors.toMap(SkillGroupId::new, _ -> 1)),
        Map.of(),
        extension);
  }

  private static final List<SkillGroup> DEFAULT_GROUPS =
      List.of(
          defaultGroup("streets", "Streets and potholes", "Calles y baches"),
          defaultGroup("water", "Water and sewers", "Agua y alcantarillado"));

  private static final List<AgentProfile> DEFAULT_AGENTS =
      List.of(
          defaultAgent("ana", "Ana Alvarez", "1", "streets", "water"),
          defaultAgent("ben", "Ben Brooks", "2", "streets", "water"),
          defaultAgent("carla", "Carla Cruz", "3", "streets"),
          defaultAgent("dan", "Dan Dixon", "4", "water"),
          defaultAgent("eva", "Eva Espinoza", "5", "streets", "water"));

  /// Two groups and five agents, for trying.
  static final Routing DEFAULTS = new Routing(DEFAULT_GROUPS, DEFAULT_AGENTS);
}
