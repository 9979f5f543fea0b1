package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.life.Entry;
import org.city311.requests.number.RequestNumber;

/// The lists that anybody may ask for: of requests, of what happened to them, and of how promises were
/// kept. What of each may be shown is the caller's to say; of types that are not named, nothing is found.
/// Every list is bounded and has its index. Safe for any thread.
///
/// Every method throws [SQLException] when the database is away; it may be repeated.
public final class PublicSearch {
  /// The most rows of one list.
  public static final int MAX_ROWS = 1_000;

  private static final String LISTED =
      """
      select r.*, '{}'::text[] as followers,
        coalesce(
          (select bool_and(i.words_public) from requests.imported i where i.number = r.number),
          r.channel in ('WEB', 'API')) as words_public,
        (select case when h.who_kind = 'SYSTEM' and h.who_id = 'import' then '' else h.why end
          from requests.history h where h.number = r.number and h.kind = 'CLOSED'
          order by h.version desc limit 1) as closing_words
      from requests.request r
      """;

  private static final String LATEST =
      LISTED
          + """
          where r.reported_at between ? and ? and r.type = any (?)
            and (?::boolean is null or (r.closed_at is not null or r.merged_into is not null) = ?)
          order by r.reported_at desc, r.number desc
          limit ? offset ?
          """;

  private static final String AFTER =
      LISTED
          + """
          where (r.reported_at, r.number) > (?, ?) and r.reported_at < ? and r.type = any (?)
          order by r.reported_at, r.number
          limit ?
          """;

  private static final String BY_NUMBER =
      LISTED
          + """
          where r.number = any (?) and r.type = any (?)
          order by r.reported_at desc, r.number desc
          """;

  private static final String HAPPENED =
      """
      select h.number, h.version, h.at, h.who_kind, h.who_id, h.kind, h.was, h.became, h.why,
        h.due_was, h.due_became, r.type,
        (select s.kind in ('CLOSED', 'MERGED') from requests.history s
          where s.number = h.number and s.version <= h.version
            and s.kind in ('STATE', 'CLOSED', 'MERGED', 'UNMERGED')
          order by s.version desc limit 1) as closed_then
      from requests.history h join requests.request r using (number)
      where (h.kind in ('STATE', 'CLOSED', 'TRANSFERRED', 'MERGED', 'UNMERGED')
          or (h.kind = 'COMMENTED' and h.became = 'ANYBODY'))
        and r.type = any (?)
      """;

  private static final String HAPPENED_LATELY =
      HAPPENED
          + """
          and h.at between ? and ?
          order by h.at, h.number, h.version
          limit ? offset ?
          """;

  private static final String HAPPENED_TO =
      HAPPENED
          + """
          and h.number = ?
          order by h.version
          limit ? offset ?
          """;

  private static final String KEPT =
      """
      select type,
        count(*) filter (where closed_at <= due) as closed_on_time,
        count(*) filter (where closed_at > due) as closed_late,
        0 as overdue_open, 0 as open
      from requests.request
      where closed_at > ? and closed_at <= ? and type = any (?)
      group by type
      union all
      select type, 0, 0,
        count(*) filter (where %s),
        count(*)
      from requests.request
      where closed_at is null and merged_into is null and type = any (?)
      group by type
      """
          .formatted(Conditions.LATE);

  private final RequestsDatabase database;

  public PublicSearch(RequestsDatabase database) {
    this.database = database;
  }

  /// What is wanted of a list.
  ///
  /// @param types ids of the types that will do
  /// @param from the earliest time of a report
  /// @param until the latest
  /// @param closed whether only closed and merged ones are wanted, or only the others; empty for both
  /// @param offset how many to leave out
  /// @param limit at most so many, at most [#MAX_ROWS]
  public record Wanted(
      Set<String> types,
      Instant from,
      Instant until,
      Optional<Boolean> closed,
      int offset,
      int limit) {
    public Wanted {
      types = Set.copyOf(types);
      requireAtMost(limit);
    }
  }

