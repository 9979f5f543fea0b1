package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.city311.requests.access.Role;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Intake;
import org.city311.requests.desk.Mistake;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.ReportCard;
import org.city311.requests.store.RequestSearch;
import org.city311.requests.store.Requests;
import org.city311.requests.store.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what is asked about requests. Waits for the database: never on an event loop. Safe for any
/// thread.
final class StaffDesk {
  private static final int MAX_ON_PAGE = 200;
  private static final int DEFAULT_ON_PAGE = 50;
  private static final int MAX_CHANGED = 500;
  private static final int MAX_WHY = 200;
  private static final Logger log = LoggerFactory.getLogger(StaffDesk.class);

  private final RequestDesk desk;
  private final RequestSearch search;
  private final ReportCard card;
  private final Contacts contacts;
  private final Shown shown;
  private final InstantSource clock;

  StaffDesk(StaffParts parts) {
    this.desk = parts.desk();
    this.search = new RequestSearch(parts.database());
    this.card = new ReportCard(parts.database());
    this.contacts = parts.contacts();
    this.shown = new Shown(parts);
    this.clock = parts.clock();
  }

  Answer search(RoutingContext context) throws SQLException, RefusedException {
    Parameters from = new Parameters(context.queryParams());
    Search wanted = SearchQuery.read(from, java.util.Set.of());
    Optional<Search.After> after = SearchQuery.after(from);
    int limit = from.number("limit", DEFAULT_ON_PAGE, 1, MAX_ON_PAGE);
    from.check();
    Instant now = clock.instant();
    RequestSearch.Page page = search.find(wanted, after, limit, now);
    JsonArray requests = new JsonArray();
    shown.all(page.requests()).forEach(requests::add);
    return Answer.of(
        200,
        new JsonObject()
            .put("requests", requests)
            .put("next", page.next().map(Search.After::toString).orElse(null)));
  }

  Answer show(RoutingContext context) throws SQLException, RefusedException {
    return shown(200, found(number(context)));
  }

  Answer history(RoutingContext context) throws SQLException, RefusedException {
    RequestNumber number = number(context);
    Parameters from = new Parameters(context.queryParams());
    int after = from.number("after", 0, 0, Integer.MAX_VALUE);
    int limit = from.number("limit", Requests.MAX_AT_ONCE, 1, Requests.MAX_AT_ONCE);
    from.check();
    found(number);
    JsonArray history = new JsonArray();
    desk.history(number, after, limit).forEach(entry -> history.add(RequestJson.of(entry)));
    return Answer.of(200, history);
  }

  /// A request from a resident over a key that residents' software holds has the channel API.
  Answer take(RoutingContext context) throws SQLException, RefusedException {
    Caller caller = Gate.caller(context);
    Body body = Body.of(context);
    Optional<Channel> channel = body.constant("channel", Channel.values());
    Optional<Contact> contact = body.section("contact").flatMap(StaffDesk::contact);
    Intake intake =
        new Intake(
            body.requiredText("type"),
            caller.role() == Role.RESIDENT_FACING ? Channel.API : channel.orElse(Channel.AGENT),
            body.text("language").isEmpty() ? "en" : body.text("language"),
            body.text("words"),
            body.textsByKey("answers"),
            bodyPosition(body),
            body.text("address"),
            body.text("asset"),
            contact,
            body.texts("attachments", 10),
            body.text("key"),
            caller.actor());
    body.check();
    return switch (desk.take(intake)) {
      case Taken.Accepted(Request request) ->
          shown(201, request).with("Location", Endpoint.ROOT + "/" + request.number());
      case Taken.Invalid(List<Mistake> mistakes) ->
          throw new RefusedException(Refusal.badRequest(mistakes));
    };
  }

