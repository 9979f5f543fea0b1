package org.city311.loadtest;

import java.util.List;
import java.util.stream.Stream;

/// One SIP message as SIPp saw it on the wire, from its short message trace (`-trace_shortmsg`).
///
/// @param micros when it was sent or received: microseconds since 1970, this machine's clock
/// @param sent true when SIPp sent it, false when it received it
/// @param callId the SIP Call-ID
/// @param method the method of its CSeq: a response carries its request's
/// @param firstLine the request or status line
record SipMessage(long micros, boolean sent, String callId, String method, String firstLine) {
  /// A request, not a response.
  boolean isRequest() {
    return !firstLine.startsWith("SIP/2.0 ");
  }

  /// A response with this status to this method.
  boolean isResponse(int status, String toMethod) {
    return firstLine.startsWith("SIP/2.0 " + status + " ") && method.equals(toMethod);
  }

  /// Parses a trace. Lines that are cut off (SIPp was ended while it wrote) are left out.
  static List<SipMessage> parse(Stream<String> lines) {
    return lines.flatMap(SipMessage::parseLine).toList();
  }

  /// `date TAB time TAB epoch.micros TAB S|R TAB call-id TAB CSeq:1 INVITE TAB first line`.
  private static Stream<SipMessage> parseLine(String line) {
    var parts = line.split("\t", -1);
    if (parts.length < 7 || !parts[5].startsWith("CSeq:")) {
      return Stream.empty();
    }
    var cseq = parts[5].substring("CSeq:".length()).trim().split(" ", -1);
    if (cseq.length != 2) {
      return Stream.empty();
    }
    return Stream.of(
        new SipMessage(
            EpochMicros.parse(parts[2]),
            parts[3].equals("S"),
            parts[4],
            cseq[1],
            parts[6].strip()));
  }
}
