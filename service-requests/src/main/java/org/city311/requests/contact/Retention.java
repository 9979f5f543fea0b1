package org.city311.requests.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.requests.life.Actor;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// Removes contacts and files of requests that have been closed for long, and contacts of those who no
/// longer follow. The requests and their histories stay. May be repeated, also on several nodes. Safe for
/// any thread.
public final class Retention {
  private static final int AT_A_TIME = 500;
  private static final int CONTACTS_AT_A_TIME = 5_000;
  private static final Actor WHO = new Actor(Actor.Kind.SYSTEM, "retention");

  /// Each contact is looked at once, in the order of the ids, so that no page reads what the one before did.
  /// Of a merged request, when the one that stands for it was closed.
  private static final String CONTACTS =
      """
      select c.id, coalesce(
          case when r.merged_into is null then r.closed_at else requests.closed_with(r.number) end < ?,
          false)
        or not exists (
          select from requests.follower f where f.number = c.number and f.follower = c.id) as over
      from (select id, number from requests.contact where id > ? order by id limit ?) as c
        join requests.request r using (number)
      order by c.id
      """;

  private static final String SWEPT =
      "select swept_to, swept_number from requests.retention for update";

  /// In the order of closing; those that are merged into one go with it.
  private static final String CLOSED =
      """
      with recursive closed as (
        (select number, closed_at from requests.request
        where (closed_at, number) > (?, ?) and closed_at < ? order by closed_at, number limit ?)
        union
        select r.number, r.closed_at from requests.request r join closed c on r.merged_into = c.number)
      select number, closed_at from closed order by closed_at, number
      """;

  private static final String SWEEP =
      "update requests.retention set swept_to = ?, swept_number = ?";

  private final RequestsDatabase database;
  private final Contacts contacts;
  private final Files files;
  private final Duration kept;

  /// Removes the files of requests.
  public interface Files {
    void remove(Connection connection, List<RequestNumber> numbers) throws SQLException;
  }

  /// @param kept how long after closing contacts and files are kept
  public Retention(RequestsDatabase database, Files files, Duration kept) {
    this.database = database;
    this.contacts = new Contacts(database);
    this.files = files;
    this.kept = kept;
  }

  /// @return how many contacts were removed
  public int sweep(Instant now) throws SQLException {
    Instant before = now.minus(kept);
    while (sweepFiles(before)) {
      // The next page.
    }
    int removed = 0;
    Optional<Page> page = Optional.of(new Page("", 0));
    while (page.isPresent()) {
      page = sweepContacts(page.get().last(), before, now);
      removed += page.map(Page::removed).orElse(0);
    }
    return removed;
  }

  /// @param last the last id that was looked at
  private record Page(String last, int removed) {}

  private Optional<Page> sweepContacts(String after, Instant before, Instant now)
      throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(CONTACTS)) {
      new Parameters(select).at(before).text(after).number(CONTACTS_AT_A_TIME);
      List<String> over = new ArrayList<>();
      Optional<String> last = Optional.empty();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          last = Optional.of(row.getString("id"));
          if (row.getBoolean("over")) {
            over.add(row.getString("id"));
          }
        }
      }
      int removed =
          over.isEmpty() ? 0 : contacts.forget(connection, over, WHO, "no longer needed", now);
      connection.commit();
      return last.map(id -> new Page(id, removed));
    }
  }

  /// How far files are swept: behind the request that was closed then and has this number.
  private record Place(Instant closedAt, long number) {}

  /// @return whether there may be more
  private boolean sweepFiles(Instant before) throws SQLException {
    try (Connection connection = database.connection()) {
      List<RequestNumber> numbers = new ArrayList<>();
      Place from = swept(connection);
      Place to = closed(connection, from, before, numbers);
      if (!numbers.isEmpty()) {
        files.remove(connection, numbers);
        try (PreparedStatement update = connection.prepareStatement(SWEEP)) {
          new Parameters(update).at(to.closedAt()).number(to.number());
          update.executeUpdate();
        }
      }
      connection.commit();
      return numbers.size() >= AT_A_TIME;
    }
  }

  private static Place swept(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SWEPT);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Place(
          row.getObject("swept_to", OffsetDateTime.class).toInstant(), row.getLong("swept_number"));
    }
  }

  private static Place closed(
      Connection connection, Place from, Instant before, List<RequestNumber> numbers)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CLOSED)) {
      new Parameters(select).at(from.closedAt()).number(from.number()).at(before).number(AT_A_TIME);
      Place to = from;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(new RequestNumber(row.getLong("number")));
          OffsetDateTime at = row.getObject("closed_at", OffsetDateTime.class);
          // A merged one is not closed itself.
          to = at == null ? to : new Place(at.toInstant(), row.getLong("number"));
        }
      }
      return to;
    }
  }
}
