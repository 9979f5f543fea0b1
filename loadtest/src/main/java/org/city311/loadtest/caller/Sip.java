package org.city311.loadtest.caller;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The little of SIP (RFC 3261) that a caller needs: one who is believed by the address, or a phone that has a
/// secret.
///
/// @param text a message
record Sip(String text) {
  static final int UNAUTHORIZED = 401;

  private static final Pattern STATUS = Pattern.compile("\\ASIP/2\\.0 (\\d{3}) ");
  private static final Pattern METHOD = Pattern.compile("\\A([A-Z]+) ");
  private static final Pattern CALL_ID = Pattern.compile("(?mi)^Call-ID:\\s*(\\S+)\\s*$");
  private static final Pattern CSEQ = Pattern.compile("(?mi)^CSeq:\\s*\\d+\\s+([A-Z]+)\\s*$");
  private static final Pattern SEQUENCE = Pattern.compile("(?mi)^CSeq:\\s*(\\d+)\\s");
  private static final Pattern TO = Pattern.compile("(?mi)^To:\\s*(.*?)\\s*$");
  private static final Pattern CONTACT = Pattern.compile("(?mi)^Contact:\\s*<?([^>;\\s]+)");
  private static final Pattern FROM = Pattern.compile("(?mi)^From:\\s*(.*?)\\s*$");
  private static final Pattern USER = Pattern.compile("\\A[A-Z]+ sip:([^@;> ]+)@");
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

  /// The number of its request within the dialog.
  int sequence() {
    return Integer.parseInt(find(SEQUENCE));
  }

  String callId() {
    return find(CALL_ID);
  }

  /// Whom a request is for.
  String user() {
    return find(USER);
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
    return response("200 OK", "", "");
  }

  /// The answer to an INVITE for whom nobody expects a call.
  Sip refused() {
    return response("480 Temporarily Unavailable", "", "");
  }

  private Sip response(String status, String headers, String body) {
    var copied =
        COPIED.matcher(text).results().map(found -> found.group().strip()).collect(lines());
    return new Sip(
        "SIP/2.0 %s\r\n%s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, copied, headers, body.length(), body));
  }

  private static String sound(int mediaPort) {
    return String.join(
        "\r\n",
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
  }

  private static String ofSound() {
    return "Content-Type: application/sdp\r\n";
  }

  /// A call that comes.
  ///
  /// @param invite what began it
  /// @param port the called one's own, on 127.0.0.1
  record Incoming(Sip invite, int port) {
    private static final String TAG = ";tag=called";

    Sip accepted(int mediaPort) {
      var accepted = invite.response("200 OK", contact() + ofSound(), sound(mediaPort));
      return new Sip(accepted.text.replaceFirst("(?mi)^(To:.*)$", "$1" + TAG));
    }

    Sip bye() {
      return new Sip(
          """
          BYE %s SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%sBYE;rport
          Max-Forwards: 70
          From: %s%s
          To: %s
          Call-ID: %s
          CSeq: 1 BYE
          Content-Length: 0

          """
              .formatted(
                  invite.contact(),
                  port,
                  Integer.toHexString(invite.callId().hashCode()),
                  invite.to(),
                  TAG,
                  invite.find(FROM),
                  invite.callId())
              .replace("\n", "\r\n"));
    }

    private String contact() {
      return "Contact: <sip:%s@127.0.0.1:%d>\r\n".formatted(invite.user(), port);
    }
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\r\n");
  }

  /// A call's requests.
  ///
  /// @param id of the call
  /// @param by whose telephone calls which number
  /// @param target the switch, `host:port`
  /// @param port the caller's own, on 127.0.0.1
  record Dialog(String id, CallPlan.Line by, String target, int port) {
    Sip invite(int mediaPort) {
      return invite(mediaPort, 1, "");
    }

    /// The same once more, with what the switch asks of a phone (RFC 7616, MD5 with `qop=auth`).
    Sip invite(int mediaPort, Sip challenge) {
      return invite(mediaPort, 2, Digest.answer(challenge, by, "INVITE", uri()));
    }

    private Sip invite(int mediaPort, int sequence, String authorization) {
      return request(
          new Start("INVITE", sequence, "INVITE", uri()),
          "<" + uri() + ">",
          authorization + ofSound(),
          sound(mediaPort));
    }

    /// A phone says where it is.
    Sip register() {
      return register(1, "");
    }

    Sip register(Sip challenge) {
      return register(2, Digest.answer(challenge, by, "REGISTER", registrar()));
    }

    private Sip register(int sequence, String authorization) {
      return request(
          new Start("REGISTER", sequence, "REGISTER", registrar()),
          "<sip:" + by.from() + "@" + target + ">",
          authorization + "Expires: 600\r\n",
          "");
    }

    private String registrar() {
      return "sip:" + target;
    }

    /// What confirms a final response, in the dialog of a call that was answered.
    Sip ack(Sip response) {
      boolean answered = response.status() < 300;
      int sequence = response.sequence();
      return request(
          answered
              ? new Start("ACK", sequence, "ACK", response.contact())
              : new Start("ACK", sequence, "INVITE", uri()),
          response.to(),
          "",
          "");
    }

    Sip bye(Sip answer) {
      return request(
          new Start("BYE", answer.sequence() + 1, "BYE", answer.contact()), answer.to(), "", "");
    }

    private String uri() {
      return "sip:" + by.number() + "@" + target;
    }

    /// How a request begins.
    ///
    /// @param transaction the method of the request that began its transaction
    private record Start(String method, int sequence, String transaction, String uri) {}

    private Sip request(Start start, String to, String headers, String body) {
      return new Sip(
          """
          %s %s SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s%d%s;rport
          Max-Forwards: 70
          From: <sip:%s@127.0.0.1:%d>;tag=%s
          To: %s
          Call-ID: %s
          CSeq: %d %s
          Contact: <sip:%s@127.0.0.1:%d>
          """
                  .formatted(
                      start.method(),
                      start.uri(),
                      port,
                      id,
                      start.sequence(),
                      start.transaction(),
                      by.from(),
                      port,
                      id,
                      to,
                      id,
                      start.sequence(),
                      start.method(),
                      by.from(),
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
