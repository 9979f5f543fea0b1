package org.city311.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.routing.Routing;

/// `/api/agents`: lists agents, adds, changes and removes them, and does what one wants.
///
/// `PUT /api/agents/{id}/presence` takes `{"presence":"ready"}`, `{"presence":"signed-out"}` or
/// `{"presence":"not-ready","reason":"break"}` and answers with the agent. During a call it takes
/// effect after it. An agent who is removed during a call finishes it first.
public final class AgentRoutes {
  private static final String PATH = "/api/agents";
  private static final String NOT_THERE = "no such agent; GET " + PATH + " lists them";

  /// How much longer one request can make a wrap-up, in seconds.
  private static final int MAX_EXTENSION_SECONDS = 3_600;

  private final ChangeDesk desk;
  private final CallCentre centre;
  private final RoutingJson routing;
  private final Map<String, Boolean> notReadyReasons;
  private final Handler<RoutingContext> guard;

  /// @param notReadyReasons the reasons that agents may give, and whether each is planned
  /// @param guard lets through who may ask, and answers the others itself
  public AgentRoutes(
      ChangeDesk desk,
      RoutingJson routing,
      Map<String, Boolean> notReadyReasons,
      Handler<RoutingContext> guard) {
    this.desk = desk;
    this.centre = desk.centre();
    this.routing = routing;
    this.notReadyReasons = Map.copyOf(notReadyReasons);
    this.guard = guard;
  }

  public void mount(Router router) {
    router.route(PATH + "*").handler(guard);
    router.get(PATH).handler(this::list);
    router.get(PATH + "/:id").handler(this::show);
    router.delete(PATH + "/:id").handler(this::delete);
    router.delete(PATH + "/:id/wrap-up").handler(this::endWrapUp);
    Answers.taking(router.put(PATH + "/:id"), Answers.MAX_ROUTING_BYTES, this::put);
    Answers.taking(router.put(PATH + "/:id/presence"), Answers.MAX_WISH_BYTES, this::setPresence);
    Answers.taking(router.post(PATH + "/:id/wrap-up"), Answers.MAX_WISH_BYTES, this::extendWrapUp);
  }

  private void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    centre.agents().forEach(agent -> all.add(json(agent)));
    context.response().putHeader(HttpHeaders.ETAG, desk.tag(centre.routing()));
    Answers.json(context, all);
  }

  private void show(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ETAG, desk.tag(centre.routing()));
    agent(context).ifPresent(agent -> Answers.json(context, json(agent)));
  }

  private void setPresence(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    Optional<Presence> presence = agent.flatMap(_ -> presence(context));
    if (agent.isEmpty() || presence.isEmpty()) {
      return;
    }
    AgentId id = agent.get().id();
    desk.act(
        context,
        "PUT presence " + id,
        json(agent.get().presence()),
        json(presence.get()),
        () -> centre.setPresence(id, presence.get()).thenApply(now -> now.map(AgentRoutes::json)));
  }

  private void extendWrapUp(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    Optional<JsonObject> body = agent.flatMap(_ -> Requests.body(context));
    if (body.isEmpty()) {
      return;
    }
    if (!(body.get().getValue("extend_seconds") instanceof Integer seconds)
        || seconds < 1
        || seconds > MAX_EXTENSION_SECONDS) {
      Answers.error(
          context,
          400,
          "send {\"extend_seconds\":S} with S a whole number from 1 to " + MAX_EXTENSION_SECONDS);
    } else if (wrapsUp(context, agent.get())) {
      AgentId id = agent.get().id();
      desk.act(
          context,
          "POST wrap-up " + id,
          json(agent.get()),
          new JsonObject().put("extend_seconds", seconds),
          () ->
              centre
                  .extendWrapUp(id, Duration.ofSeconds(seconds))
                  .thenApply(now -> now.map(AgentRoutes::json)));
    }
  }

  private void endWrapUp(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    if (agent.isPresent() && wrapsUp(context, agent.get())) {
      AgentId id = agent.get().id();
      desk.act(
          context,
          "DELETE wrap-up " + id,
          json(agent.get()),
          null,
          () -> centre.endWrapUp(id).thenApply(now -> now.map(AgentRoutes::json)));
    }
  }

  /// Answers 409 itself if there is no wrap-up.
  private static boolean wrapsUp(RoutingContext context, Agent agent) {
    boolean wrapsUp = agent.activity() instanceof Activity.WrapUp;
    if (!wrapsUp) {
      Answers.error(context, 409, "the agent is not wrapping up, but " + name(agent.state()));
    }
    return wrapsUp;
  }

  private void put(RoutingContext context) {
    desk.put(context, "agent", (from, id, body) -> drafted(from, new AgentId(id), body));
  }

  private ChangeDesk.Draft drafted(Routing from, AgentId id, JsonObject body) {
    List<String> mistakes = new ArrayList<>();
    AgentProfile agent = routing.agent(id, body, mistakes);
    List<AgentProfile> agents = new ArrayList<>(from.agents());
    int place = agents.stream().map(AgentProfile::id).toList().indexOf(id);
    JsonObject before = place < 0 ? null : RoutingJson.write(agents.get(place));
    if (place < 0) {
      agents.add(agent);
    } else {
      agents.set(place, agent);
    }
    return Drafts.of(from.groups(), agents, mistakes, before, RoutingJson.write(agent));
  }

  private void delete(RoutingContext context) {
    desk.delete(context, "agent", (from, id) -> removed(from, new AgentId(id)));
  }

  /// Not asked of the centre, which still shows an agent who finishes a call.
  private static ChangeDesk.Draft removed(Routing from, AgentId id) {
    List<AgentProfile> agents = new ArrayList<>(from.agents());
    int place = agents.stream().map(AgentProfile::id).toList().indexOf(id);
    return place < 0
        ? new ChangeDesk.NotThere(NOT_THERE)
        : Drafts.of(
            from.groups(), agents, List.of(), RoutingJson.write(agents.remove(place)), null);
  }

  private Optional<Agent> agent(RoutingContext context) {
    Optional<Agent> agent = Requests.id(context).map(AgentId::new).flatMap(centre::agent);
    if (agent.isEmpty()) {
      Answers.error(context, 404, NOT_THERE);
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
                + notReadyReasons.keySet().stream().sorted().toList());
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
              .flatMap(
                  reason ->
                      Optional.ofNullable(notReadyReasons.get(reason))
                          .map(planned -> new Presence.NotReady(reason, planned)));
      case null, default -> Optional.empty();
    };
  }

  private static JsonObject json(Agent agent) {
    JsonObject json = RoutingJson.write(agent.profile()).put("state", name(agent.state()));
    json.mergeIn(json(agent.presence()));
    if (agent.activity() instanceof Activity.WrapUp wrapUp) {
      json.put("wrap_up_until", wrapUp.until().toString());
    }
    if (agent.consult() != null) {
      AgentId with = agent.consult().other(agent.id());
      if (agent.consult().watch() != null) {
        json.put("monitors", agent.consult().watch().agent().value());
      } else {
        json.put("consults_with", with == null ? agent.consult().line() : with.value());
      }
    }
    return json.put("since", agent.since().toString());
  }

  private static JsonObject json(Presence presence) {
    JsonObject json = new JsonObject();
    return switch (presence) {
      case Presence.Ready _ -> json.put("presence", "ready").putNull("reason");
      case Presence.SignedOut _ -> json.put("presence", "signed-out").putNull("reason");
      case Presence.NotReady notReady ->
          json.put("presence", "not-ready")
              .put("reason", notReady.reason())
              .put("planned", notReady.planned());
    };
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
