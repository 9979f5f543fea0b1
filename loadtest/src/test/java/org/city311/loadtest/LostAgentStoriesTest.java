package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.city311.loadtest.StackOptions.LostPhones;
import org.city311.loadtest.phone.Phone;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Agents whose phone is lost in the talk, as when a browser is killed: its registration goes with its connection, its
/// sound stops, and no BYE comes.
@Order(5)
class LostAgentStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final Duration KEPT = Duration.ofSeconds(20);

  LostAgentStoriesTest() {
    super(
        StackOptions.agents(2)
            .withWrapUp(Duration.ofSeconds(2))
            .withLostPhones(new LostPhones(Duration.ofSeconds(3), KEPT)));
  }

  @Test
  void agentComesBackInTime_theResidentHearsSoAndMusic_andTalksWithTheSameAgent()
      throws IOException {
    Resident resident = talkThatIsLost();
    eventuallyHears(resident.call(), "en", "talk-lost");
    eventuallyIs(ANA, "not-ready: phone-unreachable");
    eventually("music", resident.call()::hearsSound);
    // Who is free meanwhile does not get them.
    Phone ben = agent(BEN);

    Phone back = phone(ANA);

    var leg = answered(back, resident);
    eventuallyIs(ANA, "talking");
    assertEquals(0, ben.callsUnseen());
    leg.hangUp();
    eventuallyHears(resident.call(), "en", "goodbye");
    resident.call().awaitEnded();
    var row = record(resident);
    assertEquals("ANSWERED by AGENT_HUNG_UP", row.ending());
    eventuallyIs(ANA, "ready");
  }

  @Test
  void agentIsNotBack_theNextOneGetsTheResident_beforeWhoHasWaitedForLonger() throws IOException {
    Phone ana = agent(ANA);
    Resident first = waiting();
    answered(ana, first);
    Resident older = waiting();
    // Lost after the other has begun to wait, and so behind them by the time of the loss.
    lose(ana);
    eventuallyHears(first.call(), "en", "talk-lost");
    eventuallyIs(ANA, "not-ready: phone-unreachable");

    Phone ben = phone(BEN);
    eventually("both wait", () -> live().path("waiting").asInt() == 2);
    await("the agent's time is over")
        .during(KEPT)
        .atMost(KEPT.multipliedBy(3))
        .until(() -> live().path("waiting").asInt() == 2);
    stack.api().ready(BEN);

    answered(ben, first).hangUp();
    assertFalse(older.call().isEnded());
    first.call().awaitEnded();
    eventuallyIs(BEN, "offered");
    answered(ben, older).hangUp();
  }

  @Test
  void agentHangsUpOnPurpose_theTalkIsOver() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = waiting();
    answered(ana, resident).hangUp();
    eventuallyHears(resident.call(), "en", "goodbye");
    resident.call().awaitEnded();
    assertFalse(resident.call().hasHeard(sound("en", "talk-lost")));
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(resident).ending());
  }

  @Test
  void serverIsGoneWhenThePhoneIsLost_theResidentIsKeptAllTheSame() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = waiting();
    answered(ana, resident);
    stack.node(1).kill();
    lose(ana);
    eventuallyHears(resident.call(), "en", "talk-lost");
    stack.node(1).start();
    eventuallyIs(ANA, "not-ready: phone-unreachable");
    answered(phone(ANA), resident).hangUp();
    resident.call().awaitEnded();
    assertTrue(resident.call().isEnded());
  }

  private Resident talkThatIsLost() throws IOException {
    Phone ana = agent(ANA);
    Resident resident = waiting();
    answered(ana, resident);
    lose(ana);
    return resident;
  }

  private static void lose(Phone phone) {
    phone.unregister();
    phone.vanish();
  }
}
