package org.city311.requests.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.city311.requests.number.RequestNumber;

/// The files that residents uploaded, as far as the desk needs them.
public interface Attachments {
  /// For a desk without attachments: knows no file.
  Attachments NONE =
      new Attachments() {
        @Override
        public List<String> claim(Connection connection, RequestNumber number, List<String> ids) {
          return ids;
        }

        @Override
        public void remove(Connection connection, Collection<RequestNumber> numbers) {}
      };

  /// Makes uploaded files those of a request that is being made, in its transaction.
  ///
  /// @return the ids of no file, or of one that is another request's; then the transaction is undone
  List<String> claim(Connection connection, RequestNumber number, List<String> ids)
      throws SQLException;

  /// Removes the files of requests, in a transaction of the caller, who commits it.
  void remove(Connection connection, Collection<RequestNumber> numbers) throws SQLException;
}
