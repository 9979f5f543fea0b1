package org.city311.gateway.softphone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// SIP as a page writes it.
final class SipText {
  private SipText() {}

  /// A message without a body.
  ///
  /// @param others take the place of those of the same name
  static String of(String start, String sequence, String from, String to, String... others) {
    var lines = new ArrayList<String>();
    for (String usual :
        List.of("Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1", "Call-ID: 1", sequence, from, to)) {
      if (List.of(others).stream().noneMatch(other -> name(other).equals(name(usual)))) {
        lines.add(usual);
      }
    }
    lines.addAll(List.of(others));
    return start + "\r\n" + String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static String name(String line) {
    return line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
  }
}
