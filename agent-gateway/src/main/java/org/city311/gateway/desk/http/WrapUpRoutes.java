package org.city311.gateway.desk.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.city311.gateway.http.Answers;
import org.city311.gateway.http.Requests;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.CallCentre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Codes and notes of a call, and who is on the line: `/api/agents/{id}/calls/{call}/wrap-up` and
/// `/api/agents/{id}/call/resident`.
public final class WrapUpRoutes {
  static final int MAX_CODES = 10;

  /// In characters.
  static final int MAX_NOTE = 4_000;

  private static final int MAX_PAST_CALLS = 10;
  private static final int MAX_PAST_REQUESTS = 10;
  private static final int MAX_CALL_ID = 150;
  private static final long MAX_BYTES = 32 * 1024;
  private static final String WORD = "/api/agents/:id/calls/:call/wrap-up";
  private static final String NOT_YOURS =
      "only an agent who had the call may say something of it, until a day after it";
  private static final Logger log = LoggerFactory.getLogger(WrapUpRoutes.class);

  private final CallCentre centre;
  private final WrapUpNotes notes;
  private final ResidentRequests requests;
  private final Map<String, Map<String, String>> codes;

  /// @param codes code to its names by language, in the order in which they are shown
  public WrapUpRoutes(
      CallCentre centre,
      WrapUpNotes notes,
      ResidentRequests requests,
      Map<String, Map<String, String>> codes) {
    this.centre = centre;
    this.notes = notes;
    this.requests = requests;
    this.codes = codes;
  }

  /// @param rule lets through who may; it answers the others
  public void mount(Router router, Handler<RoutingContext> rule) {
    router.get("/api/desk/wrap-up-codes").handler(rule).handler(this::codes);
    router.get("/api/agents/:id/call/resident").handler(rule).handler(this::resident);
    router.get(WORD).handler(rule).handler(this::show);
    router.put(WORD).handler(rule);
    Answers.taking(router.put(WORD), MAX_BYTES, this::keep);
  }

  private void codes(RoutingContext context) {
    JsonArray all = new JsonArray();
    codes.forEach(
        (code, names) -> {
          JsonObject name = new JsonObject();
          names.forEach(name::put);
          all.add(new JsonObject().put("code", code).put("name", name));
        });
    Answers.json(context, all);
  }

  private void show(RoutingContext context) {
    ifTheirs(
        context,
        (agent, call) ->
            fromDatabase(
                context,
                () -> notes.of(call, agent),
                word ->
                    Answers.json(context, json(word.orElse(new WrapUpNotes.Word(List.of(), ""))))));
  }

  private void keep(RoutingContext context) {
    Optional<JsonObject> body = Requests.body(context);
    Optional<WrapUpNotes.Word> word = body.flatMap(this::word);
    if (body.isEmpty()) {
      return;
    }
    if (word.isEmpty()) {
      Answers.error(
          context,
          400,
          "send {\"codes\":[…],\"note\":T} with at most "
              + MAX_CODES
              + " of "
              + codes.keySet()
              + " and at most "
              + MAX_NOTE
              + " characters");
      return;
    }
    ifTheirs(
        context,
        (agent, call) ->
            fromDatabase(
                context,
                () -> {
                  notes.keep(call, agent, word.get());
                  return word.get();
                },
                kept -> Answers.json(context, json(kept))));
  }

  private Optional<WrapUpNotes.Word> word(JsonObject body) {
    if (!(body.getValue("codes", new JsonArray()) instanceof JsonArray written)
        || !(body.getValue("note", "") instanceof String note)
        || note.length() > MAX_NOTE
        || written.size() > MAX_CODES) {
      return Optional.empty();
    }
    List<String> chosen = new ArrayList<>();
    for (Object each : written) {
      if (!(each instanceof String code) || !codes.containsKey(code)) {
        return Optional.empty();
      }
      chosen.add(code);
    }
    return new HashSet<>(chosen).size() == chosen.size()
        ? Optional.of(new WrapUpNotes.Word(chosen, note))
        : Optional.empty();
  }

