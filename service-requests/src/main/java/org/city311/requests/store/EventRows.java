package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Entry;
import org.city311.requests.number.RequestNumber;

/// The table `requests.event`: written with what it tells of, in one transaction.
final class EventRows {
  private static final String INSERT =
      """
      insert into requests.event (kind, at, number, version, due, rule, role)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  /// A transaction that began earlier may still write: what came after it is left for the next time.
  private static final String AFTER =
      """
      select e.tx::text as tx, e.id, e.kind as event, e.at as seen_at, e.number as of_number,
        e.due, e.rule, e.role, h.*
      from requests.event e
      left join requests.history h on h.number = e.number and h.version = e.version
      where (e.tx, e.id) > (?::xid8, ?) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
      order by e.tx, e.id
      limit ?
      """;

  /// Where a reader is: behind this event.
  record Place(String tx, long id) {}

  /// An event with its place.
  record Placed(Place place, DeskEvent event) {}

  private EventRows() {}

  static void insert(Connection connection, List<Step> steps) throws SQLException {
    insertEvents(
        connection,
        steps.stream()
            .map(Step::entry)
            .map(e -> e.version() == 1 ? new DeskEvent.Created(e) : new DeskEvent.Changed(e))
            .toList());
  }

  static void insertEvents(Connection connection, List<? extends DeskEvent> events)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (DeskEvent event : events) {
        Parameters to = new Parameters(insert);
        switch (event) {
          case DeskEvent.Created(Entry entry) -> line(to, "CREATED", entry);
          case DeskEvent.Changed(Entry entry) -> line(to, "CHANGED", entry);
          case DeskEvent.Approaching(var _, var _, Instant due) ->
              timed(to, "APPROACHING", event, due).text(null).text(null);
          case DeskEvent.Overdue(var _, var _, Instant due) ->
              timed(to, "OVERDUE", event, due).text(null).text(null);
          case DeskEvent.Escalated(var _, var _, Instant due, String rule, String role) ->
              timed(to, "ESCALATED", event, due).text(rule).text(role);
        }
        insert.addBatch();
      }
      var _ = insert.executeBatch();
    }
  }

  private static void line(Parameters to, String kind, Entry entry) throws SQLException {
    to.text(kind)
        .at(entry.at())
        .number(entry.number().value())
        .number(entry.version())
        .at(null)
        .text(null)
        .text(null);
  }

  private static Parameters timed(Parameters to, String kind, DeskEvent event, Instant due)
      throws SQLException {
    return to.text(kind).at(event.at()).number(event.number().value()).number((Long) null).at(due);
  }

  static List<Placed> after(Connection connection, Place place, int most) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(AFTER)) {
      new Parameters(select).text(place.tx()).number(place.id()).number(most);
      List<Placed> events = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(new Placed(new Place(row.getString("tx"), row.getLong("id")), read(row)));
        }
      }
      return events;
    }
  }

  private static DeskEvent read(ResultSet row) throws SQLException {
    String kind = row.getString("event");
    if (kind.equals("CREATED") || kind.equals("CHANGED")) {
      Entry entry = HistoryRows.read(row);
      return entry.version() == 1 ? new DeskEvent.Created(entry) : new DeskEvent.Changed(entry);
    }
    RequestNumber number = new RequestNumber(row.getLong("of_number"));
    Instant at = RequestRow.instant(row, "seen_at");
    Instant due = RequestRow.instant(row, "due");
    return switch (kind) {
      case "APPROACHING" -> new DeskEvent.Approaching(number, at, due);
      case "OVERDUE" -> new DeskEvent.Overdue(number, at, due);
      case "ESCALATED" ->
          new DeskEvent.Escalated(number, at, due, row.getString("rule"), row.getString("role"));
      case String other -> throw new IllegalArgumentException(other + " is no kind of event");
    };
  }
}
