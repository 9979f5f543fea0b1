package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What is left of the calls when a part of City311 dies or freezes.
@Order(1)
class OutagesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String DESK = "agent2";

  OutagesTest() {
    super(StackOptions.agents(2).withFallbackPhone(DESK));
  }

  @Test
  void serverKilled_talksGoOn_waitersKeepTheirPlace() throws IOException {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = answered(ana, talking);
    var first = waiting();
    var second = waiting();

    stack.node(1).kill();
    eventuallyTalk(talking.call(), talk);
    eventually("music goes on", first.call()::hearsSound);
    stack.node(1).start();

    eventually("the waiting are known", () -> live().path("waiting").asInt() == 2);
    eventuallyIs(ANA, "talking");
    talk.hangUp();
    assertEquals(How.BY_THEM, talking.call().awaitEnded().how());
    var one = answered(ana, first);
    assertFalse(second.call().hears(900));
    one.hangUp();
    var two = answered(ana, second);
    two.hangUp();
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(talking).ending());
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(first).ending());
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(second).ending());
  }

  @Test
  void agentPicksUpWhileNoServerLooks_theyGoOnTalking_alsoWhenTheServerIsBack() throws IOException {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = ana.awaitCall();

    stack.node(1).kill();
    talk.answer();
    eventuallyTalk(talking.call(), talk);
    stack.node(1).start();

    eventuallyIs(ANA, "talking");
    eventuallyTalk(talking.call(), talk);
    talk.hangUp();
    assertEquals(How.BY_THEM, talking.call().awaitEnded().how());
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(talking).ending());
  }

  @Test
  void serverKilled_talkEndsMeanwhile_theResidentHearsGoodbye_andTheAgentIsFreeAfterwards()
      throws IOException {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = answered(ana, talking);

    stack.node(1).kill();
    talk.hangUp();
    eventually("goodbye is heard", talking.call()::hearsSound);
    assertEquals(How.BY_THEM, talking.call().awaitEnded().how());
    stack.node(1).start();

    eventuallyIs(ANA, "ready");
    assertEquals("ANSWERED by ENDED_UNSEEN", record(talking).ending());
  }

  @Test
  void noServer_newResidentsHearWhyAndReachTheFallbackPhone() throws IOException {
    var desk = phone(DESK);
    stack.node(1).kill();

    var resident = resident();
    eventually("the apology is heard", resident.call()::hearsSound);
    eventually("the desk is rung", Duration.ofMinutes(1), () -> desk.callsUnseen() == 1);
    var call = answered(desk, resident);
    call.hangUp();
    assertEquals(How.BY_THEM, resident.call().awaitEnded().how());

    stack.node(1).start();
  }

  @Test
  void serverFrozen_newResidentsHearTheApology_andWaitersKeepTheirMusic() throws IOException {
    var waiting = waiting();
    stack.node(1).freeze();
    try {
      eventually("its heartbeat is old", () -> heartbeatAge().toSeconds() >= 5);
      var resident = resident();
      eventually("the apology is heard", resident.call()::hearsSound);
      eventually("music goes on", waiting.call()::hearsSound);
      resident.call().hangUp();
    } finally {
      stack.node(1).thaw();
    }
    var ana = phone(ANA);
    stack.api().ready(ANA);
    answered(ana, waiting);
  }

  /// Asterisk throws keys away that are pressed while no command of the server runs, but tells of them.
  @Test
  void serverFrozenBetweenTwoQuestions_keysPressedMeanwhileAnswerBoth() throws IOException {
    var resident = resident();
    eventually("the language is asked", resident.call()::hearsSound);
    stack.node(1).freeze();
    try {
      resident.chooses('1', '1');
      // An answer to this comes after the keys.
      stack.asteriskCli("core show uptime");
    } finally {
      stack.node(1).thaw();
    }
    // Whoever presses nothing waits for an agent after three questions, of which each takes longer.
    eventually(
        "the resident waits", Duration.ofSeconds(10), () -> live().path("waiting").asInt() == 1);
    resident.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_WAITING", record(resident).ending());
  }

  /// How long ago the server told Asterisk that it lives: `CITY311_NODE_1=1795363936`.
  private Duration heartbeatAge() throws IOException {
    var matcher =
        Pattern.compile("CITY311_NODE_1=(\\d+)")
            .matcher(stack.asteriskCli("dialplan show globals"));
    if (!matcher.find()) {
      throw new AssertionError("no heartbeat at all");
    }
    return Duration.between(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))), Instant.now());
  }

  @Test
  void asteriskRestarted_itsCallsAreRecorded_andNewOnesServed() throws IOException {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    answered(ana, talking);
    var waiting = waiting();

    stack.restartAsterisk();

    eventually("ready for calls again", () -> !stack.api().get("/health/ready").isEmpty());
    assertEquals("ANSWERED by SWITCH_FAILED", record(talking).ending());
    assertEquals("LOST by SWITCH_FAILED", record(waiting).ending());
    eventuallyIs(ANA, "ready");
    ana.register();
    var next = resident().chooses('1', '1');
    answered(ana, next);
  }

  @Test
  void postgresKilled_callsGoOn_andNoRecordIsLost() throws IOException {
    var ana = agent(ANA);
    stack.postgres().kill();

    var resident = resident().chooses('1', '1');
    var offer = answered(ana, resident);
    offer.hangUp();
    assertEquals(How.BY_THEM, resident.call().awaitEnded().how());

    eventually("PostgreSQL is up again", () -> stack.postgres().process().isPresent());
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(resident).ending());
  }

  @Test
  void postgresFrozen_callsGoOn_andNoRecordIsLost() throws IOException {
    var ana = agent(ANA);
    stack.postgres().freeze();
    var resident = resident();
    try {
      resident.chooses('1', '1');
      var offer = answered(ana, resident);
      offer.hangUp();
      assertEquals(How.BY_THEM, resident.call().awaitEnded().how());
      eventually("live figures go on", () -> live().path("talking").asInt() == 0);
    } finally {
      stack.postgres().thaw();
    }
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(resident).ending());
  }
}
