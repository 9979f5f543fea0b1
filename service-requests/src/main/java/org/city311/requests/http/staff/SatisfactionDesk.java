package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.InstantSource;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.notify.Satisfaction;

/// Answers how satisfied residents were. Waits for the database: never on an event loop. Safe for any
/// thread.
final class SatisfactionDesk {
  private final Satisfaction satisfaction;
  private final InstantSource clock;

  SatisfactionDesk(StaffParts parts) {
    this.satisfaction = new Satisfaction(parts.database());
    this.clock = parts.clock();
  }

  Answer byType(RoutingContext context) throws SQLException, RefusedException {
    Parameters asked = new Parameters(context.queryParams());
    Parameters.Period period = asked.period(clock.instant());
    asked.check();
    JsonArray types = new JsonArray();
    for (Satisfaction.OfType one : satisfaction.byType(period.from(), period.to())) {
      types.add(
          new JsonObject()
              .put("type", one.type())
              .put("answers", one.answers())
              .put("mean", Math.round(one.mean() * 100) / 100.0)
              .put("content", one.content()));
    }
    return Answer.of(200, types);
  }
}
