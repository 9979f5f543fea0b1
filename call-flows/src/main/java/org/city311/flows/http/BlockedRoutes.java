package org.city311.flows.http;

import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.city311.flows.guard.BlockedNumber;
import org.city311.flows.guard.BlockedNumbers;
import org.city311.flows.guard.ChangeLog;
import org.city311.ivr.call.CallerNumber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/blocked-numbers`: the numbers whose calls the city does not take, on all nodes.
///
/// `GET` lists them. `PUT /api/blocked-numbers/4105550123` with `{"why": "…", "until": "2026-12-01T00:00:00Z"}`
/// blocks one, or changes it; without `until` it holds until `DELETE`. Each change is audited.
public final class BlockedRoutes {
  private static final long MAX_BODY_BYTES = 4_096;
  private static final String NUMBER_ALLOWED = "a number of 3 to 15 digits, with or without +";
  private static final Logger log = LoggerFactory.getLogger(BlockedRoutes.class);

  private final BlockedNumbers numbers;
  private final ChangeLog changes;
  private final Handler<RoutingContext> guard;
  private final Function<RoutingContext, String> who;
  private final InstantSource clock;

  /// @param guard lets through who may see and change them, and answers the others itself
  /// @param who names whoever was let through, for the audit
  public BlockedRoutes(
      BlockedNumbers numbers,
      ChangeLog changes,
      Handler<RoutingContext> guard,
      Function<RoutingContext, String> who,
      InstantSource clock) {
    this.numbers = numbers;
    this.changes = changes;
    this.guard = guard;
    this.who = who;
    this.clock = clock;
  }

  public void mount(Router router) {
    router.route("/api/blocked-numbers*").handler(guard);
    router.get("/api/blocked-numbers").handler(this::list);
    router
        .put("/api/blocked-numbers/:number")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::put);
    router.delete("/api/blocked-numbers/:number").handler(this::delete);
  }

  private void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    numbers.list().forEach(each -> all.add(json(each)));
    new Answer(200, all).to(context);
  }

  private void put(RoutingContext context) {
    CallerNumber number = number(context);
    if (number == null) {
      Answer.error(400, NUMBER_ALLOWED).to(context);
      return;
    }
    BlockedNumber wish;
    try {
      wish = wish(number, context.body().asJsonObject());
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      String problem = e instanceof IllegalArgumentException ? e.getMessage() : null;
      Answer.error(400, problem == null ? "send a JSON object" : problem).to(context);
      return;
    }
    change(context, () -> block(wish, by(context)));
  }

  private BlockedNumber wish(CallerNumber number, @Nullable JsonObject body) {
    if (body == null) {
      throw new IllegalArgumentException("send a JSON object");
    }
    Object why = body.getValue("why");
    if (!(why instanceof String text)
        || text.isBlank()
        || text.length() > BlockedNumber.MOST_WHY
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "why: 1 to " + BlockedNumber.MOST_WHY + " characters in one line");
    }
    Instant now = clock.instant();
    Object until = body.getValue("until");
    return new BlockedNumber(number, text, now, until == null ? null : later(until, now));
  }

  private static Instant later(Object until, Instant now) {
    try {
      Instant end = Instant.parse(String.valueOf(until));
      if (end.isAfter(now)) {
        return end;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new IllegalArgumentException("until: an instant to come, such as 2026-12-01T00:00:00Z");
  }

  private Answer block(BlockedNumber wish, By by) throws IOException {
    Optional<BlockedNumber> before = numbers.find(wish.number());
    if (before.isEmpty() && numbers.list().size() >= BlockedNumbers.MOST) {
      return full();
    }
    changes.write(by.who(), by.address(), "PUT blocked number", text(before), json(wish).encode());
    return numbers.block(wish) ? new Answer(before.isPresent() ? 200 : 201, json(wish)) : full();
  }

  private static Answer full() {
    return Answer.error(
        409, BlockedNumbers.MOST + " numbers are blocked already; let some in again first");
  }

  private void delete(RoutingContext context) {
    CallerNumber number = number(context);
    if (number == null) {
      Answer.error(400, NUMBER_ALLOWED).to(context);
      return;
    }
    change(context, () -> unblock(number, by(context)));
  }

  private Answer unblock(CallerNumber number, By by) throws IOException {
    Optional<BlockedNumber> before = numbers.find(number);
    if (before.isPresent()) {
      changes.write(by.who(), by.address(), "DELETE blocked number", text(before), null);
    }
    return before.isPresent() && numbers.unblock(number)
        ? new Answer(200, json(before.get()))
        : Answer.error(404, "this number is not blocked; GET /api/blocked-numbers lists them");
  }

  private static void change(RoutingContext context, Callable<Answer> change) {
    context
        .vertx()
        .executeBlocking(change, false)
        .onSuccess(answer -> answer.to(context))
        .onFailure(
            e -> {
              log.error("a blocked number can't be changed", e);
              Answer failed =
                  e instanceof IOException
                      ? Answer.error(503, "not known to be made; GET the list and try again")
                      : Answer.error(500, "a fault of ours; the log says which");
              failed.to(context);
            });
  }

  private static @Nullable CallerNumber number(RoutingContext context) {
    String written = context.pathParam("number");
    return written != null && written.matches("\\+?[0-9]{3,15}")
        ? CallerNumber.of(written).orElse(null)
        : null;
  }

  /// Who asks, and where from.
  private record By(String who, String address) {}

  private By by(RoutingContext context) {
    return new By(
        who.apply(context), String.valueOf(context.request().remoteAddress().hostAddress()));
  }

  private static @Nullable String text(Optional<BlockedNumber> number) {
    return number.map(each -> json(each).encode()).orElse(null);
  }

  private static JsonObject json(BlockedNumber number) {
    Instant until = number.until();
    return new JsonObject()
        .put("number", number.number().value())
        .put("why", number.why())
        .put("since", number.since().toString())
        .put("until", until == null ? null : until.toString());
  }
}
