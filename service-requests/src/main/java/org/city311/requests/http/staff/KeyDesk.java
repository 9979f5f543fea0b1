package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.city311.requests.access.ApiKey;
import org.city311.requests.access.Keys;
import org.city311.requests.access.Role;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.http.edge.RefusedException;

/// Makes, lists and revokes keys.
final class KeyDesk {
  private static final int MAX_NAME = 100;

  private final Keys keys;
  private final RequestDesk desk;
  private final InstantSource clock;

  KeyDesk(StaffParts parts) {
    this.keys = parts.keys();
    this.desk = parts.desk();
    this.clock = parts.clock();
  }

  Answer list(RoutingContext context) throws SQLException, RefusedException {
    new Parameters(context.queryParams()).check();
    JsonArray all = new JsonArray();
    keys.all().forEach(key -> all.add(json(key)));
    return Answer.of(200, all);
  }

  Answer make(RoutingContext context) throws SQLException, RefusedException {
    Body body = Body.of(context);
    String name = body.requiredText("name");
    Optional<Role> role = body.constant("role", Role.values());
    String department = body.text("department");
    if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ')) {
      body.wrong("name", "1 to " + MAX_NAME + " characters");
    }
    if (role.isEmpty()) {
      body.requiredText("role");
    }
    boolean needed = role.equals(Optional.of(Role.DEPARTMENT));
    if (needed && desk.directory().catalogue().department(department).isEmpty()) {
      body.wrong("department", "the id of one of the city's departments");
    } else if (!needed && !department.isEmpty()) {
      body.wrong("department", "none, but for the role department");
    }
    body.check();
    Keys.Made made =
        keys.make(
            name,
            role.orElseThrow(),
            Optional.of(department).filter(id -> !id.isEmpty()),
            Gate.caller(context).id(),
            clock.instant());
    return Answer.of(201, json(made.kept()).put("key", made.key()));
  }

  Answer revoke(RoutingContext context) throws SQLException, RefusedException {
    if (!keys.revoke(context.pathParam("id"), clock.instant())) {
      throw new RefusedException(404, "id", "there is no such key, or it is revoked already");
    }
    return Answer.nothing();
  }

  private static JsonObject json(ApiKey key) {
    return new JsonObject()
        .put("id", key.id())
        .put("name", key.name())
        .put("role", Parameters.word(key.role()))
        .put("department", key.department().orElse(null))
        .put("made_at", key.madeAt().toString())
        .put("made_by", key.madeBy())
        .put("last_used_on", key.lastUsed().map(Object::toString).orElse(null))
        .put("revoked_at", key.revoked().map(Object::toString).orElse(null));
  }
}
