package org.city311.requests.http.residents;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of CSV (RFC 4180) that a spreadsheet can open without harm.
final class Csv {
  private Csv() {}

  /// One line with its end. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
  /// CSV Injection); a plain number is none.
  static String line(List<String> values) {
    return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String value(String text) {
    boolean formula =
        !text.isEmpty()
            && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0
            && !text.matches("-?\\d{1,18}(\\.\\d{1,20})?");
    String safe = formula ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
