package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final long SECOND = 1_000_000;

  private static SipMessage invite(long micros) {
    return new SipMessage(micros, false, "c" + micros, "INVITE", "INVITE sip:a@127.0.0.1 SIP/2.0");
  }

  private static SipMessage ack(long micros, String call) {
    return new SipMessage(micros, false, call, "ACK", "ACK sip:a@127.0.0.1 SIP/2.0");
  }

  private static SipMessage bye(long micros) {
    return new SipMessage(micros, true, "c", "BYE", "BYE sip:x@127.0.0.1 SIP/2.0");
  }

  @Test
  void milliseconds_fromHangUpToTheSameAgentsNextInvite() {
    var agent = List.of(invite(10 * SECOND), bye(11 * SECOND), invite(11 * SECOND + 2_500));
    assertEquals(
        List.of(2.5), Dispatch.milliseconds(List.of(agent), List.of(4 * SECOND, 4 * SECOND + 1)));
  }

  @Test
  void milliseconds_aRepeatedBye_countsFromTheFirst() {
    var agent =
        List.of(
            invite(10 * SECOND),
            bye(11 * SECOND),
            bye(11 * SECOND + 500_000),
            invite(11 * SECOND + 700_000));
    assertEquals(
        List.of(700.0), Dispatch.milliseconds(List.of(agent), List.of(4 * SECOND, 4 * SECOND + 1)));
  }

  @Test
  void milliseconds_whenNobodyWasWaiting_isNotMeasured() {
    var agent = List.of(invite(10 * SECOND), bye(11 * SECOND), invite(30 * SECOND));
    assertEquals(
        List.of(), Dispatch.milliseconds(List.of(agent), List.of(4 * SECOND, 29 * SECOND)));
  }

  @Test
  void milliseconds_whenAnotherAgentHadTakenTheOnlyWaiter_isNotMeasured() {
    var one = List.of(invite(10 * SECOND), bye(11 * SECOND), invite(30 * SECOND));
    var two = List.of(invite(10 * SECOND + 5));
    assertEquals(
        List.of(),
        Dispatch.milliseconds(List.of(one, two), List.of(4 * SECOND, 4 * SECOND + 1, 29 * SECOND)));
  }

  @Test
  void answered_countsCallsNotAcks() {
    assertEquals(
        2, Dispatch.answered(List.of(List.of(ack(1, "a"), ack(2, "a")), List.of(ack(3, "b")))));
  }

  @Test
  void asked_isTheEndOfEachCallersLastKey() {
    assertEquals(
        List.of(7L),
        Dispatch.asked(
            List.of(new Step("a", "answered", 1), new Step("a", "key", 3), new Step("a", "key", 7))
                .stream()));
  }
}
