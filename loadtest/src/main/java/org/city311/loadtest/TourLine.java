package org.city311.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A line of a [Tour]: what a caller does, or what is ordered for it. `{NAME}` stands for what is known only while the
/// tour is gone.
sealed interface TourLine {
  /// What is pressed, and what is to be heard then.
  ///
  /// @param does keys; or one of [#ANSWER], [#CALLED], [#LANGUAGE], [#NOTHING]
  /// @param speaks whether the caller speaks before
  /// @param prompts that are to be heard; `...` is any sound, `...9` one of about 9 s
  /// @param listens for how long
  record Stop(String does, boolean speaks, List<String> prompts, Listens listens)
      implements TourLine {
    /// The call has been answered.
    static final String ANSWER = "answer";

    /// Takes a call.
    static final String CALLED = "called";

    /// Presses the key of the language.
    static final String LANGUAGE = "language";

    /// Lets the question pass.
    static final String NOTHING = "nothing";

    boolean is(String what) {
      return does.equals(what);
    }
  }

  /// How long a caller listens.
  sealed interface Listens {
    /// As long as who knows the way.
    record AMoment() implements Listens {}

    record ToTheEnd() implements Listens {}

    record For(Duration time) implements Listens {}
  }

  /// The call before is over; the next is made by the same caller.
  record Again() implements TourLine {}

  /// The call before goes on; what follows is done so long after it began.
  record Later(Duration time) implements TourLine {}

  /// The calls that follow come from elsewhere.
  ///
  /// @param phone an agent's phone, or `withheld`
  record From(String phone) implements TourLine {
    static final String WITHHELD = "withheld";
  }

  /// What the calls that follow dial.
  record Dials(String number) implements TourLine {}

  /// The call ends by itself.
  record HungUp() implements TourLine {}

  /// An order over HTTP.
  ///
  /// @param keeps names to the fields of the answer, JSON pointers, that are known by them afterwards
  record Order(String method, String path, String body, Map<String, String> keeps)
      implements TourLine {
    public Order {
      keeps = Map.copyOf(keeps);
    }
  }

  /// Waits until something is so.
  ///
  /// @param field a JSON pointer into the answer of a GET
  record Until(String path, String field, String value) implements TourLine {}

  /// Something happens to a part of the stack.
  enum Fate implements TourLine {
    FREEZE_POSTGRES,
    THAW_POSTGRES,
    KILL_SERVER
  }

  Pattern ORDER =
      Pattern.compile(
          "(?<method>PUT|POST|DELETE) (?<path>/\\S+)(?: (?<body>\\{.*}))?"
              + "(?: -> (?<keeps>(?: ?[a-z]+=/\\S+)+))?",
          Pattern.DOTALL);
  Pattern UNTIL = Pattern.compile("until (?<path>/\\S+) (?<field>/\\S+) is (?<value>.+)");
  Pattern LATER = Pattern.compile("(?<seconds>\\d+) s later");
  Pattern STOP =
      Pattern.compile(
          "(?<speaks>speaks )?(?<does>answer|called|language|nothing|\\S+) >(?<prompts>[^|]*)"
              + "(?:\\| (?:(?<end>to the end)|(?<seconds>\\d+) s))?");

  /// @param phrases prompts that are named together, as `@NAME`
  static TourLine parse(String line, Map<String, String> phrases) {
    Matcher order = ORDER.matcher(line);
    Matcher until = UNTIL.matcher(line);
    if (order.matches()) {
      return new Order(
          order.group("method"),
          order.group("path"),
          orEmpty(order.group("body")),
          Stream.of(orEmpty(order.group("keeps")).split(" "))
              .filter(pair -> !pair.isEmpty())
              .map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }
    Matcher later = LATER.matcher(line);
    if (later.matches()) {
      return new Later(Duration.ofSeconds(Long.parseLong(later.group("seconds"))));
    }
    if (until.matches()) {
      return new Until(until.group("path"), until.group("field"), until.group("value"));
    }
    return switch (line) {
      case "again" -> new Again();
      case "hung up" -> new HungUp();
      case "PostgreSQL freezes" -> Fate.FREEZE_POSTGRES;
      case "PostgreSQL goes on" -> Fate.THAW_POSTGRES;
      case "the server dies" -> Fate.KILL_SERVER;
      case String text when text.startsWith("from ") -> new From(text.substring(5));
      case String text when text.startsWith("dials ") -> new Dials(text.substring(6));
      default -> stop(line, phrases);
    };
  }

  private static Stop stop(String line, Map<String, String> phrases) {
    Matcher stop = STOP.matcher(line);
    if (!stop.matches()) {
      throw new IllegalArgumentException("found '" + line + "', allowed: KEYS > PROMPTS");
    }
    Listens listens =
        stop.group("end") != null
            ? new Listens.ToTheEnd()
            : stop.group("seconds") != null
                ? new Listens.For(Duration.ofSeconds(Long.parseLong(stop.group("seconds"))))
                : new Listens.AMoment();
    return new Stop(
        stop.group("does"),
        stop.group("speaks") != null,
        words(stop.group("prompts"), phrases),
        listens);
  }

  private static List<String> words(String text, Map<String, String> phrases) {
    return Stream.of(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .flatMap(
            word ->
                word.startsWith("@") && phrases.containsKey(word.substring(1))
                    ? words(phrases.get(word.substring(1)), phrases).stream()
                    : Stream.of(word))
        .toList();
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
