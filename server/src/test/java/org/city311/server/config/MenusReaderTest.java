package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.flows.menu.Condition;
import org.city311.flows.menu.Condition.Situation;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `menus.yaml`: what it becomes, and each mistake: `file:line: key: found …, allowed: …`.
@SuppressWarnings("NullAway") // What is not there fails the test.
class MenusReaderTest {
  private static final MenusReader.Known KNOWN =
      new MenusReader.Known(
          "Springfield",
          ZoneOffset.UTC,
          List.of("en", "es"),
          List.of("streets", "water"),
          Map.of("status", Set.of(), "report", Set.of("pothole")),
          Set.of("shelter"),
          Set.of("311", "3110"));

  private static final String WHOLE =
      """
      start:
        - {menu: night, closed: office}
        - {group: water, dialled: "3110"}
        - main
      person: water
      emergency: {key: 9, number: shelter, says: {en: "Life: {digit}.", es: "Vida: {digit}."}}
      hours:
        office: {mon-fri: 08:00-18:00}
      prompts:
        trash-days: {en: "Trash is collected on Mondays.", es: "La basura se recoge los lunes."}
        for-streets: {en: "For streets, press {digit}.", es: "Para calles, oprima el {digit}."}
      menus:
        main:
          says: {en: "This is {city}.", es: "Esto es {city}."}
          person: streets
          choices:
            1: {says: for-streets, group: streets, priority: 5, skills: {pipes: 2}, open: office}
            2: {says: {en: "Trash: {digit}.", es: "Basura: {digit}."}, information: trash-days}
            3: {says: {en: "Status: {digit}.", es: "Estado: {digit}."}, flow: status}
            4: {says: {en: "Pothole: {digit}.", es: "Bache: {digit}."}, flow: report, about: pothole}
            5: {says: {en: "Animals: {digit}.", es: "Animales: {digit}."}, number: shelter}
            6: {says: {en: "Night: {digit}.", es: "Noche: {digit}."}, menu: night, language: es}
        night:
          choices:
            7: {says: for-streets, group: streets}
      """;

  @TempDir Path folder;

  private static MenuTree read(String text) throws ConfigurationException {
    return MenusReader.read("menus.yaml", text, KNOWN);
  }

  @Test
  void wholeFile_isATreeOfChoices() throws Exception {
    MenuTree tree = read(WHOLE);
    Menu main = tree.menu("main").orElseThrow();

    assertEquals(new SkillGroupId("water"), tree.person());
    assertEquals(Optional.of(new SkillGroupId("streets")), main.person());
    MenuTree.Emergency emergency = tree.emergency().orElseThrow();
    assertEquals('9', emergency.key());
    assertEquals(new Target.ToNumber("shelter"), emergency.target());
    assertTrue(emergency.says().prompts().getFirst().startsWith("every-emergency-"));
    assertEquals("Vida: 9.", text(tree, emergency.says(), Language.SPANISH));
    assertEquals(
        List.of(
            new Target.ToGroup(new SkillGroupId("streets"), 5, Map.of(new SkillId("pipes"), 2)),
            new Target.ToFlow("status", ""),
            new Target.ToFlow("report", "pothole"),
            new Target.ToNumber("shelter"),
            new Target.ToMenu("night")),
        Stream.of('1', '3', '4', '5', '6').map(key -> choice(main, key).target()).toList());
    assertEquals("trash-days", ((Target.ToInformation) choice(main, '2').target()).name());
    assertEquals("This is Springfield.", text(tree, main.says(), Language.ENGLISH));
    assertEquals(
        "Para calles, oprima el 1.", text(tree, choice(main, '1').says(), Language.SPANISH));
    assertEquals(
        "For streets, press 7.",
        text(tree, choice(tree.menu("night").orElseThrow(), '7').says(), Language.ENGLISH));
  }

  private static String text(MenuTree tree, Spoken spoken, Language language) {
    Map<Language, String> texts = tree.texts().get(spoken.prompts().getFirst());
    return Objects.requireNonNull(Objects.requireNonNull(texts).get(language));
  }

  private static Menu.Choice choice(Menu menu, char key) {
    return Objects.requireNonNull(menu.choices().get(key));
  }

