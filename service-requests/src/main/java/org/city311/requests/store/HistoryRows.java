package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Entry.Move;
import org.city311.requests.life.Entry.What;
import org.city311.requests.number.RequestNumber;

/// The table `requests.history`. Rows are added, nothing else: the database refuses it too.
final class HistoryRows {
  private static final String INSERT =
      """
      insert into requests.history (
        number, version, at, who_kind, who_id, kind, was, became, why, due_was, due_became)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String OF_ONE =
      """
      select number, version, at, who_kind, who_id, kind, was, became, why, due_was, due_became
      from requests.history
      where number = ? and version > ? and kind = any (?)
      order by version
      limit ?
      """;

  private static final String SAVINGS =
      """
      select
        count(*) filter (where kind = 'FOLLOWED' and not exists (
          select from requests.history u
          where u.number = h.number and u.version < h.version and u.kind = 'UNFOLLOWED' and u.was = h.became)
        ) as followed,
        count(*) filter (where kind = 'MERGED') - count(*) filter (where kind = 'UNMERGED') as merged
      from requests.history h
      where at >= ? and at < ? and kind in ('FOLLOWED', 'MERGED', 'UNMERGED')
      """;

  private HistoryRows() {}

  static Savings savings(Connection connection, Instant from, Instant to) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SAVINGS)) {
      new Parameters(select).at(from).at(to);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Savings(row.getLong("followed"), row.getLong("merged"));
      }
    }
  }

  static void insert(Connection connection, List<Step> steps) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Step step : steps) {
        Entry entry = step.entry();
        new Parameters(insert)
            .number(entry.number().value())
            .number(entry.version())
            .at(entry.at())
            .text(entry.who().kind().name())
            .text(entry.who().id())
            .text(entry.what().kind().name())
            .text(entry.what().was())
            .text(entry.what().became())
            .text(entry.why())
            .at(entry.due().map(Move::was).orElse(null))
            .at(entry.due().map(Move::became).orElse(null));
        insert.addBatch();
      }
      var _ = insert.executeBatch();
    }
  }

  static List<Entry> of(
      Connection connection, RequestNumber number, Set<Entry.Kind> kinds, long after, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_ONE)) {
      new Parameters(select)
          .number(number.value())
          .number(after)
          .texts(kinds.stream().map(Entry.Kind::name).toList())
          .number(limit);
      List<Entry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(read(row));
        }
      }
      return entries;
    }
  }

  /// Reads a row that has the columns of the table.
  static Entry read(ResultSet row) throws SQLException {
    OffsetDateTime was = row.getObject("due_was", OffsetDateTime.class);
    return new Entry(
        new RequestNumber(row.getLong("number")),
        row.getLong("version"),
        RequestRow.instant(row, "at"),
        new Actor(Actor.Kind.valueOf(row.getString("who_kind")), row.getString("who_id")),
        new What(
            Entry.Kind.valueOf(row.getString("kind")),
            row.getString("was"),
            row.getString("became")),
        row.getString("why"),
        was == null
            ? Optional.empty()
            : Optional.of(new Move(was.toInstant(), RequestRow.instant(row, "due_became"))));
  }
}
