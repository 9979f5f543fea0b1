package org.city311.requests.http.staff;

import java.util.Optional;
import java.util.Set;
import org.city311.requests.access.Role;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Request;

/// Who calls.
///
/// @param department of the role [Role#DEPARTMENT] only
/// @param takesCalls whether they see what agents see, of all departments
/// @param id of the key, with the person that it was sent for, such as `k3j9a0bc/ben`; or the name of who is
///     signed in
record Caller(Role role, Optional<String> department, boolean takesCalls, String id) {
  /// As whom the history has them.
  Actor actor() {
    return switch (role) {
      case RESIDENT_FACING -> Actor.RESIDENT;
      case AGENT -> new Actor(Actor.Kind.AGENT, id);
      case DEPARTMENT, ADMIN -> new Actor(Actor.Kind.DEPARTMENT, id);
    };
  }

  /// The id of the key alone.
  String key() {
    int person = id.indexOf('/');
    return person < 0 ? id : id.substring(0, person);
  }

  /// Whether it is software of residents, which sees what anybody may see.
  boolean isResidents() {
    return role == Role.RESIDENT_FACING;
  }

  /// Whether a request is the caller's own to work on.
  boolean worksOn(Request request) {
    return switch (role) {
      case ADMIN -> true;
      case DEPARTMENT -> department.equals(Optional.of(request.department()));
      case AGENT, RESIDENT_FACING -> false;
    };
  }

  /// Whether they may see of a request what not everybody may who has a key: who is told of it, and what was sent
  /// with it.
  boolean sees(Request request) {
    return role != Role.DEPARTMENT || takesCalls || worksOn(request);
  }

  /// The departments whose requests they may change and take away in numbers; empty for all.
  Set<String> ownDepartments() {
    return department.map(Set::of).orElse(Set.of());
  }
}
