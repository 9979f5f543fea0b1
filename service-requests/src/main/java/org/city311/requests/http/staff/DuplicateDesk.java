package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;
import org.city311.requests.store.Nearby;

/// What may be of one thing, and "me too". Software of residents gets here what anybody may see, and no
/// more. Waits for the database: never on an event loop. Safe for any thread.
final class DuplicateDesk {
  private final RequestDesk desk;

  DuplicateDesk(StaffParts parts) {
    this.desk = parts.desk();
  }

  /// To software of residents, what anybody may see the place of.
  Answer lookalikes(RoutingContext context) throws SQLException, RefusedException {
    Parameters from = new Parameters(context.queryParams());
    String type = from.text("type").orElse("");
    Optional<Double> latitude = from.degrees("latitude");
    Optional<Double> longitude = from.degrees("longitude");
    if (desk.directory().catalogue().type(type).isEmpty()) {
      from.wrong("type", "the id of a type");
    }
    if (latitude.isEmpty() || longitude.isEmpty()) {
      from.wrong("latitude", "latitude and longitude must be there, in degrees");
    }
    from.check();
    JsonArray near = new JsonArray();
    for (Nearby one :
        near(Gate.caller(context), type, StaffDesk.position(latitude, longitude).orElseThrow())) {
      near.add(
          new JsonObject()
              .put("meters", Math.round(one.meters()))
              .put("number", one.request().number().toString())
              .put("spoken", one.request().number().grouped())
              .put("type", one.request().report().type())
              .put("state", Parameters.word(one.request().state().name()))
              .put("reported_at", one.request().report().at().toString())
              .put("due", one.request().timing().due().toString())
              .put("followers", one.request().followers().size()));
    }
    return Answer.of(200, near);
  }

  private List<Nearby> near(Caller caller, String type, Position position) throws SQLException {
    return caller.isResidents()
        ? desk.lookalikes(type, position, Published::showsPlace)
        : desk.lookalikes(type, position);
  }

  Answer follow(RoutingContext context) throws SQLException, RefusedException {
    RequestNumber number = StaffDesk.number(context);
    Body body = Body.of(context);
    Contact contact = StaffDesk.contact(body).orElseThrow();
    body.check();
    Caller caller = Gate.caller(context);
    checkSeen(caller, number);
    return switch (desk.follow(number, contact, caller.actor())) {
      case Changed.Done _ -> Answer.nothing();
      case Changed.Refused(Decision.Reason reason, _)
          when reason == Decision.Reason.NOTHING_CHANGES ->
          Answer.nothing();
      case Changed.Refused(Decision.Reason reason, String text) ->
          throw new RefusedException(StaffDesk.status(reason), text);
      case Changed.Conflict _, Changed.NotTheirs _ ->
          throw new RefusedException(
              Refusal.later(503, "others change it at this moment", Duration.ofSeconds(2)));
      case Changed.Unknown() -> throw StaffDesk.unknown(number);
    };
  }

  /// Of a thing that residents don't see the place of, none can know that it is theirs as well.
  private void checkSeen(Caller caller, RequestNumber number)
      throws SQLException, RefusedException {
    Request request = desk.find(number).orElseThrow(() -> StaffDesk.unknown(number));
    boolean seen =
        desk.directory()
            .catalogue()
            .type(request.report().type())
            .filter(Published::showsPlace)
            .isPresent();
    if (caller.isResidents() && !seen) {
      throw new RefusedException(
          403, "number", "a request of this kind can't be followed by other residents");
    }
  }
}
