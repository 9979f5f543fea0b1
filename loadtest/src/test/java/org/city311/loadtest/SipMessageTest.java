package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SipMessageTest {
  private static final String BYE =
      "2026-11-22\t16:12:33.378540\t1795363953.378540\tS\t440c9661\tCSeq:1 BYE\tBYE"
          + " sip:asterisk@127.0.0.1:25060 SIP/2.0";
  private static final String OK =
      "2026-11-22\t16:12:33.378995\t1795363953.378995\tR\t440c9661\tCSeq:1 BYE\tSIP/2.0 200 OK";

  @Test
  void parse_aRequestSent() {
    assertEquals(
        List.of(
            new SipMessage(
                1795363953378540L,
                true,
                "440c9661",
                "BYE",
                "BYE sip:asterisk@127.0.0.1:25060 SIP/2.0")),
        SipMessage.parse(Stream.of(BYE)));
  }

  @Test
  void parse_aResponseReceived() {
    var message = SipMessage.parse(Stream.of(OK)).getFirst();
    assertFalse(message.sent());
    assertFalse(message.isRequest());
    assertTrue(message.isResponse(200, "BYE"));
    assertFalse(message.isResponse(200, "INVITE"));
  }

  @Test
  void parse_aLineCutOffInTheMiddle_isLeftOut() {
    assertEquals(List.of(), SipMessage.parse(Stream.of(BYE.substring(0, 50))));
  }
}