  @Test
  void wayIn_isTheFirstThatFits() throws Exception {
    MenuTree tree = read(WHOLE);
    Instant monday = Instant.parse("2026-03-02T10:00:00Z");
    Instant sunday = Instant.parse("2026-03-01T10:00:00Z");

    assertEquals(new Target.ToMenu("main"), start(tree, monday, "311"));
    assertEquals(new Target.ToMenu("night"), start(tree, sunday, "311"));
    assertEquals(Target.ToGroup.of(new SkillGroupId("water")), start(tree, monday, "3110"));
  }

  /// Of those who dial a number of a text telephone.
  @Test
  void wayInAtOnce_isForItsNumber_andForNoOther() throws Exception {
    MenuTree tree = read(WHOLE.replace("dialled: \"3110\"}", "dialled: \"3110\", at-once: true}"));
    Instant monday = Instant.parse("2026-03-02T10:00:00Z");

    assertEquals(
        Optional.of(Target.ToGroup.of(new SkillGroupId("water"))),
        tree.atOnce(new Situation(monday, Language.ENGLISH, "3110")));
    assertEquals(Optional.empty(), tree.atOnce(new Situation(monday, Language.ENGLISH, "311")));
    assertEquals(
        Optional.empty(), read(WHOLE).atOnce(new Situation(monday, Language.ENGLISH, "3110")));
  }

  private static Target start(MenuTree tree, Instant at, String dialled) {
    return tree.startOf(new Situation(at, Language.ENGLISH, dialled));
  }

  @Test
  void choices_areOfferedInTheirHoursAndLanguages() throws Exception {
    Menu main = read(WHOLE).menu("main").orElseThrow();
    Instant monday = Instant.parse("2026-03-02T10:00:00Z");
    Instant sunday = Instant.parse("2026-03-01T10:00:00Z");

    assertEquals("12345", keys(main, new Situation(monday, Language.ENGLISH, "311")));
    assertEquals("23456", keys(main, new Situation(sunday, Language.SPANISH, "311")));
  }

  private static String keys(Menu menu, Situation now) {
    StringBuilder keys = new StringBuilder();
    menu.offered(now).keySet().forEach(keys::append);
    return keys.toString();
  }

  @Test
  void version_isThatOfTheText_andPromptsAreThoseOfTheirWords() throws Exception {
    MenuTree tree = read(WHOLE);
    MenuTree again = read(WHOLE + "# a remark\n");
    MenuTree other = read(WHOLE.replace("on Mondays", "on Fridays"));

    assertEquals(tree.version(), read(WHOLE).version());
    assertNotEquals(tree.version(), again.version());
    assertEquals(tree.texts(), again.texts());
    assertFalse(other.texts().keySet().equals(tree.texts().keySet()));
    assertEquals(9, other.texts().keySet().stream().filter(tree.texts()::containsKey).count());
  }

  @Test
  void startThatIsNotWritten_isTheMenuMain() throws Exception {
    MenuTree tree =
        read(menus("main", "1: {says: {en: 'A {digit}', es: 'A {digit}'}, group: water}"));

    assertEquals(
        List.of(new MenuTree.Start(Condition.ALWAYS, new Target.ToMenu("main"))), tree.start());
    assertEquals(new SkillGroupId("streets"), tree.person());
  }

  private static String menus(String id, String choices) {
    return "menus:\n  " + id + ":\n    choices:\n      " + choices + "\n";
  }

  private static Arguments mistake(String text, String... told) {
    return arguments(text, List.of(told));
  }

