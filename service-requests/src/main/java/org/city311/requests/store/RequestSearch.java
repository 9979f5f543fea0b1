package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Search.After;
import org.city311.requests.store.Search.Order;

/// Finds requests by what is known of them, a page at a time. Safe for any thread.
///
/// What lies in a small part of the map is gone through whole. Else what is wanted is looked for twice: first among the next few thousand in the order of the list, which is
/// that of one type or department where only one is wanted: what is frequent there fills a page, however
/// much of it there is. Only what is rare in a long list is then looked up in the indexes of what it is found
/// by, and sorted. So neither has to read all requests. See ADR 37.
public final class RequestSearch {
  /// The most requests on a page.
  public static final int MAX_PAGE = 500;

  /// The most numbers that are listed at once.
  public static final int MAX_NUMBERS = 100_000;

  /// How many rows are looked at, in the order of the list or on the map, before the indexes are asked. What
  /// is not found among them fifty times is rarer than one in 200.
  private static final int LOOKED_THROUGH = 10_000;

  private static final String NAMED =
      "select number from requests.imported where external_id = ? limit 100";

  private final RequestsDatabase database;
  private final int lookedThrough;

  public RequestSearch(RequestsDatabase database) {
    this(database, LOOKED_THROUGH);
  }

  RequestSearch(RequestsDatabase database, int lookedThrough) {
    this.database = database;
    this.lookedThrough = lookedThrough;
  }

  /// @param requests in the order that was asked for
  /// @param next where to go on; empty when there is nothing more
  public record Page(List<Request> requests, Optional<After> next) {
    public Page {
      requests = List.copyOf(requests);
    }
  }

