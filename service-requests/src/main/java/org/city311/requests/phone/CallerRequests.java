package org.city311.requests.phone;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.city311.requests.contact.Contacts;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;

/// The requests that a caller follows, for the agent who talks with them: of all types, and over or not. Safe for any
/// thread; it waits for the database.
public final class CallerRequests {
  private final RequestsDatabase database;
  private final QuietNumbers quiet;

  public CallerRequests(RequestsDatabase database) {
    this.database = database;
    this.quiet = new QuietNumbers(database);
  }

  /// The latest, latest first. None of a number that wants not to be known, or is withheld.
  ///
  /// @throws SQLException while the database is away; may be repeated
  public List<Request> latest(String caller, int limit) throws SQLException {
    try (Connection connection = database.connection()) {
      Map<String, RequestNumber> followed = Contacts.ofPhone(connection, caller);
      if (followed.isEmpty() || quiet.has(caller)) {
        return List.of();
      }
      return Requests.find(connection, new HashSet<>(followed.values())).stream()
          .filter(request -> follows(request, followed))
          .sorted(Comparator.comparing((Request each) -> each.report().at()).reversed())
          .limit(limit)
          .toList();
    }
  }

  /// A contact stays for a while with who follows no longer.
  private static boolean follows(Request request, Map<String, RequestNumber> followed) {
    return followed.entrySet().stream()
        .anyMatch(
            each ->
                each.getValue().equals(request.number())
                    && request.followers().contains(each.getKey()));
  }
}
