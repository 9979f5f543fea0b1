package org.city311.metrics.meter;

import static org.city311.metrics.live.TestCity.CITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.city311.metrics.FakeCentre;
import org.city311.metrics.FakeClock;
import org.city311.metrics.live.LiveFigures;
import org.city311.metrics.live.TestCity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CentreMetersTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-02T14:00:00Z"));
  private final FakeCentre centre = new FakeCentre(clock);
  private final PrometheusPage page = new PrometheusPage();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void scriptedCalls_showOnThePage() {
    begin();
    for (int wait : new int[] {1, 12}) {
      String id = "answered-" + wait;
      centre.arrives(id);
      centre.asksFor(id, "water");
      centre.isOfferedTo(id, "ana");
      centre.offerFails(id, "ana", OfferFailure.NO_ANSWER);
      clock.advance(Duration.ofSeconds(wait));
      centre.isAnswered(id, "ana");
      clock.advance(Duration.ofSeconds(100));
      centre.talkEnds(id);
      clock.advance(Duration.ofSeconds(5));
      centre.ends(id, Result.ANSWERED, Reason.AGENT_HUNG_UP);
    }
    centre.arrives("waiting");
    centre.asksFor("waiting", "streets");
    clock.advance(Duration.ofMillis(2_500));

    Map<String, Double> samples = samples();
    assertEquals(
        2, samples.get("city311_calls_total{reason=\"agent_hung_up\",result=\"answered\",}"));
    assertEquals(
        0, samples.get("city311_calls_total{reason=\"hung_up_waiting\",result=\"abandoned\",}"));
    assertEquals(2, samples.get("city311_offers_total{outcome=\"no_answer\",}"));
    assertEquals(2, samples.get("city311_offers_total{outcome=\"answered\",}"));
    assertEquals(1, samples.get("city311_answer_seconds_bucket{group=\"water\",le=\"2.0\",}"));
    assertEquals(2, samples.get("city311_answer_seconds_bucket{group=\"water\",le=\"15.0\",}"));
    assertEquals(13, samples.get("city311_answer_seconds_sum{group=\"water\",}"));
    assertEquals(0, samples.get("city311_answer_seconds_count{group=\"streets\",}"));
    assertEquals(200, samples.get("city311_talk_seconds_sum"));
    assertEquals(1, samples.get("city311_calls_waiting{group=\"streets\",}"));
    assertEquals(2.5, samples.get("city311_longest_wait_seconds{group=\"streets\",}"));
    assertEquals(0, samples.get("city311_longest_wait_seconds{group=\"water\",}"));
  }

  @Test
  void callbacks_areCountedByStep_andInNoOtherMeter() {
    begin();
    for (String id : new String[] {"a", "b"}) {
      centre.arrives(id);
      centre.asksFor(id, "water");
      centre.asksToBeCalledBack(id);
    }
    centre.isOfferedTo("callback-a", "ana");
    centre.isCalledBack("callback-a");
    centre.picksUp("callback-a");
    clock.advance(Duration.ofHours(1));
    centre.isAnswered("callback-a", "ana");
    centre.ends("callback-a", Result.CALLBACK_CONNECTED, Reason.CALLER_HUNG_UP);
    centre.isCalledFirstAndAMachinePicksUp("callback-b");
    centre.ends("callback-b", Result.CALLBACK_EXPIRED, Reason.OUT_OF_TIME);

    Map<String, Double> samples = samples();
    assertEquals(2, samples.get("city311_callbacks_total{step=\"asked\",}"));
    assertEquals(2, samples.get("city311_callbacks_total{step=\"placed\",}"));
    assertEquals(2, samples.get("city311_callbacks_total{step=\"answered\",}"));
    assertEquals(1, samples.get("city311_callbacks_total{step=\"machine\",}"));
    assertEquals(0, samples.get("city311_callbacks_total{step=\"gave_up\",}"));
    assertEquals(1, samples.get("city311_callbacks_total{step=\"connected\",}"));
    assertEquals(1, samples.get("city311_callbacks_total{step=\"expired\",}"));
    assertEquals(0, samples.get("city311_callbacks_total{step=\"cancelled\",}"));
    assertEquals(0, samples.get("city311_answer_seconds_count{group=\"water\",}"));
    assertEquals(
        2,
        samples.get(
            "city311_calls_total{reason=\"asked_to_be_called_back\",result=\"called_back\",}"));
  }

  @Test
  void eachCallHasOneFateInTheIvr_itsStepsAreCounted_andItsAnswers() {
    begin();
    centre.arrives("gave-up");
    centre.changes("gave-up", call -> call.atStep("language", null).atStep("menu", null));
    centre.ends("gave-up", Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    centre.arrives("served");
    centre.changes(
        "served", call -> call.atStep("menu", null).atStep(Journey.served("status"), null));
    centre.ends("served", Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    centre.arrives("told");
    centre.changes("told", call -> call.atStep(Journey.telling("known-event"), null));
    centre.ends("told", Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    centre.arrives("refused");
    centre.changes("refused", call -> call.atStep("refused-flood", null));
    centre.ends("refused", Result.LEFT_IN_IVR, Reason.ENDED_BY_FLOW);
    centre.arrives("answered");
    centre.changes("answered", call -> call.atStep("menu", null));
    centre.asksFor("answered", "water");
    centre.isAnswered("answered", "ana");
    centre.changes("answered", call -> call.answered("solved", 1));
    centre.ends("answered", Result.ANSWERED, Reason.AGENT_HUNG_UP);

    Map<String, Double> samples = samples();
    assertEquals(2, samples.get("city311_ivr_calls_total{fate=\"self_served\",}"));
    for (String fate : List.of("gave_up", "refused", "person")) {
      assertEquals(1, samples.get("city311_ivr_calls_total{fate=\"" + fate + "\",}"), fate);
    }
    assertEquals(0, samples.get("city311_ivr_calls_total{fate=\"otherwise\",}"));
    assertEquals(1, samples.get("city311_ivr_gave_up_total{step=\"menu\",}"));
    assertNull(samples.get("city311_ivr_gave_up_total{step=\"language\",}"));
    assertEquals(1, samples.get("city311_ivr_steps_total{fate=\"self_served\",step=\"menu\",}"));
    assertEquals(1, samples.get("city311_survey_answers_total{key=\"1\",question=\"solved\",}"));
  }

  @Test
  void stepsBeyondTheMost_areOneMeter() {
    begin();
    for (int i = 0; i < IvrMeters.MOST_STEPS + 50; i++) {
      String id = "call-" + i;
      String step = "step-" + i;
      centre.arrives(id);
      centre.changes(id, call -> call.atStep(step, null));
      centre.ends(id, Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    }

    assertEquals(50, samples().get("city311_ivr_gave_up_total{step=\"_other\",}"));
  }

  @Test
  void agents_areAGaugeForEachState() {
    Agent ana = TestCity.agent("ana", clock);
    centre.set(ana.withPresence(new Presence.Ready(), clock.instant()));
    centre.set(TestCity.agent("ben", clock));
    begin();

    assertEquals(1, samples().get("city311_agents{state=\"ready\",}"));
    assertEquals(1, samples().get("city311_agents{state=\"signed_out\",}"));
    assertEquals(0, samples().get("city311_agents{state=\"wrap_up\",}"));
  }

  @Test
  void snapshotsThatTellOfTheSameCallsAgain_countNoneTwice_andMissNoneThatEndedInTheGap() {
    begin();
    centre.answeredCall("heard", "water", "ana");
    centre.arrives("missed");
    centre.asksFor("missed", "water");
    centre.endsUnheard("missed", Result.ABANDONED, Reason.HUNG_UP_WAITING);
    centre.gap();
    centre.gap();

    Map<String, Double> samples = samples();
    assertEquals(
        1, samples.get("city311_calls_total{reason=\"caller_hung_up\",result=\"answered\",}"));
    assertEquals(
        1, samples.get("city311_calls_total{reason=\"hung_up_waiting\",result=\"abandoned\",}"));
    assertEquals(1, samples.get("city311_answer_seconds_count{group=\"water\",}"));
    assertEquals(1, samples.get("city311_talk_seconds_count"));
  }

  @Test
  void callAnsweredBeforeTheStart_isNotCountedAsAnsweredAgain() {
    centre.arrives("talking");
    centre.asksFor("talking", "water");
    centre.isAnswered("talking", "ana");
    begin();
    centre.ends("talking", Result.ANSWERED, Reason.CALLER_HUNG_UP);

    assertEquals(0, samples().get("city311_answer_seconds_count{group=\"water\",}"));
    assertEquals(
        1, samples().get("city311_calls_total{reason=\"caller_hung_up\",result=\"answered\",}"));
  }

  @Test
  void groupThatTheCityDoesNotHave_isLabelledOther_soLabelsStayFew() {
    begin();
    for (int i = 0; i < 50; i++) {
      centre.answeredCall("call-" + i, "group-" + i, "ana");
    }

    Set<String> groups =
        samples().keySet().stream()
            .filter(name -> name.startsWith("city311_answer_seconds_count"))
            .collect(Collectors.toSet());
    assertEquals(3, groups.size(), groups.toString());
    assertEquals(50, samples().get("city311_answer_seconds_count{group=\"_other\",}"));
    assertNull(samples().get("city311_answer_seconds_count{group=\"group-1\",}"));
  }

  @Test
  void groupThatComesLater_hasItsMetersFromThenOn_andLosesThemWhenItGoes() {
    begin();
    centre.answeredCall("before", "parks", "ana");

    centre.reroute(
        TestCity.routing(
            TestCity.group("water", "Water", "Agua"), TestCity.group("parks", "Parks", "Parques")));
    centre.answeredCall("after", "parks", "ana");
    centre.arrives("waiting");
    centre.asksFor("waiting", "parks");

    Map<String, Double> samples = samples();
    assertEquals(1, samples.get("city311_answer_seconds_count{group=\"parks\",}"));
    assertEquals(1, samples.get("city311_answer_seconds_count{group=\"_other\",}"));
    assertEquals(1, samples.get("city311_calls_waiting{group=\"parks\",}"));
    assertTrue(samples.keySet().stream().noneMatch(name -> name.contains("streets")));

    centre.reroute(TestCity.ROUTING);
    assertTrue(samples().keySet().stream().noneMatch(name -> name.contains("parks")));
    assertEquals(0, samples().get("city311_answer_seconds_count{group=\"streets\",}"));
  }

  @Test
  void treatments_areCountedByKind() {
    begin();
    centre.arrives("a");
    centre.asksFor("a", "water");
    centre.isTreated("a", Treatment.CALLBACK);
    centre.comesBack("a");
    centre.isTreated("a", Treatment.MESSAGE);
    centre.ends("a", Result.OVERFLOWED, Reason.LEFT_A_MESSAGE);

    Map<String, Double> samples = samples();
    assertEquals(1, samples.get("city311_treatments_total{treatment=\"callback\",}"));
    assertEquals(1, samples.get("city311_treatments_total{treatment=\"message\",}"));
    assertEquals(0, samples.get("city311_treatments_total{treatment=\"full\",}"));
    assertEquals(
        1, samples.get("city311_calls_total{reason=\"left_a_message\",result=\"overflowed\",}"));
  }

  @Test
  void jvmMeters_areOnThePage() {
    JvmMeters jvm = new JvmMeters(page.registry());
    try (jvm) {
      Set<String> names = samples().keySet();
      for (String start :
          new String[] {
            "jvm_memory_used_bytes", "jvm_threads_live", "system_cpu_count", "jvm_gc"
          }) {
        assertTrue(names.stream().anyMatch(name -> name.startsWith(start)), start);
      }
    }
  }

  private void begin() {
    LiveFigures figures = new LiveFigures(CITY, clock);
    CentreMeters meters = new CentreMeters(page.registry(), figures);
    centre.subscribeDirectly(
        event -> {
          figures.on(event);
          meters.on(event);
        });
  }

  private Map<String, Double> samples() {
    return PrometheusText.parse(page.text());
  }
}
