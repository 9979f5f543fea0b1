package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.city311.loadtest.phone.PhoneCall;
import org.city311.loadtest.phone.PhoneCall.End;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What residents and agents do to each other's calls, and what must come of it.
@Order(1)
class CallStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";

  CallStoriesTest() {
    super(
        StackOptions.agents(2)
            .withRing(Duration.ofSeconds(4))
            .withWrapUp(Duration.ofSeconds(3))
            .withWhisper());
  }

  @Test
  void aResidentChoosesAndTalksWithAnAgentAndHearsGoodbye() throws IOException {
    var ana = agent(ANA);
    var resident = resident();
    eventually("the greeting is heard", resident.call()::hearsSound);

    resident.chooses('1', '1');
    var offer = ana.awaitCall();
    eventuallyIs(ANA, "offered");
    eventually("music is heard", resident.call()::hearsSound);

    offer.answer();
    eventually("the whisper is heard", offer::hearsSound);
    eventuallyTalk(resident.call(), offer);
    eventuallyIs(ANA, "talking");
    assertEquals(1, live().path("talking").asInt());

    offer.hangUp();
    eventuallyIs(ANA, "wrap-up");
    eventually("goodbye is heard", resident.call()::hearsSound);
    assertEquals(new End(How.BY_THEM, 200), resident.call().awaitEnded());
    eventuallyIs(ANA, "ready");
    assertEquals(
        new CallRow(
            resident.number(), "en", "connecting", "streets", ANA, 1, "ANSWERED", "AGENT_HUNG_UP"),
        record(resident));
  }

  @Test
  void aResidentChoosesSpanishAndWater() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('2', '2');
    var offer = answered(ana, resident);

    resident.call().hangUp();

    assertEquals(How.BY_THEM, offer.awaitEnded().how());
    var record = record(resident);
    assertEquals("es", record.language());
    assertEquals("water", record.group());
    assertEquals("ANSWERED by CALLER_HUNG_UP", record.ending());
  }

  @Test
  void wrongKeysAreAskedAgainAndForgiven() throws IOException {
    agent(ANA).onCall(PhoneCall::answer);
    var resident = resident().chooses('9', '1');
    resident.call().press('9');
    // A key is not heard while the system says that it has not understood.
    eventually(
        "the second try is taken",
        () -> {
          resident.call().press('2');
          return stack.api().agentState(ANA).equals("talking");
        });
    resident.call().hangUp();
    assertEquals("water", record(resident).group());
  }

  @Test
  void noKeysAtAllLeadToAnAgentAfterThreeTries() throws IOException {
    var ana = agent(ANA);
    var resident = resident();
    eventually("an agent is rung", Duration.ofMinutes(2), () -> ana.callsUnseen() == 1);
    answered(ana, resident);
    resident.call().hangUp();
    assertEquals("ANSWERED by CALLER_HUNG_UP", record(resident).ending());
  }

  @Test
  void hangingUpInTheGreetingIsNoDemandForAPerson() throws IOException {
    int offered = live().path("offered").asInt();
    var resident = resident();
    eventually("the greeting is heard", resident.call()::hearsSound);
    resident.call().hangUp();
    assertEquals("LEFT_IN_IVR by HUNG_UP_IN_FLOW", record(resident).ending());
    assertEquals(offered, live().path("offered").asInt());
  }

  @Test
  void hangingUpInTheMenuIsNoDemandForAPerson() {
    var resident = resident();
    resident.call().press('1');
    eventually("the menu is heard", resident.call()::hearsSound);
    resident.call().hangUp();
    var record = record(resident);
    assertEquals("LEFT_IN_IVR by HUNG_UP_IN_FLOW", record.ending());
    assertEquals("menu:service", record.step());
  }

  @Test
  void hangingUpWhileWaitingIsAbandoning() throws IOException {
    int abandoned = live().path("abandoned").asInt();
    var resident = waiting();
    eventually("music is heard", resident.call()::hearsSound);
    resident.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_WAITING", record(resident).ending());
    eventually(
        "it is counted",
        () -> {
          int counted = live().path("abandoned").asInt();
          // At midnight counting begins anew.
          return counted == abandoned + 1 || counted == 1;
        });
  }

  @Test
  void hangingUpWhileTheAgentsPhoneRingsStopsItsRinging() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var offer = ana.awaitCall();

    resident.call().hangUp();

    assertEquals(How.BY_THEM, offer.awaitEnded().how());
    eventuallyIs(ANA, "ready");
    assertEquals("ABANDONED by HUNG_UP_WHILE_RINGING", record(resident).ending());
  }

  @Test
  void hangingUpDuringTheWhisperFreesTheAgent() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var offer = ana.awaitCall();
    offer.answer();
    eventually("the whisper is heard", offer::hearsSound);

    resident.call().hangUp();

    assertEquals(How.BY_THEM, offer.awaitEnded().how());
    eventuallyIs(ANA, "ready");
    assertEquals("ABANDONED by HUNG_UP_DURING_WHISPER", record(resident).ending());
  }

  @Test
  void anAgentWhoRejectsIsPassedOver() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var rejected = ana.awaitCall();
    var ben = agent(BEN);

    rejected.reject(603);

    var offer = ben.awaitCall();

    eventuallyIs(ANA, "not-ready: declined");
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    assertEquals(0, ana.callsUnseen());
  }

  @Test
  void anAgentWhoDoesNotAnswerIsPassedOver() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var missed = ana.awaitCall();
    var ben = agent(BEN);

    var offer = ben.awaitCall();

    assertEquals(How.BY_THEM, missed.awaitEnded().how());
    eventuallyIs(ANA, "not-ready: ring-no-answer");
    offer.answer();
    eventuallyTalk(resident.call(), offer);
  }

  @Test
  void anAgentWhoHangsUpAtOnceIsPassedOver() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var dropped = ana.awaitCall();
    var ben = agent(BEN);
    dropped.answer();
    dropped.hangUp();

    var offer = ben.awaitCall();

    eventuallyIs(ANA, "not-ready: declined");
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    resident.call().hangUp();
    assertEquals(BEN, record(resident).agent());
  }

  @Test
  void anAgentWithoutAPhoneIsPassedOverAndReadyOnceItIsThere() throws IOException {
    var phone = phone(ANA);
    phone.unregister();
    stack.api().ready(ANA);
    var ben = agent(BEN);
    var resident = resident().chooses('1', '1');

    var offer = ben.awaitCall();

    offer.answer();
    eventuallyTalk(resident.call(), offer);
    eventuallyIs(ANA, "not-ready: phone-unreachable");
    phone.register();
    eventuallyIs(ANA, "ready");
  }

  @Test
  void twoResidentsAreServedInTheOrderOfTheirComing() throws IOException {
    var first = waiting();
    var second = waiting();
    var ana = phone(ANA);
    stack.api().ready(ANA);

    var one = answered(ana, first);
    assertFalse(second.call().hears(900));
    one.hangUp();

    var two = answered(ana, second);
    assertTrue(two.beganNanos() > one.beganNanos());
  }

  @Test
  void aFailedOfferCostsTheResidentNoPlace() throws IOException {
    var first = waiting();
    var second = waiting();
    phone(ANA).onCall(call -> call.reject(486));
    stack.api().ready(ANA);
    eventuallyIs(ANA, "not-ready: declined");

    var ben = phone(BEN);
    stack.api().ready(BEN);
    answered(ben, first);
    assertFalse(second.call().hears(900));
  }

  @Test
  void featureCodesSayWhatTheAgentWants() throws IOException {
    var ana = phone(ANA);
    dialAndListen(ana.dial("*11"));
    eventuallyIs(ANA, "ready");
    dialAndListen(ana.dial("*142"));
    eventuallyIs(ANA, "not-ready: lunch");
    dialAndListen(ana.dial("*13"));
    eventuallyIs(ANA, "ready");
    dialAndListen(ana.dial("*19"));
    eventuallyIs(ANA, "ready");
    dialAndListen(ana.dial("*12"));
    eventuallyIs(ANA, "signed-out");
  }

  @Test
  void aPhoneCanDialNothingButCodesAndTheCitysNumber() {
    var ana = phone(ANA);
    assertEquals(How.REFUSED, ana.dial("5550100").awaitEnded().how());
    assertEquals(How.REFUSED, ana.dial(BEN).awaitEnded().how());
  }

  private static void dialAndListen(PhoneCall call) {
    call.awaitAnswered();
    eventually("the confirmation is heard", call::hearsSound);
    assertEquals(How.BY_THEM, call.awaitEnded().how());
  }
}
