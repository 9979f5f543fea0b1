package org.city311.loadtest.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// How a phone proves that it has its secret (RFC 7616: MD5, which is what phones have, with `qop=auth`).
final class Digest {
  private static final String COUNT = "00000001";
  private static final String OWN_NONCE = "c311";

  private Digest() {}

  /// The header line by which a request answers a challenge.
  static String answer(Sip challenge, CallPlan.Line by, String method, String uri) {
    String realm = value(challenge, "realm");
    String nonce = value(challenge, "nonce");
    String who = hash(by.from() + ":" + realm + ":" + by.secret());
    String what = hash(method + ":" + uri);
    String response = hash(String.join(":", who, nonce, COUNT, OWN_NONCE, "auth", what));
    return ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\","
            + " qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\", algorithm=MD5,"
            + " opaque=\"%s\"\r\n")
        .formatted(
            by.from(), realm, nonce, uri, COUNT, OWN_NONCE, response, value(challenge, "opaque"));
  }

  private static String value(Sip challenge, String name) {
    var found =
        Pattern.compile("(?mi)^WWW-Authenticate:.*\\b" + name + "=\"([^\"]*)\"")
            .matcher(challenge.text());
    return found.find() ? found.group(1) : "";
  }

  private static String hash(String text) {
    try {
      var md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
