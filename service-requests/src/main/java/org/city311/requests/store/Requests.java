package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.requests.geo.Lookalike;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;

/// All requests: the table `requests.request` and what hangs on it. Safe for any thread.
///
/// Every method throws [SQLException] when the database is away or refuses, and then nothing is stored.
/// Reading may be repeated; before saving is repeated, look whether it was done: the answer alone may
/// have been lost.
public final class Requests {
  /// The most steps saved together, or numbers asked for.
  public static final int MAX_AT_ONCE = 10_000;

  private static final String NUMBERS =
      "select nextval('requests.serial') as serial from generate_series(1, ?)";

  private static final String INSERT =
      """
      insert into requests.request (
        number, type, channel, language, words, answers,
        latitude, longitude, address, neighbourhood, asset, reported_at, search,
        clock_from, first_due,
        version, department, assignee, changed_at,
        state, active_state, held_since, hold_stops_clock, hold_reason, outcome, closed_at, merged_into,
        promise_amount, promise_unit, promise_time, promise_stops_on_hold, due, paused_from, paused_to)
      values (
        ?, ?, ?, ?, ?, ?::jsonb,
        ?, ?, ?, ?, ?, ?, array_to_tsvector(?),
        ?, ?,
        ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      update requests.request set
        version = ?, department = ?, assignee = ?, changed_at = ?,
        state = ?, active_state = ?, held_since = ?, hold_stops_clock = ?, hold_reason = ?,
        outcome = ?, closed_at = ?, merged_into = ?,
        promise_amount = ?, promise_unit = ?, promise_time = ?, promise_stops_on_hold = ?,
        due = ?, paused_from = ?, paused_to = ?
      where number = ? and version = ?
      """;

  private static final String FIND =
      """
      select r.*,
        array(select f.follower from requests.follower f where f.number = r.number) as followers
      from requests.request r
      where r.number = any (?)
      """;

  private static final String UNFINISHED =
      """
      select r.*,
        array(select f.follower from requests.follower f where f.number = r.number) as followers
      from requests.request r
      where r.department = ? and r.number > ? and r.closed_at is null and r.merged_into is null
      order by r.number
      limit ?
      """;

  private static final String TOGETHER =
      """
      with recursive together as (
        select number from requests.request where number = ?
        union
        select r.number from requests.request r join together t on r.merged_into = t.number)
      select
        array(select number from together) as numbers,
        array(select distinct f.follower from requests.follower f join together using (number))
          as followers
      """;

  private final RequestsDatabase database;

  public Requests(RequestsDatabase database) {
    this.database = database;
  }

  /// Numbers that no request has or will have, in order. One that is not used is lost.
  ///
  /// @param count 1 to [#MAX_AT_ONCE]
  public List<RequestNumber> numbers(int count) throws SQLException {
    try (Connection connection = database.connection()) {
      List<RequestNumber> numbers = numbers(connection, count);
      connection.commit();
      return numbers;
    }
  }

