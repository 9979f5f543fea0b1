package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.city311.requests.life.DeskEvent;

/// What happened, for those who tell of it: an outbox in the database, written in the transaction of what
/// it tells of. Each reader has a name and gets every event that was committed once, in one order, over
/// all nodes: its place moves in the transaction in which it does its own work, or not at all. Safe for
/// any thread.
public final class Events {
  private static final String REGISTER =
      "insert into requests.event_reader (name, at) values (?, ?) on conflict do nothing";

  private static final String PLACE =
      "select tx::text as tx, id from requests.event_reader where name = ? for update skip locked";

  /// A transaction that is yet to come: the database is one that was restored, and counts anew.
  private static final String FROM_THE_FUTURE =
      "select tx >= pg_snapshot_xmax(pg_current_snapshot()) from requests.event_reader where name = ?";

  /// What was before the restore comes before all else, in the order of the ids, which go on.
  private static final String REBASE =
      """
      with events as (update requests.event set tx = '0' where tx >= pg_snapshot_xmax(pg_current_snapshot()))
      update requests.event_reader set tx = '0' where tx >= pg_snapshot_xmax(pg_current_snapshot())
      """;

  private static final String MOVE =
      "update requests.event_reader set tx = ?::xid8, id = ?, at = ? where name = ?";

  private static final String FORGET =
      """
      delete from requests.event e
      where e.at < ? and not exists (
        select from requests.event_reader r where (r.tx, r.id) < (e.tx, e.id) and r.at >= ?)
      """;

  private final RequestsDatabase database;

  public Events(RequestsDatabase database) {
    this.database = database;
  }

  /// What a reader does with events.
  public interface Reader {
    /// @param connection in the transaction in which the reader's place moves; not to be committed here.
    ///     What fails with an exception is offered again
    void read(Connection connection, List<DeskEvent> events) throws SQLException;
  }

  /// Hands the next events to a reader, unless another node is doing so at this moment.
  ///
  /// @param name the reader's, lasting; a new one begins with the oldest event that is kept
  /// @param most how many events at most
  /// @return how many were read; call again at once when it is `most`
  public int read(String name, int most, Instant now, Reader reader) throws SQLException {
    try (Connection connection = database.connection()) {
      if (isRestored(connection, name)) {
        rebase(connection);
      }
      Optional<EventRows.Place> place = place(connection, name);
      if (place.isEmpty()) {
        register(connection, name, now);
        place = place(connection, name);
        if (place.isEmpty()) {
          return 0;
        }
      }
      List<EventRows.Placed> events = EventRows.after(connection, place.get(), most);
      if (!events.isEmpty()) {
        reader.read(connection, events.stream().map(EventRows.Placed::event).toList());
        move(connection, name, events.getLast().place(), now);
      }
      connection.commit();
      return events.size();
    }
  }

  /// Adds events, in a transaction of the caller.
  public static void add(Connection connection, List<? extends DeskEvent> events)
      throws SQLException {
    EventRows.insertEvents(connection, events);
  }

  /// Removes events that are old and that all readers have read. A reader that read nothing since
  /// `abandoned` is waited for no longer.
  public int forget(Instant before, Instant abandoned) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete = connection.prepareStatement(FORGET)) {
      new Parameters(delete).at(before).at(abandoned);
      int removed = delete.executeUpdate();
      connection.commit();
      return removed;
    }
  }

  private static Optional<EventRows.Place> place(Connection connection, String name)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PLACE)) {
      new Parameters(select).text(name);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new EventRows.Place(row.getString("tx"), row.getLong("id")))
            : Optional.empty();
      }
    }
  }

  private static boolean isRestored(Connection connection, String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FROM_THE_FUTURE)) {
      new Parameters(select).text(name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void rebase(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(REBASE)) {
      update.executeUpdate();
    }
  }

  private static void register(Connection connection, String name, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REGISTER)) {
      new Parameters(insert).text(name).at(now);
      insert.executeUpdate();
    }
  }

  private static void move(Connection connection, String name, EventRows.Place to, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      new Parameters(update).text(to.tx()).number(to.id()).at(now).text(name);
      update.executeUpdate();
    }
  }
}
