package org.city311.requests.http.staff;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.city311.requests.access.Role;

/// What can be called, with the least role that may; the same as `openapi/requests.yaml` has.
enum Endpoint {
  DESCRIBE("GET", "/openapi.yaml", Optional.empty()),
  SEARCH("GET", "", Optional.of(Role.AGENT)),
  TAKE("POST", "", Optional.of(Role.RESIDENT_FACING)),
  LOOKALIKES("GET", "/lookalikes", Optional.of(Role.RESIDENT_FACING)),
  EXPORT("GET", "/export.csv", Optional.of(Role.DEPARTMENT)),
  REPORT("GET", "/report", Optional.of(Role.AGENT)),
  SATISFACTION("GET", "/satisfaction", Optional.of(Role.AGENT)),
  SAVINGS("GET", "/savings", Optional.of(Role.AGENT)),
  LIST_TYPES("GET", "/types", Optional.of(Role.AGENT)),
  FIND_TYPES("GET", "/types/find", Optional.of(Role.AGENT)),
  CHANGE_MANY("POST", "/changes", Optional.of(Role.DEPARTMENT)),
  UPLOAD("POST", "/attachments", Optional.of(Role.RESIDENT_FACING)),
  BEGIN_IMPORT("POST", "/imports", Optional.of(Role.ADMIN)),
  LIST_IMPORTS("GET", "/imports", Optional.of(Role.ADMIN)),
  SHOW_IMPORT("GET", "/imports/:id", Optional.of(Role.ADMIN)),
  LIST_KEYS("GET", "/keys", Optional.of(Role.ADMIN)),
  MAKE_KEY("POST", "/keys", Optional.of(Role.ADMIN)),
  REVOKE_KEY("DELETE", "/keys/:id", Optional.of(Role.ADMIN)),
  FORGET("POST", "/contacts/forget", Optional.of(Role.ADMIN)),
  SHOW("GET", "/:number", Optional.of(Role.AGENT)),
  HISTORY("GET", "/:number/history", Optional.of(Role.AGENT)),
  CONTACTS("GET", "/:number/contacts", Optional.of(Role.AGENT)),
  ATTACHMENT("GET", "/:number/attachments/:id", Optional.of(Role.AGENT)),
  CHANGE("POST", "/:number/changes", Optional.of(Role.AGENT)),
  FOLLOW("POST", "/:number/followers", Optional.of(Role.RESIDENT_FACING));

  static final String ROOT = "/api/requests";

  private final String method;
  private final String path;
  private final Optional<Role> role;

  Endpoint(String method, String path, Optional<Role> role) {
    this.method = method;
    this.path = ROOT + path;
    this.role = role;
  }

  HttpMethod method() {
    return HttpMethod.valueOf(method);
  }

  String path() {
    return path;
  }

  /// Empty: anybody may.
  Optional<Role> role() {
    return role;
  }
}
