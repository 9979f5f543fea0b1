package org.city311.gateway.softphone;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.PhoneKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phone of whoever is signed in: `GET /api/desk/phone` says what it is, and `GET /api/desk/sip` is its WebSocket
/// (subprotocol `sip`, RFC 7118). To be mounted behind sign-in's own check, which also keeps foreign pages out:
/// browsers bind WebSockets to no origin, and send cookies with them (RFC 6455, section 10.2).
public final class SoftphoneRoutes {
  private static final String PHONE = "/api/desk/phone";
  private static final String SIP = "/api/desk/sip";

  /// The part of SIP addresses that means nothing here; the name is reserved (RFC 6761).
  private static final String DOMAIN = "city311.invalid";

  private static final String NO_AGENT = "only agents have a phone here";

  private static final Logger log = LoggerFactory.getLogger(SoftphoneRoutes.class);

  private final Softphones phones;
  private final Function<RoutingContext, Optional<DeskSession>> sessions;
  private final Function<AgentId, Optional<AgentProfile>> agents;
  private final List<IceServer> iceServers;

  /// @param sessions who asks; empty where whoever is signed in works as no agent
  /// @param agents as they are now
  public SoftphoneRoutes(
      Softphones phones,
      Function<RoutingContext, Optional<DeskSession>> sessions,
      Function<AgentId, Optional<AgentProfile>> agents,
      SoftphoneSettings settings) {
    this.phones = phones;
    this.sessions = sessions;
    this.agents = agents;
    this.iceServers = settings.iceServers();
  }

  public void mount(Router router) {
    router.get(PHONE).handler(this::describe);
    router.get(SIP).handler(this::connect);
  }

  private void describe(RoutingContext context) {
    sessions
        .apply(context)
        .flatMap(session -> agents.apply(session.agent()))
        .ifPresentOrElse(
            agent -> answer(context, 200, description(agent)),
            () -> refuse(context, 404, NO_AGENT));
  }

  private JsonObject description(AgentProfile agent) {
    JsonObject json = new JsonObject().put("agent", agent.id().value()).put("name", agent.name());
    if (agent.phoneKind() == PhoneKind.DESK) {
      return json.put("kind", "desk");
    }
    JsonArray servers = new JsonArray();
    iceServers.forEach(server -> servers.add(json(server)));
    return json.put("kind", "browser")
        .put("address", "sip:" + agent.phone() + "@" + DOMAIN)
        .put("echo", "sip:echo@" + DOMAIN)
        .put("socket", SIP)
        .put("ice_servers", servers);
  }

  /// As RTCIceServer of WebRTC has it.
  private static JsonObject json(IceServer server) {
    JsonObject json = new JsonObject().put("urls", server.url());
    if (server.user() != null && server.password() != null) {
      json.put("username", server.user()).put("credential", server.password());
    }
    return json;
  }

  private void connect(RoutingContext context) {
    var request = context.request();
    if (!request.canUpgradeToWebSocket()) {
      refuse(context, 426, "this is a WebSocket: see docs/softphone.md");
      return;
    }
    String offered = request.getHeader("Sec-WebSocket-Protocol");
    if (offered == null || !List.of(offered.split("\\s*,\\s*", -1)).contains("sip")) {
      refuse(context, 400, "ask for the subprotocol sip");
      return;
    }
    Optional<DeskSession> session = sessions.apply(context);
    Optional<AgentProfile> agent = session.flatMap(found -> agents.apply(found.agent()));
    if (session.isEmpty() || agent.isEmpty()) {
      refuse(context, 403, NO_AGENT);
    } else if (agent.get().phoneKind() != PhoneKind.BROWSER) {
      refuse(context, 409, "your phone is one on the desk; an administrator can change that");
    } else {
      phones.join(context, session.get()).onFailure(e -> unreachable(context, agent.get(), e));
    }
  }

  private static void unreachable(RoutingContext context, AgentProfile agent, Throwable e) {
    log.warn(
        "phone's page not joined with Asterisk: account={} why={}", agent.phone(), e.toString());
    if (!context.response().ended() && !context.response().closed()) {
      refuse(context, 503, "the telephone system is not there; try again in a moment");
    }
  }

  private static void refuse(RoutingContext context, int status, String whatToDo) {
    answer(context, status, new JsonObject().put("error", whatToDo));
  }

  private static void answer(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.encode());
  }
}
