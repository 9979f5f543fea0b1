package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.city311.flows.menu.MenuTree;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The welcome as dialogues: what the caller presses, and all that then happens on the line.
class WelcomeFlowTest {
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId ANYONE = new SkillGroupId("anyone");

  private final WelcomeFlow welcome = Welcome.always(Welcome.tree(ANYONE, STREETS, WATER));

  @ParameterizedTest
  @CsvSource({"1,1,en,streets", "1,2,en,water", "2,1,es,streets", "2,2,es,water"})
  void eachLanguageAndEachService_areTwoKeysAway(
      char languageKey, char serviceKey, String language, String group) throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("" + languageKey + serviceKey);

    assertEquals(
        List.of(
            "step language",
            "hears welcome, presses " + languageKey,
            "language " + language,
            "step menu:service",
            "hears menu menu-keys, presses " + serviceKey,
            "step connecting",
            "hears connecting",
            "person of " + group),
        caller.with(welcome));
  }

  @Test
  void wrongLanguageKeys_thenARightOne_theGreetingIsRepeated() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("9#22");

    assertEquals(
        List.of(
            "step language",
            "hears welcome, presses 9",
            "hears welcome, presses #",
            "hears welcome, presses 2",
            "language es",
            "step menu:service",
            "hears menu menu-keys, presses 2",
            "step connecting",
            "hears connecting",
            "person of water"),
        caller.with(welcome));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "###", "---", "3-3"})
  void threeFailuresAtTheGreeting_leadToAPerson_inTheFirstLanguage(String keys) throws Exception {
    List<String> heard = ScriptedCaller.presses(keys).with(welcome);

    assertEquals(3, count(heard, line -> line.startsWith("hears welcome")));
    assertEquals(
        List.of("language en", "step connecting", "hears connecting", "person of anyone"),
        heard.subList(heard.size() - 4, heard.size()));
    assertEquals(0, count(heard, line -> line.contains("menu")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2999", "2---", "23-3"})
  void threeFailuresAtTheMenu_areExplainedAndLeadToAPerson_inTheLanguageChosen(String keys)
      throws Exception {
    List<String> heard = ScriptedCaller.presses(keys).with(welcome);

    assertEquals(3, count(heard, line -> line.contains("menu-keys")));
    assertEquals(1, count(heard, "language es"::equals));
    assertEquals(
        List.of(
            "hears agent-after-tries", "step connecting", "hears connecting", "person of anyone"),
        heard.subList(heard.size() - 4, heard.size()));
  }

  @Test
  void failuresAtTheMenu_areExplained_eachInOneBreathWithTheMenu() throws Exception {
    List<String> heard = ScriptedCaller.presses("19-*2").with(welcome);

    assertEquals(
        List.of(
            "hears menu menu-keys, presses 9",
            "hears not-understood menu menu-keys, waits",
            "hears no-input menu menu-keys, presses *",
            "hears menu menu-keys, presses 2",
            "step connecting",
            "hears connecting",
            "person of water"),
        heard.subList(heard.size() - 7, heard.size()));
  }

  /// A telephone that presses a key for ever.
  @ParameterizedTest
  @ValueSource(chars = {'*', '#'})
  void keysThatLeadNowhere_leadToAPersonAtLast(char key) throws Exception {
    String keys = "1" + String.valueOf(key).repeat(200);

    List<String> heard = ScriptedCaller.presses(keys).with(welcome);

    assertEquals("person of anyone", heard.getLast());
    assertTrue(count(heard, line -> line.startsWith("hears menu")) <= MenuWalk.MOST_STEPS);
  }

  @ParameterizedTest
  @CsvSource({
    "0, hears welcome, 1", "90, hears welcome, 2", "--0, hears welcome, 3",
    "10, menu-keys, 1", "190, menu-keys, 2", "1-*0, menu-keys, 3"
  })
  void zero_atAnyTry_leadsToAPersonWithoutMoreQuestions(String keys, String question, int tries)
      throws Exception {
    List<String> heard = ScriptedCaller.presses(keys).with(welcome);

    assertEquals(tries, count(heard, line -> line.contains(question)));
    assertEquals(
        List.of("step connecting", "hears connecting", "person of anyone"),
        heard.subList(heard.size() - 3, heard.size()));
    assertEquals(1, count(heard, line -> line.endsWith("presses 0")));
    assertEquals(0, count(heard, "hears agent-after-tries"::equals));
  }

  @Test
  void zeroAtTheGreeting_isSpokenToInTheFirstLanguage() throws Exception {
    assertEquals(
        List.of(
            "step language",
            "hears welcome, presses 0",
            "language en",
            "step connecting",
            "hears connecting",
            "person of anyone"),
        ScriptedCaller.presses("0").with(welcome));
  }

  @Test
  void spanishFirst_isTheLanguageOfCallersWhoChoseNone() throws Exception {
    WelcomeFlow flow =
        Welcome.always(
            new TreeMap<>(Map.of('1', Language.SPANISH, '2', Language.ENGLISH)),
            Welcome.tree(ANYONE, STREETS));

    assertTrue(ScriptedCaller.presses("---").with(flow).contains("language es"));
    assertTrue(ScriptedCaller.presses("0").with(flow).contains("language es"));
  }

  @Test
  void callerWhoChoseALanguageOnANodeThatDied_isNotAskedAgain() throws Exception {
    Caller known = new Caller(new CallId("city311-1.1"), "", "311", Language.SPANISH, null);

    assertEquals(
        List.of(
            "step menu:service",
            "hears menu menu-keys, presses 2",
            "step connecting",
            "hears connecting",
            "person of water"),
        ScriptedCaller.presses("2").as(known).with(welcome));
  }

  @Test
  void oneLanguage_isGreetedWithoutAQuestion() throws Exception {
    WelcomeFlow flow =
        Welcome.always(
            new TreeMap<>(Map.of('1', Language.SPANISH)), Welcome.tree(ANYONE, STREETS, WATER));

    assertEquals(
        List.of(
            "step language",
            "hears welcome",
            "language es",
            "step menu:service",
            "hears menu menu-keys, presses 2",
            "step connecting",
            "hears connecting",
            "person of water"),
        ScriptedCaller.presses("2").with(flow));
  }

  @Test
  void languagesWithoutAFirst_areRefused() {
    SortedMap<Character, Language> second = new TreeMap<>(Map.of('2', Language.ENGLISH));
    MenuTree tree = Welcome.tree(ANYONE, STREETS);

    assertThrows(IllegalArgumentException.class, () -> Welcome.always(second, tree));
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "22", "0", "10", "999", "---", "9-2*12", "1-9-", "1***", "1#9#1"})
  void callerWhoHangsUp_atAnyPrompt_isHeldNoLonger(String keys) throws Exception {
    ScriptedCaller patient = ScriptedCaller.presses(keys);
    List<String> whole = patient.with(welcome);

    for (int heard = 0; heard < patient.promptsHeard(); heard++) {
      ScriptedCaller caller = ScriptedCaller.presses(keys).hangsUpAfter(heard);
      assertThrows(CallerGone.class, () -> caller.with(welcome));

      List<String> before = caller.transcript();
      int last = before.size() - 1;
      assertTrue(before.get(last).startsWith("hangs up during "), before.toString());
      assertEquals(whole.subList(0, last), before.subList(0, last));
    }
  }

  @Test
  void everyQuestion_waitsFiveSeconds() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("991999");
    caller.with(welcome);

    assertEquals(Collections.nCopies(6, Duration.ofSeconds(5)), caller.patience());
  }

  /// Every script of up to six keys of each kind there is: a right one, a wrong one, `0`, silence.
  @Test
  void anyCallerAtAll_reachesAPersonAfterAtMostThreeTriesAQuestion() throws Exception {
    Set<String> reached = new HashSet<>();
    for (String keys : scripts(6)) {
      List<String> heard = ScriptedCaller.presses(keys).with(welcome);

      assertTrue(count(heard, line -> line.startsWith("hears welcome")) <= 3, keys + heard);
      assertTrue(count(heard, line -> line.contains("menu-keys")) <= 3, keys + heard);
      assertEquals(1, count(heard, line -> line.startsWith("language ")), keys + heard);
      assertEquals("hears connecting", heard.get(heard.size() - 2), keys + heard);
      reached.add(heard.getLast());
    }
    assertEquals(Set.of("person of streets", "person of water", "person of anyone"), reached);
  }

  private static List<String> scripts(int length) {
    if (length == 0) {
      return List.of("");
    }
    return scripts(length - 1).stream()
        .flatMap(start -> Stream.of("1", "2", "9", "0", "-").map(key -> start + key))
        .toList();
  }

  private static long count(List<String> lines, Predicate<String> which) {
    return lines.stream().filter(which).count();
  }
}
