package org.city311.requests.http.staff;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.requests.desk.Mistake;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;

/// The parameters of a query, read one by one. All mistakes are found in one go; what nobody asked for is
/// one. For one thread.
final class Parameters {
  private static final int MAX_VALUES = 50;
  private static final int MAX_CHARS = 200;

  /// What is told of when nobody says how far back.
  private static final Duration DEFAULT_SPAN = Duration.ofDays(30);

  private final MultiMap sent;
  private final Set<String> asked = new HashSet<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  Parameters(MultiMap sent) {
    this.sent = sent;
  }

  /// A parameter that may be there once.
  Optional<String> text(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      wrong(name, "once, not " + values.size() + " times");
    }
    return values.stream().findFirst().filter(value -> !value.isBlank());
  }

  /// A parameter that may be there several times.
  Set<String> texts(String name) {
    List<String> values = all(name);
    if (values.size() > MAX_VALUES) {
      wrong(name, "at most " + MAX_VALUES + " times");
    }
    return values.stream()
        .filter(value -> !value.isBlank())
        .limit(MAX_VALUES)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<String> all(String name) {
    asked.add(name);
    List<String> values = sent.getAll(name);
    for (String value : values) {
      if (value.length() > MAX_CHARS || value.chars().anyMatch(Character::isISOControl)) {
        wrong(name, "at most " + MAX_CHARS + " characters on one line");
        return List.of();
      }
    }
    return values;
  }

  /// Constants of an enum, written as `on-hold`.
  <E extends Enum<E>> Set<E> constants(String name, E[] all) {
    Set<E> found = new LinkedHashSet<>();
    for (String word : texts(name)) {
      constant(name, word, all).ifPresent(found::add);
    }
    return found;
  }

  <E extends Enum<E>> E constant(String name, E fallback) {
    return text(name)
        .flatMap(word -> constant(name, word, fallback.getDeclaringClass().getEnumConstants()))
        .orElse(fallback);
  }

  private <E extends Enum<E>> Optional<E> constant(String name, String word, E[] all) {
    Optional<E> found = Arrays.stream(all).filter(one -> word(one).equals(word)).findFirst();
    if (found.isEmpty()) {
      wrong(name, Arrays.stream(all).map(Parameters::word).collect(Collectors.joining(", ")));
    }
    return found;
  }

  /// `ON_HOLD` as `on-hold`.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<Instant> instant(String name) {
    return read(name, "a time such as 2026-11-16T15:00:00Z", Instant::parse);
  }

  /// @param from inclusive
  /// @param to exclusive
  record Period(Instant from, Instant to) {}

  /// From `from` to `to`; where they are not given, the last [#DEFAULT_SPAN].
  Period period(Instant now) {
    Instant to = instant("to").orElse(now);
    Instant from = instant("from").orElse(to.minus(DEFAULT_SPAN));
    if (!from.isBefore(to)) {
      wrong("from", "a time before 'to'");
    }
    return new Period(from, to);
  }

  int number(String name, int fallback, int least, int most) {
    return read(
            name,
            "a whole number from %d to %d".formatted(least, most),
            word -> {
              int number = Integer.parseInt(word);
              if (number < least || number > most) {
                throw new IllegalArgumentException(word);
              }
              return number;
            })
        .orElse(fallback);
  }

  Optional<Double> degrees(String name) {
    return read(name, "degrees, such as 39.2904", Double::parseDouble);
  }

  /// `SOUTH,WEST,NORTH,EAST`, degrees.
  Optional<Position.Box> box(String name) {
    return read(name, "SOUTH,WEST,NORTH,EAST in degrees", Parameters::boxOf);
  }

  private static Position.Box boxOf(String written) {
    List<Double> sides = Arrays.stream(written.split(",", -1)).map(Double::parseDouble).toList();
    if (sides.size() != 4) {
      throw new IllegalArgumentException(written);
    }
    Position southWest = new Position(sides.get(0), sides.get(1));
    Position northEast = new Position(sides.get(2), sides.get(3));
    if (southWest.latitude() > northEast.latitude()
        || southWest.longitude() > northEast.longitude()) {
      throw new IllegalArgumentException(written);
    }
    return new Position.Box(
        southWest.latitude(), southWest.longitude(), northEast.latitude(), northEast.longitude());
  }

  /// @param reader throws an [IllegalArgumentException] or a [DateTimeParseException] for what is none
  <T> Optional<T> read(String name, String allowed, Function<String, T> reader) {
    Optional<String> word = text(name);
    try {
      return word.map(reader);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      wrong(name, allowed);
      return Optional.empty();
    }
  }

  void wrong(String name, String allowed) {
    mistakes.add(new Mistake(name, "allowed: " + allowed));
  }

  /// To be called when all was asked for.
  ///
  /// @throws RefusedException if there is a mistake
  void check() throws RefusedException {
    sent.names().stream()
        .filter(name -> !asked.contains(name))
        .sorted()
        .forEach(
            name ->
                mistakes.add(
                    new Mistake(
                        name,
                        "there is no such parameter; there are: "
                            + asked.stream().sorted().collect(Collectors.joining(", ")))));
    if (!mistakes.isEmpty()) {
      throw new RefusedException(Refusal.badRequest(mistakes));
    }
  }
}
