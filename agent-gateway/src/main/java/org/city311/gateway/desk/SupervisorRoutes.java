package org.city311.gateway.desk;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.http.Answers;
import org.city311.gateway.http.ChangeDesk;
import org.city311.gateway.http.Requests;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.routing.Naming;
import org.jspecify.annotations.Nullable;

/// What supervisors do: monitor a talk and take it over, move a waiting call, tell all something. Each is in the audit
/// before it is done, and so is what was refused.
public final class SupervisorRoutes {
  /// The longest message to all, in characters.
  static final int MAX_MESSAGE = 500;

  private static final int MAX_CALL_ID = 200;
  private static final String MONITOR = "/api/agents/:id/monitor";
  private static final String TAKE_OVER = MONITOR + "/take-over";
  private static final String MOVE = "/api/calls/:call/move";
  private static final String MESSAGES = "/api/desk/messages";

  private final ChangeDesk audited;
  private final CallCentre centre;

  /// @param audited writes down what is done before it is
  public SupervisorRoutes(ChangeDesk audited, CallCentre centre) {
    this.audited = audited;
    this.centre = centre;
  }

  /// @param rule lets through who may; it answers the others
  public void mount(Router router, Handler<RoutingContext> rule) {
    taking(router, HttpMethod.PUT, MONITOR, rule, this::monitor);
    taking(router, HttpMethod.POST, TAKE_OVER, rule, this::takeOver);
    taking(router, HttpMethod.POST, MOVE, rule, this::move);
    taking(router, HttpMethod.POST, MESSAGES, rule, this::tellAll);
    router.delete(MONITOR).handler(rule).handler(this::endMonitor);
  }

  private static void taking(
      Router router,
      HttpMethod method,
      String path,
      Handler<RoutingContext> rule,
      Handler<RoutingContext> handler) {
    router.route(method, path).handler(rule);
    Answers.taking(router.route(method, path), Answers.MAX_WISH_BYTES, handler);
  }

  private void monitor(RoutingContext context) {
    Optional<AgentId> supervisor = supervisor(context);
    Optional<JsonObject> body = supervisor.flatMap(_ -> Requests.body(context));
    if (supervisor.isEmpty() || body.isEmpty()) {
      return;
    }
    Optional<Consult.Mode> mode = mode(body.get().getValue("mode"));
    if (mode.isEmpty()
        || !(body.get().getValue("agent") instanceof String agent)
        || !Naming.ID.matcher(agent).matches()) {
      Answers.error(
          context, 400, "send {\"agent\":A,\"mode\":M} with M one of listen, whisper and barge");
      return;
    }
    act(
        context,
        "monitor " + agent + " by " + supervisor.get(),
        new JsonObject().put("mode", body.get().getString("mode")),
        () -> centre.monitor(supervisor.get(), new AgentId(agent), mode.get()));
  }

  private static Optional<Consult.Mode> mode(@Nullable Object written) {
    for (Consult.Mode mode : Consult.Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(written)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  private void endMonitor(RoutingContext context) {
    supervisor(context)
        .ifPresent(
            supervisor ->
                act(
                    context,
                    "end monitor by " + supervisor,
                    new JsonObject(),
                    () -> centre.endMonitor(supervisor).thenApply(_ -> Optional.empty())));
  }

  private void takeOver(RoutingContext context) {
    Optional<AgentId> supervisor = supervisor(context);
    Optional<JsonObject> body = supervisor.flatMap(_ -> Requests.body(context));
    if (supervisor.isEmpty() || body.isEmpty()) {
      return;
    }
    if (!(body.get().getValue("call") instanceof String call) || !isId(call)) {
      Answers.error(context, 400, "send the id of the call that is meant as \"call\"");
      return;
    }
    act(
        context,
        "take over " + call + " by " + supervisor.get(),
        new JsonObject(),
        () -> centre.takeOver(supervisor.get(), new CallId(call)));
  }

  private void move(RoutingContext context) {
    String id = context.pathParam("call");
    Optional<Call> call = isId(id) ? centre.call(new CallId(id)) : Optional.empty();
    if (call.isEmpty()) {
      Answers.error(context, 404, "no such call; GET /api/floor lists those that wait");
      return;
    }
    Requests.body(context).ifPresent(body -> move(context, call.get(), body));
  }

  private void move(RoutingContext context, Call call, JsonObject body) {
    boolean front = Boolean.TRUE.equals(body.getValue("front"));
    SkillGroupId group =
        body.getValue("group") instanceof String name && Naming.ID.matcher(name).matches()
            ? new SkillGroupId(name)
            : null;
    if (group == null && !front) {
      Answers.error(context, 400, "send {\"group\":G}, {\"front\":true}, or both");
      return;
    }
    if (group != null && centre.routing().group(group).isEmpty()) {
      Answers.error(context, 400, "no such group; GET /api/skill-groups lists them");
      return;
    }
    act(
        context,
        "move " + call.id(),
        body,
        () ->
            centre
                .move(call.id(), group, front)
                .thenApply(
                    after ->
                        after.filter(now -> isMoved(now, group, front)).isPresent()
                            ? Optional.empty()
                            : Optional.of(Refusal.TOO_LATE)));
  }

  private static boolean isMoved(Call call, @Nullable SkillGroupId group, boolean front) {
    return call.demand() != null
        && (group == null || call.demand().group().equals(group))
        && (!front || call.demand().priority() == org.city311.ivr.call.Demand.MAX_PRIORITY);
  }

  private void tellAll(RoutingContext context) {
    Optional<JsonObject> body = Requests.body(context);
    if (body.isEmpty()) {
      return;
    }
    if (!(body.get().getValue("text") instanceof String text)
        || text.isBlank()
        || text.length() > MAX_MESSAGE) {
      Answers.error(context, 400, "send {\"text\":T} with 1 to " + MAX_MESSAGE + " characters");
      return;
    }
    act(
        context,
        "message to all",
        new JsonObject().put("text", text),
        () -> centre.tellAll(Who.name(context), text).thenApply(_ -> Optional.empty()));
  }

  private void act(
      RoutingContext context,
      String what,
      JsonObject wish,
      Supplier<CompletableFuture<Optional<Refusal>>> action) {
    audited.actOrRefuse(
        context,
        what,
        wish,
        () ->
            action
                .get()
                .thenApply(
                    refusal ->
                        refusal.map(
                            why ->
                                new ChangeDesk.Refusal(Refusals.text(why), DeskJson.word(why)))));
  }

  private Optional<AgentId> supervisor(RoutingContext context) {
    Optional<Agent> agent = Requests.id(context).map(AgentId::new).flatMap(centre::agent);
    if (agent.isEmpty()) {
      Answers.error(context, 404, "no such agent; GET /api/agents lists them");
    }
    return agent.map(Agent::id);
  }

  private static boolean isId(@Nullable String id) {
    return id != null && !id.isEmpty() && id.length() <= MAX_CALL_ID;
  }
}
