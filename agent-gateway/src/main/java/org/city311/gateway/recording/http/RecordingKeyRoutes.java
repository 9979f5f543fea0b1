package org.city311.gateway.recording.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.http.Guarded;
import org.city311.gateway.recording.RecordingKey;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.Naming;
import org.city311.ivr.switchboard.Recorder.Wish;

/// `POST /api/agents/{id}/call/recording` with `{"call": CALL, "recording": "on"}`: the agent's key, as
/// `docs/desk-api.md` says. `GET` of the same, with `?call=CALL`, says how the talk is recorded.
public final class RecordingKeyRoutes {
  private static final String PATH = "/api/agents/:id/call/recording";
  private static final long MOST_BYTES = 4_096;

  private final RecordingKey key;
  private final Handler<RoutingContext> programs;
  private final Waiting waiting = new Waiting();

  /// @param programs lets programs with the API token through, and answers the others itself
  public RecordingKeyRoutes(RecordingKey key, Handler<RoutingContext> programs) {
    this.key = key;
    this.programs = programs;
  }

  /// What is asked: of which talk, and what for.
  private record Press(AgentId agent, CallId call, Wish wish) {}

  public void mount(Router router) {
    Guarded own =
        Guarded.by(Set.of(Role.SUPERVISOR))
            .orWhere(
                (context, session) ->
                    agent(context).filter(id -> session.account().isAgent(id)).isPresent())
            .orProgramsBy(programs);
    router.route(PATH).handler(own);
    router.get(PATH).handler(this::show);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::press)
        .failureHandler(RecordingKeyRoutes::refuse);
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == 413) {
      Json.error(context, 413, "send at most " + MOST_BYTES + " bytes");
    } else {
      context.next();
    }
  }

  private void show(RoutingContext context) {
    Optional<AgentId> agent = agent(context);
    Optional<CallId> call = call(context.request().getParam("call", ""));
    if (agent.isEmpty() || call.isEmpty()) {
      Json.error(context, 400, "say which: /api/agents/ID/call/recording?call=CALL");
      return;
    }
    waiting.run(
        context,
        () -> {
          try {
            key.look(agent.get(), call.get())
                .ifPresentOrElse(
                    shown ->
                        Json.answer(
                            context,
                            200,
                            new JsonObject()
                                .put("call", call.get().value())
                                .put("rule", Json.word(shown.rule()))
                                .put("recording", shown.now().map(Json::word).orElse(null))),
                    () -> noCall(context));
          } catch (IOException e) {
            switchDown(context);
          }
        });
  }

  private void press(RoutingContext context) {
    Optional<Press> press = read(context);
    if (press.isEmpty()) {
      Json.error(
          context, 400, "send {\"call\": CALL, \"recording\": \"on\"}, or \"paused\", or \"off\"");
      return;
    }
    waiting.run(context, () -> press(context, press.get()));
  }

  private void press(RoutingContext context, Press press) {
    try {
      switch (key.press(press.agent(), press.call(), press.wish())) {
        case DONE ->
            Json.answer(
                context,
                200,
                new JsonObject()
                    .put("call", press.call().value())
                    .put("recording", Json.word(press.wish())));
        case NO_CALL -> noCall(context);
        case NEVER_RECORDED ->
            Json.refused(context, "never-recorded", "calls of this group are not recorded");
        case ALWAYS_RECORDED ->
            Json.refused(
                context, "always-recorded", "calls of this group are recorded: pause it instead");
        case NOT_RECORDED ->
            Json.refused(context, "not-recorded", "this talk is not being recorded");
        case NO_ROOM ->
            Json.refused(
                context, "no-room", "there is no room for recordings; tell an administrator");
        case TOO_LATE ->
            Json.refused(context, "too-late", "something else happened first: look at the desk");
      }
    } catch (IOException e) {
      switchDown(context);
    }
  }

  private static void noCall(RoutingContext context) {
    Json.refused(context, "no-call", "the agent does not talk on this call");
  }

  private static void switchDown(RoutingContext context) {
    Json.refused(
        context, "switch-down", "Asterisk can't be asked at the moment; try again in some seconds");
  }

  private static Optional<AgentId> agent(RoutingContext context) {
    return Optional.ofNullable(context.pathParam("id"))
        .filter(id -> Naming.ID.matcher(id).matches())
        .map(AgentId::new);
  }

  private static Optional<CallId> call(String text) {
    return text.isEmpty() || text.length() > 150 ? Optional.empty() : Optional.of(new CallId(text));
  }

  /// Empty for what is not understood. A form of another site can't say that it is JSON.
  private static Optional<Press> read(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.startsWith("application/json")) {
      return Optional.empty();
    }
    try {
      JsonObject body = context.body().asJsonObject();
      if (body == null
          || !(body.getValue("call") instanceof String call)
          || !(body.getValue("recording") instanceof String wanted)) {
        return Optional.empty();
      }
      Optional<Wish> wish =
          Stream.of(Wish.values()).filter(each -> Json.word(each).equals(wanted)).findFirst();
      return agent(context)
          .flatMap(
              agent -> call(call).flatMap(id -> wish.map(known -> new Press(agent, id, known))));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
