package org.city311.metrics.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.metrics.PostgresServer;
import org.city311.metrics.record.CallRecord;
import org.city311.metrics.record.CallRecords;
import org.city311.metrics.record.MetricsDatabase;
import org.city311.metrics.report.IvrReport.Fates;
import org.city311.metrics.report.IvrReport.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reports over a real PostgreSQL.
class ReportsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant NEXT_DAY = NOON.plusSeconds(86_400);

  private final PostgresServer server = PostgresServer.emptied();
  private final MetricsDatabase database = new MetricsDatabase(server.settings());
  private final CallRecords records = new CallRecords(database);
  private final IvrReports ivr = new IvrReports(database);
  private final SurveyReports surveys = new SurveyReports(database);
  private final List<CallRecord> calls = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachCallHasOneFate_andEachStepTellsWhatBecameOfItsCalls() throws Exception {
    leftIvr(Reason.HUNG_UP_IN_FLOW, "greeting");
    leftIvr(Reason.HUNG_UP_IN_FLOW, "language", "language");
    leftIvr(Reason.HUNG_UP_IN_FLOW, "menu", "language", "menu");
    leftIvr(Reason.HUNG_UP_IN_FLOW, "menu", "language", "menu", "status");
    leftIvr(Reason.ENDED_BY_FLOW, "served-status", "language", "menu", "status", "served-status");
    // Hangs up when the answer has been heard: served.
    leftIvr(Reason.HUNG_UP_IN_FLOW, "menu", "language", "menu", "served-status");
    leftIvr(Reason.ENDED_BY_FLOW, "closed", "language", "menu", "closed");
    person("language", "menu", "connecting");
    // Served, and asks for a person all the same: not contained.
    person("language", "menu", "served-status", "connecting");
    leftIvr(Reason.ENDED_BY_FLOW, "refused-flood", "refused-flood");
    records.insert(calls);

    IvrReport report = ivr.between(NOON, NEXT_DAY);

    assertEquals(9, report.answered());
    assertEquals(1, report.refused());
    assertEquals(new Fates(2, 2, 4), report.fates());
    assertEquals(2.0 / 9, report.fates().containment(report.answered()));
    assertEquals(
        List.of(
            new Step("language", 8, new Fates(2, 2, 3), 1),
            new Step("menu", 7, new Fates(2, 2, 2), 2),
            new Step("served-status", 3, new Fates(2, 1, 0), 0),
            new Step("connecting", 2, new Fates(0, 2, 0), 0),
            new Step("status", 2, new Fates(1, 0, 1), 0),
            new Step("closed", 1, new Fates(0, 0, 0), 0),
            new Step("greeting", 1, new Fates(0, 0, 1), 1)),
        report.steps());
  }

  @Test
  void whoHangsUpAtWhatTheCityKnows_wasServed_whoGoesOnWasNot() throws Exception {
    leftIvr(Reason.HUNG_UP_IN_FLOW, "told-known-event", "language", "told-known-event");
    leftIvr(Reason.HUNG_UP_IN_FLOW, "menu", "language", "told-known-event", "menu");
    person("language", "told-known-event", "connecting");
    records.insert(calls);

    assertEquals(new Fates(1, 1, 1), ivr.between(NOON, NEXT_DAY).fates());
  }

  @Test
  void callsOfOtherDays_areNotCounted_andNoCallsHaveNoShare() throws Exception {
    leftIvr(Reason.HUNG_UP_IN_FLOW, "language", "language");
    records.insert(calls);

    assertEquals(1, ivr.between(NOON, NOON.plusMillis(1)).answered());
    assertEquals(0, ivr.between(NOON.plusMillis(1), NEXT_DAY).answered());
    IvrReport none = ivr.between(NOON.minusSeconds(60), NOON);
    assertEquals(new IvrReport(0, 0, new Fates(0, 0, 0), List.of()), none);
    assertNull(none.fates().containment(0));
  }

  @Test
  void answersAreAddedUp_forAll_forGroupsAndForAgents() throws Exception {
    talked("a", "water", "ana", Map.of("solved", 1, "overall", 5));
    talked("b", "water", "ben", Map.of("solved", 2));
    talked("c", "streets", "ana", Map.of("solved", 1, "overall", 2));
    talked("d", "streets", "ana", Map.of());
    records.insert(calls);

    SurveyReport report = surveys.between(NOON, NEXT_DAY);

    assertEquals(
        Map.of("solved", Map.of(1, 2L, 2, 1L), "overall", Map.of(2, 1L, 5, 1L)),
        report.all().keys());
    assertEquals(3, report.all().count("solved"));
    assertEquals(4.0 / 3, report.all().mean("solved"));
    assertNull(report.all().mean("agent"));
    assertEquals(List.of("streets", "water"), List.copyOf(report.groups().keySet()));
    assertEquals(2, answersOf("ana", report).count("solved"));
    assertEquals(1.0, answersOf("ana", report).mean("solved"));
    assertEquals(Map.of("solved", Map.of(2, 1L)), answersOf("ben", report).keys());
    assertEquals(Map.of(), surveys.between(NOON.minusSeconds(9), NOON).all().keys());
  }

  @Test
  void answersOfCalls_areTold_theLatestFirst_andWhetherThereAreMore() throws Exception {
    talked("a", "water", "ana", Map.of("solved", 1, "overall", 5));
    talked("b", "water", "ben", Map.of("solved", 2));
    talked("c", "streets", "ana", Map.of());
    records.insert(calls);

    SurveyReport.Calls both = surveys.calls(NOON, NEXT_DAY, 2);
    assertEquals(
        new SurveyReport.Calls(
            List.of(
                new SurveyReport.OfCall(
                    "b", NOON.plusMillis(1), "water", "ben", Map.of("solved", 2)),
                new SurveyReport.OfCall(
                    "a", NOON, "water", "ana", Map.of("solved", 1, "overall", 5))),
            false),
        both);
    SurveyReport.Calls one = surveys.calls(NOON, NEXT_DAY, 1);
    assertEquals(both.calls().subList(0, 1), one.calls());
    assertEquals(true, one.more());
  }

  private static SurveyReport.Answers answersOf(String agent, SurveyReport report) {
    return Objects.requireNonNull(report.agents().get(agent));
  }

  private void leftIvr(Reason reason, String last, String... steps) {
    add(
        "call-" + calls.size(),
        last,
        null,
        null,
        new Termination(Result.LEFT_IN_IVR, reason),
        new Journey(List.of(steps), Map.of()));
  }

  private void person(String... steps) {
    add(
        "call-" + calls.size(),
        "connecting",
        "water",
        null,
        new Termination(Result.ABANDONED, Reason.HUNG_UP_WAITING),
        new Journey(List.of(steps), Map.of()));
  }

  private void talked(String id, String group, String agent, Map<String, Integer> answers) {
    add(
        id,
        "connecting",
        group,
        new AgentId(agent),
        new Termination(Result.ANSWERED, Reason.AGENT_HUNG_UP),
        new Journey(List.of("language"), answers));
  }

  private void add(
      String id,
      String step,
      @Nullable String group,
      @Nullable AgentId agent,
      Termination termination,
      Journey journey) {
    Instant arrived = NOON.plusMillis(group == null ? 0 : calls.size());
    CallTimes times = CallTimes.arrivedAt(arrived).ended(arrived.plusSeconds(60));
    if (group != null) {
      times = times.queued(arrived.plusSeconds(5));
    }
    if (agent != null) {
      times = times.answered(arrived.plusSeconds(9));
    }
    calls.add(
        new CallRecord(
            new CallId(id),
            "4105550101",
            "311",
            Language.ENGLISH,
            step,
            null,
            group == null ? null : Demand.of(new SkillGroupId(group)),
            List.of(),
            0,
            agent,
            times,
            termination,
            journey));
  }
}
