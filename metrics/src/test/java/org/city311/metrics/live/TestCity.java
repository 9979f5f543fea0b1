package org.city311.metrics.live;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.metrics.FakeClock;

/// A city with two skill groups, five hours behind UTC in winter.
public final class TestCity {
  public static final ZoneId ZONE = ZoneId.of("America/New_York");
  public static final SkillGroupId STREETS = new SkillGroupId("streets");
  public static final SkillGroupId WATER = new SkillGroupId("water");
  public static final City CITY = new City("Springfield", ZONE);
  public static final Routing ROUTING =
      routing(group("streets", "Streets", "Calles"), group("water", "Water", "Agua"));

  private TestCity() {}

  public static SkillGroup group(String id, String english, String spanish) {
    return SkillGroup.plain(new SkillGroupId(id), Map.of("en", english, "es", spanish));
  }

  public static Routing routing(SkillGroup... groups) {
    return new Routing(List.of(groups), List.of());
  }

  public static Agent agent(String id, FakeClock clock) {
    return agent(id, clock, Map.of());
  }

  /// An agent of both groups.
  public static Agent agent(String id, FakeClock clock, Map<SkillId, Integer> skills) {
    AgentProfile profile =
        new AgentProfile(new AgentId(id), id, id, Map.of(STREETS, 1, WATER, 1), skills);
    return Agent.signedOut(profile, clock.instant());
  }
}