  /// As [#numbers(int)], on a connection of the caller.
  public static List<RequestNumber> numbers(Connection connection, int count) throws SQLException {
    requireAtMost(count);
    try (PreparedStatement select = connection.prepareStatement(NUMBERS)) {
      new Parameters(select).number(count);
      List<RequestNumber> numbers = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(RequestNumber.ofSerial(row.getLong("serial")));
        }
      }
      return numbers;
    }
  }

  /// Saves all steps or none, each with its line in the history and its [DeskEvent][org.city311.requests.life.DeskEvent].
  ///
  /// @param steps of different requests; at most [#MAX_AT_ONCE]
  public Saved save(List<Step> steps) throws SQLException {
    try (Connection connection = database.connection()) {
      Saved saved = save(connection, steps, Telling.TOLD);
      if (saved instanceof Saved.All) {
        connection.commit();
      }
      return saved;
    }
  }

  /// As [#save(List)], in a transaction of the caller, who commits after [Saved.All] and must not after
  /// a conflict.
  public static Saved save(Connection connection, List<Step> steps, Telling telling)
      throws SQLException {
    requireAtMost(steps.size());
    // In the order of their numbers, so that two who save never wait for each other.
    List<Step> ordered =
        steps.stream().sorted(Comparator.comparing(step -> step.after().number())).toList();
    try {
      Optional<RequestNumber> conflict = write(connection, ordered);
      if (conflict.isPresent()) {
        return new Saved.Conflict(conflict.get());
      }
      if (telling == Telling.TOLD) {
        EventRows.insert(connection, ordered);
      }
      return new Saved.All();
    } catch (SQLException e) {
      throw first(e);
    }
  }

  /// Stores requests that have lived elsewhere, each as it is now with all its history, in a transaction
  /// of the caller. Nobody is told.
  ///
  /// @param lives of new numbers; the steps of each from its making on; at most [#MAX_AT_ONCE]
  public static void bring(Connection connection, List<List<Step>> lives) throws SQLException {
    requireAtMost(lives.size());
    try {
      insert(connection, lives.stream().map(List::getLast).toList());
      List<Step> all = lives.stream().flatMap(List::stream).toList();
      HistoryRows.insert(connection, all);
      FollowerRows.save(connection, all);
    } catch (SQLException e) {
      throw first(e);
    }
  }

  /// Of a batch, what went wrong with it.
  private static SQLException first(SQLException e) {
    SQLException next = e.getNextException();
    return next == null ? e : next;
  }

  private static Optional<RequestNumber> write(Connection connection, List<Step> steps)
      throws SQLException {
    List<Step> made = steps.stream().filter(step -> step.after().version() == 1).toList();
    List<Step> changed = steps.stream().filter(step -> step.after().version() > 1).toList();
    insert(connection, made);
    Optional<RequestNumber> conflict = update(connection, changed);
    if (conflict.isEmpty()) {
      HistoryRows.insert(connection, steps);
      FollowerRows.save(connection, steps);
    }
    return conflict;
  }

  private static void insert(Connection connection, List<Step> steps) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Step step : steps) {
        Parameters to = new Parameters(insert);
        RequestRow.bindFixed(to, step.after());
        RequestRow.bindChanging(to, step.after());
        insert.addBatch();
      }
      var _ = insert.executeBatch();
    }
  }

  private static Optional<RequestNumber> update(Connection connection, List<Step> steps)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Step step : steps) {
        Request after = step.after();
        Parameters to = new Parameters(update);
        RequestRow.bindChanging(to, after);
        to.number(after.number().value()).number(after.version() - 1);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] != 1) {
          return Optional.of(steps.get(i).after().number());
        }
      }
      return Optional.empty();
    }
  }

  public Optional<Request> find(RequestNumber number) throws SQLException {
    try (Connection connection = database.connection()) {
      Optional<Request> found = find(connection, Set.of(number)).stream().findFirst();
      connection.commit();
      return found;
    }
  }

  /// What happened to a request, from the earliest.
  ///
  /// @param after the version from which on; 0 for the beginning
  /// @param limit at most so many entries
  public List<Entry> history(RequestNumber number, long after, int limit) throws SQLException {
    return history(number, EnumSet.allOf(Entry.Kind.class), after, limit);
  }

  /// As [#history(RequestNumber, long, int)], of some kinds only.
  public List<Entry> history(RequestNumber number, Set<Entry.Kind> kinds, long after, int limit)
      throws SQLException {
    requireAtMost(limit);
    try (Connection connection = database.connection()) {
      List<Entry> entries = HistoryRows.of(connection, number, kinds, after, limit);
      connection.commit();
      return entries;
    }
  }

  /// A request with all that are merged into it; nothing and nobody when it is not there.
  public Together together(RequestNumber number) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(TOGETHER)) {
      new Parameters(select).number(number.value());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Long[] numbers = (Long[]) row.getArray("numbers").getArray();
        String[] followers = (String[]) row.getArray("followers").getArray();
        connection.commit();
        return new Together(
            Arrays.stream(numbers).map(RequestNumber::new).collect(Collectors.toSet()),
            Set.of(followers));
      }
    }
  }

  /// What was saved in a span of time; `to` does not belong to it.
  public Savings savings(Instant from, Instant to) throws SQLException {
    try (Connection connection = database.connection()) {
      Savings savings = HistoryRows.savings(connection, from, to);
      connection.commit();
      return savings;
    }
  }

  /// Requests that are not closed and may be of the same thing, the nearest first. Where a near one is
  /// merged into another, that one stands for it.
  public List<Nearby> near(Lookalike wanted) throws SQLException {
    try (Connection connection = database.connection()) {
      List<Nearby> found = NearbySearch.near(connection, wanted);
      connection.commit();
      return found;
    }
  }

  /// A department's requests that are neither closed nor merged, in the order of their numbers.
  ///
  /// @param after the number after which to begin; 0 for the first
  /// @param limit at most so many
  public List<Request> unfinished(String department, long after, int limit) throws SQLException {
    requireAtMost(limit);
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(UNFINISHED)) {
      new Parameters(select).text(department).number(after).number(limit);
      List<Request> found = read(select);
      connection.commit();
      return found;
    }
  }

  /// Those that are there, in no order, on a connection of the caller.
  public static List<Request> find(Connection connection, Collection<RequestNumber> numbers)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      new Parameters(select).numbers(numbers.stream().map(RequestNumber::value).toList());
      return read(select);
    }
  }

  private static List<Request> read(PreparedStatement select) throws SQLException {
    List<Request> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(RequestRow.read(row));
      }
    }
    return found;
  }

  private static void requireAtMost(int count) {
    if (count > MAX_AT_ONCE) {
      throw new IllegalArgumentException(
          count + " at once: at most " + MAX_AT_ONCE + " are allowed");
    }
  }
}
