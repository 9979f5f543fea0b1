package org.city311.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.Session;
import org.city311.gateway.accounts.SessionId;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.http.SignedIn;
import org.city311.gateway.softphone.DeskSession;
import org.city311.gateway.softphone.SoftphoneRoutes;
import org.city311.gateway.softphone.SoftphoneSettings;
import org.city311.gateway.softphone.Softphones;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.asterisk.AmiLink;
import org.city311.ivr.asterisk.DatabaseKeys;
import org.city311.ivr.routing.Routing;
import org.city311.server.config.Configuration;

/// The agents' phones that are pages in a browser, joined with who is signed in and with Asterisk.
final class BrowserPhones implements AutoCloseable {
  /// Largest WebSocket message that is put together at all, in bytes: four times what a phone may say.
  private static final int MAX_MESSAGE_BYTES = 65_536;

  private final DatabaseKeys keys;
  private final SoftphoneSettings settings;
  private final Softphones phones;

  /// @param lost hears of phones whose page has gone
  BrowserPhones(
      Vertx vertx,
      Configuration configuration,
      AmiLink link,
      Sessions sessions,
      Consumer<String> lost) {
    Configuration.Asterisk asterisk = configuration.asterisk();
    this.keys = new DatabaseKeys(link);
    this.settings =
        new SoftphoneSettings(
            asterisk.http().host(), asterisk.http().port(), asterisk.iceServers());
    this.phones =
        new Softphones(
            vertx,
            settings,
            keys,
            new Softphones.Told(id -> sessions.use(new SessionId(UUID.fromString(id))), lost));
    sessions.onEnd((session, _) -> phones.sessionEnded(session.id().toString()));
  }

  /// What a server has to be for such phones. Compressing would cost each connection more memory than its messages.
  static HttpServerOptions taking(HttpServerOptions options) {
    return options
        .addWebSocketSubProtocol("sip")
        .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES)
        .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  /// To be mounted behind sign-in's door.
  ///
  /// @param routing the agents as they are now
  void mount(Router router, Supplier<Routing> routing) {
    new SoftphoneRoutes(
            phones, BrowserPhones::agentOf, agent -> profile(routing.get(), agent), settings)
        .mount(router);
  }

  private static Optional<DeskSession> agentOf(RoutingContext context) {
    Optional<Session> session = SignedIn.session(context);
    return session
        .map(Session::account)
        .filter(account -> account.roles().contains(Role.AGENT))
        .flatMap(Account::agent)
        .map(agent -> new DeskSession(session.orElseThrow().id().toString(), agent));
  }

  private static Optional<AgentProfile> profile(Routing routing, AgentId id) {
    return routing.agents().stream().filter(agent -> agent.id().equals(id)).findFirst();
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("city311.browser.phones", phones, Softphones::connected)
        .description("phones in browsers that are connected to this node")
        .register(registry);
    FunctionCounter.builder("city311.browser.phones.cut.off", phones, Softphones::cutOff)
        .description("connections of phones in browsers that were closed for what they said")
        .register(registry);
  }

  @Override
  public void close() {
    phones.close();
    keys.close();
  }
}