  private static final String SAYS = "says: {en: 'A {digit}', es: 'A {digit}'}, ";
  private static final String TO_WATER = "{" + SAYS + "group: water}";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "",
            "1: menus: found 0 menus, allowed: 1 to 100",
            "1: start: found main, allowed: menus: []"),
        mistake("menu: {1: a}", "menu: found an unknown key"),
        // Unknown targets.
        mistake(
            menus("main", "1: {" + SAYS + "group: parks}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.group: found parks, allowed: skill groups: [streets, water]"),
        mistake(
            menus("main", "1: {" + SAYS + "menu: nowhere}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.menu: found nowhere, allowed: menus: [main]"),
        mistake(
            menus("main", "1: {" + SAYS + "flow: dance}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.flow: found dance, allowed: flows: [report, status]"),
        mistake(
            menus("main", "1: {" + SAYS + "flow: report, about: fire}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.about: found fire, allowed: [pothole]"),
        mistake(
            menus("main", "1: {" + SAYS + "flow: status, about: fire}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.about: found fire, allowed: nothing, for this flow"),
        mistake(
            menus("main", "1: {" + SAYS + "number: police}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.number: found police, allowed: outside.numbers: [shelter]"),
        mistake(
            menus("main", "1: {" + SAYS + "information: rules}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.information: found rules, allowed: texts by language, or one of"
                + " prompts: []"),
        mistake(
            menus("main", "1: {" + SAYS + "}\n      2: " + TO_WATER),
            "4: menus.main.choices.1: found no target, allowed: one of group, menu, flow,"
                + " information, number"),
        mistake(
            menus("main", "1: {" + SAYS + "group: water, menu: main}"),
            "4: menus.main.choices.1: found group and menu, allowed: one of group, menu, flow,"
                + " information, number"),
        mistake(
            menus("main", "1: {" + SAYS + "menu: main, priority: 5}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.priority: found an unknown key, allowed: closed, dialled,"
                + " language, menu, open, says"),
        // Prompts and languages.
        mistake(
            menus("main", "1: {group: water}"),
            "4: menus.main.choices.1.says: found nothing, allowed: a value"),
        mistake(
            menus("main", "1: {says: {en: 'A {digit}'}, group: water}"),
            "4: menus.main.choices.1.says: found no text in es, allowed: a text in each of [en, es]"),
        mistake(
            menus("main", "1: {says: {en: A, es: 'A {digit}'}, group: water}"),
            "4: menus.main.choices.1.says: found en: A, allowed: a sentence with {digit}, where it"
                + " says the key"),
        mistake(
            menus("main", "1: {says: {en: '{digt} {digit}', es: '{digit}'}, group: water}"),
            "4: menus.main.choices.1.says: found en: {digt} {digit}, allowed: no other braces than"
                + " {digit} and {city}"),
        mistake(
            "prompts: {a: {en: A, es: A}}\n" + menus("main", "1: " + TO_WATER),
            "1: prompts.a: found a prompt that is said nowhere, allowed: prompts that a menu says"),
        mistake(
            "prompts: {a: {en: A, es: A, fr: A}}\n"
                + menus("main", "1: " + TO_WATER)
                    .replace("    choices", "    says: a\n    choices"),
            "1: prompts.a.fr: found the key fr, allowed: one of [en, es]"),
        // Keys.
        mistake(
            menus("main", "1: " + TO_WATER + "\n      1: " + TO_WATER),
            "5: menus.main.choices.1: found the key twice, allowed: once"),
        mistake(
            menus("main", "0: " + TO_WATER + "\n      1: " + TO_WATER),
            "4: menus.main.choices.0: found the key 0, allowed: a key from 1 to 9"),
        // Conditions.
        mistake(
            menus("main", "1: {" + SAYS + "group: water, open: office}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.open: found office, allowed: hours: []"),
        mistake(
            menus("main", "1: {" + SAYS + "group: water, dialled: 911}\n      2: " + TO_WATER),
            "4: menus.main.choices.1.dialled: found 911, allowed: numbers: [311, 3110]"),
        mistake(
            "emergency: {key: 2, number: police, says: {en: '{digit}', es: '{digit}'}}\n"
                + menus("main", "2: " + TO_WATER),
            "1: emergency.number: found police, allowed: outside.numbers: [shelter]",
            "1: emergency.key: found 2, which is a choice in [main], allowed: a key that no menu uses",
            "1: emergency.key: found 2, which chooses a language or answers before the menus, allowed:"
                + " a key from 4 to 9"),
        // The way in.
        mistake(
            "start: there\n" + menus("main", "1: " + TO_WATER),
            "1: start: found there, allowed: menus: [main]",
            "4: menus.main: found a menu that nobody reaches, allowed: a choice or a start that leads"
                + " to it, or no such menu"),
        mistake(
            "start: [{menu: main, language: es}]\n" + menus("main", "1: " + TO_WATER),
            "1: start: found a last way in with a condition, allowed: one without: where all others"
                + " begin"),
        mistake(
            "start: [{menu: main, dialled: '3110', at-once: true}, {group: water, at-once: true}, main]\n"
                + menus("main", "1: " + TO_WATER),
            "1: start[0].at-once: found true, allowed: with a group, for numbers that are dialled, in any"
                + " language",
            "1: start[1].at-once: found true, allowed: with a group, for numbers that are dialled, in any"
                + " language"),
        // The tree as a whole.
        mistake(
            menus("main", "1: " + TO_WATER) + "  alone:\n    choices: {1: " + TO_WATER + "}\n",
            "6: menus.alone: found a menu that nobody reaches, allowed: a choice or a start that"
                + " leads to it, or no such menu"),
        mistake(
            menus("main", "1: " + TO_WATER + "\n      2: {" + SAYS + "menu: end}")
                + "  end:\n    says: {en: A, es: A}\n",
            "7: menus.end.choices: found nothing, allowed: at least one key, 1 to 9",
            "7: menus.end: found no way to a person, however often one chooses, allowed: a choice of"
                + " a skill group or a number, here or in a menu that it leads to"),
        mistake(
            menus("main", "1: " + TO_WATER + "\n      2: {" + SAYS + "menu: one}")
                + "  one:\n    choices: {1: {"
                + SAYS
                + "menu: two}}\n"
                + "  two:\n    choices: {1: {"
                + SAYS
                + "menu: one}, 2: {"
                + SAYS
                + "flow: status}}\n",
            "7: menus.one: found no way to a person, however often one chooses, allowed: a choice of"
                + " a skill group or a number, here or in a menu that it leads to",
            "9: menus.two: found no way to a person, however often one chooses, allowed: a choice of"
                + " a skill group or a number, here or in a menu that it leads to"),
        mistake(
            "hours: {office: {mon: 08:00-18:00}}\n"
                + menus("main", "1: {" + SAYS + "group: water, open: office}"),
            "4: menus.main: found times at which there is nothing to choose, allowed: a choice without"
                + " a condition"),
        mistake("menus: [main]", "1: menus: found a list, allowed: keys and values"),
        mistake("menus: {a: \n  - b\n c", "not YAML"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isToldWithItsLine(String text, List<String> told) {
    List<String> found = mistakesOf(text);

    for (String each : told) {
      assertTrue(
          found.stream().anyMatch(line -> line.contains(each)),
          "not told: " + each + "\nbut: " + String.join("\n     ", found));
    }
  }

  @Test
  void choiceInSomeHours_andOneOutsideOfThem_leaveNoTimeWithoutAChoice() throws Exception {
    String text =
        "hours: {office: {mon: 08:00-18:00}}\n"
            + menus(
                "main",
                "1: {"
                    + SAYS
                    + "group: water, open: office}\n      2: {"
                    + SAYS
                    + "group: streets, closed: office}");

    assertEquals(2, read(text).menu("main").orElseThrow().choices().size());
  }

  @Test
  void allMistakes_areToldAtOnce() {
    String text =
        "person: parks\n"
            + menus("main", "1: {says: {en: 'A {digit}'}, group: parks}\n      2: {menu: x}")
            + "  lost:\n    choices: {1: "
            + TO_WATER
            + "}\n";

    List<String> lines =
        mistakesOf(text).stream().map(line -> line.replaceFirst(": found .*", "")).toList();

    assertTrue(
        lines.containsAll(
            List.of(
                "menus.yaml:1: person",
                "menus.yaml:5: menus.main.choices.1.says",
                "menus.yaml:5: menus.main.choices.1.group",
                "menus.yaml:6: menus.main.choices.2.says",
                "menus.yaml:6: menus.main.choices.2.menu",
                "menus.yaml:8: menus.lost")),
        lines.toString());
  }

  private static List<String> mistakesOf(String text) {
    return assertThrows(ConfigurationException.class, () -> read(text)).mistakes();
  }

  @Test
  void configurationNamesTheFile_orHasTheShortMenu_notBoth() throws Exception {
    Path menus = Files.writeString(folder.resolve("menus.yaml"), WHOLE);
    Path file = Files.writeString(folder.resolve("city311.yaml"), "menus: menus.yaml\n");

    assertEquals(Optional.of(menus), ConfigurationReader.read(file).menus());

    Files.writeString(file, "menus: menus.yaml\nmenu: {1: streets}\n");
    assertEquals(
        List.of(file + ":1: menus: found menu and menus, allowed: one of them"),
        assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file))
            .mistakes());

    Files.writeString(file, "menus: none.yaml\n");
    assertTrue(
        assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file))
            .mistakes()
            .getFirst()
            .endsWith("none.yaml, allowed: a file that is there and can be read"));
  }
}
