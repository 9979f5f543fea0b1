package org.city311.loadtest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call record as it stands in the database.
///
/// @param ani the caller's number
/// @param language what was spoken to the caller
/// @param step the last step of the flow
/// @param group the skill group asked for; null when nobody was
/// @param agent who answered; null when nobody did
/// @param offers how often an agent's phone was rung
/// @param result what became of it
/// @param reason what ended it
record CallRow(
    String ani,
    String language,
    String step,
    @Nullable String group,
    @Nullable String agent,
    int offers,
    String result,
    String reason) {

  /// All records of a caller, oldest first.
  static List<CallRow> of(Stack stack, String ani) throws SQLException {
    try (var connection = connect(stack);
        var query =
            connection.prepareStatement(
                "select ani, language, step, group_id, agent_id, offers, result, reason"
                    + " from metrics.call_record where ani = ? order by arrived_at")) {
      query.setString(1, ani);
      var rows = new ArrayList<CallRow>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new CallRow(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getInt(6),
                  row.getString(7),
                  row.getString(8)));
        }
      }
      return rows;
    }
  }

  /// The versions of the menus that a caller's calls went through, oldest first.
  static List<String> menus(Stack stack, String ani) throws SQLException {
    try (var connection = connect(stack);
        var query =
            connection.prepareStatement(
                "select menus from metrics.call_record where ani = ? and menus is not null"
                    + " order by arrived_at")) {
      query.setString(1, ani);
      var versions = new ArrayList<String>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          versions.add(row.getString(1));
        }
      }
      return versions;
    }
  }

  /// How many callers whose numbers begin so were answered after one offer.
  static int answeredOnce(Stack stack, String numbers) throws SQLException {
    try (var connection = connect(stack);
        var query =
            connection.prepareStatement(
                "select count(*) from metrics.call_record"
                    + " where ani like ? and result = 'ANSWERED' and offers = 1")) {
      query.setString(1, numbers + "%");
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  static Connection connect(Stack stack) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + stack.postgres().port() + "/postgres";
    return DriverManager.getConnection(url, "postgres", stack.secret("postgres.password"));
  }

  /// Result and reason in one, such as `ABANDONED by HUNG_UP_WAITING`.
  String ending() {
    return result + " by " + reason;
  }
}
