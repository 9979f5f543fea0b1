package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.city311.flows.SurveyFlow.Question;
import org.city311.flows.SurveyFlow.Rules;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.CallerGone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyFlowTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final Duration MONTH = Duration.ofDays(30);

  private final List<String> answers = new ArrayList<>();
  private SurveyHistory history = (_, _) -> CompletableFuture.completedFuture(false);

  @Test
  void caller_answersEachQuestionWithAKey() throws Exception {
    assertEquals(
        List.of(
            "hears survey-intro",
            "hears survey-solved, presses 1",
            "hears survey-agent, presses 5",
            "hears survey-overall, presses 3",
            "hears survey-thanks"),
        survey("153", call("4105550101")));
    assertEquals(List.of("solved 1", "agent 5", "overall 3"), answers);
  }

  @Test
  void keyThatIsNoAnswer_isToldSo_andTheQuestionIsAskedAgain() throws Exception {
    assertEquals(
        List.of(
            "hears survey-intro",
            "hears survey-solved, presses 3",
            "hears not-understood survey-solved, presses *",
            "hears survey-solved, presses 2",
            "hears survey-agent, presses #"),
        survey("3*2#", call("4105550101")));
    assertEquals(List.of("solved 2"), answers);
  }

  @ParameterizedTest
  @CsvSource({"999, 3", "'', 3", "#, 1", "0, 1"})
  void callerWhoDoesNotAnswer_isLeftInPeace(String keys, int questions) throws Exception {
    List<String> heard = survey(keys, call("4105550101"));

    assertEquals(questions, heard.stream().filter(each -> each.contains("survey-solved")).count());
    assertEquals(questions + 1, heard.size(), heard.toString());
    assertEquals(List.of(), answers);
  }

  @Test
  void callerOfAGroupThatIsNotAskedAbout_hearsNothing() throws Exception {
    assertEquals(
        List.of(),
        survey(
            "1",
            call("4105550101"),
            new Rules(Question.ALL, Set.of(new SkillGroupId("parks")), MONTH)));
  }

  @Test
  void callerWhoAnsweredOfLate_hearsNothing_andWhoeverWithheldTheNumberIsAsked() throws Exception {
    history = (_, _) -> CompletableFuture.completedFuture(true);

    assertEquals(List.of(), survey("1", call("4105550101")));
    assertEquals("hears survey-intro", survey("1", call("")).getFirst());
    assertEquals("hears survey-intro", survey("1", call("anonymous")).getFirst());
    assertEquals(
        "hears survey-intro",
        survey("1", call("4105550101"), new Rules(Question.ALL, Set.of(), Duration.ZERO))
            .getFirst());
  }

  @Test
  void historyThatDoesNotAnswer_leavesTheCallerInPeace() throws Exception {
    history = (_, _) -> new CompletableFuture<>();

    assertEquals(List.of(), survey("1", call("4105550101")));
  }

  @Test
  void callerWhoHasBegunOnANodeThatDied_goesOnWithTheNextQuestion() throws Exception {
    Call begun = call("4105550101").answered("solved", 1);

    assertEquals(
        List.of(
            "hears survey-agent, presses 4",
            "hears survey-overall, presses 5",
            "hears survey-thanks"),
        survey("45", begun));
  }

  private List<String> survey(String keys, Call call) throws CallerGone {
    return survey(keys, call, new Rules(Question.ALL, Set.of(WATER), MONTH));
  }

  private List<String> survey(String keys, Call call, Rules rules) throws CallerGone {
    ScriptedCaller caller = ScriptedCaller.presses(keys);
    new SurveyFlow(rules, history)
        .converse(caller, call, (question, key) -> answers.add(question + " " + key));
    return caller.transcript();
  }

  private static Call call(String ani) {
    Instant now = Instant.parse("2026-03-02T12:00:00Z");
    return Call.arriving(new CallId("call-1"), ani, "311", "PJSIP/x", now)
        .queuedFor(new Demand(WATER, Map.of(), 0, null), now);
  }
}
