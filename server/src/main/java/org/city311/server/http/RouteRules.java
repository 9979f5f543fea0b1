package org.city311.server.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.city311.gateway.accounts.Role.ADMINISTRATOR;
import static org.city311.gateway.accounts.Role.AGENT;
import static org.city311.gateway.accounts.Role.ANALYST;
import static org.city311.gateway.accounts.Role.DEPARTMENT;
import static org.city311.gateway.accounts.Role.SUPERVISOR;
import static org.city311.gateway.accounts.http.Rule.anybody;
import static org.city311.gateway.accounts.http.Rule.staff;
import static org.city311.gateway.accounts.http.Rule.staffOrKey;
import static org.city311.gateway.accounts.http.Rule.staffOrSelf;

import java.util.List;
import java.util.stream.Stream;
import org.city311.gateway.accounts.http.Rule;

/// Who may ask for what: one row for each route of the server. `docs/accounts.md` says it by roles. Of two that
/// fit, the first counts.
public final class RouteRules {
  private static final String DESCRIPTION = "it describes the interface, and nothing else";
  private static final String HEALTH = "it says nothing about anybody, and balancers ask it";
  private static final String OWN = "whoever signs in is nobody yet; it checks what is changed";
  private static final String PUBLIC = "it is for residents, and says what is public";

  private static final List<Rule> OF_THE_SERVER =
      List.of(
          anybody(GET, "/api/openapi.yaml", DESCRIPTION),
          anybody(GET, "/health/live", HEALTH),
          anybody(GET, "/health/ready", HEALTH),
          anybody(GET, "/health/nodes", HEALTH),
          anybody(GET, "/metrics", "it counts and names nobody; keep it inside by the firewall"),
          anybody(GET, "/api/live", "the wallboard hangs where all see it, and names nobody"),
          anybody(GET, "/api/live/now", "the wallboard hangs where all see it, and names nobody"));

  private static final List<Rule> OF_ACCOUNTS =
      List.of(
          anybody(GET, "/api/session", OWN),
          anybody(POST, "/api/session", OWN),
          anybody(DELETE, "/api/session", OWN),
          anybody(PUT, "/api/session/password", OWN),
          anybody(GET, "/api/session/openid", OWN),
          anybody(GET, "/api/session/openid/back", OWN),
          staff(GET, "/api/accounts", ADMINISTRATOR),
          staff(GET, "/api/accounts/:name", ADMINISTRATOR),
          staff(POST, "/api/accounts/:name", ADMINISTRATOR),
          staff(PUT, "/api/accounts/:name", ADMINISTRATOR),
          staff(POST, "/api/accounts/:name/password", ADMINISTRATOR),
          staff(DELETE, "/api/accounts/:name/sessions", ADMINISTRATOR));

