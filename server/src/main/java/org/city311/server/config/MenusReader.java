package org.city311.server.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.city311.flows.menu.Condition;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.flows.menu.TreeCheck;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Spoken;

/// Reads `menus.yaml`, and checks the tree as a whole. `docs/call-flows.md` explains it.
public final class MenusReader {
  private static final int MOST_MENUS = 100;
  private static final int MOST_STARTS = 20;

  /// Of the keys that may mean danger to life these are none: who is known is told something before the menus, and
  /// chooses what comes next by them.
  private static final int ANSWERS_BEFORE_THE_MENUS = 3;

  private static final List<String> TARGETS =
      List.of("group", "menu", "flow", "information", "number");

  private final YamlSection top;
  private final Known known;
  private final MenuTexts texts;
  private final Map<String, Condition.Hours> hours = new LinkedHashMap<>();
  private final Set<String> menuIds;

  private MenusReader(YamlSection top, Known known) {
    this.top = top;
    this.known = known;
    this.texts = new MenuTexts(top.section("prompts"), known);
    this.menuIds = new TreeSet<>(top.section("menus").keys(Shape.ID));
    HoursReader reader = new HoursReader(known.zone());
    YamlSection written = top.section("hours");
    for (String name : written.keys(Shape.ID)) {
      hours.put(name, new Condition.Hours(name, reader.hours(written.section(name))));
    }
  }

  /// What menus may speak of.
  ///
  /// @param city as it is spoken
  /// @param languages each sentence is in all of them
  /// @param groups the skill groups' ids; the first is that of who chooses nothing
  /// @param flows name to what they may be about; none where there is nothing to say
  /// @param numbers the names of telephones outside
  /// @param dialled the numbers that callers dial
  public record Known(
      String city,
      ZoneId zone,
      List<String> languages,
      List<String> groups,
      Map<String, Set<String>> flows,
      Set<String> numbers,
      Set<String> dialled) {}

  /// @param file its name, for mistakes
  /// @throws ConfigurationException with all mistakes, if there are any
  public static MenuTree read(String file, String text, Known known) throws ConfigurationException {
    Mistakes mistakes = new Mistakes(file);
    YamlSection top = new YamlSection("", YamlFile.parse(text, mistakes), mistakes);
    MenuTree tree = new MenusReader(top, known).tree(MenuTree.version(text));
    mistakes.throwIfAny();
    return tree;
  }

  private MenuTree tree(String version) {
    YamlSection written = top.section("menus");
    Map<String, Menu> menus = new LinkedHashMap<>();
    for (String id : written.keys(Shape.ID)) {
      menus.put(id, menu(id, written.section(id)));
    }
    if (menus.isEmpty() || menus.size() > MOST_MENUS) {
      top.mistake("menus", menus.size() + " menus", "1 to " + MOST_MENUS);
    }
    SkillGroupId person = group(top, "person").orElse(new SkillGroupId(known.groups().getFirst()));
    List<MenuTree.Start> start = start();
    Optional<MenuTree.Emergency> emergency =
        top.has("emergency") ? emergency(top.section("emergency"), menus) : Optional.empty();
    top.section("emergency");
    texts.end();
    top.end();
    MenuTree tree = new MenuTree(version, start, menus, person, emergency, texts.spoken());
    for (TreeCheck.Finding finding : TreeCheck.of(tree)) {
      written.mistake(finding.menu(), finding.found(), finding.allowed());
    }
    return tree;
  }

  private Optional<MenuTree.Emergency> emergency(YamlSection section, Map<String, Menu> menus) {
    String written = section.required("key", Shape.DIGIT);
    char key = written.isEmpty() ? '9' : written.charAt(0);
    Spoken says = texts.inEveryLanguage(section, "says", "emergency", key);
    Optional<String> number = named(section, "number", "outside.numbers", known.numbers());
    List<String> taken =
        menus.values().stream()
            .filter(menu -> menu.choices().containsKey(key))
            .map(Menu::id)
            .sorted()
            .toList();
    if (!taken.isEmpty()) {
      section.mistake("key", key + ", which is a choice in " + taken, "a key that no menu uses");
    }
    if (key - '0' <= Math.max(known.languages().size(), ANSWERS_BEFORE_THE_MENUS)) {
      section.mistake(
          "key",
          key + ", which chooses a language or answers before the menus",
          "a key from 4 to 9");
    }
    section.end();
    return number.map(name -> new MenuTree.Emergency(key, says, new Target.ToNumber(name)));
  }

  /// Without a start in the file, the menu `main`.
  private List<MenuTree.Start> start() {
    List<MenuTree.Start> start = new ArrayList<>();
    if (top.isList("start")) {
      start.addAll(top.sections("start", "menu", List.of(), this::wayIn));
    } else {
      String menu = top.string("start", "main", Shape.ID);
      if (menuIds.contains(menu)) {
        start.add(new MenuTree.Start(Condition.ALWAYS, new Target.ToMenu(menu)));
      } else {
        top.mistake("start", menu, "menus: " + menuIds);
      }
    }
    if (start.size() > MOST_STARTS) {
      top.mistake("start", start.size() + " ways in", "at most " + MOST_STARTS);
    }
    if (!start.isEmpty() && !start.getLast().when().equals(Condition.ALWAYS)) {
      top.mistake("start", "a last way in with a condition", "one without: where all others begin");
    }
    return start;
  }

