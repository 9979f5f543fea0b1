package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.requests.number.RequestNumber;

/// The table `requests.imported`: which request came from where.
public final class ImportedRows {
  private static final String KNOWN =
      "select external_id from requests.imported where source = ? and external_id = any (?)";

  private static final String INSERT =
      "insert into requests.imported (source, external_id, number, words_public) values (?, ?, ?, ?)";

  private static final String OF =
      "select number, external_id from requests.imported where number = any (?) order by source";

  private ImportedRows() {}

  /// Those of these that came in before.
  public static Set<String> known(Connection connection, String source, Collection<String> ids)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
      new Parameters(select).text(source).texts(ids);
      Set<String> known = new HashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          known.add(row.getString("external_id"));
        }
      }
      return known;
    }
  }

  /// @param wordsPublic whether residents wrote the words themselves, for everybody to read
  /// @throws SQLException also when one of them came in before
  public static void insert(
      Connection connection, String source, Map<String, RequestNumber> made, boolean wordsPublic)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Map.Entry<String, RequestNumber> one : made.entrySet()) {
        new Parameters(insert)
            .text(source)
            .text(one.getKey())
            .number(one.getValue().value())
            .truth(wordsPublic);
        insert.addBatch();
      }
      var _ = insert.executeBatch();
    }
  }

  /// What these were called where they came from; those that came from nowhere are not there.
  public static Map<RequestNumber, String> of(Connection connection, List<RequestNumber> numbers)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF)) {
      new Parameters(select).numbers(numbers.stream().map(RequestNumber::value).toList());
      Map<RequestNumber, String> ids = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.putIfAbsent(new RequestNumber(row.getLong("number")), row.getString("external_id"));
        }
      }
      return ids;
    }
  }
}