  private static final List<Rule> OF_THE_CENTRE =
      List.of(
          staff(GET, "/api/desk/phone", AGENT),
          staff(GET, "/api/desk/sip", AGENT),
          staff(GET, "/api/agents", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(GET, "/api/agents/:id", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(PUT, "/api/agents/:id", ADMINISTRATOR),
          staff(DELETE, "/api/agents/:id", ADMINISTRATOR),
          staffOrSelf(PUT, "/api/agents/:id/presence", SUPERVISOR),
          staffOrSelf(POST, "/api/agents/:id/wrap-up", SUPERVISOR),
          staffOrSelf(DELETE, "/api/agents/:id/wrap-up", SUPERVISOR),
          staffOrSelf(GET, "/api/agents/:id/desk", SUPERVISOR),
          staffOrSelf(GET, "/api/agents/:id/call/recording", SUPERVISOR),
          staffOrSelf(POST, "/api/agents/:id/call/recording", SUPERVISOR),
          // The routes themselves let agents hear their own only, and that where the city wants it.
          staff(GET, "/api/calls/:call/recordings", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(GET, "/api/recordings/:id/audio", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(DELETE, "/api/recordings/:id", ADMINISTRATOR),
          // Only who is on the telephone speaks for themselves.
          staffOrSelf(POST, "/api/agents/:id/call/:act"),
          staffOrSelf(GET, "/api/agents/:id/consult/call", SUPERVISOR),
          staffOrSelf(GET, "/api/agents/:id/desk/events", SUPERVISOR),
          staffOrSelf(GET, "/api/agents/:id/call/resident", SUPERVISOR),
          staffOrSelf(GET, "/api/agents/:id/calls/:call/wrap-up", SUPERVISOR),
          staffOrSelf(PUT, "/api/agents/:id/calls/:call/wrap-up"),
          staff(PUT, "/api/agents/:id/monitor", SUPERVISOR),
          staff(DELETE, "/api/agents/:id/monitor", SUPERVISOR),
          staff(POST, "/api/agents/:id/monitor/take-over", SUPERVISOR),
          staff(POST, "/api/calls/:call/move", SUPERVISOR),
          staff(GET, "/api/floor", SUPERVISOR),
          staff(GET, "/api/floor/events", SUPERVISOR),
          staff(POST, "/api/desk/messages", SUPERVISOR),
          staff(GET, "/api/desk/not-ready-reasons", AGENT, SUPERVISOR),
          staff(GET, "/api/desk/wrap-up-codes", AGENT, SUPERVISOR),
          staff(GET, "/api/desk/lines", AGENT, SUPERVISOR),
          staff(GET, "/api/desk/colleagues", AGENT, SUPERVISOR),
          staff(GET, "/api/skill-groups", AGENT, SUPERVISOR, ANALYST, ADMINISTRATOR),
          staff(GET, "/api/skill-groups/:id", AGENT, SUPERVISOR, ANALYST, ADMINISTRATOR),
          staff(PUT, "/api/skill-groups/:id", ADMINISTRATOR),
          staff(DELETE, "/api/skill-groups/:id", ADMINISTRATOR),
          staff(GET, "/api/audit", ADMINISTRATOR),
          staff(GET, "/api/blocked-numbers", SUPERVISOR, ADMINISTRATOR),
          staff(PUT, "/api/blocked-numbers/:number", SUPERVISOR, ADMINISTRATOR),
          staff(DELETE, "/api/blocked-numbers/:number", SUPERVISOR, ADMINISTRATOR),
          staff(GET, "/api/greeting", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(PUT, "/api/greeting", SUPERVISOR, ADMINISTRATOR),
          staff(GET, "/api/known-events", AGENT, SUPERVISOR, ADMINISTRATOR),
          staff(PUT, "/api/known-events/:id", SUPERVISOR, ADMINISTRATOR),
          staff(DELETE, "/api/known-events/:id", SUPERVISOR, ADMINISTRATOR),
          staff(GET, "/api/messages", AGENT, SUPERVISOR),
          staff(GET, "/api/messages/:id/audio", AGENT, SUPERVISOR),
          staff(PUT, "/api/messages/:id/done", AGENT, SUPERVISOR),
          staff(GET, "/api/ivr", SUPERVISOR, ANALYST, ADMINISTRATOR),
          staff(GET, "/api/survey", SUPERVISOR, ANALYST, ADMINISTRATOR),
          staff(GET, "/api/survey/calls", SUPERVISOR, ANALYST, ADMINISTRATOR));

  private static final List<Rule> OF_REQUESTS =
      List.of(
          anybody(GET, "/api/requests/openapi.yaml", DESCRIPTION),
          staffOrKey(GET, "/api/requests", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(POST, "/api/requests", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(GET, "/api/requests/lookalikes", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(GET, "/api/requests/export.csv", DEPARTMENT),
          staffOrKey(GET, "/api/requests/report", SUPERVISOR, DEPARTMENT, ANALYST),
          staffOrKey(GET, "/api/requests/satisfaction", SUPERVISOR, DEPARTMENT, ANALYST),
          staffOrKey(GET, "/api/requests/savings", SUPERVISOR, DEPARTMENT, ANALYST),
          staffOrKey(
              GET, "/api/requests/types", AGENT, SUPERVISOR, DEPARTMENT, ANALYST, ADMINISTRATOR),
          staffOrKey(GET, "/api/requests/types/find", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(POST, "/api/requests/changes", DEPARTMENT),
          staffOrKey(POST, "/api/requests/attachments", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(POST, "/api/requests/imports", ADMINISTRATOR),
          staffOrKey(GET, "/api/requests/imports", ADMINISTRATOR),
          staffOrKey(GET, "/api/requests/imports/:id", ADMINISTRATOR),
          staffOrKey(GET, "/api/requests/keys", ADMINISTRATOR),
          staffOrKey(POST, "/api/requests/keys", ADMINISTRATOR),
          staffOrKey(DELETE, "/api/requests/keys/:id", ADMINISTRATOR),
          staffOrKey(POST, "/api/requests/contacts/forget", ADMINISTRATOR),
          staffOrKey(GET, "/api/requests/:number", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(GET, "/api/requests/:number/history", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(GET, "/api/requests/:number/contacts", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(GET, "/api/requests/:number/attachments/:id", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(POST, "/api/requests/:number/changes", AGENT, SUPERVISOR, DEPARTMENT),
          staffOrKey(POST, "/api/requests/:number/followers", AGENT, SUPERVISOR, DEPARTMENT));

  private static final List<Rule> OF_RESIDENTS =
      List.of(
          anybody("/api/public/*", PUBLIC),
          anybody("/open311", PUBLIC),
          anybody("/open311/*", PUBLIC),
          anybody("/open-data/*", PUBLIC),
          anybody(GET, "/m/style.css", PUBLIC),
          anybody(GET, "/m/:token", "whoever has the link is whom it was sent to"),
          anybody(POST, "/m/:token", "whoever has the link is whom it was sent to"));

  private RouteRules() {}

  /// All of them.
  public static List<Rule> all() {
    return Stream.of(OF_THE_SERVER, OF_ACCOUNTS, OF_THE_CENTRE, OF_REQUESTS, OF_RESIDENTS)
        .flatMap(List::stream)
        .toList();
  }
}
