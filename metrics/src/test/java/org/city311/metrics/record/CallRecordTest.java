package org.city311.metrics.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallRecordTest {
  private static final Instant AT = Instant.parse("2026-03-02T12:00:00.123987Z");

  @Test
  void of_endedCall_keepsAllButTheChannel() {
    Call call =
        Call.arriving(new CallId("c"), "311555", "311", "PJSIP/trunk-1", AT)
            .atStep("language", "0badcafe")
            .with(
                new CallState.Ended(new Termination(Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW)),
                Call.arriving(new CallId("c"), "", "", "", AT).times().ended(AT.plusMillis(1)));

    CallRecord kept = CallRecord.of(call);

    assertEquals("311555", kept.ani());
    assertEquals("language", kept.step());
    assertEquals(Reason.HUNG_UP_IN_FLOW, kept.termination().reason());
    assertEquals(Instant.parse("2026-03-02T12:00:00.123Z"), kept.times().arrived());
    assertEquals(Instant.parse("2026-03-02T12:00:00.124Z"), kept.times().ended());
  }

  @Test
  void of_callThatAskedForAPerson_keepsWhatItAskedFor_andTheRungsItTook() {
    Demand demand =
        new Demand(new SkillGroupId("water"), Map.of(new SkillId("es"), 2), 5, new AgentId("ana"));
    Call asked =
        Call.arriving(new CallId("c"), "311555", "311", "PJSIP/trunk-1", AT)
            .queuedFor(demand, AT)
            .withReach(Reach.DIRECT.take(0).take(Reach.MAX_RUNGS - 1));
    Call call =
        asked.with(
            new CallState.Ended(new Termination(Result.OVERFLOWED, Reason.TOLD_FULL)),
            asked.times().ended(AT));

    CallRecord kept = CallRecord.of(call);

    assertEquals(demand, kept.demand());
    assertEquals(new SkillGroupId("water"), kept.group());
    assertEquals(List.of(1, Reach.MAX_RUNGS), kept.rungs());
  }

  @Test
  void lineOfAnOlderVersion_withoutPrioritiesSkillsAndRungs_isARecordWithNone() throws Exception {
    CallRecord call =
        CallRecordLine.decode(
            """
            {"call_id":"city311-1.7","ani":"3115550100","dnis":"311","language":"en",\
            "step":"connecting","group_id":"water","offers":1,"agent_id":"ana",\
            "arrived_at":"2026-03-02T12:00:00.123Z","queued_at":"2026-03-02T12:00:01Z",\
            "ended_at":"2026-03-02T12:00:09Z","result":"ABANDONED","reason":"HUNG_UP_WAITING"}""");

    assertEquals(Demand.of(new SkillGroupId("water")), call.demand());
    assertEquals(List.of(), call.rungs());
    assertEquals(new AgentId("ana"), call.agent());
  }

  @Test
  void of_callInProgress_isRefused() {
    Call call = Call.arriving(new CallId("c"), "", "311", "PJSIP/trunk-1", AT);

    assertThrows(IllegalArgumentException.class, () -> CallRecord.of(call));
  }

  @Test
  void callerIdWithNulAndHalfACharacterAndNoEnd_isMadeFitForPostgres() {
    CallRecord plain = TestRecords.answered("c");
    String hostile = "31\u00001\ud800" + "9".repeat(500);

    CallRecord kept =
        new CallRecord(
            plain.id(),
            hostile,
            plain.dnis(),
            plain.language(),
            plain.step(),
            plain.menus(),
            plain.demand(),
            plain.rungs(),
            plain.offers(),
            plain.agent(),
            plain.times(),
            plain.termination(),
            Journey.NONE);

    assertEquals("311" + "9".repeat(CallRecord.MAX_TEXT - 3), kept.ani());
  }

  @Test
  void line_ofAnyRecord_readsBackEqual() throws Exception {
    for (CallRecord call :
        new CallRecord[] {
          TestRecords.answered("é\n\"1"),
          TestRecords.leftInIvr("2"),
          TestRecords.callback("3", Result.CALLBACK_CONNECTED)
        }) {
      String line = new String(CallRecordLine.encode(call), StandardCharsets.UTF_8);

      assertEquals(line.length() - 1, line.indexOf('\n'), "one line feed, at the end");
      assertEquals(call, CallRecordLine.decode(line.strip()));
    }
  }

  @Test
  void line_cutAnywhere_isUnreadable() {
    byte[] line = CallRecordLine.encode(TestRecords.answered("c"));
    for (int length = 0; length < line.length - 1; length++) {
      String cut = new String(Arrays.copyOf(line, length), StandardCharsets.UTF_8);
      assertThrows(CallRecordLine.Unreadable.class, () -> CallRecordLine.decode(cut), cut);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "{}", "\u0000\u0000", "{\"call_id\":3}"})
  void line_thatIsNoRecord_isUnreadable(String line) {
    assertThrows(CallRecordLine.Unreadable.class, () -> CallRecordLine.decode(line));
  }
}