  private Optional<MenuTree.Start> wayIn(YamlSection section) {
    Optional<Target> target = target(section, "", List.of("menu", "group"));
    MenuTree.Manner manner =
        section.bool("at-once", false) ? MenuTree.Manner.AT_ONCE : MenuTree.Manner.GREETED;
    Condition when = ending(section);
    boolean isOfANumber = !when.dialled().isEmpty() && when.languages().isEmpty();
    if (manner == MenuTree.Manner.AT_ONCE
        && !(isOfANumber && target.filter(Target.ToGroup.class::isInstance).isPresent())) {
      section.mistake(
          "at-once", "true", "with a group, for numbers that are dialled, in any language");
    }
    return target.map(to -> new MenuTree.Start(when, to, manner));
  }

  private Condition ending(YamlSection section) {
    Condition condition = condition(section);
    section.end();
    return condition;
  }

  private Menu menu(String id, YamlSection section) {
    Spoken says =
        section.has("says")
            ? texts.sentence(section, "says", "m-" + id, Optional.empty())
            : Spoken.NOTHING;
    Optional<SkillGroupId> person = group(section, "person");
    SortedMap<Character, Menu.Choice> choices = new TreeMap<>();
    YamlSection written = section.section("choices");
    for (String key : written.keys(Shape.DIGIT)) {
      char digit = key.charAt(0);
      choice(written.section(key), "m-" + id + "-" + key, digit)
          .ifPresent(choice -> choices.put(digit, choice));
    }
    if (written.keys(Shape.DIGIT).isEmpty()) {
      section.mistake("choices", "nothing", "at least one key, 1 to 9");
    }
    section.end();
    return new Menu(id, says, choices, person);
  }

  private Optional<Menu.Choice> choice(YamlSection section, String place, char digit) {
    Spoken says = texts.sentence(section, "says", place, Optional.of(digit));
    Optional<Target> target = target(section, place, TARGETS);
    Condition when = ending(section);
    return target.map(to -> new Menu.Choice(says, when, to));
  }

  /// One of the targets that are allowed here.
  private Optional<Target> target(YamlSection section, String place, List<String> allowed) {
    List<String> written = allowed.stream().filter(section::has).toList();
    if (written.size() != 1) {
      section.mistake(
          "",
          written.isEmpty() ? "no target" : String.join(" and ", written),
          "one of " + String.join(", ", allowed));
      allowed.forEach(key -> section.optional(key, Shape.ID));
      return Optional.empty();
    }
    return switch (written.getFirst()) {
      case "group" -> group(section);
      case "menu" -> named(section, "menu", "menus", menuIds).map(Target.ToMenu::new);
      case "flow" -> flow(section);
      case "number" ->
          named(section, "number", "outside.numbers", known.numbers()).map(Target.ToNumber::new);
      default -> information(section, place);
    };
  }

  private Optional<Target> group(YamlSection section) {
    int priority = section.integer("priority", 0, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY);
    Map<SkillId, Integer> skills = RoutingReader.levels(section.section("skills"), 1);
    return group(section, "group").map(id -> new Target.ToGroup(id, priority, skills));
  }

  private Optional<SkillGroupId> group(YamlSection section, String key) {
    return section.has(key)
        ? named(section, key, "skill groups", new TreeSet<>(known.groups())).map(SkillGroupId::new)
        : Optional.empty();
  }

  private Optional<Target> flow(YamlSection section) {
    Optional<String> name = named(section, "flow", "flows", new TreeSet<>(known.flows().keySet()));
    Optional<String> about = section.optional("about", Shape.ID);
    Set<String> subjects = name.map(known.flows()::get).orElse(Set.of());
    if (about.isPresent() && name.isPresent() && !subjects.contains(about.get())) {
      section.mistake(
          "about",
          about.get(),
          subjects.isEmpty() ? "nothing, for this flow" : "" + new TreeSet<>(subjects));
    }
    return name.map(flow -> new Target.ToFlow(flow, about.orElse("")));
  }

  /// @param place of the choice, which names texts that are written here
  private Optional<Target> information(YamlSection section, String place) {
    boolean isWritten = section.isMapping("information");
    String name = isWritten ? place : section.string("information", "", Shape.ID);
    return texts.sentence(section, "information", "i-" + place, Optional.empty()).prompts().stream()
        .findFirst()
        .map(prompt -> new Target.ToInformation(name, prompt));
  }

  private static Optional<String> named(
      YamlSection section, String key, String what, Set<String> names) {
    Optional<String> name = section.optional(key, Shape.ID);
    if (name.isPresent() && !names.contains(name.get())) {
      section.mistake(key, name.get(), what + ": " + names);
    }
    if (name.isEmpty() && !section.hasValue(key)) {
      section.mistake(key, "nothing", what + ": " + names);
    }
    return name.filter(names::contains);
  }

  private Condition condition(YamlSection section) {
    return new Condition(
        hours(section, "open"),
        hours(section, "closed"),
        section.oneOrMore("language", ConfigurationReader.LANGUAGE).stream()
            .map(Language::new)
            .collect(Collectors.toSet()),
        dialled(section));
  }

  private Optional<Condition.Hours> hours(YamlSection section, String key) {
    return section.has(key)
        ? named(section, key, "hours", hours.keySet()).map(hours::get)
        : asked(section, key);
  }

  /// So that it stands among the keys that are allowed.
  private static Optional<Condition.Hours> asked(YamlSection section, String key) {
    section.optional(key, Shape.ID);
    return Optional.empty();
  }

  private Set<String> dialled(YamlSection section) {
    List<String> numbers = section.oneOrMore("dialled", Shape.NUMBER);
    for (String number : numbers) {
      if (!known.dialled().contains(number)) {
        section.mistake("dialled", number, "numbers: " + new TreeSet<>(known.dialled()));
      }
    }
    return Set.copyOf(numbers);
  }
}
