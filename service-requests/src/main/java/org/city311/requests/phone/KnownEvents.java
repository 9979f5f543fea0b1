package org.city311.requests.phone;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.city311.requests.catalogue.Text;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table `requests.known_event`, and what of it this node tells callers. Safe for any thread.
///
/// Callers wait for no database: they are told what was read last, seconds ago. While it is away,
/// that stays until it is over.
public final class KnownEvents implements EventBoard {
  private static final String READ =
      """
      select id, english, spanish, skill_group, types, until, at, audible from requests.known_event
      where until > ? order by at desc
      """;

  /// One whose text stays is heard all the time.
  private static final String PUT =
      """
      insert into requests.known_event as e (id, english, spanish, skill_group, types, until, at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set english = excluded.english, spanish = excluded.spanish,
        skill_group = excluded.skill_group, types = excluded.types, until = excluded.until, at = excluded.at,
        audible = e.audible and e.english = excluded.english and e.spanish = excluded.spanish
      """;

  private static final String COUNT =
      "select count(*) as others from requests.known_event where until > ? and id <> ?";

  private static final String REMOVE = "delete from requests.known_event where id = ?";

  private static final String FORGET = "delete from requests.known_event where until <= ?";

  private static final String AUDIBLE =
      """
      update requests.known_event set audible = true
      where id = ? and english = ? and spanish = ? and not audible
      """;

  private static final Logger log = LoggerFactory.getLogger(KnownEvents.class);

  private final RequestsDatabase database;
  private final InstantSource clock;
  private volatile List<Known> known = List.of();
  private volatile boolean failed;

  public KnownEvents(RequestsDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What callers are told now, the latest first.
  public List<KnownEvent> told() {
    Instant now = clock.instant();
    return known.stream()
        .filter(Known::audible)
        .map(Known::event)
        .filter(event -> event.until().isAfter(now))
        .toList();
  }

  /// Tells what it reads from now on.
  @Override
  public List<Known> read() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(READ)) {
      new Parameters(select).at(clock.instant());
      List<Known> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(new Known(event(row), row.getBoolean("audible")));
        }
      }
      known = List.copyOf(all);
      return known;
    }
  }

  /// As [#read]; where the database is away, what was read before.
  public List<Known> refresh() {
    try {
      List<Known> all = read();
      failed = false;
      return all;
    } catch (SQLException e) {
      if (!failed) {
        log.warn("known events can't be read, those of before hold: {}", e.toString());
      }
      failed = true;
      return known;
    }
  }

  private static KnownEvent event(ResultSet row) throws SQLException {
    return new KnownEvent(
        row.getString("id"),
        new Text(row.getString("english"), row.getString("spanish")),
        row.getString("skill_group"),
        Set.of((String[]) row.getArray("types").getArray()),
        row.getObject("until", OffsetDateTime.class).toInstant(),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  @Override
  public boolean put(KnownEvent event) throws SQLException {
    try (Connection connection = database.connection()) {
      if (others(connection, event.id()) >= MOST) {
        return false;
      }
      try (PreparedStatement insert = connection.prepareStatement(PUT)) {
        new Parameters(insert)
            .text(event.id())
            .text(event.text().en())
            .text(event.text().es())
            .text(event.group())
            .texts(event.types())
            .at(event.until())
            .at(event.at());
        insert.executeUpdate();
      }
      try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
        new Parameters(forget).at(clock.instant());
        forget.executeUpdate();
      }
      connection.commit();
      return true;
    }
  }

  private long others(Connection connection, String id) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      new Parameters(count).at(clock.instant()).text(id);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong("others");
      }
    }
  }

  @Override
  public boolean remove(String id) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      new Parameters(delete).text(id);
      boolean was = delete.executeUpdate() == 1;
      connection.commit();
      return was;
    }
  }

  /// Asterisk can play it now, as it is worded here.
  public void madeAudible(KnownEvent event) {
    try (Connection connection = database.connection();
        PreparedStatement update = connection.prepareStatement(AUDIBLE)) {
      new Parameters(update).text(event.id()).text(event.text().en()).text(event.text().es());
      update.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      log.warn("that a known event can be heard is written down later: {}", e.toString());
    }
  }
}
