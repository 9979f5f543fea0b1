package org.city311.gateway.softphone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers Asterisk's challenge in the page's place (RFC 2617, section 3.2.2; RFC 3261, section 22): the page does not
/// know the password, its phone computes with another one, and here that answer is replaced by the right one. So no
/// password ever leaves the server.
///
/// Pure; any thread may use it.
final class DigestSigner {
  private static final String NAME = "authorization";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G(?:,\\s*)?([a-z]{1,20})=(?:\"([^\"\\\\\\p{Cntrl}]{0,512})\"|([A-Za-z0-9+-]{1,64}))\\s*");
  private static final Pattern LINE = Pattern.compile("(?mi)^authorization[ \\t]*:.*$");

  private final SipAccount account;
  private final String password;

  DigestSigner(SipAccount account, String password) {
    this.account = account;
    this.password = password;
  }

  /// The frame with the right answer, or as it is where it carries none; empty where what it carries is not to be
  /// answered: it is for another account, or of a kind that Asterisk did not ask for.
  ///
  /// @param frame in which the message was read
  Optional<String> signed(String frame, SipMessage message) {
    if (!(message instanceof SipMessage.Request request)) {
      return Optional.of(frame).filter(_ -> message.headers().count(NAME) == 0);
    }
    return switch (request.headers().count(NAME)) {
      case 0 -> Optional.of(frame);
      case 1 ->
          request
              .headers()
              .value(NAME)
              .flatMap(DigestSigner::parameters)
              .filter(this::isToBeAnswered)
              .map(given -> withLine(frame, line(request.method(), given)));
      default -> Optional.empty();
    };
  }

  private boolean isToBeAnswered(Map<String, String> given) {
    return account.name().equals(given.get("username"))
        && "MD5".equalsIgnoreCase(given.getOrDefault("algorithm", "MD5"))
        && "auth".equals(given.get("qop"))
        && given.keySet().containsAll(List.of("realm", "nonce", "uri", "cnonce", "nc"));
  }

  private String line(String method, Map<String, String> given) {
    String realm = given.getOrDefault("realm", "");
    String nonce = given.getOrDefault("nonce", "");
    String uri = given.getOrDefault("uri", "");
    String count = given.getOrDefault("nc", "");
    String cnonce = given.getOrDefault("cnonce", "");
    String secret = md5(account.name() + ":" + realm + ":" + password);
    String what = md5(method + ":" + uri);
    String answer = md5(String.join(":", secret, nonce, count, cnonce, "auth", what));
    String opaque = given.containsKey("opaque") ? ",opaque=\"" + given.get("opaque") + "\"" : "";
    return "Authorization: Digest username=\"%s\",realm=\"%s\",nonce=\"%s\",uri=\"%s\",response=\"%s\",algorithm=MD5,cnonce=\"%s\",qop=auth,nc=%s%s"
        .formatted(account, realm, nonce, uri, answer, cnonce, count, opaque);
  }

  /// Only what stands before the body is a header.
  private static String withLine(String frame, String line) {
    int end = frame.indexOf("\r\n\r\n");
    String head =
        LINE.matcher(frame.substring(0, end)).replaceFirst(Matcher.quoteReplacement(line));
    return head + frame.substring(end);
  }

  /// Each once, or none of them.
  private static Optional<Map<String, String>> parameters(String header) {
    if (!header.regionMatches(true, 0, "Digest ", 0, 7)) {
      return Optional.empty();
    }
    String list = header.substring(7).strip();
    Map<String, String> found = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(list);
    int end = 0;
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      if (found.put(matcher.group(1), value) != null) {
        return Optional.empty();
      }
      end = matcher.end();
    }
    return end == list.length() ? Optional.of(found) : Optional.empty();
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5", e);
    }
  }
}
