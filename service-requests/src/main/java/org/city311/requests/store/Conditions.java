package org.city311.requests.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Channel;
import org.city311.requests.life.State;
import org.city311.requests.store.Search.Order;
import org.city311.requests.store.Search.Span;
import org.city311.requests.store.Search.Standing;

/// A [Search] in SQL: conditions on rows of `requests.request`, and what is bound in them.
final class Conditions {
  private static final int MAX_WORDS = 12;

  /// Shorter words must be there as they are: too much begins with one or two letters.
  private static final int SHORTEST_BEGINNING = 3;

  /// An unfinished request that is late at a time. A clock that stands still on hold is read as it was when
  /// the hold began.
  static final String LATE = "(due < ? and (hold_stops_clock is not true or held_since > due))";

  private final List<String> parts = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();

  @FunctionalInterface
  private interface Binding {
    void bind(Parameters to) throws SQLException;
  }

  /// @param named the requests that the text is the number of; empty if it is words
  static Conditions of(Search search, List<Long> named, Instant now) {
    Conditions all = new Conditions();
    if (!named.isEmpty()) {
      all.add("number = any (?)", to -> to.numbers(named));
    }
    if (named.isEmpty() && !search.text().isBlank() && SearchWords.of(search.text()).isEmpty()) {
      all.parts.add("false"); // Signs alone are no words, and nothing has them.
    }
    String words = named.isEmpty() ? query(search) : queryOfFixed(search);
    if (!words.isEmpty()) {
      all.add("search @@ ?::tsquery", to -> to.text(words));
    }
    all.oneOf("department", search.departments());
    all.oneOf("state", search.states().stream().map(State.Name::name).toList());
    search.assignee().ifPresent(person -> all.add("assignee = ?", to -> to.text(person)));
    search.box().ifPresent(all::within);
    all.between("reported_at", search.reported());
    all.between("due", search.due());
    all.standing(search, now);
    return all;
  }

  private void standing(Search search, Instant now) {
    if (search.standing() != Standing.ANY || search.order() == Order.DUE) {
      unfinished();
    }
    if (search.standing() == Standing.OVERDUE) {
      add(LATE, to -> to.at(now));
    }
  }

  void unfinished() {
    parts.add("closed_at is null and merged_into is null");
  }

  /// With what lies in the box.
  Conditions within(Position.Box box) {
    add(
        "latitude is not null and point(longitude, latitude) <@ box(point(?, ?), point(?, ?))",
        to -> to.figure(box.west()).figure(box.south()).figure(box.east()).figure(box.north()));
    return this;
  }

  private void between(String column, Span span) {
    span.from().ifPresent(from -> add(column + " >= ?", to -> to.at(from)));
    span.to().ifPresent(until -> add(column + " < ?", to -> to.at(until)));
  }

  private void oneOf(String column, Collection<String> values) {
    if (!values.isEmpty()) {
      add(column + " = any (?)", to -> to.texts(values));
    }
  }

  private void add(String condition, Binding binding) {
    parts.add(condition);
    bindings.add(binding);
  }

  /// With the rows that come after the end of the page before.
  Conditions after(Optional<Search.After> end, Order order) {
    end.ifPresent(
        last ->
            add(
                order == Order.DUE ? "(due, number) > (?, ?)" : "(reported_at, number) < (?, ?)",
                to -> to.at(last.at()).number(last.number().value())));
    return this;
  }

  /// With the rows of greater numbers.
  Conditions numberedAfter(long number) {
    add("number > ?", to -> to.number(number));
    return this;
  }

  /// Only what is in the shortest list that the search allows, of those that an index keeps in this order.
  ///
  /// @return false if that is the list of all
  boolean inShortestList(Search search) {
    if (search.order() != Order.LATEST) {
      return false;
    }
    if (search.types().size() == 1) {
      add("type = ?", to -> to.text(search.types().iterator().next()));
    } else if (search.departments().size() == 1) {
      add("department = ?", to -> to.text(search.departments().iterator().next()));
    } else {
      return false;
    }
    return true;
  }

  String sql() {
    return parts.isEmpty() ? "true" : String.join(" and ", parts);
  }

  void bind(Parameters to) throws SQLException {
    for (Binding binding : bindings) {
      binding.bind(to);
    }
  }

  /// The words and what else is fixed, as a tsquery; empty when none is wanted.
  private static String query(Search search) {
    List<String> all =
        SearchWords.of(search.text()).stream()
            .limit(MAX_WORDS)
            .map(word -> isWhole(word) ? quoted(word) : quoted(stem(word)) + ":*")
            .collect(Collectors.toCollection(ArrayList::new));
    String fixed = queryOfFixed(search);
    if (!fixed.isEmpty()) {
      all.add(fixed);
    }
    return String.join(" & ", all);
  }

  private static String queryOfFixed(Search search) {
    List<String> all = new ArrayList<>();
    addAny(all, SearchWords.TYPE, search.types());
    addAny(all, SearchWords.CHANNEL, search.channels().stream().map(Channel::name).toList());
    addAny(all, SearchWords.NEIGHBOURHOOD, search.neighbourhoods());
    return String.join(" & ", all);
  }

  private static void addAny(List<String> all, String prefix, Collection<String> values) {
    if (!values.isEmpty()) {
      all.add(
          values.stream()
              .map(value -> quoted(prefix + value))
              .collect(Collectors.joining(" | ", "(", ")")));
    }
  }

  /// Who looks for number 12 does not mean 1,204.
  private static boolean isWhole(String word) {
    return word.length() < SHORTEST_BEGINNING || word.chars().allMatch(Character::isDigit);
  }

  private static String stem(String word) {
    boolean plural =
        word.length() > SHORTEST_BEGINNING && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  private static String quoted(String lexeme) {
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
