package org.city311.requests.phone;

import java.sql.SQLException;
import java.util.List;

/// Where known events are set and taken away. Safe for any thread; it waits for the database.
public interface EventBoard {
  /// How many there may be at once: nobody listens to more.
  int MOST = 10;

  /// What holds, the latest first.
  List<Known> read() throws SQLException;

  /// Sets one, in the place of another with its id.
  ///
  /// @return false when there are [#MOST] others already
  boolean put(KnownEvent event) throws SQLException;

  /// @return whether there was one
  boolean remove(String id) throws SQLException;

  /// One that holds.
  ///
  /// @param audible whether callers can hear it already
  record Known(KnownEvent event, boolean audible) {}
}
