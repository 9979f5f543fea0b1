package org.city311.requests.exchange;

import java.util.List;

/// Writes rows of CSV (RFC 4180) that no spreadsheet takes for anything but text: a field that would be a
/// formula gets an apostrophe before it.
public final class CsvWriter {
  private CsvWriter() {}

  /// One row with its end.
  public static String row(List<String> fields) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        row.append(',');
      }
      append(row, fields.get(i));
    }
    return row.append("\r\n").toString();
  }

  private static void append(StringBuilder row, String field) {
    String safe = isFormula(field) ? "'" + field : field;
    if (safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t')
        || !safe.equals(safe.strip())) {
      row.append('"').append(safe.replace("\"", "\"\"")).append('"');
    } else {
      row.append(safe);
    }
  }

  /// What spreadsheets may take for a formula; a negative number is none.
  private static boolean isFormula(String field) {
    if (field.isEmpty()) {
      return false;
    }
    char first = field.charAt(0);
    boolean starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0;
    boolean behindSpace =
        !starts && !field.isBlank() && "=+-@".indexOf(field.strip().charAt(0)) >= 0;
    return (starts || behindSpace) && !field.matches("-\\d{1,18}(\\.\\d{1,20})?");
  }
}
