package org.city311.server;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.city311.gateway.desk.http.ResidentRequests;
import org.city311.requests.life.Request;
import org.city311.requests.phone.CallerRequests;

/// Shows agents the requests of who is on their line.
final class FollowedRequests implements ResidentRequests {
  private final CallerRequests requests;

  FollowedRequests(CallerRequests requests) {
    this.requests = requests;
  }

  @Override
  public List<Asked> latest(String number, int limit) throws IOException {
    try {
      return requests.latest(number, limit).stream().map(FollowedRequests::asked).toList();
    } catch (SQLException e) {
      throw new IOException("the requests' database is away", e);
    }
  }

  private static Asked asked(Request request) {
    return new Asked(
        request.number().toString(),
        request.report().type(),
        request.state().name().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        request.report().at());
  }
}
