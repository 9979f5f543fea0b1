package org.city311.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/agents`: lists agents, and sets what one wants.
///
/// `PUT /api/agents/{id}/presence` takes `{"presence":"ready"}`, `{"presence":"signed-out"}` or
/// `{"presence":"not-ready","reason":"break"}` and answers with the agent. During a call it takes
/// effect after it.
public final class AgentRoutes {
  /// Largest body taken, in bytes.
  private static final long MAX_BODY_BYTES = 4096;

  /// How long the centre may take to set a presence.
  private static final long PATIENCE_SECONDS = 3;

  private static final Logger log = LoggerFactory.getLogger(AgentRoutes.class);

  private final CallCentre centre;
  private final Set<String> notReadyReasons;
  private final BearerToken token;

  /// @param notReadyReasons the reasons that agents may give
  public AgentRoutes(CallCentre centre, Set<String> notReadyReasons, String token) {
    this.centre = centre;
    this.notReadyReasons = Set.copyOf(notReadyReasons);
    this.token = new BearerToken(token);
  }

  public void mount(Router router) {
    router.route("/api/agents*").handler(token);
    router.get("/api/agents").handler(this::list);
    router.get("/api/agents/:id").handler(this::show);
    router
        .put("/api/agents/:id/presence")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::setPresence)
        .failureHandler(AgentRoutes::refuse);
  }

  /// A body that is too large fails before [#setPresence] is asked.
  private static void refuse(RoutingContext context) {
    if (context.statusCode() == 413) {
      Answers.error(context, 413, "send at most " + MAX_BODY_BYTES + " bytes");
    } else {
      context.next();
    }
  }

  private void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    centre.agents().forEach(agent -> all.add(json(agent)));
    Answers.json(context, all);
  }

  private void show(RoutingContext context) {
    agent(context).ifPresent(agent -> Answers.json(context, json(agent)));
  }

  private void setPresence(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    Optional<Presence> presence = agent.flatMap(_ -> presence(context));
    if (agent.isEmpty() || presence.isEmpty()) {
      return;
    }
    Future.fromCompletionStage(
            centre
                .setPresence(agent.get().id(), presence.get())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS),
            context.vertx().getOrCreateContext())
        .onSuccess(
            changed -> {
              log.info("presence set by HTTP: agentId={}", agent.get().id());
              changed.ifPresent(now -> Answers.json(context, json(now)));
            })
        .onFailure(
            e -> {
              log.warn("presence not set: agentId={}", agent.get().id(), e);
              Answers.error(context, 503, "the centre is too busy; try again in a second");
            });
  }

  private Optional<Agent> agent(RoutingContext context) {
    String id = context.pathParam("id");
    Optional<Agent> agent =
        id.matches("[a-z0-9][a-z0-9-]{0,39}") ? centre.agent(new AgentId(id)) : Optional.empty();
    if (agent.isEmpty()) {
      Answers.error(context, 404, "no such agent; GET /api/agents lists them");
    }
    return agent;
  }

  /// Answers 400 itself if the body is not a presence.
  private Optional<Presence> presence(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      Optional<Presence> presence = body == null ? Optional.empty() : presence(body);
      if (presence.isEmpty()) {
        Answers.error(
            context,
            400,
            "send {\"presence\":\"ready\"}, {\"presence\":\"signed-out\"} or"
                + " {\"presence\":\"not-ready\",\"reason\":R} with R one of "
                + notReadyReasons.stream().sorted().toList());
      }
      return presence;
    } catch (DecodeException | ClassCastException e) {
      Answers.error(context, 400, "send a JSON object such as {\"presence\":\"ready\"}");
      return Optional.empty();
    }
  }

  private Optional<Presence> presence(JsonObject body) {
    return switch (body.getString("presence")) {
      case "ready" -> Optional.of(new Presence.Ready());
      case "signed-out" -> Optional.of(new Presence.SignedOut());
      case "not-ready" ->
          Optional.ofNullable(body.getString("reason"))
              .filter(notReadyReasons::contains)
              .map(reason -> new Presence.NotReady(reason, false));
      case null, default -> Optional.empty();
    };
  }

  private static JsonObject json(Agent agent) {
    JsonArray groups = new JsonArray();
    agent.profile().groups().keySet().stream()
        .sorted()
        .map(SkillGroupId::value)
        .forEach(groups::add);
    JsonObject json =
        new JsonObject()
            .put("id", agent.id().value())
            .put("name", agent.profile().name())
            .put("groups", groups)
            .put("state", name(agent.state()));
    switch (agent.presence()) {
      case Presence.Ready _ -> json.put("presence", "ready").putNull("reason");
      case Presence.SignedOut _ -> json.put("presence", "signed-out").putNull("reason");
      case Presence.NotReady notReady ->
          json.put("presence", "not-ready").put("reason", notReady.reason());
    }
    return json.put("since", agent.since().toString());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
