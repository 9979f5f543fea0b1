package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How each department stands with what it has.
public final class ReportCard {
  private static final String CARD =
      """
      select department,
        count(*) filter (where state = 'NEW') as fresh,
        count(*) filter (where state not in ('NEW', 'CLOSED', 'MERGED')) as open,
        count(*) filter (where state = 'CLOSED') as closed,
        count(*) filter (where closed_at is null and merged_into is null and %s) as overdue,
        count(*) filter (where closed_at > due) as closed_late
      from requests.request
      group by department
      order by department
      """
          .formatted(Conditions.LATE);

  private final RequestsDatabase database;

  public ReportCard(RequestsDatabase database) {
    this.database = database;
  }

  /// @param fresh in the state new
  /// @param open neither new nor closed nor merged
  /// @param overdue neither closed nor merged, and due before; not on a hold that stopped the clock in time
  /// @param closedLate closed after it was due
  public record Line(
      String department, long fresh, long open, long closed, long overdue, long closedLate) {}

  /// One line for each department that has or had any. It reads all requests: not for every second.
  ///
  /// @param at the moment at which what was due before is overdue
  public List<Line> at(Instant at) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(CARD)) {
      new Parameters(select).at(at);
      List<Line> lines = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(
              new Line(
                  row.getString("department"),
                  row.getLong("fresh"),
                  row.getLong("open"),
                  row.getLong("closed"),
                  row.getLong("overdue"),
                  row.getLong("closed_late")));
        }
      }
      connection.commit();
      return lines;
    }
  }
}
