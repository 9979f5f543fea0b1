package org.city311.gateway.http;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// Checks a changed routing as a whole.
final class Drafts {
  private Drafts() {}

  /// @param mistakes found already
  /// @param before what it was, and `after` what it is to be; null for nothing
  static ChangeDesk.Draft of(
      List<SkillGroup> groups,
      List<AgentProfile> agents,
      List<String> mistakes,
      @Nullable JsonObject before,
      @Nullable JsonObject after) {
    List<String> all = new ArrayList<>(mistakes);
    try {
      Routing to = new Routing(groups, agents);
      if (all.isEmpty()) {
        return new ChangeDesk.Valid(to, before, after);
      }
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().filter(line -> !all.contains(line)).forEach(all::add);
    }
    return new ChangeDesk.Refused(all);
  }
}
