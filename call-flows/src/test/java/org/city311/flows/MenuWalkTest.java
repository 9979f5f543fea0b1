package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.flows.SelfService.Next;
import org.city311.flows.menu.Condition;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Menus;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways through a tree with sub-menus, information and self-services; and the same on the next node.
class MenuWalkTest {
  private static final SkillGroupId ANYONE = new SkillGroupId("anyone");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId TRASH = new SkillGroupId("trash");

  /// `main`: 1 trash (a menu), 2 water (a group), 3 status (a self-service). `trash`: 1 its group, 2 its
  /// days (information), 3 `main`; `0` leads to trash.
  private static final MenuTree TREE =
      tree(
          "v1",
          menu(
              "main",
              Optional.empty(),
              new Target.ToMenu("trash"),
              Target.ToGroup.of(WATER),
              new Target.ToFlow("status", "")),
          menu(
              "trash",
              Optional.of(TRASH),
              Target.ToGroup.of(TRASH),
              new Target.ToInformation("days", "p-days"),
              new Target.ToMenu("main")));

  private final List<String> log = new ArrayList<>();
  private SelfService status = (_, _) -> new Next.Menu();
  private Opening opening = _ -> new Next.Menu();
  private MenuTree current = TREE;

  private static Menu menu(String id, Optional<SkillGroupId> person, Target... targets) {
    SortedMap<Character, Menu.Choice> choices = new TreeMap<>();
    for (Target target : targets) {
      char key = (char) ('1' + choices.size());
      choices.put(key, new Menu.Choice(Spoken.of(id + "-" + key), Condition.ALWAYS, target));
    }
    return new Menu(id, Spoken.NOTHING, choices, person);
  }

  private static MenuTree tree(String version, Menu... menus) {
    Map<String, Menu> all = new TreeMap<>();
    for (Menu menu : menus) {
      all.put(menu.id(), menu);
    }
    return new MenuTree(
        version,
        List.of(new MenuTree.Start(Condition.ALWAYS, new Target.ToMenu("main"))),
        all,
        ANYONE,
        Optional.of(
            new MenuTree.Emergency('9', Spoken.of("life"), new Target.ToNumber("emergency"))),
        Map.of());
  }

  /// What the caller goes through after the language, without steps.
  private List<String> walk(ScriptedCaller caller) throws CallerGone {
    Menus menus =
        new Menus() {
          @Override
          public MenuTree current() {
            return current;
          }

          @Override
          public Optional<MenuTree> version(String version) {
            return List.of(current, TREE).stream()
                .filter(tree -> tree.version().equals(version))
                .findFirst();
          }
        };
    PersonDesk desk =
        Welcome.desk(
            Welcome.routing(ANYONE, Closing.SERVE, OpeningHours.always()),
            Path.of("nowhere"),
            DemandRules.none(),
            CallerHistory.none());
    Reception reception =
        new Reception(
            Welcome.BOTH,
            menus,
            List.of(dialogue -> opening.before(dialogue)),
            Map.of("status", (dialogue, about) -> status.converse(dialogue, about)),
            desk);
    return caller
        .with(new WelcomeFlow(reception, InstantSource.fixed(Welcome.MONDAY_NOON)))
        .stream()
        .filter(line -> !line.startsWith("step "))
        .toList();
  }

  @Test
  void keysOfMenus_areTold_andNoneOfAnEmptyAnswer() throws CallerGone {
    ScriptedCaller caller = ScriptedCaller.presses("1" + ScriptedCaller.SILENCE + "0");
    walk(caller);
    assertEquals(List.of("language 1", "menu:main 0"), caller.pressed());
  }

  private List<String> walk(String keys) throws CallerGone {
    return walk(presses(keys));
  }

  /// Who has chosen a language.
  private static ScriptedCaller presses(String keys) {
    return ScriptedCaller.presses(keys)
        .as(new Caller(new CallId("city311-1.1"), "4105550100", "311", Language.SPANISH, null));
  }

  @Test
  void versionOfTheMenus_isToldWithTheSteps() throws Exception {
    ScriptedCaller caller = presses("2");
    walk(caller);

    assertEquals("v1", caller.usedMenus());
  }

  @Test
  void subMenu_isAskedWithTheKeyBack_andItsChoiceIsTaken() throws Exception {
    assertEquals(
        List.of(
            "hears main-1 main-2 main-3 menu-keys, presses 1",
            "hears trash-1 trash-2 trash-3 menu-keys menu-back, presses 1",
            "hears connecting",
            "person of trash"),
        walk("11"));
  }

