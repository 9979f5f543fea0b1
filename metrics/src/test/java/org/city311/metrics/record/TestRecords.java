package org.city311.metrics.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;

/// Call records for tests.
public final class TestRecords {
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456789Z");

  private TestRecords() {}

  /// With a value in every field.
  public static CallRecord answered(String id) {
    return new CallRecord(
        new CallId(id),
        "+1 311 555 0100",
        "311",
        Language.SPANISH,
        "menu:service",
        "0badcafe",
        new Demand(
            new SkillGroupId("water"),
            Map.of(new SkillId("es"), 1, new SkillId("sewers"), 3),
            -7,
            new AgentId("ben")),
        List.of(1, 3),
        2,
        new AgentId("ana"),
        new CallTimes(
            NOON,
            NOON.plusMillis(10),
            NOON.plusMillis(2_000),
            NOON.plusMillis(5_000),
            NOON.plusMillis(6_000),
            NOON.plusMillis(9_001),
            NOON.plusMillis(60_000),
            NOON.plusMillis(61_000)),
        new Termination(Result.ANSWERED, Reason.AGENT_HUNG_UP),
        new Journey(List.of("language", "service"), Map.of("solved", 1, "overall", 5)));
  }

  /// The second try of which was answered.
  static CallRecord callback(String id, Result result) {
    CallRecord call = answered(id);
    return new CallRecord(
        call.id(),
        call.ani(),
        call.dnis(),
        call.language(),
        "callback",
        call.menus(),
        call.demand(),
        call.rungs(),
        call.offers(),
        call.agent(),
        call.times(),
        new Termination(result, Reason.CALLER_HUNG_UP),
        new CallRecord.Tries(3, 2, 1),
        call.journey());
  }

  /// With nothing but what every call has.
  public static CallRecord leftInIvr(String id) {
    return new CallRecord(
        new CallId(id),
        "",
        "311",
        Language.ENGLISH,
        "greeting",
        null,
        null,
        List.of(),
        0,
        null,
        CallTimes.arrivedAt(NOON).ended(NOON.plusMillis(700)),
        new Termination(Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW),
        Journey.NONE);
  }

  /// Of a number that was not let in.
  static CallRecord refused(String id) {
    return new CallRecord(
        new CallId(id),
        "4105550101",
        "311",
        Language.ENGLISH,
        "refused-flood",
        null,
        null,
        List.of(),
        0,
        null,
        CallTimes.arrivedAt(NOON).ended(NOON.plusMillis(700)),
        new Termination(Result.LEFT_IN_IVR, Reason.ENDED_BY_FLOW),
        Journey.NONE);
  }

  static List<CallRecord> answered(int from, int until) {
    return IntStream.range(from, until).mapToObj(i -> answered("call-" + i)).toList();
  }
}
