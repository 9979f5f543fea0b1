package org.city311.gateway.desk.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.city311.gateway.http.Answers;
import org.city311.gateway.http.Requests;
import org.city311.ivr.acd.CallAct;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.CallCentre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/agents/{id}/desk` and `/api/agents/{id}/call/{act}`: what one desk shows, and what is done in its call.
///
/// The agent is in the path. A rule that is put in front of these routes decides who may speak for whom.
public final class DeskRoutes {
  private static final int MAX_CALL_ID = 200;
  private static final String ACT = "/api/agents/:id/call/:act";
  private static final String NOBODY =
      "nobody leads the centre at the moment: nothing was done, try again";

  private static final Logger log = LoggerFactory.getLogger(DeskRoutes.class);

  private final CallCentre centre;
  private final InstantSource clock;
  private final Map<String, String> lines;
  private final CallActJson acts;
  private final DeskJson json;

  /// @param lines the departments that agents may call: name to what is dialled behind `*5`
  public DeskRoutes(CallCentre centre, InstantSource clock, Map<String, String> lines) {
    this.centre = centre;
    this.clock = clock;
    this.lines = Map.copyOf(lines);
    this.acts = new CallActJson(lines.keySet());
    this.json = new DeskJson(centre);
  }

  /// @param rule lets through who may; it answers the others
  public void mount(Router router, Handler<RoutingContext> rule) {
    router.get("/api/agents/:id/desk").handler(rule).handler(this::show);
    router.get("/api/agents/:id/consult/call").handler(rule).handler(this::asked);
    router.get("/api/desk/lines").handler(rule).handler(this::lines);
    router.get("/api/desk/colleagues").handler(rule).handler(this::colleagues);
    // Of its own: Vert.x takes no rule before the body within one route.
    router.post(ACT).handler(rule);
    Answers.taking(router.post(ACT), Answers.MAX_WISH_BYTES, this::act);
  }

  private void show(RoutingContext context) {
    agent(context).ifPresent(agent -> Answers.json(context, json.desk(agent, clock.instant())));
  }

  private void asked(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    if (agent.isEmpty()) {
      return;
    }
    JsonObject call = json.asked(agent.get(), clock.instant());
    if (call == null) {
      Answers.error(context, 404, "nobody asks this agent about a call");
    } else {
      Answers.json(context, call);
    }
  }

  private void lines(RoutingContext context) {
    JsonArray all = new JsonArray();
    lines.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            line ->
                all.add(new JsonObject().put("line", line.getKey()).put("code", line.getValue())));
    Answers.json(context, all);
  }

  private void colleagues(RoutingContext context) {
    JsonArray all = new JsonArray();
    for (Agent agent : centre.agents()) {
      boolean free =
          switch (agent.state()) {
            case READY, NOT_READY, WRAP_UP -> !(agent.presence() instanceof Presence.SignedOut);
            case SIGNED_OUT, OFFERED, TALKING, HOLD, CONSULT -> false;
          };
      all.add(
          new JsonObject()
              .put("id", agent.id().value())
              .put("name", agent.profile().name())
              .put("state", DeskJson.word(agent.state()))
              .put("can_be_asked", free));
    }
    Answers.json(context, all);
  }

  private void act(RoutingContext context) {
    Optional<Agent> agent = agent(context);
    Optional<JsonObject> body = agent.flatMap(_ -> Requests.body(context));
    if (agent.isEmpty() || body.isEmpty()) {
      return;
    }
    if (!(body.get().getValue("call") instanceof String call)
        || call.isEmpty()
        || call.length() > MAX_CALL_ID) {
      Answers.error(context, 400, "send the id of the call that is meant as \"call\"");
      return;
    }
    String name = context.pathParam("act");
    switch (acts.read(name, body.get())) {
      case CallActJson.Read.Wrong wrong -> Answers.error(context, wrong.status(), wrong.whatToDo());
      case CallActJson.Read.Act read ->
          act(context, agent.get().id(), new CallId(call), read.act());
    }
  }

  private void act(RoutingContext context, AgentId agent, CallId call, CallAct act) {
    var _ =
        centre
            .act(agent, call, act)
            .whenComplete(
                (refusal, fault) ->
                    context
                        .vertx()
                        .runOnContext(
                            _ -> {
                              log.info(
                                  "by desk: act={} agentId={} callId={} refused={}",
                                  act,
                                  agent,
                                  call,
                                  fault == null ? refusal.orElse(null) : fault);
                              if (fault != null) {
                                Answers.error(context, 503, NOBODY);
                              } else {
                                answer(context, agent, refusal);
                              }
                            }));
  }

  /// @param refusal null when nobody could decide
  private void answer(RoutingContext context, AgentId id, Optional<Refusal> refusal) {
    if (refusal == null) {
      Answers.error(
          context, 503, "nobody leads the centre at the moment: nothing was done, try again");
    } else if (refusal.isPresent()) {
      context.response().setStatusCode(409);
      Answers.json(
          context,
          new JsonObject()
              .put("error", Refusals.text(refusal.get()))
              .put("why", DeskJson.word(refusal.get())));
    } else {
      centre
          .agent(id)
          .ifPresentOrElse(
              agent -> Answers.json(context, json.desk(agent, clock.instant())),
              () -> Answers.json(context, new JsonObject()));
    }
  }

  private Optional<Agent> agent(RoutingContext context) {
    Optional<Agent> agent = Requests.id(context).map(AgentId::new).flatMap(centre::agent);
    if (agent.isEmpty()) {
      Answers.error(context, 404, "no such agent; GET /api/agents lists them");
    }
    return agent;
  }
}
