package org.city311.requests.http.staff;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.city311.requests.access.ApiKey;
import org.city311.requests.access.Keys;
import org.city311.requests.access.Person;
import org.city311.requests.access.Role;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.Work;

/// Lets through who sends a key whose role will do (RFC 6750, section 2.1), or is signed in. Whoever sends the
/// API token of `secrets.properties` is an administrator.
final class Gate {
  private static final String SCHEME = "Bearer ";
  private static final String ADMIN_ID = "api.token";

  /// Names the person for whom a key is used, so that the history has them.
  static final String PERSON_HEADER = "City311-Person";

  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9._@-]{1,60}");
  private static final String CALLER = Caller.class.getName();

  private final Keys keys;
  private final byte[] adminToken;
  private final InstantSource clock;
  private final Function<RoutingContext, Optional<Person>> people;
  private final Work work;

  Gate(StaffParts parts, Work work) {
    this.keys = parts.keys();
    this.adminToken = parts.adminToken().getBytes(StandardCharsets.UTF_8);
    this.clock = parts.clock();
    this.people = parts.people();
    this.work = work;
  }

  /// Goes on with the next handler, or answers. What is sent meanwhile waits.
  void check(RoutingContext context, Role needed) {
    String person = context.request().getHeader(PERSON_HEADER);
    if (person != null && !PERSON.matcher(person).matches()) {
      Refusal.sendJson(
          context,
          Refusal.of(400, PERSON_HEADER + ": 1 to 60 letters, digits and . _ @ - are allowed"));
      return;
    }
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    // Browsers send other schemes by themselves where a proxy asks for a password of its own.
    boolean program = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    Optional<Person> signedIn = program ? Optional.empty() : people.apply(context);
    if (signedIn.isPresent()) {
      Person who = signedIn.get();
      admit(context, Optional.of(caller(who)), needed);
      return;
    }
    String sent = header != null && program ? header.substring(SCHEME.length()) : "";
    context.request().pause();
    work.run(
        context,
        () -> caller(sent, Optional.ofNullable(person)),
        caller -> {
          context.request().resume();
          admit(context, caller, needed);
        },
        (_, refusal) -> {
          context.request().resume();
          Refusal.sendJson(context, refusal);
        });
  }

  private static Caller caller(Person who) {
    return new Caller(who.role(), who.department(), who.takesCalls(), who.name());
  }

  private static void admit(RoutingContext context, Optional<Caller> caller, Role needed) {
    if (caller.isEmpty()) {
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"city311\"");
      Refusal.sendJson(context, Refusal.of(401, "send a key: Authorization: Bearer KEY"));
    } else if (!caller.get().role().covers(needed)) {
      String role = Parameters.word(needed);
      Refusal.sendJson(
          context, Refusal.of(403, "this needs a key of the role " + role + " or more"));
    } else {
      context.put(CALLER, caller.get());
      context.next();
    }
  }

  private Optional<Caller> caller(String sent, Optional<String> person) throws SQLException {
    String suffix = person.map(name -> "/" + name).orElse("");
    if (MessageDigest.isEqual(adminToken, sent.getBytes(StandardCharsets.UTF_8))) {
      return Optional.of(new Caller(Role.ADMIN, Optional.empty(), true, ADMIN_ID + suffix));
    }
    Optional<ApiKey> key = keys.find(sent, clock.instant());
    return key.map(
        found -> new Caller(found.role(), found.department(), false, found.id() + suffix));
  }

  /// Who was let through.
  static Caller caller(RoutingContext context) {
    return context.get(CALLER);
  }
}
