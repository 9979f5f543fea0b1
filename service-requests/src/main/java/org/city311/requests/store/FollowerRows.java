package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.city311.requests.life.Decision.Step;

/// The table `requests.follower`, kept as the history has it.
final class FollowerRows {
  private static final String INSERT =
      "insert into requests.follower (number, follower) values (?, ?) on conflict do nothing";

  private static final String DELETE =
      "delete from requests.follower where number = ? and follower = ?";

  private FollowerRows() {}

  static void save(Connection connection, List<Step> steps) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      for (Step step : steps) {
        switch (step.entry().what().kind()) {
          case CREATED -> {
            for (String follower : step.after().followers()) {
              add(insert, step, follower);
            }
          }
          case FOLLOWED -> add(insert, step, step.entry().what().became());
          case UNFOLLOWED -> add(delete, step, step.entry().what().was());
          case STATE,
              CLOSED,
              TRANSFERRED,
              ASSIGNED,
              MERGED,
              UNMERGED,
              TOOK_IN,
              GAVE_BACK,
              COMMENTED,
              RECALCULATED -> {}
        }
      }
      var _ = insert.executeBatch();
      var _ = delete.executeBatch();
    }
  }

  private static void add(PreparedStatement statement, Step step, String follower)
      throws SQLException {
    new Parameters(statement).number(step.after().number().value()).text(follower);
    statement.addBatch();
  }
}
