package org.city311.requests.http.open311;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.requests.http.edge.Bodies;
import org.city311.requests.http.edge.RefusedException;

/// The arguments of a call, as `application/x-www-form-urlencoded` has them. An empty one is none at all.
final class Arguments {
  static final Arguments NONE = new Arguments(Map.of());

  private static final int MAX = 300;
  private static final Pattern ATTRIBUTE =
      Pattern.compile("attribute\\[([^\\[\\]]{1,80})](\\[\\d*])?");

  private final Map<String, List<String>> values;

  private Arguments(Map<String, List<String>> values) {
    this.values = values;
  }

  /// @param text names and values, encoded, as they stand in a query or a body: a character for each byte
  /// @throws RefusedException when it can't be read without doubt
  static Arguments parse(String text) throws RefusedException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String part : text.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (++count > MAX) {
        throw new RefusedException(400, "more than " + MAX + " arguments");
      }
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (!value.isBlank()) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Arguments(values);
  }

  /// These and others; the names of these win.
  Arguments and(Arguments others) {
    Map<String, List<String>> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new Arguments(all);
  }

  /// Empty when it is not given.
  String one(String name) throws RefusedException {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw new RefusedException(400, name + " is given more than once");
    }
    return given.isEmpty() ? "" : given.getFirst();
  }

  /// Given several times, or once with commas between.
  List<String> several(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }

  /// The `attribute[code]=value` and `attribute[code][]=value`, by code.
  Map<String, List<String>> attributes() {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    values.forEach(
        (name, given) -> {
          Matcher matcher = ATTRIBUTE.matcher(name);
          if (matcher.matches()) {
            attributes.computeIfAbsent(matcher.group(1), _ -> new ArrayList<>()).addAll(given);
          }
        });
    return attributes;
  }

  private static String decoded(String encoded) throws RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < encoded.length(); at++) {
      char c = encoded.charAt(at);
      if (c == '%') {
        bytes.write((hex(encoded, at + 1) << 4) | hex(encoded, at + 2));
        at += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return Bodies.text(bytes.toByteArray());
  }

  private static int hex(String encoded, int at) throws RefusedException {
    int digit = at < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new RefusedException(400, "a percent sign is not followed by two digits: send %25");
    }
    return digit;
  }
}
