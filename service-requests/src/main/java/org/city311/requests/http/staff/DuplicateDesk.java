package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
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
import org.city311.requests.store.Savings;

/// What may be of one thing, and "me too". Software of residents gets here what anybody may see, and no
/// more. Waits for the database: never on an event loop. Safe for any thread.
final class DuplicateDesk {
  /// What tells whether it is the same thing.
  private static final List<String> TELLING =
      List.of(
          "words",
          "answers",
          "latitude",
          "longitude",
          "address",
          "neighbourhood",
          "asset",
          "attachments");

  private final RequestDesk desk;
  private final Shown shown;
  private final InstantSource clock;

  DuplicateDesk(StaffParts parts) {
    this.desk = parts.desk();
    this.shown = new Shown(parts);
    this.clock = parts.clock();
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
    Caller caller = Gate.caller(context);
    List<Nearby> near = near(caller, type, StaffDesk.position(latitude, longitude).orElseThrow());
    List<JsonObject> all = near.stream().map(DuplicateDesk::brief).toList();
    return Answer.of(200, new JsonArray(caller.isResidents() ? all : told(near, all)));
  }

  /// With what whoever takes a call needs to tell whether it is the same thing.
  private List<JsonObject> told(List<Nearby> near, List<JsonObject> brief) throws SQLException {
    List<JsonObject> whole = shown.all(near.stream().map(Nearby::request).toList());
    for (int i = 0; i < whole.size(); i++) {
      for (String key : TELLING) {
        if (whole.get(i).containsKey(key)) {
          brief.get(i).put(key, whole.get(i).getValue(key));
        }
      }
    }
    return brief;
  }

  private static JsonObject brief(Nearby near) {
    Request request = near.request();
    return new JsonObject()
        .put("meters", Math.round(near.meters()))
        .put("number", request.number().toString())
        .put("spoken", request.number().grouped())
        .put("type", request.report().type())
        .put("state", Parameters.word(request.state().name()))
        .put("reported_at", request.report().at().toString())
        .put("due", request.timing().due().toString())
        .put("followers", request.followers().size());
  }

  /// How many visits of crews "me too" and merging saved.
  Answer savings(RoutingContext context) throws SQLException, RefusedException {
    Parameters asked = new Parameters(context.queryParams());
    Parameters.Period period = asked.period(clock.instant());
    asked.check();
    Savings saved = desk.savings(period.from(), period.to());
    return Answer.of(
        200, new JsonObject().put("followed", saved.followed()).put("merged", saved.merged()));
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
    if (!caller.isResidents()) {
      return;
    }
    Request request = desk.find(number).orElseThrow(() -> StaffDesk.unknown(number));
    boolean seen =
        desk.directory()
            .catalogue()
            .type(request.report().type())
            .filter(Published::showsPlace)
            .isPresent();
    if (!seen) {
      throw new RefusedException(
          403, "number", "a request of this kind can't be followed by other residents");
    }
  }
}
