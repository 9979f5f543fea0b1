package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// Callers who are not let in, callers who are asked how it was, and departments that agents call.
@Order(1)
class GuardStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final int DEPARTMENT_PORT = freePort();

  private Phone waterWorks =
      Phone.on(new Phone.Account("14105550199", "", "127.0.0.1:5060", DEPARTMENT_PORT));

  GuardStoriesTest() {
    super(
        StackOptions.agents(1)
            .withWrapUp(Duration.ofSeconds(1))
            .withProxy(DEPARTMENT_PORT)
            .withServices(
                List.of(new AgentAccount(ANA, List.of("streets"))),
                """
                skill-groups: [{id: streets, name: {en: "Streets", es: "Calles"}}]
                admission: {at-once: 1, an-hour: 0, strangers-a-minute: 0, longest-ivr: 12s}
                survey: {share: 100, questions: [solved, overall]}
                outside: {numbers: {water-works: {number: "+14105550199", code: "21"}}}
                """));
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
    waterWorks = Phone.on(new Phone.Account("14105550199", "", "127.0.0.1:5060", DEPARTMENT_PORT));
  }

  @Test
  void aNumberThatCallsTwiceAtOnce_isToldSo_andOneThatIsBlockedIsNotTaken() throws IOException {
    PhoneCall first = phoneOff("4105550111", "").dial("311");
    first.awaitAnswered();
    eventually("the welcome is heard", first::hearsSound);

    isToldAndHungUp(phoneOff("4105550111", "").dial("311"));
    first.hangUp();
    eventually("its record", () -> lastStep("4105550111").contains("refused-too-many-at-once"));

    stack.api().put("/api/blocked-numbers/4105550112", "{\"why\": \"for a test\"}");
    isToldAndHungUp(phoneOff("4105550112", "").dial("311"));
    eventually("its record", () -> lastStep("4105550112").contains("refused-blocked"));

    stack.api().delete("/api/blocked-numbers/4105550112");
    PhoneCall taken = phoneOff("4105550112", "").dial("311");
    taken.awaitAnswered();
    eventually("the welcome is heard", taken::hearsSound);
    taken.hangUp();
    eventually("its record", () -> lastStep("4105550112").contains("language"));
    assertTrue(stack.api().metrics().contains("city311_admission_total{verdict=\"blocked\",} 1.0"));
  }

  @Test
  void aCallerWhoIsInTheIvrForTooLong_isLedToAPerson() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = resident();
    resident.call().press('2');

    eventually("the time is up", () -> ana.callsUnseen() == 1);
    PhoneCall talk = answered(ana, resident);
    resident.call().hangUp();
    talk.awaitEnded();
    assertEquals("connecting", record(resident).step());
    assertTrue(
        json("/api/ivr").path("steps").findValuesAsText("step").contains("time-up"),
        "the step at which the time was up");
    assertEquals("es", record(resident).language());
  }

  @Test
  void theAgentHangsUp_theCallerIsAsked_andTheAnswersAreInTheReports() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = resident().chooses('2', '1');
    PhoneCall talk = answered(ana, resident);

    talk.hangUp();
    isAfterTheTalk();
    resident.call().press('1');
    resident.call().press('5');
    assertEquals(How.BY_THEM, resident.call().awaitEnded().how());

    assertEquals("ANSWERED by AGENT_HUNG_UP", record(resident).ending());
    JsonNode calls = json("/api/survey/calls").path("calls");
    assertEquals(1, calls.size(), calls.toString());
    assertEquals("{\"overall\":5,\"solved\":1}", calls.path(0).path("answers").toString());
    assertEquals(ANA, calls.path(0).path("agent").asText());
    JsonNode ivr = json("/api/ivr");
    assertTrue(ivr.path("person").asInt() >= 1, ivr.toString());
  }

  @Test
  void anAgentAsksADepartment_andGoesOnWithTheResident() throws IOException {
    Asking it = asks(agent(ANA), "*521");
    assertEquals(List.of("311"), waterWorks.callers());

    it.asking().hangUp();

    assertEquals(How.BY_THEM, it.asked().awaitEnded().how());
    it.talk().resume();
    eventuallyIs(ANA, "talking");
    eventuallyTalk(it.resident().call(), it.talk());
    it.resident().call().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(it.resident()).ending());
  }

  @Test
  void anAgentHandsTheResidentOver_andIsFreeForTheNext() throws IOException {
    Phone ana = agent(ANA);
    Asking it = asks(ana, "*621");
    PhoneCall resident = it.resident().call();

    it.asking().hangUp();

    assertEquals(How.BY_THEM, it.talk().awaitEnded().how());
    eventuallyTalk(resident, it.asked());
    Resident next = resident().chooses('1', '1');
    PhoneCall nextTalk = answered(ana, next);
    eventuallyTalk(resident, it.asked());
    next.call().hangUp();
    nextTalk.awaitEnded();

    it.asked().hangUp();
    isAfterTheTalk();
    eventually("nothing is answered, and goodbye", resident::isEnded);
    assertEquals(How.BY_THEM, resident.awaitEnded().how());
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(it.resident()).ending());
  }

  @Test
  void aDepartmentThatHangsUpFirst_leavesTheResidentWithTheAgent() throws IOException {
    Asking it = asks(agent(ANA), "*621");

    it.asked().hangUp();

    assertEquals(How.BY_THEM, it.asking().awaitEnded().how());
    it.talk().resume();
    eventuallyTalk(it.resident().call(), it.talk());
    it.resident().call().hangUp();
    it.talk().awaitEnded();
  }

  @Test
  void aCodeThatIsNoDepartments_orAnAgentWithoutAResident_reachesNobody() throws IOException {
    Phone ana = agent(ANA);
    isToldAndHungUp(ana.dial("*521"));
    OnHold it = holds(ana);

    isToldAndHungUp(ana.dial("*522"));
    isToldAndHungUp(ana.dial("*5911"));
    isToldAndHungUp(ana.dial("*64105550199"));

    assertEquals(0, waterWorks.callsUnseen());
    it.resident().call().hangUp();
    it.talk().awaitEnded();
  }

  /// A resident hears music, as the agent holds the talk.
  private record OnHold(Resident resident, PhoneCall talk) {}

  private OnHold holds(Phone ana) {
    Resident resident = resident().chooses('1', '1');
    PhoneCall talk = answered(ana, resident);
    talk.hold();
    eventuallyIs(ANA, "hold");
    return new OnHold(resident, talk);
  }

  /// The agent, who holds the talk with a resident, talks with the department.
  private record Asking(Resident resident, PhoneCall talk, PhoneCall asking, PhoneCall asked) {}

  private Asking asks(Phone ana, String code) {
    OnHold held = holds(ana);
    PhoneCall asking = ana.dial(code);
    PhoneCall asked = waterWorks.awaitCall();
    asked.answer();
    asking.awaitAnswered();
    eventuallyTalk(asking, asked);
    return new Asking(held.resident(), held.talk(), asking, asked);
  }

  private void isAfterTheTalk() {
    eventually(
        "the caller is after the talk",
        () -> stack.asteriskCli("core show channels concise").contains("!city311-after!"));
  }

  private List<String> lastStep(String number) throws Exception {
    return CallRow.of(stack, number).stream().map(CallRow::step).toList();
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(stack.api().get(path));
  }

  private static void isToldAndHungUp(PhoneCall call) {
    call.awaitAnswered();
    eventually("the reason is heard", call::hearsSound);
    eventually("all of it is said", call::isEnded);
    assertEquals(How.BY_THEM, call.awaitEnded().how());
  }
}
