package org.city311.loadtest.caller;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The little of SIP (RFC 3261) that a caller needs who is believed by the address.
///
/// @param text a message
record Sip(String text) {
  private static final Pattern STATUS = Pattern.compile("\\ASIP/2\\.0 (\\d{3}) ");
  private static final Pattern METHOD = Pattern.compile("\\A([A-Z]+) ");
  private static final Pattern CALL_ID = Pattern.compile("(?mi)^Call-ID:\\s*(\\S+)\\s*$");
  private static final Pattern CSEQ = Pattern.compile("(?mi)^CSeq:\\s*\\d+\\s+([A-Z]+)\\s*$");
  private static final Pattern TO = Pattern.compile("(?mi)^To:\\s*(.*?)\\s*$");
  private static final Pattern CONTACT = Pattern.compile("(?mi)^Contact:\\s*<?([^>;\\s]+)");
  private static final Pattern COPIED = Pattern.compile("(?mi)^(?:Via|From|To|Call-ID|CSeq):.*$");
  private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 (\\S+)\\s*$");
  private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) ");

  static Sip of(byte[] bytes) {
    return new Sip(new String(bytes, StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The status of a response; 0 of a request.
  int status() {
    var matcher = STATUS.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// The method of a request; empty of a response.
  String method() {
    return find(METHOD);
  }

  /// Of which method the transaction is.
  String transaction() {
    return find(CSEQ);
  }

  String callId() {
    return find(CALL_ID);
  }

  private String to() {
    return find(TO);
  }

  private String contact() {
    return find(CONTACT);
  }

  /// Where the other side wants its audio.
  InetSocketAddress audio() {
    return new InetSocketAddress(
        InetAddress.ofLiteral(find(ADDRESS)), Integer.parseInt(find(AUDIO)));
  }

  private String find(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /// The answer to a request of the other side.
  Sip accepted() {
    var copied =
        COPIED.matcher(text).results().map(found -> found.group().strip()).collect(lines());
    return new Sip("SIP/2.0 200 OK\r\n" + copied + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\r\n");
  }

  /// A call's requests.
  ///
  /// @param id of the call
  /// @param user the caller's number
  /// @param number what is dialled
  /// @param target the switch, `host:port`
  /// @param port the caller's own, on 127.0.0.1
  record Dialog(String id, String user, String number, String target, int port) {
    Sip invite(int mediaPort) {
      var body =
          List.of(
              "v=0",
              "o=caller 1 1 IN IP4 127.0.0.1",
              "s=-",
              "c=IN IP4 127.0.0.1",
              "t=0 0",
              "m=audio " + mediaPort + " RTP/AVP 0 " + Rtp.EVENT_PAYLOAD,
              "a=rtpmap:0 PCMU/8000",
              "a=rtpmap:" + Rtp.EVENT_PAYLOAD + " telephone-event/8000",
              "a=fmtp:" + Rtp.EVENT_PAYLOAD + " 0-15",
              "a=ptime:20",
              "a=sendrecv",
              "");
      return request(
          "INVITE",
          "1 INVITE",
          uri(),
          "<" + uri() + ">",
          "Content-Type: application/sdp\r\n",
          String.join("\r\n", body));
    }

    /// What confirms a final response, in the dialog of a call that was answered.
    Sip ack(Sip response) {
      boolean answered = response.status() < 300;
      return request(
          "ACK",
          answered ? "1 ACK" : "1 INVITE",
          answered ? response.contact() : uri(),
          response.to(),
          "",
          "");
    }

    Sip bye(Sip answer) {
      return request("BYE", "2 BYE", answer.contact(), answer.to(), "", "");
    }

    private String uri() {
      return "sip:" + number + "@" + target;
    }

    private Sip request(
        String method, String branch, String uri, String to, String headers, String body) {
      return new Sip(
          """
          %s %s SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s%s;rport
          Max-Forwards: 70
          From: <sip:%s@127.0.0.1:%d>;tag=%s
          To: %s
          Call-ID: %s
          CSeq: %s %s
          Contact: <sip:%s@127.0.0.1:%d>
          """
                  .formatted(
                      method,
                      uri,
                      port,
                      id,
                      branch.replace(" ", ""),
                      user,
                      port,
                      id,
                      to,
                      id,
                      branch.substring(0, 1),
                      method,
                      user,
                      port)
                  .replace("\n", "\r\n")
              + headers
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }
  }
}
