package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call asks for, by the number dialled, the keys pressed, and the caller's past.
class DemandTest {
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillId ES = new SkillId("es");
  private static final SkillId LEAKS = new SkillId("leaks");
  private static final AgentId ANA = new AgentId("ana");
  private static final MenuTree MENU =
      MenuTree.ofGroups(
          "1",
          new TreeMap<>(
              Map.of(
                  '1',
                  Target.ToGroup.of(STREETS),
                  '2',
                  new Target.ToGroup(WATER, 5, Map.of(LEAKS, 3, ES, 2)))),
          STREETS);

  /// Ana of the streets speaks Spanish; nobody of the water does.
  private static final Routing ROUTING =
      new Routing(
          List.of(
              SkillGroup.plain(STREETS, Map.of("en", "Streets")),
              SkillGroup.plain(WATER, Map.of("en", "Water"))),
          List.of(
              new AgentProfile(ANA, "Ana", "ana", Map.of(STREETS, 1), Map.of(ES, 4)),
              new AgentProfile(
                  new AgentId("ben"), "Ben", "ben", Map.of(STREETS, 1, WATER, 1), Map.of())));

  private static final DemandRules RULES =
      new DemandRules(
          Map.of("311", 1, "3110", -2), LanguageSkills.byTag(Language.ENGLISH, () -> ROUTING), 10);

  private static Demand demand(String keys, String dnis, CallerHistory history) throws Exception {
    ScriptedCaller caller =
        ScriptedCaller.presses(keys)
            .as(new Caller(new CallId("c"), "4105550100", dnis, null, null));
    caller.with(Welcome.with(MENU, Welcome.desk(ROUTING, Path.of("nowhere"), RULES, history)));
    return caller.demand();
  }

  private static CallerHistory past(Past past) {
    return ani -> {
      assertEquals("4105550100", ani);
      return CompletableFuture.completedFuture(past);
    };
  }

  @ParameterizedTest
  @CsvSource({"11,311,1", "11,3110,-2", "11,999,0", "12,311,6", "12,3110,3"})
  void priorities_ofNumberAndChoice_areAddedUp(String keys, String dnis, int priority)
      throws Exception {
    assertEquals(priority, demand(keys, dnis, CallerHistory.none()).priority());
  }

  @Test
  void skills_areThoseOfTheChoice_andOfTheLanguageWhereTheGroupHasIt() throws Exception {
    CallerHistory none = CallerHistory.none();
    assertEquals(Map.of(), demand("11", "311", none).skills());
    assertEquals(Map.of(ES, 1), demand("21", "311", none).skills());
    assertEquals(Map.of(LEAKS, 3, ES, 2), demand("22", "311", none).skills());
  }

  /// The language question is a question as ever; only silence is an answer.
  @Test
  void callerWhoSpokeSpanishLastTime_isSpokenToInSpanish_whenNoKeyIsPressed() throws Exception {
    CallerHistory spoke = past(new Past(false, null, Language.SPANISH));

    assertEquals(Map.of(ES, 1), demand("-1", "311", spoke).skills());
    assertEquals(Map.of(), demand("11", "311", spoke).skills());
    assertEquals(STREETS, demand("9-1", "311", spoke).group());
  }

  @Test
  void callerWhoGaveUpBefore_goesFirst() throws Exception {
    assertEquals(11, demand("11", "311", past(new Past(true, null, null))).priority());
  }

  @Test
  void callerWhoWasCutOff_isForThatAgent() throws Exception {
    assertEquals(ANA, demand("11", "311", past(new Past(false, ANA, null))).direct());
  }

  @Test
  void sumOfPriorities_staysWithinBounds() throws Exception {
    DemandRules high = new DemandRules(Map.of("311", 100), LanguageSkills.none(), 100);
    Caller caller = new Caller(new CallId("c"), "", "311", null, null);
    Demand demand =
        high.demand(Target.ToGroup.of(WATER), caller, Language.ENGLISH, new Past(true, null, null));
    assertEquals(Demand.MAX_PRIORITY, demand.priority());
  }

  /// The database hangs: the call goes on without what it would have said.
  @Test
  void pastThatNeverComes_isWaitedForShortly() throws Exception {
    assertTrue(DemandRules.PATIENCE.compareTo(Duration.ofMillis(200)) <= 0);
    assertEquals(1, demand("11", "311", _ -> new CompletableFuture<>()).priority());
  }
}