  Answer change(RoutingContext context) throws SQLException, RefusedException {
    RequestNumber number = number(context);
    OptionalLong version = version(context);
    Body body = Body.of(context);
    Optional<Wish> wish = Wish.read(body);
    body.check();
    Changed changed = wish.orElseThrow().on(desk, number, version, Gate.caller(context));
    return switch (changed) {
      case Changed.Done(Request request) -> shown(200, request);
      case Changed.Refused(Decision.Reason reason, String text) ->
          throw new RefusedException(status(reason), field(reason), text);
      case Changed.Conflict(Request now) ->
          Answer.of(
                  412,
                  new JsonObject()
                      .put(
                          "errors",
                          new JsonArray()
                              .add(
                                  new JsonObject()
                                      .put("field", "If-Match")
                                      .put(
                                          "text",
                                          "somebody has changed it meanwhile: look at it and decide anew")))
                      .put("now", shown.one(now)))
              .with("ETag", tag(now));
      case Changed.NotTheirs _ -> throw notYours(wish.get());
      case Changed.Unknown() -> throw unknown(number);
    };
  }

  /// Each request for itself: what is refused, or fails, does not hold the others up, and is told.
  Answer changeMany(RoutingContext context) throws SQLException, RefusedException {
    Caller caller = Gate.caller(context);
    Body body = Body.of(context);
    List<String> numbers = body.texts("numbers", MAX_CHANGED);
    if (numbers.isEmpty()) {
      body.wrong("numbers", "1 to " + MAX_CHANGED + " numbers");
    }
    Optional<Wish> wish = Wish.read(body);
    body.check();
    JsonArray done = new JsonArray();
    JsonArray refused = new JsonArray();
    for (String written : numbers.stream().distinct().toList()) {
      Optional<String> reason = changed(written, wish.orElseThrow(), caller);
      if (reason.isEmpty()) {
        done.add(written);
      } else {
        refused.add(new JsonObject().put("number", written).put("text", reason.get()));
      }
    }
    return Answer.of(200, new JsonObject().put("done", done).put("refused", refused));
  }

  /// @return why it was not done; empty when it was
  private Optional<String> changed(String written, Wish wish, Caller caller) {
    Optional<RequestNumber> number = RequestNumber.parse(written);
    Changed changed;
    try {
      changed =
          number.isPresent()
              ? wish.on(desk, number.get(), OptionalLong.empty(), caller)
              : new Changed.Unknown();
    } catch (SQLException e) {
      log.warn("one of many requests was not changed: {}", e.toString());
      return Optional.of("the database is away, or refuses: look at the request and try again");
    }
    return switch (changed) {
      case Changed.Done _ -> Optional.empty();
      case Changed.Refused(_, String text) -> Optional.of(text);
      case Changed.Conflict _ -> Optional.of("others change it all the time: try again");
      case Changed.NotTheirs _ -> Optional.of("it is not your department's");
      case Changed.Unknown() -> Optional.of("there is no such request");
    };
  }

  /// Who is told of a request. Who asked and why is written down before the answer is sent.
  Answer contacts(RoutingContext context) throws SQLException, RefusedException {
    Caller caller = Gate.caller(context);
    Parameters from = new Parameters(context.queryParams());
    String why = from.text("why").orElse("");
    if (why.isBlank() || why.length() > MAX_WHY) {
      from.wrong("why", "what for, in 1 to " + MAX_WHY + " characters: it is written down");
    }
    from.check();
    Request request = found(number(context));
    if (!caller.sees(request)) {
      throw new RefusedException(403, "", "it is not your department's");
    }
    Map<String, Contact> read =
        contacts.read(request.followers(), caller.actor(), why, clock.instant());
    JsonArray all = new JsonArray();
    read.values()
        .forEach(
            contact ->
                all.add(
                    new JsonObject()
                        .put("name", contact.name())
                        .put("email", contact.email())
                        .put("phone", contact.phone())
                        .put("language", contact.language())));
    return Answer.of(200, all);
  }

