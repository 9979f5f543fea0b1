package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The feature codes over a real call centre. Ana's phone has an account of another name than she.
class AgentPhoneCodesTest {
  private static final AgentId ANA = new AgentId("ana");
  private static final AgentId BEN = new AgentId("ben");
  private static final Map<SkillGroupId, Integer> STREETS = Map.of(new SkillGroupId("streets"), 1);
  private static final Presence.NotReady BREAK = new Presence.NotReady("break", false);
  private static final Presence.NotReady LUNCH = new Presence.NotReady("lunch", true);
  private static final Presence.NotReady TRAINING = new Presence.NotReady("training", true);

  private final CallCentre centre =
      MemoryCentre.of(
          new AgentProfile(ANA, "Ana", "desk-7", STREETS, Map.of()),
          new AgentProfile(BEN, "Ben", "ben", STREETS, Map.of()));
  private final AgentPhoneCodes codes =
      new AgentPhoneCodes(centre, List.of(BREAK, LUNCH, TRAINING), Map.of());

  @BeforeEach
  void start() {
    centre.start();
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @ParameterizedTest
  @CsvSource({
    "*11, agent-ready, READY",
    "*13, agent-ready, READY",
    "*12, agent-signed-out, SIGNED_OUT",
    "*141, agent-not-ready, NOT_READY",
    "*143, agent-not-ready, NOT_READY"
  })
  void code_setsTheAgentsPresence_andSaysSo(String code, String prompt, AgentState state)
      throws Exception {
    // Another state than the one that is about to be set.
    boolean wantsReady = state == AgentState.READY;
    Presence other = wantsReady ? LUNCH : new Presence.Ready();
    centre.setPresence(ANA, other).get(5, TimeUnit.SECONDS);

    assertEquals(prompt, codes.dialled("desk-7", code));
    assertEquals(Optional.of(state), centre.agent(ANA).map(Agent::state));
    assertEquals(Optional.of(AgentState.SIGNED_OUT), centre.agent(BEN).map(Agent::state));
  }

  @Test
  void meaning_ofEachCode_andWhetherTheReasonIsPlanned() {
    assertEquals(Optional.of(new Presence.Ready()), codes.meaning("*11"));
    assertEquals(Optional.of(new Presence.SignedOut()), codes.meaning("*12"));
    assertEquals(Optional.of(new Presence.Ready()), codes.meaning("*13"));
    assertEquals(Optional.of(BREAK), codes.meaning("*141"));
    assertEquals(Optional.of(LUNCH), codes.meaning("*142"));
    assertEquals(Optional.of(TRAINING), codes.meaning("*143"));
  }

  @Test
  void nineReasons_eachHaveADigit() {
    AgentPhoneCodes many =
        new AgentPhoneCodes(
            centre,
            Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i")
                .map(reason -> new Presence.NotReady(reason, false))
                .toList(),
            Map.of());

    assertEquals(Optional.of(new Presence.NotReady("i", false)), many.meaning("*149"));
  }

  /// Residents' calls and phones of nobody get no further than a PIN could be tried.
  @Test
  void conversation_isOnlyForAnAgentsPhone_andItsOwnCode() throws Exception {
    List<String> talked = new ArrayList<>();
    AgentPhoneCodes talking =
        new AgentPhoneCodes(
            centre, List.of(), Map.of("*31", (_, phone) -> talked.add("with " + phone)));

    assertTrue(talking.talk("nobody", "*31").isEmpty());
    assertTrue(talking.talk("ben", "*11").isEmpty());
    talking.talk("ben", "*31").orElseThrow().hold(ScriptedCaller.presses(""));
    assertEquals(List.of("with ben"), talked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "*", "*1", "11", "*10", "*14", "*15", "*111", "*11 ", " *11", "#11", "*140", "*144",
        "*149", "*1411", "*14x", "*14١", "*11\n", "*99"
      })
  void unknownCode_orAReasonThatIsNotThere_changesNothing(String code) {

    assertEquals(Optional.empty(), codes.meaning(code));
    assertEquals("agent-unknown-code", codes.dialled("desk-7", code));
    assertEquals(Optional.of(AgentState.SIGNED_OUT), centre.agent(ANA).map(Agent::state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "desk-8", "", "DESK-7"})
  void unknownPhone_isToldSo_whateverItDials(String phone) {

    assertEquals("agent-unknown-phone", codes.dialled(phone, "*11"));
    assertEquals("agent-unknown-phone", codes.dialled(phone, "*99"));
    assertTrue(centre.agents().stream().allMatch(a -> a.state() == AgentState.SIGNED_OUT));
  }

  @Test
  void centreThatDoesNotAnswer_isToldAsSystemDown_notAsDone() {
    centre.close();

    assertEquals("agent-system-down", codes.dialled("desk-7", "*11"));
  }

  @Test
  void interruptedWhileWaiting_isToldAsSystemDown_andStaysInterrupted() {
    centre.close();
    Thread.currentThread().interrupt();

    assertEquals("agent-system-down", codes.dialled("desk-7", "*11"));
    assertTrue(Thread.interrupted());
  }
}