  @Test
  void back_leadsToTheMenuBefore_andStaysInTheFirst() throws Exception {
    assertEquals(
        List.of(
            "hears main-1 main-2 main-3 menu-keys, presses 1",
            "hears trash-1 trash-2 trash-3 menu-keys menu-back, presses #",
            "hears main-1 main-2 main-3 menu-keys, presses #",
            "hears main-1 main-2 main-3 menu-keys, presses 2",
            "hears connecting",
            "person of water"),
        walk("1##2"));
  }

  @Test
  void menuThatLeadsToOneBefore_isNoDeeperWay() throws Exception {
    assertEquals("hears main-1 main-2 main-3 menu-keys, presses 2", walk("132").get(2));
  }

  @Test
  void information_isTold_andTheMenuAskedAgain() throws Exception {
    assertEquals(
        List.of(
            "hears main-1 main-2 main-3 menu-keys, presses 1",
            "hears trash-1 trash-2 trash-3 menu-keys menu-back, presses 2",
            "hears p-days",
            "hears anything-else trash-1 trash-2 trash-3 menu-keys menu-back, presses 1",
            "hears connecting",
            "person of trash"),
        walk("121"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "1888", "1---"})
  void personWantedInAMenuThatHasAGroupOfItsOwn_isOfThatGroup(String keys) throws Exception {
    assertEquals("person of trash", walk(keys).getLast());
  }

  @Test
  void personWantedElsewhere_isOfTheTreesGroup() throws Exception {
    assertEquals("person of anyone", walk("0").getLast());
    assertEquals("person of anyone", walk("1#0").getLast());
  }

  @Test
  void number_isPutThroughByItsName() throws Exception {
    current = tree("v2", menu("main", Optional.empty(), new Target.ToNumber("shelter")));

    assertEquals(List.of("hears main-1 menu-keys, presses 1", "number shelter"), walk("1"));
  }

  @Test
  void emergencyKey_putsThroughAtOnce_atTheGreetingAndInEveryMenu() throws Exception {
    assertEquals(
        List.of("hears welcome life, presses 9", "number emergency"),
        walk(ScriptedCaller.presses("9")));
    assertEquals("number emergency", walk(ScriptedCaller.presses("7-9")).getLast());
    assertEquals("number emergency", walk("19").getLast());
    assertEquals("number emergency", walk("8*9").getLast());
  }

  /// Such as of a text telephone, which hears no questions.
  @Test
  void numberThatIsServedAtOnce_leadsToAPersonWithoutAQuestion() throws Exception {
    Condition dialled = new Condition(Optional.empty(), Optional.empty(), Set.of(), Set.of("3110"));
    current =
        new MenuTree(
            "v3",
            List.of(
                new MenuTree.Start(dialled, Target.ToGroup.of(WATER), MenuTree.Manner.AT_ONCE),
                TREE.start().getFirst()),
            TREE.menus(),
            ANYONE,
            TREE.emergency(),
            Map.of());
    opening = _ -> new Next.Goodbye();
    Caller caller = new Caller(new CallId("city311-1.1"), "4105550100", "3110", null, null);

    assertEquals(
        List.of("hears connecting", "person of water"),
        walk(ScriptedCaller.presses("").as(caller)));
    opening = _ -> new Next.Menu();
    assertEquals("hears welcome life, presses 1", walk(ScriptedCaller.presses("12")).getFirst());
  }

  @Test
  void serviceThatHasDoneItAll_endsTheCall() throws Exception {
    status =
        (dialogue, _) -> {
          dialogue.say("done");
          return new Next.Goodbye();
        };

    assertEquals(
        List.of(
            "hears main-1 main-2 main-3 menu-keys, presses 3",
            "hears done",
            "hears goodbye",
            "goodbye"),
        walk("3"));
  }

  @Test
  void serviceThatNeedsAPerson_leadsToItsGroup_orToTheMenus() throws Exception {
    status = (_, _) -> new Next.Person(TRASH);
    assertEquals("person of trash", walk("3").getLast());

    status = (_, _) -> new Next.Person(null);
    assertEquals("person of anyone", walk("3").getLast());
  }

  @Test
  void serviceThatIsLeftByAKey_leadsBackToItsMenu() throws Exception {
    status =
        (dialogue, _) -> {
          dialogue.yesNo(Spoken.of("sure"));
          return new Next.Goodbye();
        };

    assertEquals(
        List.of(
            "hears main-1 main-2 main-3 menu-keys, presses 3",
            "hears sure, presses #",
            "hears main-1 main-2 main-3 menu-keys, presses 2",
            "hears connecting",
            "person of water"),
        walk("3#2"));
  }

  /// The line of a caller whose node dies in the middle of hearing one prompt; then the next node.
  @Test
  void nodeThatDiesInASubMenu_isFollowedByTheSameQuestion_inTheSameVersion() throws Exception {
    ScriptedCaller cut = presses("1#1").hangsUpAfter(1);
    assertThrows(CallerGone.class, () -> walk(cut));
    current = tree("v2", menu("main", Optional.empty(), Target.ToGroup.of(WATER)));

    List<String> next = walk(presses("#2").remembers(cut));

    assertEquals(
        List.of(
            "hears trash-1 trash-2 trash-3 menu-keys menu-back, presses #",
            "hears main-1 main-2 main-3 menu-keys, presses 2",
            "hears connecting",
            "person of water"),
        next);
  }

  @Test
  void nodeThatDiesInAService_isFollowedByTheService_whichAsksOnlyWhatIsLeft() throws Exception {
    status =
        (dialogue, _) -> {
          log.add("number " + dialogue.once("number", () -> dialogue.digits(Spoken.of("n"), 2, 2)));
          dialogue.yesNo(Spoken.of("sure"));
          return new Next.Goodbye();
        };
    ScriptedCaller cut = presses("342").hangsUpAfter(2);
    assertThrows(CallerGone.class, () -> walk(cut));

    List<String> next = walk(presses("1").remembers(cut));

    assertEquals(List.of("hears sure, presses 1", "hears goodbye", "goodbye"), next);
    assertEquals(List.of("number 42", "number 42"), log);
  }

  /// A node that was started anew knows only what is in force.
  @Test
  void versionThatNobodyKnows_isFollowedByTheOneInForce_fromItsBeginning() throws Exception {
    current =
        tree(
            "v0",
            menu("main", Optional.empty(), new Target.ToMenu("gone")),
            menu("gone", Optional.empty(), Target.ToGroup.of(WATER)));
    ScriptedCaller cut = presses("11").hangsUpAfter(1);
    assertThrows(CallerGone.class, () -> walk(cut));
    current = TREE;

    assertEquals(
        "hears main-1 main-2 main-3 menu-keys, presses 2",
        walk(presses("2").remembers(cut)).getFirst());
  }

  @Test
  void opening_isHeardOnce_beforeTheMenus() throws Exception {
    opening =
        dialogue -> {
          dialogue.say("storm");
          return new Next.Menu();
        };
    ScriptedCaller cut = presses("12").hangsUpAfter(2);
    assertThrows(CallerGone.class, () -> walk(cut));

    assertEquals("hears storm", cut.transcript().getFirst());
    assertEquals(
        List.of(
            "hears trash-1 trash-2 trash-3 menu-keys menu-back, presses 1",
            "hears connecting",
            "person of trash"),
        walk(presses("1").remembers(cut)));
  }

  @Test
  void opening_mayLeadToAPersonOrEndTheCall() throws Exception {
    opening = _ -> new Next.Person(WATER);
    assertEquals("person of water", walk("").getLast());

    opening = _ -> new Next.Goodbye();
    assertEquals(List.of("hears goodbye", "goodbye"), walk(""));

    opening =
        dialogue -> {
          dialogue.yesNo(Spoken.of("still"));
          return new Next.Goodbye();
        };
    assertEquals("person of anyone", walk("0").getLast());
    assertEquals("person of water", walk("#2").getLast());
  }

  /// Every script of up to five keys: whoever calls comes to an end, and with `0` to a person.
  @Test
  void anyCallerAtAll_comesToAnEnd() throws Exception {
    for (String keys : scripts(5)) {
      String end = walk(keys).getLast();

      assertTrue(
          (keys.contains("9") && end.equals("number emergency")) || end.startsWith("person of "),
          keys + ": " + end);
    }
  }

  private static List<String> scripts(int length) {
    return length == 0
        ? List.of("")
        : scripts(length - 1).stream()
            .flatMap(
                start -> List.of("1", "2", "3", "9", "*", "#", "-").stream().map(start::concat))
            .toList();
  }
}
