package org.city311.gateway.accounts.http;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.gateway.accounts.Role;

/// Who may ask for one route: a row of the table that [Door] is made of.
///
/// @param method empty: any
/// @param path as the route has it, such as `/api/agents/:id`
public record Rule(Optional<HttpMethod> method, String path, Access access) {
  /// Anybody may, on purpose.
  public static Rule anybody(HttpMethod method, String path, String why) {
    return new Rule(Optional.of(method), path, new Access.Anybody(why));
  }

  /// Anybody may, by any method.
  public static Rule anybody(String path, String why) {
    return new Rule(Optional.empty(), path, new Access.Anybody(why));
  }

  /// Those with one of these roles may, and programs with the API token.
  public static Rule staff(HttpMethod method, String path, Role... roles) {
    return new Rule(Optional.of(method), path, new Access.Staff(set(roles)));
  }

  /// The same, and the agent whom the path names by `:id`.
  public static Rule staffOrSelf(HttpMethod method, String path, Role... roles) {
    return new Rule(Optional.of(method), path, new Access.StaffOrSelf(set(roles)));
  }

  /// Those with one of these roles may, and programs with a key that the route itself checks.
  public static Rule staffOrKey(HttpMethod method, String path, Role... roles) {
    return new Rule(Optional.of(method), path, new Access.StaffOrKey(set(roles)));
  }

  private static Set<Role> set(Role... roles) {
    return Stream.of(roles).collect(Collectors.toUnmodifiableSet());
  }
}
