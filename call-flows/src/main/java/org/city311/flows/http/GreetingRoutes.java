package org.city311.flows.http;

import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.city311.flows.greeting.Greeting;
import org.city311.flows.greeting.GreetingDesk;
import org.city311.flows.greeting.GreetingDesk.Somebody;
import org.city311.ivr.call.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/greeting`: the emergency greeting, which every caller hears before the menu while it is on.
///
/// `GET` says what holds: `on`, whether it can be heard already (`audible`), its `text` by language (null for
/// what a person has spoken), `by` and `since`. `PUT` with `{"on": true, "text": {"en": "…", "es": "…"}}` sets it,
/// and with `{"on": false}` alone turns it off, or on, as it is.
public final class GreetingRoutes {
  private static final long MOST_BYTES = 64L << 10;

  private static final String BODY =
      "send {\"on\": true or false}, and with it {\"text\": {LANGUAGE: what is said, for each"
          + " language}} for a new greeting";

  private static final Logger log = LoggerFactory.getLogger(GreetingRoutes.class);

  private final GreetingDesk desk;
  private final Handler<RoutingContext> guard;
  private final Function<RoutingContext, String> who;

  /// @param guard lets through who may change the greeting, and answers the others itself
  /// @param who names whoever was let through, for the audit
  public GreetingRoutes(
      GreetingDesk desk, Handler<RoutingContext> guard, Function<RoutingContext, String> who) {
    this.desk = desk;
    this.guard = guard;
    this.who = who;
  }

  public void mount(Router router) {
    router.route("/api/greeting").handler(guard);
    router.get("/api/greeting").handler(context -> now().to(context));
    router
        .put("/api/greeting")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::put);
  }

  private void put(RoutingContext context) {
    Somebody by = new Somebody(who.apply(context), context.request().remoteAddress().hostAddress());
    JsonObject body;
    try {
      body = context.body().asJsonObject();
    } catch (DecodeException | ClassCastException e) {
      Answer.error(400, BODY).to(context);
      return;
    }
    if (body == null || !(body.getValue("on") instanceof Boolean on)) {
      Answer.error(400, BODY).to(context);
      return;
    }
    Object text = body.getValue("text");
    if (text == null && !body.containsKey("text")) {
      change(context, () -> desk.turn(on, by));
    } else if (text instanceof JsonObject texts && isAllText(texts)) {
      change(context, () -> desk.say(on, byLanguage(texts), by));
    } else {
      Answer.error(400, BODY).to(context);
    }
  }

  private static boolean isAllText(JsonObject texts) {
    return texts.stream()
        .allMatch(
            entry -> entry.getKey().matches("[a-z]{2,3}") && entry.getValue() instanceof String);
  }

  private static Map<Language, String> byLanguage(JsonObject texts) {
    Map<Language, String> all = new HashMap<>();
    texts.fieldNames().forEach(tag -> all.put(new Language(tag), texts.getString(tag)));
    return all;
  }

  private void change(RoutingContext context, Callable<Greeting> change) {
    context
        .vertx()
        .executeBlocking(change, false)
        .onSuccess(_ -> now().to(context))
        .onFailure(
            e -> {
              if (e instanceof IllegalArgumentException) {
                Answer.error(400, String.valueOf(e.getMessage())).to(context);
                return;
              }
              log.error("the emergency greeting can't be changed", e);
              Answer.error(503, "the change can't be kept: look into the log").to(context);
            });
  }

  private Answer now() {
    Greeting greeting = desk.now();
    JsonObject text = new JsonObject();
    greeting
        .words()
        .forEach((tag, words) -> text.put(tag, greeting.isRecorded(tag) ? null : words));
    return new Answer(
        200,
        new JsonObject()
            .put("on", greeting.on())
            .put("audible", desk.isAudible())
            .put("text", text)
            .put("by", greeting.by())
            .put("since", greeting.since().toString()));
  }
}
