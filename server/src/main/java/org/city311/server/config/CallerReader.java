package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration.Callers;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.MenuChoice;
import org.city311.server.config.Configuration.NotReadyReason;

/// Reads what callers dial, press and bring with them, and what agents dial: `numbers`, `menu`,
/// `menus`, `callers`, `not-ready-reasons`.
final class CallerReader {
  private static final int MAX_NUMBERS = 100;
  private static final int MAX_REASONS = 9;
  private static final int MAX_MENU = 9;

  private final YamlSection top;

  CallerReader(YamlSection top) {
    this.top = top;
  }

  List<DialledNumber> numbers() {
    List<DialledNumber> numbers =
        top.sections(
            "numbers", "number", List.of(new DialledNumber("311", 0)), CallerReader::number);
    top.distinct("numbers", numbers.stream().map(DialledNumber::number).toList());
    if (numbers.isEmpty()) {
      top.mistake("numbers", "none", "at least one number");
    } else if (numbers.size() > MAX_NUMBERS) {
      top.mistake("numbers", numbers.size() + " numbers", "at most " + MAX_NUMBERS);
    }
    return numbers;
  }

  private static Optional<DialledNumber> number(YamlSection section) {
    String number = section.required("number", Shape.NUMBER);
    int priority = priority(section);
    section.end();
    return number.isEmpty() ? Optional.empty() : Optional.of(new DialledNumber(number, priority));
  }

  private static int priority(YamlSection section) {
    return section.integer("priority", 0, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY);
  }

  /// Without a menu in the file, the groups in their order.
  SortedMap<Character, MenuChoice> menu(List<SkillGroup> groups) {
    Set<String> ids = groups.stream().map(group -> group.id().value()).collect(Collectors.toSet());
    SortedMap<Character, MenuChoice> menu = new TreeMap<>();
    YamlSection written = top.section("menu");
    for (String key : written.keys(Shape.DIGIT)) {
      choice(written.section(key, "group"), ids)
          .ifPresent(choice -> menu.put(key.charAt(0), choice));
    }
    if (!top.has("menu")) {
      char digit = '1';
      for (SkillGroup group : groups.subList(0, Math.min(MAX_MENU, groups.size()))) {
        menu.put(digit++, new MenuChoice(group.id(), 0, Map.of()));
      }
    } else if (menu.isEmpty()) {
      top.mistake("menu", "nothing", "at least one key");
    }
    return menu;
  }

  /// The file of the menus, which is there instead of `menu`.
  Optional<String> menus() {
    Optional<String> file = top.optional("menus", Shape.FILE);
    if (file.isPresent() && top.has("menu")) {
      top.mistake("menus", "menu and menus", "one of them");
    }
    return file;
  }

  private static Optional<MenuChoice> choice(YamlSection section, Set<String> groupIds) {
    String group = section.required("group", Shape.ID);
    if (!group.isEmpty() && !groupIds.contains(group)) {
      section.mistake("group", group, "skill groups: " + RoutingReader.sorted(groupIds));
    }
    int priority = priority(section);
    Map<SkillId, Integer> skills = RoutingReader.levels(section.section("skills"), 1);
    section.end();
    return group.isEmpty()
        ? Optional.empty()
        : Optional.of(new MenuChoice(new SkillGroupId(group), priority, skills));
  }

  Callers callers() {
    YamlSection section = top.section("callers");
    YamlSection abandoned = section.section("abandoned");
    YamlSection lastAgent = section.section("last-agent");
    Callers callers = new Callers(within(abandoned), priority(abandoned), within(lastAgent));
    List.of(abandoned, lastAgent, section).forEach(YamlSection::end);
    return callers;
  }

  private static Duration within(YamlSection section) {
    return section.duration("within", Duration.ZERO, Duration.ZERO, Duration.ofHours(24));
  }

  List<NotReadyReason> reasons() {
    List<NotReadyReason> reasons =
        top.sections("not-ready-reasons", "reason", DEFAULT_REASONS, CallerReader::reason);
    top.distinct("not-ready-reasons", reasons.stream().map(NotReadyReason::reason).toList());
    if (reasons.size() > MAX_REASONS) {
      top.mistake(
          "not-ready-reasons",
          reasons.size() + " reasons",
          "at most " + MAX_REASONS + ": each has a digit");
    }
    return reasons;
  }

  private static Optional<NotReadyReason> reason(YamlSection section) {
    String reason = section.required("reason", Shape.ID);
    boolean planned = section.bool("planned", false);
    section.end();
    return reason.isEmpty() ? Optional.empty() : Optional.of(new NotReadyReason(reason, planned));
  }

  private static final List<NotReadyReason> DEFAULT_REASONS =
      List.of(
          new NotReadyReason("break", false),
          new NotReadyReason("lunch", true),
          new NotReadyReason("training", true),
          new NotReadyReason("meeting", true));
}
