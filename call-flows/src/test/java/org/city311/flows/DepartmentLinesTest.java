package org.city311.flows;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.LineDialling.Answer;
import org.city311.ivr.line.LineDialling.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Departments that are dialled, over a real call centre.
class DepartmentLinesTest {
  private static final AgentId ANA = new AgentId("ana");
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final CallId CALL = new CallId("city311-1.1");

  private final CallCentre centre =
      MemoryCentre.of(new AgentProfile(ANA, "Ana", "desk-7", Map.of(STREETS, 1), Map.of(), "7"));
  private final DepartmentLines lines = new DepartmentLines(centre, Map.of("21", "water-works"));

  @BeforeEach
  void start() throws Exception {
    centre.start();
    centre.submit(
        new AcdEvent.SwitchSeen(
            Instant.EPOCH, new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
    centre.setPresence(ANA, new Presence.Ready()).get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @Test
  void agentWhoTalks_canAskADepartment_orHandTheResidentOver() {
    talk();

    assertEquals(new Answer.Call("water-works"), lines.dialled("desk-7", "21", Way.ASK));
    assertEquals(
        new Answer.HandOver("water-works", "PJSIP/trunk_local-00000001"),
        lines.dialled("desk-7", "21", Way.HAND_OVER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "211", "water-works", "4105550199", "21&911", "21@trunk"})
  void codeThatIsNotOnTheList_reachesNobody(String code) {
    talk();

    assertEquals(new Answer.Say("agent-unknown-line"), lines.dialled("desk-7", code, Way.ASK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ana", "trunk_local"})
  void phoneThatIsNoAgents_reachesNobody(String phone) {
    assertEquals(new Answer.Say("agent-unknown-phone"), lines.dialled(phone, "21", Way.ASK));
  }

  @Test
  void agentWithoutAResident_reachesNobody() {
    assertEquals(new Answer.Say("agent-line-not-now"), lines.dialled("desk-7", "21", Way.ASK));
    assertEquals(
        new Answer.Say("agent-line-not-now"), lines.dialled("desk-7", "21", Way.HAND_OVER));
  }

  private void talk() {
    centre.submit(
        new AcdEvent.CallArrived(CALL, "4105550100", "311", "PJSIP/trunk_local-00000001"));
    tell(new CallInput.AskedForPerson(Demand.of(STREETS)));
    tell(new CallInput.Parked());
    centre.submit(new AcdEvent.OfferConnected(new OfferId("offer-city311-1.1-1")));
    await().until(() -> centre.agent(ANA).orElseThrow().activity() instanceof Activity.Talking);
  }

  private void tell(CallInput input) {
    centre.submit(new AcdEvent.ForCall(CALL, input));
  }
}
