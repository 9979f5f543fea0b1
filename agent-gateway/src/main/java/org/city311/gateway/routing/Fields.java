package org.city311.gateway.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One JSON object, read field by field. What is wrong is noted, and a default is returned, so that
/// all mistakes are found in one go. [#end] notes the fields nobody asked for.
final class Fields {
  /// More of a text than this does not help to find it.
  private static final int MAX_SHOWN = 80;

  private final String path;
  private final JsonObject json;
  private final List<String> mistakes;
  private final Set<String> asked = new HashSet<>();

  /// @param path what it is called in a mistake; empty for the body
  /// @param value what stands there; null for nothing
  Fields(String path, @Nullable Object value, List<String> mistakes) {
    this.path = path;
    this.mistakes = mistakes;
    this.json = value instanceof JsonObject object ? object : new JsonObject();
    if (value != null && !(value instanceof JsonObject)) {
      mistakes.add(path + ": found " + shown(value) + ", allowed: an object");
    }
  }

  boolean has(String field) {
    return value(field) != null;
  }

  @Nullable Object value(String field) {
    asked.add(field);
    return json.getValue(field);
  }

  String text(String field, String fallback, Pattern allowed, String explained) {
    Object value = value(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof String text && allowed.matcher(text).matches()) {
      return text;
    }
    mistake(field, shown(value), explained);
    return fallback;
  }

  int integer(String field, int fallback, int least, int most) {
    Object value = value(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    mistake(field, shown(value), "a whole number from " + least + " to " + most);
    return fallback;
  }

  boolean bool(String field, boolean fallback) {
    Object value = value(field);
    if (value == null || value instanceof Boolean) {
      return value == null ? fallback : (Boolean) value;
    }
    mistake(field, shown(value), "true or false");
    return fallback;
  }

  /// A time from zero on, to the millisecond; zero if it is not there.
  Duration seconds(String field, int most) {
    Object value = value(field);
    if (value == null) {
      return Duration.ZERO;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= most) {
      BigDecimal millis = new BigDecimal(number.toString()).movePointRight(3).stripTrailingZeros();
      if (millis.scale() <= 0) {
        return Duration.ofMillis(millis.longValueExact());
      }
    }
    mistake(field, shown(value), "seconds from 0 to " + most + ", to the millisecond");
    return Duration.ZERO;
  }

  /// An enum's constant, written as `LONGEST_IDLE` is: `longest-idle`.
  <E extends Enum<E>> E constant(String field, E fallback) {
    Object value = value(field);
    if (value == null) {
      return fallback;
    }
    List<String> allowed = new ArrayList<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      allowed.add(word(constant));
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    mistake(field, shown(value), String.join(", ", allowed));
    return fallback;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Fields object(String field) {
    return new Fields(full(field), value(field), mistakes);
  }

  /// The names of an object whose fields are free.
  Set<String> names(Pattern allowed, String explained) {
    Set<String> names = new HashSet<>();
    for (String name : json.fieldNames()) {
      asked.add(name);
      if (allowed.matcher(name).matches()) {
        names.add(name);
      } else {
        mistake(name, "the name " + shown(name), explained);
      }
    }
    return names;
  }

  /// Name to whole number.
  Map<String, Integer> integers(
      String field, Pattern allowed, String explained, int least, int most) {
    Fields object = object(field);
    Map<String, Integer> integers = new TreeMap<>();
    for (String name : object.names(allowed, explained)) {
      integers.put(name, object.integer(name, least, least, most));
    }
    return integers;
  }

  /// The entries of a list.
  ///
  /// @param read is told what an entry is called, and what stands there; null is left out
  <T> List<T> list(String field, int most, BiFunction<String, Object, @Nullable T> read) {
    Object value = value(field);
    List<T> entries = new ArrayList<>();
    if (value == null) {
      return entries;
    }
    if (!(value instanceof JsonArray array) || array.size() > most) {
      mistake(field, shown(value), "a list of at most " + most);
      return entries;
    }
    for (int i = 0; i < array.size(); i++) {
      T entry = read.apply(full(field) + "[" + i + "]", array.getValue(i));
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /// Texts of one kind.
  List<String> texts(String field, int most, Pattern allowed, String explained) {
    return list(
        field,
        most,
        (name, value) -> {
          if (value instanceof String text && allowed.matcher(text).matches()) {
            return text;
          }
          mistakes.add(name + ": found " + shown(value) + ", allowed: " + explained);
          return null;
        });
  }

  void mistake(String field, String found, String allowed) {
    mistakes.add(full(field) + ": found " + found + ", allowed: " + allowed);
  }

  /// Notes the fields that mean nothing.
  void end() {
    json.fieldNames().stream()
        .filter(name -> !asked.contains(name))
        .sorted()
        .forEach(
            name ->
                mistake(
                    shown(name),
                    "an unknown field",
                    String.join(", ", asked.stream().sorted().toList())));
  }

  static String shown(@Nullable Object value) {
    String text =
        switch (value) {
          case null -> "nothing";
          case JsonObject _ -> "an object";
          case JsonArray array -> "a list of " + array.size();
          default -> value.toString().replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
        };
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  private String full(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
