package org.city311.requests.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.city311.requests.desk.Directory;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Events;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.watch.Milestones.Milestone;

/// Tells what a request's clock reaches: that the due time approaches, that it is over, and what the rules
/// of escalation want. Each is told once for each due time, over all nodes and through restarts: that it
/// was told is stored in the transaction of the event. Safe for any thread.
///
/// What was reached more than [#TOO_OLD] before it is seen, is not told: after an import of years, nobody
/// wants a flood. That a request is overdue goes without saying that this approaches.
public final class Watch {
  /// How long after a milestone it is still told.
  public static final Duration TOO_OLD = Duration.ofDays(7);

  /// How many requests are looked at in one transaction.
  public static final int AT_A_TIME = 200;

  /// Each unfinished request is looked at so often at least, so that changed rules take effect.
  private static final Duration AT_LEAST_EVERY = Duration.ofDays(1);

  private static final String DUE =
      """
      select number, due, told from requests.watch
      where look_at <= ? order by look_at limit ? for update skip locked
      """;

  private static final String LOOKED =
      "update requests.watch set due = ?, told = ?, look_at = ? where number = ?";

  private final RequestsDatabase database;
  private final Supplier<Directory> directory;

  public Watch(RequestsDatabase database, Supplier<Directory> directory) {
    this.database = database;
    this.directory = directory;
  }

  /// Looks at those requests whose time has come, at most [#AT_A_TIME]. Those that another node is looking
  /// at are left to it.
  ///
  /// @return how many were looked at; look again at once when it is [#AT_A_TIME]
  public int look(Instant now) throws SQLException {
    try (Connection connection = database.connection()) {
      Map<RequestNumber, Told> watched = due(connection, now);
      if (!watched.isEmpty()) {
        look(connection, watched, now);
      }
      connection.commit();
      return watched.size();
    }
  }

  /// What was told of a due time.
  private record Told(Instant due, Set<String> names) {}

  private void look(Connection connection, Map<RequestNumber, Told> watched, Instant now)
      throws SQLException {
    Directory inForce = directory.get();
    List<DeskEvent> events = new ArrayList<>();
    try (PreparedStatement looked = connection.prepareStatement(LOOKED)) {
      for (Request request : Requests.find(connection, watched.keySet())) {
        Instant due = request.timing().due();
        Told before = watched.get(request.number());
        Set<String> told = new LinkedHashSet<>();
        if (before != null && before.due().equals(due)) {
          told.addAll(before.names());
        }
        Optional<Instant> next = Optional.empty();
        if (request.state() instanceof State.Unfinished state) {
          next = Optional.of(look(request, reading(state, now), inForce, told, events, now));
        }
        new Parameters(looked)
            .at(due)
            .texts(told)
            .at(next.orElse(null))
            .number(request.number().value());
        looked.addBatch();
      }
      var _ = looked.executeBatch();
    }
    Events.add(connection, events);
  }

  /// Adds what is to be told to `told` and `events`.
  ///
  /// @param reading what the request's clock shows
  /// @return when to look again
  private static Instant look(
      Request request,
      Instant reading,
      Directory directory,
      Set<String> told,
      List<DeskEvent> events,
      Instant now) {
    Instant next = now.plus(AT_LEAST_EVERY);
    boolean overdue = reading.isAfter(request.timing().due());
    for (Milestone milestone : Milestones.of(request, directory)) {
      if (told.contains(milestone.name())) {
        continue;
      }
      if (milestone.at().isAfter(reading)) {
        next = milestone.at().isBefore(next) && milestone.at().isAfter(now) ? milestone.at() : next;
        continue;
      }
      told.add(milestone.name());
      boolean saidByMore = overdue && milestone.name().equals(Milestones.APPROACHING);
      if (!saidByMore && !milestone.at().plus(TOO_OLD).isBefore(now)) {
        events.add(milestone.telling().event(request.number(), now, request.timing().due()));
      }
    }
    return next;
  }

  /// The clock of a request on hold may stand still.
  private static Instant reading(State.Unfinished state, Instant now) {
    return state instanceof State.OnHold hold && hold.stopsClock() ? hold.since() : now;
  }

  private static Map<RequestNumber, Told> due(Connection connection, Instant now)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DUE)) {
      new Parameters(select).at(now).number(AT_A_TIME);
      Map<RequestNumber, Told> watched = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          watched.put(
              new RequestNumber(row.getLong("number")),
              new Told(
                  row.getObject("due", OffsetDateTime.class).toInstant(),
                  Set.of((String[]) row.getArray("told").getArray())));
        }
      }
      return watched;
    }
  }
}