  @FunctionalInterface
  private interface Theirs {
    void go(AgentId agent, CallId call);
  }

  /// Answers 403 itself if the call is not, and was not, the agent's.
  private void ifTheirs(RoutingContext context, Theirs then) {
    Optional<Agent> agent = Requests.id(context).map(AgentId::new).flatMap(centre::agent);
    String written = context.pathParam("call");
    if (agent.isEmpty() || written.isEmpty() || written.length() > MAX_CALL_ID) {
      Answers.error(context, 404, "no such agent or call");
      return;
    }
    AgentId id = agent.get().id();
    CallId call = new CallId(written);
    if (callOf(agent.get()).filter(call::equals).isPresent()) {
      then.go(id, call);
      return;
    }
    fromDatabase(
        context,
        () -> notes.wasHad(call, id),
        had -> {
          if (had) {
            then.go(id, call);
          } else {
            Answers.error(context, 403, NOT_YOURS);
          }
        });
  }

  private static Optional<CallId> callOf(Agent agent) {
    return switch (agent.activity()) {
      case Activity.Offered offered -> Optional.of(offered.call());
      case Activity.Talking talking -> Optional.of(talking.call());
      case Activity.WrapUp wrapUp -> Optional.of(wrapUp.call());
      case Activity.Idle _ -> Optional.empty();
    };
  }

  /// Of whoever is on this agent's line, and of nobody else.
  private void resident(RoutingContext context) {
    Optional<Agent> agent = Requests.id(context).map(AgentId::new).flatMap(centre::agent);
    Optional<Call> call = agent.flatMap(WrapUpRoutes::callOf).flatMap(centre::call);
    if (agent.isEmpty() || call.isEmpty()) {
      Answers.error(context, 404, "no such agent, or nobody on the line");
      return;
    }
    String number = call.get().ani();
    fromDatabase(context, () -> past(number, call.get().id()), past -> Answers.json(context, past));
  }

  /// @param now the call that goes on
  private JsonObject past(String number, CallId now) throws IOException {
    JsonArray calls = new JsonArray();
    JsonArray asked = new JsonArray();
    if (!number.isEmpty()) {
      notes.callsFrom(number, MAX_PAST_CALLS).stream()
          .filter(each -> !each.call().equals(now))
          .forEach(each -> calls.add(json(each)));
      requests.latest(number, MAX_PAST_REQUESTS).forEach(each -> asked.add(json(each)));
    }
    return new JsonObject().put("number", number).put("calls", calls).put("requests", asked);
  }

  private static JsonObject json(ResidentRequests.Asked asked) {
    return new JsonObject()
        .put("number", asked.number())
        .put("type", asked.type())
        .put("state", asked.state())
        .put("reported", DeskJson.time(asked.reported()));
  }

  private static JsonObject json(WrapUpNotes.Past past) {
    JsonObject json =
        new JsonObject()
            .put("id", past.call().value())
            .put("arrived", DeskJson.time(past.arrived()))
            .put("group", past.group())
            .put("language", past.language())
            .put("agent", past.agent() == null ? null : past.agent().value())
            .put("result", past.result())
            .put("talk_seconds", past.talkSeconds());
    return past.word() == null
        ? json.put("codes", new JsonArray()).put("note", "")
        : json.mergeIn(json(past.word()));
  }

  private static JsonObject json(WrapUpNotes.Word word) {
    return new JsonObject()
        .put("codes", new JsonArray(new ArrayList<Object>(word.codes())))
        .put("note", word.note());
  }

  private static <T> void fromDatabase(
      RoutingContext context, Callable<T> question, Consumer<T> answer) {
    context
        .vertx()
        .executeBlocking(question, false)
        .onSuccess(answer::accept)
        .onFailure(
            e -> {
              log.warn("what is said of calls can't be read or kept", e);
              Answers.error(
                  context,
                  e instanceof IOException ? 503 : 500,
                  "the database is away: nothing was kept, send it again in a moment");
            });
  }
}
