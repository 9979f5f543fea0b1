package org.city311.gateway.softphone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.gateway.softphone.SipHeaders.Header;

/// Reads SIP messages, more strictly than Asterisk does: what two readers could understand differently is malformed
/// here, so that what was looked at is what Asterisk will see. Folded lines, bare line feeds and unknown headers
/// are such.
final class SipReader {
  /// Largest message taken, in bytes. A browser's offer of sound with all its addresses has about 5,000.
  static final int MAX_BYTES = 16_384;

  private static final int MAX_HEADERS = 60;
  private static final int MAX_LINE = 2_048;

  private static final Pattern REQUEST = Pattern.compile("([A-Z]{3,12}) (\\S{1,512}) SIP/2\\.0");
  private static final Pattern RESPONSE =
      Pattern.compile("SIP/2\\.0 ([1-6]\\d\\d) [^\\p{Cntrl}]{0,256}");
  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z-]{1,40})[ \\t]*:[ \\t]*(.*?)[ \\t]*");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

  /// Short forms that Asterisk knows (RFC 3261, section 7.3.3; RFC 4028).
  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "i",
          "call-id",
          "m",
          "contact",
          "l",
          "content-length",
          "c",
          "content-type",
          "f",
          "from",
          "k",
          "supported",
          "t",
          "to",
          "v",
          "via",
          "x",
          "session-expires");

  private SipReader() {}

  /// What a frame turned out to be.
  sealed interface Reading {
    /// A message.
    record Read(SipMessage message) implements Reading {}

    /// Line ends alone, by which phones keep a connection open (RFC 5626, section 3.5.1).
    record KeepAlive() implements Reading {}

    /// More than [SipReader#MAX_BYTES].
    record TooLarge() implements Reading {}

    /// Nothing that may pass.
    ///
    /// @param why for the log and for the page's maker; without anything of the frame's own
    record Malformed(String why) implements Reading {}
  }

  static Reading read(String frame) {
    if (frame.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return new Reading.TooLarge();
    }
    if (frame.equals("\r\n") || frame.equals("\r\n\r\n")) {
      return new Reading.KeepAlive();
    }
    int end = frame.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reading.Malformed("no end of the headers");
    }
    List<String> lines = List.of(frame.substring(0, end).split("\r\n", -1));
    Optional<SipHeaders> headers = headers(lines.subList(1, lines.size()));
    if (headers.isEmpty()) {
      return new Reading.Malformed("a line that is no header");
    }
    return headers
        .flatMap(found -> wrong(found, frame.substring(end + 4)))
        .<Reading>map(Reading.Malformed::new)
        .orElseGet(() -> start(lines.getFirst(), headers.get()));
  }

  private static Reading start(String line, SipHeaders headers) {
    Matcher response = RESPONSE.matcher(line);
    if (response.matches()) {
      int status = Integer.parseInt(response.group(1));
      return new Reading.Read(new SipMessage.Response(status, headers));
    }
    Matcher request = REQUEST.matcher(line);
    if (!request.matches()) {
      return new Reading.Malformed("neither a request nor a response");
    }
    String method = request.group(1);
    if (!headers.value("cseq").orElse("").matches("\\d{1,10} " + method)) {
      return new Reading.Malformed("CSeq is not of this request");
    }
    return SipUri.read(request.group(2))
        .<Reading>map(uri -> new Reading.Read(new SipMessage.Request(method, uri, headers)))
        .orElseGet(() -> new Reading.Malformed("not a plain sip: address"));
  }

  private static Optional<SipHeaders> headers(List<String> lines) {
    List<Header> headers = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = HEADER.matcher(line);
      if (line.length() > MAX_LINE
          || headers.size() == MAX_HEADERS
          || UNPRINTABLE.matcher(line).find()
          || !matcher.matches()) {
        return Optional.empty();
      }
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      headers.add(new Header(LONG_NAMES.getOrDefault(name, name), matcher.group(2)));
    }
    return Optional.of(new SipHeaders(headers));
  }

  /// What is wrong with a message of any kind.
  private static Optional<String> wrong(SipHeaders headers, String body) {
    for (String name : List.of("from", "to", "call-id", "cseq")) {
      if (headers.count(name) != 1) {
        return Optional.of(name + " is not there exactly once");
      }
    }
    if (headers.count("via") == 0) {
      return Optional.of("no Via");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    boolean lengthFits =
        headers.count("content-length") <= 1
            && headers.value("content-length").orElse("" + length).equals("" + length);
    return lengthFits ? Optional.empty() : Optional.of("Content-Length is not the body's");
  }
}
