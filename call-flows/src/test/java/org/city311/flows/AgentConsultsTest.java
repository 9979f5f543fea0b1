package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.ConsultDialling.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Colleagues who are dialled, over a real call centre. Phones have accounts of other names than the agents.
class AgentConsultsTest {
  private static final AgentId ANA = new AgentId("ana");
  private static final AgentId BEN = new AgentId("ben");
  private static final AgentId CEM = new AgentId("cem");
  private static final Map<SkillGroupId, Integer> STREETS = Map.of(new SkillGroupId("streets"), 1);
  private static final ConsultId CONSULT = new ConsultId("city311-1.7");

  private final CallCentre centre =
      MemoryCentre.of(
          new AgentProfile(ANA, "Ana", "desk-7", STREETS, Map.of(), "7"),
          new AgentProfile(BEN, "Ben", "desk-8", STREETS, Map.of(), "08"),
          new AgentProfile(CEM, "Cem", "desk-9", STREETS, Map.of()));
  private final AgentConsults consults = new AgentConsults(centre);

  @BeforeEach
  void start() throws Exception {
    centre.start();
    set(ANA, new Presence.Ready());
    set(BEN, new Presence.Ready());
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @Test
  void colleagueWhoIsFree_isRung_andAskedAgainTheAnswerIsTheSame() {
    assertEquals(new Answer.Ring("desk-8"), consults.dialled(CONSULT, "desk-7", "08"));
    assertEquals(new Answer.Ring("desk-8"), consults.dialled(CONSULT, "desk-7", "08"));
    assertEquals(CONSULT, Objects.requireNonNull(agent(ANA).consult()).id());
    assertEquals(agent(ANA).consult(), agent(BEN).consult());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "9", "08 ", "desk-8", "ben", "08&desk-9", "911"})
  void extensionThatIsNobodys_isToldSo(String extension) {
    assertSays("agent-unknown-extension", CONSULT, "desk-7", extension);
    assertNull(agent(ANA).consult());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ana", "trunk_local"})
  void phoneThatIsNoAgents_isToldSo(String phone) {
    assertSays("agent-unknown-phone", CONSULT, phone, "08");
  }

  @Test
  void whatKeepsItFromComingAbout_isTold() throws Exception {
    assertSays("agent-consult-not-now", CONSULT, "desk-7", "7");
    set(BEN, new Presence.NotReady(Presence.NotReady.PHONE_UNREACHABLE, false));
    assertSays("agent-colleague-unreachable", CONSULT, "desk-7", "08");
    set(BEN, new Presence.SignedOut());
    assertSays("agent-colleague-signed-out", CONSULT, "desk-7", "08");
    assertSays("agent-signed-out", CONSULT, "desk-8", "7");
    set(BEN, new Presence.Ready());
    set(CEM, new Presence.Ready());
    consults.dialled(CONSULT, "desk-7", "08");
    assertSays("agent-colleague-busy", new ConsultId("city311-1.8"), "desk-9", "08");
    assertSays("agent-consult-not-now", new ConsultId("city311-1.8"), "desk-8", "7");
  }

  @Test
  void centreThatDoesNotAnswer_isToldAsSystemDown() {
    centre.close();
    assertSays("agent-system-down", CONSULT, "desk-7", "08");
    Thread.currentThread().interrupt();
    assertSays("agent-system-down", CONSULT, "desk-7", "08");
    assertTrue(Thread.interrupted());
  }

  private void assertSays(String prompt, ConsultId id, String phone, String extension) {
    assertEquals(new Answer.Say(prompt), consults.dialled(id, phone, extension));
  }

  private Agent agent(AgentId id) {
    return centre.agent(id).orElseThrow();
  }

  private void set(AgentId id, Presence presence) throws Exception {
    centre.setPresence(id, presence).get(5, TimeUnit.SECONDS);
  }
}