  /// One page of what is wanted.
  ///
  /// @param after the end of the page before; empty for the first
  /// @param limit 1 to [#MAX_PAGE]
  /// @throws SQLException when the database is away; may be repeated
  public Page find(Search search, Optional<After> after, int limit, Instant now)
      throws SQLException {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException(limit + " on a page: 1 to " + MAX_PAGE + " are allowed");
    }
    try (Connection connection = database.connection()) {
      List<Long> named = named(connection, search.text());
      Conditions wanted = Conditions.of(search, named, now);
      List<Long> numbers = numbers(connection, search, after, wanted, limit + 1);
      List<Request> found =
          inOrder(connection, numbers.subList(0, Math.min(limit, numbers.size())));
      connection.commit();
      return new Page(
          found,
          numbers.size() <= limit || found.isEmpty()
              ? Optional.empty()
              : Optional.of(end(found.getLast(), search.order())));
    }
  }

  private List<Long> numbers(
      Connection connection, Search search, Optional<After> after, Conditions wanted, int limit)
      throws SQLException {
    if (search.box().isPresent()) {
      Conditions there = new Conditions().within(search.box().get());
      if (areFew(connection, there, "")) {
        return those(
            connection, search, there, "offset 0", wanted.after(after, search.order()), limit);
      }
    }
    Conditions next = new Conditions().after(after, search.order());
    boolean mayBeShort = next.inShortestList(search);
    if (search.order() == Order.DUE) {
      next.unfinished();
    }
    String inOrder = "order by " + order(search);
    List<Long> first =
        those(connection, search, next, inOrder + " limit " + lookedThrough, wanted, limit);
    boolean complete = first.size() == limit || (mayBeShort && areFew(connection, next, inOrder));
    return complete
        ? first
        : rareOnes(connection, search, wanted.after(after, search.order()), limit);
  }

  /// The numbers of what is wanted, in their order. There are no more when they are fewer than the limit.
  ///
  /// @param after the last number before; 0 for none
  /// @param limit 1 to [#MAX_NUMBERS]
  public List<RequestNumber> numbers(Search search, long after, int limit, Instant now)
      throws SQLException {
    if (limit < 1 || limit > MAX_NUMBERS) {
      throw new IllegalArgumentException(limit + " at once: 1 to " + MAX_NUMBERS + " are allowed");
    }
    try (Connection connection = database.connection()) {
      Conditions wanted =
          Conditions.of(search, named(connection, search.text()), now).numberedAfter(after);
      String sql =
          "select number from requests.request where %s order by number limit ?"
              .formatted(wanted.sql());
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        Parameters to = new Parameters(select);
        wanted.bind(to);
        to.number(limit);
        List<RequestNumber> numbers = read(select).stream().map(RequestNumber::new).toList();
        connection.commit();
        return numbers;
      }
    }
  }

  /// These requests, in this order, without those that are not there.
  ///
  /// @param numbers at most [Requests#MAX_AT_ONCE]
  public List<Request> all(List<RequestNumber> numbers) throws SQLException {
    try (Connection connection = database.connection()) {
      List<Request> found =
          inOrder(connection, numbers.stream().map(RequestNumber::value).toList());
      connection.commit();
      return found;
    }
  }

  /// What these were called where they were imported from; those made here are not there.
  public Map<RequestNumber, String> importedAs(List<RequestNumber> numbers) throws SQLException {
    try (Connection connection = database.connection()) {
      Map<RequestNumber, String> ids = ImportedRows.of(connection, numbers);
      connection.commit();
      return ids;
    }
  }

  private static After end(Request last, Order order) {
    return new After(order == Order.DUE ? last.timing().due() : last.report().at(), last.number());
  }

  /// What the text is the number of, here or where it was imported from.
  private static List<Long> named(Connection connection, String text) throws SQLException {
    String name = text.strip();
    if (name.isEmpty() || name.length() > 80 || name.chars().noneMatch(Character::isDigit)) {
      return List.of();
    }
    Set<Long> numbers = new LinkedHashSet<>();
    RequestNumber.parse(name).ifPresent(number -> numbers.add(number.value()));
    try (PreparedStatement select = connection.prepareStatement(NAMED)) {
      new Parameters(select).text(name);
      numbers.addAll(read(select));
    }
    return List.copyOf(numbers);
  }

  /// Looks at some, row by row: `some` keeps PostgreSQL from asking an index for what is wanted of them.
  private List<Long> those(
      Connection connection,
      Search search,
      Conditions of,
      String some,
      Conditions wanted,
      int limit)
      throws SQLException {
    String sql =
        """
        select number from (
          select * from requests.request where %s %s) those
        where %s order by %s limit ?
        """
            .formatted(of.sql(), some, wanted.sql(), order(search));
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Parameters to = new Parameters(select);
      of.bind(to);
      wanted.bind(to);
      to.number(limit);
      return read(select);
    }
  }

  /// Whether there are no more of these than are looked through.
  private boolean areFew(Connection connection, Conditions these, String inOrder)
      throws SQLException {
    String sql =
        "select number from requests.request where %s %s offset %d limit 1"
            .formatted(these.sql(), inOrder, lookedThrough);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      these.bind(new Parameters(select));
      return read(select).isEmpty();
    }
  }

  /// Materialized, as the planner else walks through all in order when it thinks them frequent.
  private static List<Long> rareOnes(
      Connection connection, Search search, Conditions wanted, int limit) throws SQLException {
    String sql =
        """
        with found as materialized (
          select number, reported_at, due from requests.request where %s)
        select number from found order by %s limit ?
        """
            .formatted(wanted.sql(), order(search));
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Parameters to = new Parameters(select);
      wanted.bind(to);
      to.number(limit);
      return read(select);
    }
  }

  private static String order(Search search) {
    return switch (search.order()) {
      case LATEST -> "reported_at desc, number desc";
      case DUE -> "due, number";
    };
  }

  private static List<Request> inOrder(Connection connection, List<Long> numbers)
      throws SQLException {
    Map<Long, Request> found = new HashMap<>();
    Collection<RequestNumber> wanted = numbers.stream().map(RequestNumber::new).toList();
    for (Request request : Requests.find(connection, wanted)) {
      found.put(request.number().value(), request);
    }
    return numbers.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static List<Long> read(PreparedStatement select) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        numbers.add(row.getLong("number"));
      }
    }
    return numbers;
  }
}
