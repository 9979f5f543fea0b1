package org.city311.loadtest.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The little of SDP (RFC 8866) that a phone with one codec needs.
final class Sdp {
  private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 (\\S+)\\s*$");
  private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) ");

  private Sdp() {}

  /// Our side: µ-law and keys at a port of 127.0.0.1; an offer and an answer look the same.
  static byte[] offer(int port) {
    return offer(port, 1, "sendrecv");
  }

  /// @param version higher than in the offer before (RFC 8866 §5.2)
  /// @param direction `sendonly` puts the other side on hold (RFC 6337 §5.3)
  static byte[] offer(int port, int version, String direction) {
    return """
        v=0
        o=phone 1 %d IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP 0 %d
        a=rtpmap:0 PCMU/8000
        a=rtpmap:%d telephone-event/8000
        a=fmtp:%d 0-15
        a=ptime:20
        a=%s
        """
        .formatted(
            version, port, Rtp.EVENT_PAYLOAD, Rtp.EVENT_PAYLOAD, Rtp.EVENT_PAYLOAD, direction)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Where the other side wants its audio.
  static InetSocketAddress audio(byte[] body) {
    var text = new String(body, StandardCharsets.US_ASCII);
    return new InetSocketAddress(
        InetAddress.ofLiteral(find(ADDRESS, text).group(1)),
        Integer.parseInt(find(AUDIO, text).group(1)));
  }

  private static Matcher find(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in SDP:\n" + text);
    }
    return matcher;
  }
}
