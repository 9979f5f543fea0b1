package org.city311.flows.selfservice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When what is collected where, from a CSV file that the city keeps: a line for each code that
/// callers key, of a zone or of an address.
///
/// ```
/// code,trash,recycling,yard,bulk
/// 101,mon thu,wed,tue/2 2026-01-06,
/// ```
///
/// A day is `mon` to `sun`; several stand with a space between them; `tue/2 2026-01-06` is every
/// second Tuesday, that of January 6 among them. An empty field: nothing is collected. Columns may
/// be left out.
///
/// A file that changes is read again when somebody asks; one with mistakes is not taken, and the
/// table before stays. Safe for any thread.
public final class CollectionTable {
  /// How many codes a file may have.
  static final int MOST_CODES = 1_000_000;

  /// The digits of a code.
  static final int MOST_DIGITS = 10;

  private static final int MOST_MISTAKES = 20;
  private static final Logger log = LoggerFactory.getLogger(CollectionTable.class);

  private final Path file;
  private volatile Read read;

  /// What is collected, in the order in which it is told.
  public enum Kind {
    TRASH,
    RECYCLING,
    YARD,
    BULK;

    String column() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private record Read(FileTime at, Map<String, Map<Kind, CollectionDays>> codes) {}

  /// @throws IOException when it can't be read
  /// @throws IllegalArgumentException with its mistakes, one line each
  public CollectionTable(Path file) throws IOException {
    this.file = file;
    this.read = read();
  }

  /// What is collected at a code; empty when there is none such.
  Optional<Map<Kind, CollectionDays>> of(String code) {
    refresh();
    return Optional.ofNullable(read.codes().get(code));
  }

  private void refresh() {
    try {
      if (!Files.getLastModifiedTime(file).equals(read.at())) {
        read = read();
        log.info("collection days are read again: codes={}", read.codes().size());
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn("collection days stay as they were: {}", e.getMessage());
    }
  }

  private Read read() throws IOException {
    FileTime at = Files.getLastModifiedTime(file);
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> mistakes = new ArrayList<>();
    Map<String, Map<Kind, CollectionDays>> codes = new HashMap<>();
    List<String> header = lines.isEmpty() ? List.of() : fields(lines.getFirst());
    Map<Integer, Kind> columns = columns(header, mistakes);
    for (int i = 1; i < lines.size() && mistakes.size() < MOST_MISTAKES; i++) {
      if (!lines.get(i).isBlank()) {
        line(i + 1, fields(lines.get(i)), columns, codes, mistakes);
      }
    }
    if (codes.size() > MOST_CODES) {
      mistakes.add("%s: %d codes, allowed are %d".formatted(file, codes.size(), MOST_CODES));
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
    return new Read(at, Map.copyOf(codes));
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.replace("\uFEFF", "").split(",", -1)).map(String::strip).toList();
  }

  private Map<Integer, Kind> columns(List<String> header, List<String> mistakes) {
    Map<Integer, Kind> columns = new HashMap<>();
    for (int i = 1; i < header.size(); i++) {
      String name = header.get(i);
      Optional<Kind> kind =
          Arrays.stream(Kind.values()).filter(each -> each.column().equals(name)).findFirst();
      if (kind.isEmpty() || columns.containsValue(kind.get())) {
        mistakes.add(mistake(1, name, "trash, recycling, yard and bulk, each once"));
      } else {
        columns.put(i, kind.get());
      }
    }
    if (columns.isEmpty() || !header.getFirst().equals("code")) {
      mistakes.add(mistake(1, String.join(",", header), "code,trash,recycling,yard,bulk"));
    }
    return columns;
  }

  private void line(
      int number,
      List<String> fields,
      Map<Integer, Kind> columns,
      Map<String, Map<Kind, CollectionDays>> codes,
      List<String> mistakes) {
    String code = fields.getFirst();
    if (!code.matches("\\d{1," + MOST_DIGITS + "}") || code.equals("0")) {
      mistakes.add(
          mistake(
              number,
              code,
              "a code of 1 to " + MOST_DIGITS + " digits, not 0: that key is a person"));
      return;
    }
    Map<Kind, CollectionDays> days = new java.util.EnumMap<>(Kind.class);
    columns.forEach(
        (column, kind) -> {
          String written = column < fields.size() ? fields.get(column) : "";
          if (!written.isEmpty()) {
            CollectionDays.parse(written)
                .ifPresentOrElse(
                    parsed -> days.put(kind, parsed),
                    () ->
                        mistakes.add(
                            mistake(number, written, "days as in mon thu, or tue/2 2026-01-06")));
          }
        });
    if (codes.put(code, days) != null) {
      mistakes.add(mistake(number, code, "each code once"));
    }
  }

  private String mistake(int line, String found, String allowed) {
    return "%s:%d: found '%s', allowed: %s".formatted(file, line, found, allowed);
  }
}
