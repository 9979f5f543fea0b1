package org.city311.metrics.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
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
            .atStep("language")
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
            plain.group(),
            plain.offers(),
            plain.agent(),
            plain.times(),
            plain.termination());

    assertEquals("311" + "9".repeat(CallRecord.MAX_TEXT - 3), kept.ani());
  }

  @Test
  void line_ofAnyRecord_readsBackEqual() throws Exception {
    for (CallRecord call :
        new CallRecord[] {TestRecords.answered("é\n\"1"), TestRecords.leftInIvr("2")}) {
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
