package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.acd.Need;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final Lane water = lane("water");
  private final Lane streets = lane("streets");

  @Test
  void groupOfItsOwn_takesInTurn() {
    team(3, water);
    team(5, streets);
    assertEquals(5, Shares.turn(water, Map.of(water, 4, streets, 50)), 1e-9);
  }

  /// All agents serve both: one line.
  @Test
  void allAgentsShared_isOneLine() {
    team(4, water, streets);
    assertEquals(11, Shares.turn(water, Map.of(water, 3, streets, 7)), 1e-6);
    assertEquals(8, Shares.turn(water, Map.of(streets, 7)), 1e-6);
  }

  /// Two serve both, eight streets only. 19 wait for streets and one asks for water: 20 calls for 10
  /// agents, two each. So the two who know water take four of the 20, our caller last.
  @Test
  void fewWhoKnowBoth_areHeldByTheOthersAheadAsLongAsTheseWait() {
    team(2, water, streets);
    team(8, streets);
    assertEquals(4, Shares.turn(water, Map.of(streets, 19)), 0.1);
  }

  /// The eight have nobody to wait for: the two are the water callers' alone.
  @Test
  void sharedAgents_goWhereTheyAreNeeded() {
    team(2, water, streets);
    team(8, streets);
    assertEquals(10, Shares.turn(water, Map.of(water, 9)), 1e-9);
    // 10 wait for water, 8 for streets, who have agents enough of their own.
    assertEquals(10, Shares.turn(water, Map.of(water, 9, streets, 8)), 0.6);
  }

  @Test
  void nobodyServesIt_isNever() {
    team(8, streets);
    assertEquals(Double.POSITIVE_INFINITY, Shares.turn(water, Map.of()));
  }

  private static Lane lane(String group) {
    SkillGroupId id = new SkillGroupId(group);
    return new Lane(new Need(id, Set.of(id), Map.of(), null), new CallOrder(Duration.ZERO));
  }

  private static void team(int agents, Lane... lanes) {
    Map<SkillGroupId, Integer> groups = new HashMap<>();
    for (Lane lane : lanes) {
      groups.put(lane.need.group(), 1);
    }
    Team team = new Team(new AgentProfile(new AgentId("a"), "", "a", groups, Map.of()));
    for (int i = 0; i < agents; i++) {
      AgentId id = new AgentId("agent-" + i);
      team.put(id, new Duty(team.example, true, Duty.Doing.FREE, Instant.EPOCH, false, null, null));
    }
    for (Lane lane : lanes) {
      team.lanes.add(lane);
      lane.teams.add(team);
    }
  }
}
