package org.city311.metrics.live;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.metrics.FakeClock;

/// A city with two skill groups, five hours behind UTC in winter.
public final class TestCity {
  public static final ZoneId ZONE = ZoneId.of("America/New_York");
  public static final SkillGroupId STREETS = new SkillGroupId("streets");
  public static final SkillGroupId WATER = new SkillGroupId("water");
  public static final City CITY =
      new City(
          "Springfield",
          ZONE,
          List.of(
              new City.Group(STREETS, names("Streets", "Calles")),
              new City.Group(WATER, names("Water", "Agua"))));

  private TestCity() {}

  private static Map<String, String> names(String english, String spanish) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("en", english);
    names.put("es", spanish);
    return names;
  }

  public static Agent agent(String id, FakeClock clock) {
    AgentProfile profile =
        new AgentProfile(new AgentId(id), id, id, Map.of(STREETS, 1, WATER, 1), Map.of());
    return Agent.signedOut(profile, clock.instant());
  }
}
