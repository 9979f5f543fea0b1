package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What agents do in a call by their desks, on a real Asterisk: who hears whom is told by tones.
@Order(2)
class CallControlStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final int RESIDENT = 600;
  private static final int AGENT = 900;
  private static final int COLLEAGUE = 1500;
  private static final int DEPARTMENT_PORT = freePort();

  private final ObjectMapper json = new ObjectMapper();
  private Phone waterWorks = department();

  CallControlStoriesTest() {
    super(
        StackOptions.agents(2)
            .withRing(Duration.ofSeconds(4))
            .withWrapUp(Duration.ofSeconds(2))
            .withProxy(DEPARTMENT_PORT)
            .withServices(
                List.of(
                    new AgentAccount(ANA, List.of("streets")),
                    new AgentAccount(BEN, List.of("streets", "water"))),
                """
                skill-groups:
                  - {id: streets, name: {en: "Streets", es: "Calles"}}
                  - {id: water, name: {en: "Water", es: "Agua"}}
                menu: {1: streets, 2: water}
                admission: {at-once: 0, an-hour: 0, strangers-a-minute: 0}
                outside: {numbers: {water-works: {number: "+14105550199", code: "21"}}}
                """));
  }

  private static Phone department() {
    return Phone.on(new Phone.Account("14105550199", "", "127.0.0.1:5060", DEPARTMENT_PORT));
  }

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void hangUpThere() {
    waterWorks.close();
    waterWorks = department();
  }

  /// A resident and an agent who hear each other.
  private record Talk(Resident resident, PhoneCall agent, String id) {}

  /// Those two and whoever was asked.
  private record Three(Talk talk, PhoneCall asked) {
    PhoneCall resident() {
      return talk.resident().call();
    }

    PhoneCall agent() {
      return talk.agent();
    }
  }

  @Test
  void hold_theResidentHearsMusic_theAgentNothing_andBothEachOtherAfterResume() throws IOException {
    Talk talk = talk(agent(ANA));

    act(ANA, "hold", talk.id());
    eventually("the agent hears nothing", () -> !talk.agent().hearsSound());
    eventually(
        "the resident hears music",
        () -> talk.resident().call().hearsSound() && !talk.resident().call().hears(AGENT));
    assertEquals("hold", stack.api().agentState(ANA));
    act(ANA, "hold", talk.id());

    act(ANA, "resume", talk.id());
    hearEachOther(talk);
    act(ANA, "hold", talk.id());
    talk.agent().hangUp();
    eventuallyHears(talk.resident().call(), "en", "goodbye");
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(talk.resident()).ending());
  }

  @Test
  void onHold_theResidentHangsUp_theAgentWrapsUp() throws IOException {
    Talk talk = talk(agent(ANA));
    act(ANA, "hold", talk.id());
    eventually("the agent hears nothing", () -> !talk.agent().hearsSound());

    talk.resident().call().hangUp();

    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(talk.resident()).ending());
    eventuallyIs(ANA, "ready");
  }

  @Test
  void end_theResidentHearsTheGoodbye() throws IOException {
    Talk talk = talk(agent(ANA));
    act(ANA, "end", talk.id());
    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    eventuallyHears(talk.resident().call(), "en", "goodbye");
    eventuallyIs(ANA, "ready");
  }

  @Test
  void blindTransferToAGroup_isServedBeforeWhoAskedLater() throws IOException {
    Phone ana = agent(ANA);
    Talk talk = talk(ana);
    Resident later = resident().chooses('1', '2');
    eventually("who asked later waits", () -> live().path("waiting").asInt() == 1);

    act(ANA, "transfer", talk.id(), "\"to\": {\"group\": \"water\"}");

    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    eventually("both wait", () -> live().path("waiting").asInt() == 2);
    Phone ben = phone(BEN);
    stack.api().ready(BEN);
    PhoneCall next = ben.awaitCall();
    next.answer();
    eventuallyTalk(talk.resident().call(), next);
    next.hangUp();
    eventuallyHears(talk.resident().call(), "en", "goodbye");
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(talk.resident()).ending());
    answered(ben, later).hangUp();
  }

  @Test
  void blindTransferToAnAgent_fromHold_andTheResidentHangsUpWhileItRings() throws IOException {
    Talk talk = talk(agent(ANA));
    Phone ben = agent(BEN);
    act(ANA, "hold", talk.id());
    act(ANA, "transfer", talk.id(), "\"to\": {\"agent\": \"" + BEN + "\"}");
    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    PhoneCall rings = ben.awaitCall();

    talk.resident().call().hangUp();

    assertEquals(How.BY_THEM, rings.awaitEnded().how());
    assertEquals("ANSWERED by HUNG_UP_WHILE_RINGING", record(talk.resident()).ending());
    eventuallyIs(BEN, "ready");
  }

  @Test
  void blindTransferToADepartment_theyTalk_andTheResidentHearsTheGoodbye() throws IOException {
    Talk talk = talk(agent(ANA));
    act(ANA, "transfer", talk.id(), "\"to\": {\"line\": \"water-works\"}");
    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    PhoneCall there = waterWorks.awaitCall();
    there.answer();
    eventuallyTalk(talk.resident().call(), there);
    eventuallyIs(ANA, "ready");
    there.hangUp();
    eventuallyHears(talk.resident().call(), "en", "goodbye");
    assertEquals("ANSWERED by TRANSFERRED", record(talk.resident()).ending());
  }

  @Test
  void aDepartmentThatIsBusy_bringsTheResidentBackToAnAgent() throws IOException {
    Phone ana = agent(ANA);
    Talk talk = talk(ana);
    act(ANA, "transfer", talk.id(), "\"to\": {\"line\": \"water-works\"}");
    waterWorks.awaitCall().reject(486);
    PhoneCall again = ana.awaitCall();
    again.answer();
    eventuallyTalk(talk.resident().call(), again);
    again.hangUp();
  }

  @Test
  void noNumberIsEverTakenFromARequest() throws IOException {
    Talk talk = talk(agent(ANA));
    for (String to :
        List.of(
            "{\"line\": \"4105550199\"}",
            "{\"line\": \"water-works&PJSIP/4105550199\"}",
            "{\"number\": \"911\"}",
            "{\"agent\": \"PJSIP/1\"}")) {
      assertThrows(IOException.class, () -> act(ANA, "transfer", talk.id(), "\"to\": " + to), to);
    }
    assertEquals(0, waterWorks.callsUnseen());
    hearEachOther(talk);
    talk.agent().hangUp();
  }

  @Test
  void consult_swap_andWarmTransfer() throws IOException {
    Three three = asks();
    isMusic(three.resident());
    act(ANA, "swap", three.talk().id());
    hearEachOther(three.talk());
    eventually("the colleague does not hear them", () -> !three.asked().hears(RESIDENT));
    isMusic(three.asked());
    act(ANA, "swap", three.talk().id());
    eventuallyHears(three.asked(), AGENT);
    eventuallyHears(three.agent(), COLLEAGUE);
    isMusic(three.resident());

    act(ANA, "complete", three.talk().id());
    assertEquals(How.BY_THEM, three.agent().awaitEnded().how());
    eventuallyHears(three.asked(), RESIDENT);
    eventuallyHears(three.resident(), COLLEAGUE);
    assertEquals("talking", stack.api().agentState(BEN));
    eventuallyIs(ANA, "ready");
    three.asked().hangUp();
    eventuallyHears(three.resident(), "en", "goodbye");
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(three.talk().resident()).ending());
    eventuallyIs(BEN, "ready");
  }

  @Test
  void completedWhileSwappedToTheResident() throws IOException {
    Three three = asks();
    act(ANA, "swap", three.talk().id());
    hearEachOther(three.talk());
    act(ANA, "complete", three.talk().id());
    assertEquals(How.BY_THEM, three.agent().awaitEnded().how());
    eventuallyHears(three.asked(), RESIDENT);
    eventuallyHears(three.resident(), COLLEAGUE);
    three.resident().hangUp();
    assertEquals(How.BY_THEM, three.asked().awaitEnded().how());
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(three.talk().resident()).ending());
  }

  @Test
  void warmTransferToADepartment() throws IOException {
    Talk talk = talk(agent(ANA));
    act(ANA, "consult", talk.id(), "\"to\": {\"line\": \"water-works\"}");
    PhoneCall there = waterWorks.awaitCall();
    there.answer();
    there.say(COLLEAGUE);
    eventuallyHears(there, AGENT);
    eventuallyHears(talk.agent(), COLLEAGUE);
    act(ANA, "complete", talk.id());
    assertEquals(How.BY_THEM, talk.agent().awaitEnded().how());
    eventuallyHears(there, RESIDENT);
    eventuallyHears(talk.resident().call(), COLLEAGUE);
    there.hangUp();
    eventuallyHears(talk.resident().call(), "en", "goodbye");
    assertEquals("ANSWERED by TRANSFERRED", record(talk.resident()).ending());
  }

  @Test
  void conferenceOfThree_whichTheAgentLeaves() throws IOException {
    Three three = asks();
    act(ANA, "conference", three.talk().id());
    allHearEachOther(three);

    three.agent().hangUp();

    eventuallyIs(BEN, "talking");
    eventuallyHears(three.asked(), RESIDENT);
    eventuallyHears(three.resident(), COLLEAGUE);
    three.asked().hangUp();
    eventuallyHears(three.resident(), "en", "goodbye");
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(three.talk().resident()).ending());
  }

  @Test
  void conferenceAfterASwap_whichTheColleagueLeaves_thenHoldAndResume() throws IOException {
    Three three = asks();
    act(ANA, "swap", three.talk().id());
    hearEachOther(three.talk());
    act(ANA, "conference", three.talk().id());
    allHearEachOther(three);

    three.asked().hangUp();

    eventuallyIs(ANA, "talking");
    hearEachOther(three.talk());
    act(ANA, "hold", three.talk().id());
    isMusic(three.resident());
    act(ANA, "resume", three.talk().id());
    hearEachOther(three.talk());
    three.agent().hangUp();
    eventuallyHears(three.resident(), "en", "goodbye");
  }

  @Test
  void conferenceThatTheResidentLeaves_theOthersTalkOn() throws IOException {
    Three three = asks();
    act(ANA, "conference", three.talk().id());
    allHearEachOther(three);
    three.resident().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(three.talk().resident()).ending());
    eventuallyHears(three.asked(), AGENT);
    three.asked().hangUp();
    assertEquals(How.BY_THEM, three.agent().awaitEnded().how());
    eventuallyIs(ANA, "ready");
    eventuallyIs(BEN, "ready");
  }

  @Test
  void residentHangsUpInAConsult_theOthersTalkOn() throws IOException {
    Three three = asks();
    three.resident().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(three.talk().resident()).ending());
    eventuallyHears(three.asked(), AGENT);
    eventuallyHears(three.agent(), COLLEAGUE);
    three.agent().hangUp();
    assertEquals(How.BY_THEM, three.asked().awaitEnded().how());
    eventuallyIs(ANA, "ready");
    eventuallyIs(BEN, "ready");
  }

  @Test
  void aColleagueWhoDoesNotAnswer_andTheAgentWhoHangsUpInAConsult() throws IOException {
    Talk talk = talk(agent(ANA));
    Phone ben = agent(BEN);
    act(ANA, "consult", talk.id(), "\"to\": {\"agent\": \"" + BEN + "\"}");
    assertEquals(How.BY_THEM, ben.awaitCall().awaitEnded().how());
    eventuallyIs(ANA, "hold");
    eventuallyIs(BEN, "ready");
    act(ANA, "consult", talk.id(), "\"to\": {\"agent\": \"" + BEN + "\"}");
    PhoneCall asked = ben.awaitCall();
    asked.answer();
    eventuallyHears(asked, AGENT);
    talk.agent().hangUp();
    assertEquals(How.BY_THEM, asked.awaitEnded().how());
    eventuallyHears(talk.resident().call(), "en", "goodbye");
  }

  @Test
  void theServerIsKilledInAConsult_theyTalkOn_andItIsCompletedWhenItIsBack() throws IOException {
    Three three = asks();
    stack.node(1).kill();
    eventuallyHears(three.asked(), AGENT);
    stack.node(1).start();
    eventually("the desk knows", () -> "asking".equals(scene(ANA)));
    act(ANA, "complete", three.talk().id());
    eventuallyHears(three.asked(), RESIDENT);
    eventuallyHears(three.resident(), COLLEAGUE);
    three.asked().hangUp();
    eventuallyHears(three.resident(), "en", "goodbye");
  }

  @Test
  void theServerIsKilledInAConference_whoIsLeftGoesOn_andNothingStaysReserved() throws IOException {
    Three three = asks();
    act(ANA, "conference", three.talk().id());
    allHearEachOther(three);
    stack.node(1).kill();
    three.asked().hangUp();
    hearEachOther(three.talk());
    three.agent().hangUp();
    eventuallyHears(three.resident(), "en", "goodbye");
    stack.node(1).start();
    eventuallyIs(ANA, "ready");
    eventuallyIs(BEN, "ready");
    assertTrue(record(three.talk().resident()).ending().startsWith("ANSWERED"));
  }

  /// Ana talks with a resident, and asks Ben, who answers.
  private Three asks() throws IOException {
    Talk talk = talk(agent(ANA));
    Phone ben = agent(BEN);
    act(ANA, "consult", talk.id(), "\"to\": {\"agent\": \"" + BEN + "\"}");
    PhoneCall asked = ben.awaitCall();
    assertEquals("ringing", scene(ANA));
    eventually("the agent hears no resident", () -> !talk.agent().hears(RESIDENT));
    asked.answer();
    asked.say(COLLEAGUE);
    eventuallyHears(asked, AGENT);
    eventuallyHears(talk.agent(), COLLEAGUE);
    assertEquals("asking", scene(ANA));
    assertEquals("asking", scene(BEN));
    return new Three(talk, asked);
  }

  private Talk talk(Phone ana) throws IOException {
    Resident resident = resident().chooses('1', '1');
    PhoneCall leg = answered(ana, resident);
    eventually("the desk has the call", () -> "talking".equals(desk(ANA).path("stage").asText()));
    return new Talk(resident, leg, desk(ANA).path("id").asText());
  }

  private void hearEachOther(Talk talk) {
    eventuallyHears(talk.agent(), RESIDENT);
    eventuallyHears(talk.resident().call(), AGENT);
  }

  private static void isMusic(PhoneCall listener) {
    eventually(
        "music",
        () ->
            listener.hearsSound()
                && !listener.hears(RESIDENT)
                && !listener.hears(AGENT)
                && !listener.hears(COLLEAGUE));
  }

  private void allHearEachOther(Three three) {
    eventuallyHears(three.resident(), AGENT);
    eventuallyHears(three.resident(), COLLEAGUE);
    eventuallyHears(three.agent(), RESIDENT);
    eventuallyHears(three.agent(), COLLEAGUE);
    eventuallyHears(three.asked(), RESIDENT);
    eventuallyHears(three.asked(), AGENT);
  }

  private JsonNode desk(String agent) throws IOException {
    return whole(agent).path("call");
  }

  private String scene(String agent) throws IOException {
    return whole(agent).path("consult").path("scene").asText();
  }

  private JsonNode whole(String agent) throws IOException {
    return json.readTree(stack.api().get("/api/agents/" + agent + "/desk"));
  }

  private void act(String agent, String act, String call) throws IOException {
    act(agent, act, call, "");
  }

  private void act(String agent, String act, String call, String more) throws IOException {
    stack
        .api()
        .post(
            "/api/agents/" + agent + "/call/" + act,
            "{\"call\": \"" + call + "\"" + (more.isEmpty() ? "" : ", " + more) + "}");
  }
}