  /// The latest first.
  public List<Listed> latest(Wanted wanted) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(LATEST)) {
      new Parameters(select)
          .at(wanted.from())
          .at(wanted.until())
          .texts(wanted.types())
          .truth(wanted.closed().orElse(null))
          .truth(wanted.closed().orElse(null))
          .number(wanted.limit())
          .number(wanted.offset());
      return listed(connection, select);
    }
  }

  /// The next ones after a place in the list of all, the earliest first.
  ///
  /// @param after the time of the last report before
  /// @param number the number of that; 0 for none
  /// @param until before which they were reported
  /// @param limit at most so many
  public List<Listed> after(Instant after, long number, Instant until, Set<String> types, int limit)
      throws SQLException {
    requireAtMost(limit);
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(AFTER)) {
      new Parameters(select).at(after).number(number).at(until).texts(types).number(limit);
      return listed(connection, select);
    }
  }

  /// The latest first.
  public List<Listed> of(Collection<RequestNumber> numbers, Set<String> types) throws SQLException {
    requireAtMost(numbers.size());
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(BY_NUMBER)) {
      new Parameters(select)
          .numbers(numbers.stream().map(RequestNumber::value).toList())
          .texts(types);
      return listed(connection, select);
    }
  }

  private static List<Listed> listed(Connection connection, PreparedStatement select)
      throws SQLException {
    List<Listed> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String words = row.getString("closing_words");
        found.add(
            new Listed(
                RequestRow.read(row), row.getBoolean("words_public"), words == null ? "" : words));
      }
    }
    connection.commit();
    return found;
  }

  /// One thing that happened to a request.
  ///
  /// @param type the id of the request's type
  /// @param closedThen whether the request was closed or merged after it
  public record Happened(Entry entry, String type, boolean closedThen) {}

  /// What happened, the earliest first.
  ///
  /// @param wanted by when it happened; whether it is closed does not matter
  public List<Happened> happened(Wanted wanted) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(HAPPENED_LATELY)) {
      new Parameters(select)
          .texts(wanted.types())
          .at(wanted.from())
          .at(wanted.until())
          .number(wanted.limit())
          .number(wanted.offset());
      return happened(connection, select);
    }
  }

  /// What happened to one request, whenever it was, the earliest first.
  ///
  /// @param limit at most so many
  public List<Happened> happenedTo(RequestNumber number, Set<String> types, int offset, int limit)
      throws SQLException {
    requireAtMost(limit);
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(HAPPENED_TO)) {
      new Parameters(select).texts(types).number(number.value()).number(limit).number(offset);
      return happened(connection, select);
    }
  }

  private static List<Happened> happened(Connection connection, PreparedStatement select)
      throws SQLException {
    List<Happened> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Happened(
                HistoryRows.read(row), row.getString("type"), row.getBoolean("closed_then")));
      }
    }
    connection.commit();
    return found;
  }

  /// How the promises of a type were kept. Merged requests don't count: the one that stands for them does.
  ///
  /// @param closedOnTime closed in the time that was asked for, by when they were due
  /// @param closedLate closed in that time, later
  /// @param overdueOpen not closed now, and late
  /// @param open not closed now, late or not
  public record Kept(long closedOnTime, long closedLate, long overdueOpen, long open) {
    public static final Kept NONE = new Kept(0, 0, 0, 0);

    Kept plus(Kept other) {
      return new Kept(
          closedOnTime + other.closedOnTime,
          closedLate + other.closedLate,
          overdueOpen + other.overdueOpen,
          open + other.open);
    }
  }

  /// How promises were kept, by type; without those of which there is nothing to say.
  ///
  /// @param since after which they were closed
  public Map<String, Kept> kept(Set<String> types, Instant since, Instant now) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(KEPT)) {
      new Parameters(select).at(since).at(now).texts(types).at(now).texts(types);
      Map<String, Kept> all = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Kept kept =
              new Kept(
                  row.getLong("closed_on_time"),
                  row.getLong("closed_late"),
                  row.getLong("overdue_open"),
                  row.getLong("open"));
          all.merge(row.getString("type"), kept, Kept::plus);
        }
      }
      connection.commit();
      return all;
    }
  }

  private static void requireAtMost(int count) {
    if (count < 0 || count > MAX_ROWS) {
      throw new IllegalArgumentException(count + " at once: 0 to " + MAX_ROWS + " are allowed");
    }
  }
}
