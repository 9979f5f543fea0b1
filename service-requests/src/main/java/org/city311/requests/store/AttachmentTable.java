package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
      where id = any (?) and (number is null or number = ?)
      returning id, number, kind, bytes, kept_at
      """;

  private static final String COLUMNS =
      "select id, number, kind, bytes, kept_at from requests.attachment ";

  private static final String FIND = COLUMNS + "where id = any (?)";

  private static final String OF = COLUMNS + "where number = any (?) order by number, kept_at, id";

  private static final String WAITING =
      COLUMNS + "where number is null and kept_at < ? order by kept_at limit ?";

  private static final String DELETE =
      "delete from requests.attachment where id = any (?) and number is not distinct from ?";

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

  /// Gives attachments to a request. Done twice, it does nothing the second time.
  ///
  /// @return those that belong to it now; what belongs to another, or is not there, is not among them
  public List<AttachmentRow> claim(Collection<String> ids, RequestNumber number)
      throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement update = connection.prepareStatement(CLAIM)) {
      new Parameters(update).number(number.value()).texts(ids).number(number.value());
      List<AttachmentRow> rows = read(update);
      connection.commit();
      return rows;
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

  /// Those that have waited for their request since before a time.
  public List<AttachmentRow> waiting(Instant before, int limit) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(WAITING)) {
      new Parameters(select).at(before).number(limit);
      List<AttachmentRow> rows = read(select);
      connection.commit();
      return rows;
    }
  }

  /// Removes a row, unless it came to belong to another request meanwhile.
  ///
  /// @return whether it was removed
  public boolean remove(AttachmentRow row) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      new Parameters(delete)
          .texts(List.of(row.id()))
          .number(row.number().map(RequestNumber::value).orElse(null));
      boolean removed = delete.executeUpdate() == 1;
      connection.commit();
      return removed;
    }
  }

  private static List<AttachmentRow> read(PreparedStatement statement) throws SQLException {
    List<AttachmentRow> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        long number = row.getLong("number");
        rows.add(
            new AttachmentRow(
                row.getString("id"),
                row.wasNull() ? Optional.empty() : Optional.of(new RequestNumber(number)),
                row.getString("kind"),
                row.getInt("bytes"),
                RequestRow.instant(row, "kept_at")));
      }
    }
    return rows;
  }
}
