package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Agents who ask a colleague while a resident is on hold.
@Order(4)
class ConsultStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final String BENS_EXTENSION = "*22";

  ConsultStoriesTest() {
    super(StackOptions.agents(2).withRing(Duration.ofSeconds(4)).withWrapUp(Duration.ofSeconds(3)));
  }

  /// A consult that goes on.
  private record Consult(Resident resident, PhoneCall talk, PhoneCall asking, PhoneCall asked) {}

  @Test
  void anAgentAsksAColleague_whoIsOfferedNobodyMeanwhile_andTakesTheResidentBack()
      throws IOException {
    Phone ana = agent(ANA);
    Phone ben = phone(BEN);
    Consult consult = consult(ana, ben);
    assertEquals(2, live().path("agents").path("consult").asInt());

    Resident second = waiting();
    assertEquals("consult", stack.api().agentState(BEN));
    assertEquals(0, ben.callsUnseen());
    consult.asked().hangUp();

    assertEquals(How.BY_THEM, consult.asking().awaitEnded().how());
    answered(ben, second);
    eventuallyIs(ANA, "hold");
    consult.talk().resume();
    eventuallyIs(ANA, "talking");
    eventuallyTalk(consult.resident().call(), consult.talk());
  }

  @Test
  void theResidentHangsUpMeanwhile_andTheConsultGoesOn() throws IOException {
    Phone ana = agent(ANA);
    Consult consult = consult(ana, phone(BEN));

    consult.resident().call().hangUp();

    assertEquals(How.BY_THEM, consult.talk().awaitEnded().how());
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(consult.resident()).ending());
    assertEquals("consult", stack.api().agentState(ANA));
    assertEquals("consult", stack.api().agentState(BEN));
    eventuallyTalk(consult.asking(), consult.asked());
    consult.asking().hangUp();
    assertEquals(How.BY_THEM, consult.asked().awaitEnded().how());
    eventuallyIs(BEN, "ready");
    eventuallyIs(ANA, "ready");
  }

  @Test
  void aColleagueWhoDoesNotAnswer_andAnAgentWhoGivesUp_leaveBothFree() throws IOException {
    Phone ana = agent(ANA);
    Phone ben = agent(BEN);
    PhoneCall asking = ana.dial(BENS_EXTENSION);
    PhoneCall asked = ben.awaitCall();
    eventuallyIs(BEN, "consult");
    assertEquals(How.BY_THEM, asked.awaitEnded().how());
    isToldAndHungUp(asking);
    eventuallyIs(ANA, "ready");
    eventuallyIs(BEN, "ready");

    PhoneCall again = ana.dial(BENS_EXTENSION);
    PhoneCall ringing = ben.awaitCall();
    eventuallyIs(ANA, "consult");
    again.hangUp();
    assertEquals(How.BY_THEM, ringing.awaitEnded().how());
    eventuallyIs(ANA, "ready");
    eventuallyIs(BEN, "ready");
  }

  @Test
  void theServerIsKilled_theyTalkOn_andAreFreeIfTheyHaveHungUpWhenItIsBack() throws IOException {
    Phone ana = agent(ANA);
    Consult consult = consult(ana, phone(BEN));

    stack.node(1).kill();
    eventuallyTalk(consult.asking(), consult.asked());
    consult.asking().hangUp();
    assertEquals(How.BY_THEM, consult.asked().awaitEnded().how());
    stack.node(1).start();

    eventuallyIs(BEN, "ready");
    eventuallyIs(ANA, "hold");
    consult.talk().resume();
    eventuallyIs(ANA, "talking");
  }

  @Test
  void anExtensionThatIsNobodys_orOfOneWhoIsSignedOutOrTalks_isToldSo() throws IOException {
    Phone ana = phone(ANA);
    Phone ben = agent(BEN);
    answered(ben, resident().chooses('1', '1'));
    ready(ANA);
    isToldAndHungUp(ana.dial("*29"));
    isToldAndHungUp(ana.dial("*222222"));
    isToldAndHungUp(ana.dial(BENS_EXTENSION));
    stack.api().signOut(ANA);
    isToldAndHungUp(ana.dial(BENS_EXTENSION));
    assertEquals(0, ben.callsUnseen());
    assertEquals("signed-out", stack.api().agentState(ANA));
  }

  @Test
  void nothingButDigitsOfAnExtension_isDialled() {
    Phone ana = phone(ANA);
    // The first is no extension of the dialplan: the end of the line is told as an unknown code.
    isToldAndHungUp(ana.dial("*2" + BEN));
    assertEquals(How.REFUSED, ana.dial("2").awaitEnded().how());
  }

  /// Ana talks with a resident, puts them on hold, and dials Ben, who answers.
  private Consult consult(Phone ana, Phone ben) throws IOException {
    Resident resident = resident().chooses('1', '1');
    PhoneCall talk = answered(ana, resident);
    ready(BEN);
    talk.hold();
    eventuallyIs(ANA, "hold");
    PhoneCall asking = ana.dial(BENS_EXTENSION);
    PhoneCall asked = ben.awaitCall();
    assertFalse(asking.isAnswered());
    eventuallyIs(ANA, "consult");
    eventuallyIs(BEN, "consult");
    asked.answer();
    asking.awaitAnswered();
    eventuallyTalk(asking, asked);
    return new Consult(resident, talk, asking, asked);
  }

  private static void isToldAndHungUp(PhoneCall call) {
    call.awaitAnswered();
    eventually("the reason is heard", call::hearsSound);
    assertEquals(How.BY_THEM, call.awaitEnded().how());
  }
}
