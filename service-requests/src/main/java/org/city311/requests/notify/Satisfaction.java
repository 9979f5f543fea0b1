package org.city311.requests.notify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// The table `requests.satisfaction`: what residents answered when a request was closed. Safe for any
/// thread.
public final class Satisfaction {
  public static final int LEAST = 1;
  public static final int MOST = 5;

  /// How long after the closing an answer is taken.
  private static final Duration OPEN_FOR = Duration.ofDays(90);

  private static final String ANSWER =
      """
      insert into requests.satisfaction (number, version, follower, grade, at)
      select number, version, ?, ?, ? from requests.history
      where number = ? and version = ? and kind = 'CLOSED' and at > ?
      on conflict (number, version, follower) do update set grade = excluded.grade, at = excluded.at
      """;

  private static final String BY_TYPE =
      """
      select r.type, count(*) as answers, avg(s.grade) as mean, count(*) filter (where s.grade >= 4) as content
      from requests.satisfaction s join requests.request r using (number)
      where s.at >= ? and s.at < ?
      group by r.type
      order by r.type
      """;

  private final RequestsDatabase database;

  public Satisfaction(RequestsDatabase database) {
    this.database = database;
  }

  /// What was answered for one type of request.
  ///
  /// @param type its id
  /// @param mean of the grades, 1 to 5
  /// @param content how many of the answers were 4 or 5
  public record OfType(String type, long answers, double mean, long content) {}

  /// Stores an answer; the latest of each resident counts.
  ///
  /// @param version the line of history that closed it
  /// @param follower an opaque id
  /// @param grade 1, very dissatisfied, to 5, very satisfied
  /// @return whether it was taken: not after 90 days
  public boolean answer(RequestNumber number, long version, String follower, int grade, Instant now)
      throws SQLException {
    if (grade < LEAST || grade > MOST) {
      throw new IllegalArgumentException(
          "a grade of %d: %d to %d are allowed".formatted(grade, LEAST, MOST));
    }
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(ANSWER)) {
      new Parameters(insert)
          .text(follower)
          .number(grade)
          .at(now)
          .number(number.value())
          .number(version)
          .at(now.minus(OPEN_FOR));
      boolean taken = insert.executeUpdate() == 1;
      connection.commit();
      return taken;
    }
  }

  /// What was answered in a span of time, for each type that was.
  ///
  /// @param to exclusive
  public List<OfType> byType(Instant from, Instant to) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(BY_TYPE)) {
      new Parameters(select).at(from).at(to);
      List<OfType> types = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          types.add(
              new OfType(
                  row.getString("type"),
                  row.getLong("answers"),
                  row.getDouble("mean"),
                  row.getLong("content")));
        }
      }
      connection.commit();
      return types;
    }
  }
}
