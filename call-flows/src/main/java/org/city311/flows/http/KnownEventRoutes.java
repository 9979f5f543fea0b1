package org.city311.flows.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.city311.requests.catalogue.Text;
import org.city311.requests.phone.EventBoard;
import org.city311.requests.phone.KnownEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/known-events`: what the city knows of already, and callers are told before they ask.
///
/// `GET` lists them, each with whether it can be heard already (`audible`). `PUT
/// /api/known-events/{id}` with `{"text": {"en": "…", "es": "…"}, "until": "2026-11-24T18:00:00Z"}`
/// sets one; with `group`, the id of a skill group, only who asks for that hears it, and with
/// `types` who reports one of these by phone. `DELETE /api/known-events/{id}` takes it away. Each change is audited.
public final class KnownEventRoutes {
  private static final long MOST_BYTES = 16L << 10;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final String BODY =
      "send {\"text\": {\"en\": …, \"es\": …}, \"until\": \"2026-11-24T18:00:00Z\"}";
  private static final String UNKNOWN = "no such event; GET /api/known-events lists them";
  private static final Logger log = LoggerFactory.getLogger(KnownEventRoutes.class);

  private final EventBoard events;
  private final Predicate<String> isGroup;
  private final Predicate<String> isType;
  private final Staff staff;
  private final InstantSource clock;

  /// @param isGroup whether there is a skill group with this id
  /// @param isType whether there is a type of request with this id
  /// @param staff who may change them
  public KnownEventRoutes(
      EventBoard events,
      Predicate<String> isGroup,
      Predicate<String> isType,
      Staff staff,
      InstantSource clock) {
    this.events = events;
    this.isGroup = isGroup;
    this.isType = isType;
    this.staff = staff;
    this.clock = clock;
  }

  public void mount(Router router) {
    router.route("/api/known-events*").handler(staff.guard());
    router.get("/api/known-events").handler(this::list);
    router
        .put("/api/known-events/:id")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::put);
    router.delete("/api/known-events/:id").handler(this::remove);
  }

  private void list(RoutingContext context) {
    blocking(
        context,
        () -> {
          JsonArray all = new JsonArray();
          events
              .read()
              .forEach(known -> all.add(json(known.event()).put("audible", known.audible())));
          return new Answer(200, all);
        });
  }

  private void put(RoutingContext context) {
    KnownEvent event;
    try {
      event = event(context.pathParam("id"), context.body().asJsonObject());
    } catch (IllegalArgumentException e) {
      Answer.error(400, String.valueOf(e.getMessage())).to(context);
      return;
    } catch (DecodeException | ClassCastException e) {
      Answer.error(400, BODY).to(context);
      return;
    }
    Staff.By by = staff.by(context);
    blocking(
        context,
        () -> {
          by.changes("PUT known event " + event.id(), before(event.id()), json(event).encode());
          if (!events.put(event)) {
            return Answer.error(409, "there are " + EventBoard.MOST + " events: take one away");
          }
          log.info("known event set: id={} until={} by={}", event.id(), event.until(), by.who());
          return new Answer(200, json(event));
        });
  }

  private void remove(RoutingContext context) {
    String id = context.pathParam("id");
    Staff.By by = staff.by(context);
    blocking(
        context,
        () -> {
          String before = before(id);
          if (before == null) {
            return Answer.error(404, UNKNOWN);
          }
          by.changes("DELETE known event " + id, before, null);
          if (!events.remove(id)) {
            return Answer.error(404, UNKNOWN);
          }
          log.info("known event taken away: id={} by={}", id, by.who());
          return new Answer(200, new JsonObject().put("id", id));
        });
  }

  /// As JSON; null if there is none.
  private @Nullable String before(String id) throws Exception {
    return events.read().stream()
        .filter(known -> known.event().id().equals(id))
        .map(known -> json(known.event()).encode())
        .findFirst()
        .orElse(null);
  }

  private KnownEvent event(String id, @Nullable JsonObject body) {
    require(id.matches("[a-z0-9][a-z0-9-]{0,39}"), "id: 1 to 40 of a-z 0-9 - are allowed");
    if (body == null) {
      throw new IllegalArgumentException(BODY);
    }
    Set<String> unknown = new HashSet<>(body.fieldNames());
    unknown.removeAll(Set.of("text", "until", "group", "types"));
    require(unknown.isEmpty(), unknown + ": text, until, group and types are allowed");
    JsonObject text = body.getJsonObject("text");
    String until = body.getString("until");
    if (text == null || until == null) {
      throw new IllegalArgumentException(BODY);
    }
    String group = body.getString("group", "");
    require(group.isEmpty() || isGroup.test(group), "group: there is no such skill group");
    Set<String> types = new HashSet<>();
    for (Object type : body.getJsonArray("types", new JsonArray())) {
      require(type instanceof String name && isType.test(name), "types: there is no " + type);
      types.add((String) type);
    }
    require(types.size() <= KnownEvent.MOST_TYPES, "types: at most " + KnownEvent.MOST_TYPES);
    Instant now = clock.instant();
    return new KnownEvent(
        id, new Text(words(text, "en"), words(text, "es")), group, types, until(until, now), now);
  }

  private static String words(JsonObject text, String language) {
    String words = Optional.ofNullable(text.getString(language)).orElse("").strip();
    require(
        !words.isEmpty() && words.length() <= KnownEvent.MOST_CHARACTERS,
        "text." + language + ": 1 to " + KnownEvent.MOST_CHARACTERS + " characters are allowed");
    require(
        words.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '{' || c == '}'),
        "text." + language + ": one line without braces is allowed");
    return words;
  }

  private static Instant until(String written, Instant now) {
    try {
      Instant until = Instant.parse(written);
      require(
          until.isAfter(now) && !until.isAfter(now.plus(LONGEST)),
          "until: a time from now to " + LONGEST.toDays() + " days on is allowed");
      return until;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("until: a time as in 2026-11-24T18:00:00Z", e);
    }
  }

  private static void require(boolean right, String why) {
    if (!right) {
      throw new IllegalArgumentException(why);
    }
  }

  private static void blocking(RoutingContext context, Callable<Answer> work) {
    context
        .vertx()
        .executeBlocking(work, false)
        .onSuccess(answer -> answer.to(context))
        .onFailure(
            e -> {
              log.warn("known events can't be reached: {}", e.toString());
              Answer.error(503, "the database is away: try again").to(context);
            });
  }

  private static JsonObject json(KnownEvent event) {
    return new JsonObject()
        .put("id", event.id())
        .put("text", new JsonObject(Map.of("en", event.text().en(), "es", event.text().es())))
        .put("group", event.group())
        .put("types", new JsonArray(event.types().stream().sorted().toList()))
        .put("until", event.until().toString())
        .put("at", event.at().toString());
  }
}
