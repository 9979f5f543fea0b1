package org.city311.ivr.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId NOWHERE = new SkillGroupId("nowhere");
  private static final AgentId ANA = new AgentId("ana");

  @Test
  void everyMistake_isToldAtOnce() {
    SkillGroup ladder =
        new SkillGroup(
            WATER,
            Map.of(),
            Map.of(new SkillId("es"), 11),
            Strategy.LINEAR,
            101,
            List.of(
                new OverflowStep(
                    new OverflowStep.WhenWaiting(3), new OverflowStep.AddGroups(Set.of(NOWHERE)))),
            OpeningHours.always(),
            Closing.SERVE);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Routing(
                    List.of(ladder, SkillGroup.plain(WATER, Map.of("en", "Water"))),
                    List.of(
                        new AgentProfile(ANA, "Ana", "ana", Map.of(NOWHERE, 0), Map.of(), "1"),
                        new AgentProfile(ANA, "Ana", "ana", Map.of(), Map.of(), "1"),
                        new AgentProfile(
                            new AgentId("ben"), "Ben", "ben", Map.of(WATER, 1), Map.of(), "1,x"))));
    assertEquals(
        """
        skill group water is there twice
        skill group water: has no name
        skill group water: priority is not between -100 and 100
        skill group water: es: level 11 is not between 1 and 10
        skill group water: overflows into nowhere: no other group
        agent ana: serves nowhere, which is no skill group
        agent ana: preference 0 for nowhere is not between 1 and 100
        agent ana is there twice
        agent ana: another agent has the phone ana
        agent ana: another agent has the extension 1
        agent ana: serves no skill group
        agent ben: the extension is not 1 to 5 digits""",
        e.getMessage());
  }

  @Test
  void ladderWithMoreRungsThanACallCanRemember_isRefused() {
    OverflowStep step =
        new OverflowStep(new OverflowStep.WhenWaiting(3), new OverflowStep.Widen(Map.of()));
    SkillGroup ladder =
        new SkillGroup(
            WATER,
            Map.of("en", "Water"),
            Map.of(),
            Strategy.LINEAR,
            0,
            Collections.nCopies(Reach.MAX_RUNGS + 1, step),
            OpeningHours.always(),
            Closing.SERVE);
    var e =
        assertThrows(IllegalArgumentException.class, () -> new Routing(List.of(ladder), List.of()));
    assertEquals("skill group water: 32 overflow steps; at most 31 can be", e.getMessage());
  }

  /// What the channel remembers and what the ACD orders by must be the same.
  @Test
  void wish_getsItsGroupsPriority_andNeverMoreThanThereIs() {
    SkillGroup urgent =
        new SkillGroup(
            WATER,
            Map.of("en", "Water"),
            Map.of(),
            Strategy.LINEAR,
            60,
            List.of(),
            OpeningHours.always(),
            Closing.SERVE);
    Routing routing = new Routing(List.of(urgent), List.of());
    assertEquals(60, routing.ranked(Demand.of(WATER)).priority());
    assertEquals(100, routing.ranked(routing.ranked(Demand.of(WATER))).priority());
    assertEquals(Demand.of(NOWHERE), routing.ranked(Demand.of(NOWHERE)));
  }

  @Test
  void noGroup_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Routing(List.of(), List.of()));
  }
}
