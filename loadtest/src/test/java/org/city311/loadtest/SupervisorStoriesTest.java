package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Supervisors who listen, whisper, barge and take over, on a real Asterisk: who hears whom is told by three tones.
@Order(4)
class SupervisorStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String SUE = "agent2";
  private static final int RESIDENT = 600;
  private static final int AGENT = 900;
  private static final int SUPERVISOR = 1500;

  private final ObjectMapper json = new ObjectMapper();

  SupervisorStoriesTest() {
    super(StackOptions.agents(2).withRing(Duration.ofSeconds(4)).withWrapUp(Duration.ofSeconds(2)));
  }

  /// A resident, an agent, and a supervisor who listens.
  private record Watched(Resident resident, PhoneCall agent, PhoneCall supervisor, String call) {}

  @Test
  void listenWhisperBarge_whoHearsWhom() throws IOException {
    Watched it = watched();
    hearsBoth(it.supervisor());
    assertFalse(it.agent().hears(SUPERVISOR));
    assertFalse(it.resident().call().hears(SUPERVISOR));

    mode("whisper");
    eventuallyHears(it.agent(), SUPERVISOR);
    hearsBoth(it.supervisor());
    assertFalse(it.resident().call().hears(SUPERVISOR));

    mode("barge");
    eventuallyHears(it.resident().call(), SUPERVISOR);
    eventuallyHears(it.agent(), SUPERVISOR);
    hearsBoth(it.supervisor());

    mode("listen");
    eventually("nobody hears them", () -> !it.agent().hears(SUPERVISOR));
    eventually("nobody hears them", () -> !it.resident().call().hears(SUPERVISOR));
    hearsBoth(it.supervisor());

    stack.api().delete("/api/agents/" + SUE + "/monitor");
    assertEquals(How.BY_THEM, it.supervisor().awaitEnded().how());
    assertTrue(it.agent().hears(RESIDENT));
    eventuallyIs(SUE, "not-ready: break");
    // Its database is there later than its telephones.
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> stack.api().get("/api/audit").contains("monitor agent1 by agent2"));
    it.agent().hangUp();
  }

  @Test
  void theTalkEnds_andSoDoesTheMonitoring() throws IOException {
    Watched it = watched();
    it.resident().call().hangUp();
    assertEquals(How.BY_THEM, it.agent().awaitEnded().how());
    assertEquals(How.BY_THEM, it.supervisor().awaitEnded().how());
    eventuallyIs(SUE, "not-ready: break");
  }

  @Test
  void takenOver_theResidentIsTheSupervisors_andTheAgentWrapsUp() throws IOException {
    Watched it = watched();
    stack
        .api()
        .post("/api/agents/" + SUE + "/monitor/take-over", "{\"call\": \"" + it.call() + "\"}");
    assertEquals(How.BY_THEM, it.agent().awaitEnded().how());
    eventuallyHears(it.supervisor(), RESIDENT);
    eventuallyHears(it.resident().call(), SUPERVISOR);
    assertEquals("talking", stack.api().agentState(SUE));
    eventuallyIs(ANA, "ready");
    it.supervisor().hangUp();
    eventuallyHears(it.resident().call(), "en", "goodbye");
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(it.resident()).ending());
  }

  @Test
  void theServerIsKilled_theyListenOn_andTheSupervisorIsFreeAfterIt() throws IOException {
    Watched it = watched();
    stack.node(1).kill();
    hearsBoth(it.supervisor());
    it.supervisor().hangUp();
    stack.node(1).start();
    eventuallyIs(SUE, "not-ready: break");
    assertTrue(it.agent().hears(RESIDENT));
    it.agent().hangUp();
  }

  @Test
  void aWaitingCall_isMovedToTheFront_andToAnotherGroup_andAllAreTold() throws IOException {
    Phone ana = phone(ANA);
    Resident first = waiting();
    Resident second = waiting();
    String id = "";
    for (JsonNode call : json.readTree(stack.api().get("/api/floor")).path("waiting")) {
      id = call.path("id").asText();
    }
    stack.api().post("/api/calls/" + id + "/move", "{\"group\": \"water\", \"front\": true}");
    stack.api().post("/api/desk/messages", "{\"text\": \"Water main on 5th.\"}");
    stack.api().ready(ANA);
    answered(ana, second).hangUp();
    answered(ana, first).hangUp();
    assertTrue(stack.api().get("/api/audit").contains("message to all"));
  }

  private Watched watched() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = resident().chooses('1', '1');
    PhoneCall talk = answered(ana, resident);
    Phone sue = phone(SUE);
    stack.api().notReady(SUE, "break");
    eventuallyIs(SUE, "not-ready: break");
    mode("listen");
    PhoneCall listening = sue.awaitCall();
    listening.answer();
    listening.say(SUPERVISOR);
    hearsBoth(listening);
    assertEquals("consult", stack.api().agentState(SUE));
    assertEquals("talking", stack.api().agentState(ANA));
    String call =
        json.readTree(stack.api().get("/api/agents/" + ANA + "/desk"))
            .path("call")
            .path("id")
            .asText();
    return new Watched(resident, talk, listening, call);
  }

  private static void mode(String mode, StackTest of) throws IOException {
    of.stack
        .api()
        .put(
            "/api/agents/" + SUE + "/monitor",
            "{\"agent\": \"" + ANA + "\", \"mode\": \"" + mode + "\"}");
  }

  private void mode(String mode) throws IOException {
    mode(mode, this);
  }

  private void hearsBoth(PhoneCall supervisor) {
    eventuallyHears(supervisor, RESIDENT);
    eventuallyHears(supervisor, AGENT);
  }
}