  /// Somebody asks to be forgotten.
  Answer forget(RoutingContext context) throws SQLException, RefusedException {
    Body body = Body.of(context);
    String email = body.text("email");
    String phone = body.text("phone");
    String why = body.requiredText("why");
    if (email.isBlank() && phone.isBlank()) {
      body.wrong("email", "an e-mail address or a phone number");
    }
    if (why.isBlank() || why.length() > MAX_WHY) {
      body.wrong("why", "1 to " + MAX_WHY + " characters");
    }
    body.check();
    int forgotten = desk.forgetPerson(email, phone, Gate.caller(context).actor(), why);
    return Answer.of(200, new JsonObject().put("forgotten", forgotten));
  }

  Answer report(RoutingContext context) throws SQLException, RefusedException {
    Parameters from = new Parameters(context.queryParams());
    Instant at = from.instant("at").orElse(clock.instant());
    from.check();
    JsonArray lines = new JsonArray();
    for (ReportCard.Line line : card.at(at)) {
      lines.add(
          new JsonObject()
              .put("department", line.department())
              .put("new", line.fresh())
              .put("open", line.open())
              .put("closed", line.closed())
              .put("overdue", line.overdue())
              .put("closed_late", line.closedLate()));
    }
    return Answer.of(200, lines);
  }

  static Optional<Contact> contact(Body body) {
    String language = body.text("language");
    return Optional.of(
        new Contact(
            body.text("name"),
            body.text("email"),
            body.text("phone"),
            language.isEmpty() ? "en" : language));
  }

  private static Optional<Position> bodyPosition(Body body) {
    Optional<Double> latitude = body.figure("latitude");
    Optional<Double> longitude = body.figure("longitude");
    if (latitude.isPresent() != longitude.isPresent()) {
      body.wrong("latitude", "latitude and longitude, or neither");
      return Optional.empty();
    }
    try {
      return position(latitude, longitude);
    } catch (RefusedException e) {
      body.wrong("latitude", "−90 to 90, and −180 to 180 for longitude");
      return Optional.empty();
    }
  }

  static Optional<Position> position(Optional<Double> latitude, Optional<Double> longitude)
      throws RefusedException {
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Position(latitude.get(), longitude.get()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "latitude", String.valueOf(e.getMessage()));
    }
  }

  private Answer shown(int status, Request request) throws SQLException {
    return Answer.of(status, shown.one(request)).with("ETag", tag(request));
  }

  private static String tag(Request request) {
    return "\"" + request.version() + "\"";
  }

  private static OptionalLong version(RoutingContext context) throws RefusedException {
    String tag = context.request().getHeader("If-Match");
    if (tag == null || tag.equals("*")) {
      return OptionalLong.empty();
    }
    if (!tag.matches("\"\\d{1,18}\"")) {
      throw new RefusedException(400, "If-Match", "the ETag of the request as you saw it");
    }
    return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
  }

  static RequestNumber number(RoutingContext context) throws RefusedException {
    return RequestNumber.parse(context.pathParam("number"))
        .orElseThrow(
            () ->
                new RefusedException(
                    404, "number", "this is no request's number: was a digit mistyped?"));
  }

  private Request found(RequestNumber number) throws SQLException, RefusedException {
    return desk.find(number).orElseThrow(() -> unknown(number));
  }

  static RefusedException unknown(RequestNumber number) {
    return new RefusedException(404, "number", "there is no request " + number.grouped());
  }

  private static RefusedException notYours(Wish wish) {
    return new RefusedException(
        403,
        "change",
        "%s is for the department that has it".formatted(Parameters.word(wish.kind())));
  }

  /// What of a change is wrong; empty where it is none of its keys.
  private static String field(Decision.Reason reason) {
    return switch (reason) {
      case REASON_MISSING -> "why";
      case UNKNOWN_DEPARTMENT -> "department";
      case BAD_TEXT, WRONG_REQUEST, NOT_IN_THIS_STATE, NOTHING_CHANGES, FULL -> "";
    };
  }

  static int status(Decision.Reason reason) {
    return switch (reason) {
      case REASON_MISSING, BAD_TEXT, UNKNOWN_DEPARTMENT -> 400;
      case NOT_IN_THIS_STATE, NOTHING_CHANGES, WRONG_REQUEST, FULL -> 409;
    };
  }
}
