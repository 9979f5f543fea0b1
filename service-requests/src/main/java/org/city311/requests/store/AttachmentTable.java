package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.number.RequestNumber;

/// The table `requests.attachment`. Safe for any thread. Every method throws [SQLException] when the
/// database is away, may be repeated, and then has changed nothing, or all of it.
public final class AttachmentTable {
  /// More than this wait for their request only if somebody fills the disk on purpose.
  static final int MAX_WAITING = 2_000;

  private static final String INSERT =
      """
      insert into requests.attachment (id, kind, bytes, kept_at)
      select ?, ?, ?, ?
      where (select count(*) from (
        select from requests.attachment where number is null limit ?) as waiting) < ?
      """;

  private static final String CLAIM =
      """
      update requests.attachment set number = ?
      where id = any (?) and number is null
      returning id
      """;

  private static final String COLUMNS =
      "select id, number, kind, bytes, kept_at from requests.attachment ";

  private static final String FIND = COLUMNS + "where id = any (?)";

  private static final String OF = COLUMNS + "where number = any (?) order by number, kept_at, id";

  private static final String REMOVE_WAITING =
      "delete from requests.attachment where number is null and kept_at < ?";

  private static final String REMOVE = "delete from requests.attachment where number = any (?)";

  private final RequestsDatabase database;

  public AttachmentTable(RequestsDatabase database) {
    this.database = database;
  }

  /// Adds a row of an attachment that waits for its request.
  ///
  /// @return whether it was added: not when too many wait already
  public boolean add(AttachmentRow row) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      new Parameters(insert)
          .text(row.id())
          .text(row.kind())
          .number(row.bytes())
          .at(row.keptAt())
          .number(MAX_WAITING)
          .number(MAX_WAITING);
      boolean added = insert.executeUpdate() == 1;
      connection.commit();
      return added;
    }
  }

  /// Gives attachments to a request that is being made, in its transaction.
  ///
  /// @return the ids that belong to it now; what belongs to another, or is not there, is not among them
  public static Set<String> claim(
      Connection connection, Collection<String> ids, RequestNumber number) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
      new Parameters(update).number(number.value()).texts(ids);
      Set<String> claimed = new HashSet<>();
      try (ResultSet row = update.executeQuery()) {
        while (row.next()) {
          claimed.add(row.getString("id"));
        }
      }
      return claimed;
    }
  }

  /// Removes the rows of some requests, in a transaction of the caller.
  public static void remove(Connection connection, Collection<RequestNumber> numbers)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      new Parameters(delete).numbers(numbers.stream().map(RequestNumber::value).toList());
      delete.executeUpdate();
    }
  }

  /// In no order.
  public List<AttachmentRow> find(Collection<String> ids) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      new Parameters(select).texts(ids);
      List<AttachmentRow> rows = read(select);
      connection.commit();
      return rows;
    }
  }

  /// All attachments of some requests, those of one together, the earliest first.
  public List<AttachmentRow> of(Collection<RequestNumber> numbers) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(OF)) {
      new Parameters(select).numbers(numbers.stream().map(RequestNumber::value).toList());
      List<AttachmentRow> rows = read(select);
      connection.commit();
      return rows;
    }
  }

  /// Removes those that have waited for their request since before a time.
  public void removeWaiting(Instant before) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete = connection.prepareStatement(REMOVE_WAITING)) {
      new Parameters(delete).at(before);
      delete.executeUpdate();
      connection.commit();
    }
  }

  private static List<AttachmentRow> read(PreparedStatement statement) throws SQLException {
    List<AttachmentRow> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        long value = row.getLong("number");
        Optional<RequestNumber> number =
            row.wasNull() ? Optional.empty() : Optional.of(new RequestNumber(value));
        rows.add(
            new AttachmentRow(
                row.getString("id"),
                number,
                row.getString("kind"),
                row.getInt("bytes"),
                RequestRow.instant(row, "kept_at")));
      }
    }
    return rows;
  }
}
