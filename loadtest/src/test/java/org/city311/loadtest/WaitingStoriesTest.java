package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What a resident hears who waits: music, and announcements that keep nobody from an agent.
@Order(2)
class WaitingStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String HINT = "while-waiting-streets-1";

  /// How long after a phone was picked up both hear each other, also in the middle of an
  /// announcement.
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  WaitingStoriesTest() {
    super(
        StackOptions.agents(1)
            .withServices(
                List.of(new AgentAccount(ANA, List.of("streets"))),
                """
                skill-groups:
                  - id: streets
                    name: {en: "Streets", es: "Calles"}
                    waiting:
                      first: 2s
                      every: 20s
                      callback: true
                      messages:
                        - en: "A pothole can also be reported on the city's web pages, at any time of the day. You will be given a number there, with which you can see at any time what has become of your report, and when it is due."
                          es: "Un bache también se puede reportar en las páginas de la ciudad, a cualquier hora. Allí recibirá un número con el que podrá ver en cualquier momento qué ha sido de su reporte, y para cuándo está previsto."
                menu: {1: streets}
                outside: {residents: ["311777XXXX"]}
                """));
  }

  @Test
  void whoWaitsHearsTheirPlace_thenMusic_thenWhatIsUseful_andIsAnsweredInTheMiddleOfIt()
      throws IOException {
    var ana = phone(ANA);
    var first = waiting();
    var second = resident().chooses('2', '1');
    eventuallyHears(first.call(), "en", "waiting-busy", "waiting-next", "waiting-callback");
    eventuallyHears(
        second.call(), "es", "waiting-busy", "waiting-place", "n-2", "waiting-callback");
    assertFalse(first.call().hasHeard(sound("en", "waiting-place")), "only the other is second");
    eventually("music", first.call()::hearsSound);

    // The only server dies, and music goes on. The next one knows what they were told.
    stack.node(1).kill();
    stack.node(1).start();
    eventually("they wait still", () -> live().path("waiting").asInt() == 2);
    eventually("the useful begins", () -> isBeingTold(1) || isBeingTold(2));
    assertTrue(first.call().hearsSound());

    eventually(
        "the agent can be ready",
        () -> {
          stack.api().ready(ANA);
          return true;
        });
    var leg = ana.awaitCall();
    leg.answer();
    long answered = System.nanoTime();
    first.call().say(600);
    leg.say(900);
    eventuallyHears(leg, 600);
    eventuallyHears(first.call(), 900);
    var took = Duration.ofNanos(System.nanoTime() - answered);
    assertTrue(took.compareTo(AT_ONCE) < 0, "they talk after " + took);
    assertFalse(first.call().hasHeard(sound("en", HINT)), "it was not heard to its end");
    eventuallyHears(second.call(), "es", HINT);
    leg.hangUp();
    second.call().hangUp();
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(first).ending());
  }

  @Test
  void aKeyPressedAtAnyMomentAsksToBeCalledBack_andWhoKeepsWaitingHearsNoRestOfAnything()
      throws IOException {
    var resident = waiting();
    eventually("it begins", () -> isBeingTold(1));
    resident.call().press('1');
    eventuallyHears(resident.call(), "en", "callback-offer");
    eventually("it is no longer told", () -> isBeingTold(0));
    resident.call().press('3');
    eventuallyHears(resident.call(), "en", "callback-offer", "back-to-queue");
    eventually("waits again", () -> isIn("city311-wait", 1));
    assertFalse(resident.call().hasHeard(sound("en", "waiting-callback")));

    // During the music, too.
    resident.call().press('1');
    eventually("is asked", () -> isIn("city311-overflow", 1));
    confirm(resident.call());
    assertEquals("CALLED_BACK by ASKED_TO_BE_CALLED_BACK", record(resident).ending());
    var again = dial(resident.number());
    eventually(
        "it is cancelled",
        () -> {
          again.press('1');
          return live().path("callbacks").path("cancelled").asInt() == 1;
        });
    again.hangUp();
  }

  private void confirm(PhoneCall call) {
    call.press('1');
    eventually(
        "it is confirmed",
        () -> {
          call.press('1');
          return live().path("callbacks").path("asked").asInt() == 1;
        });
    eventually("goodbye", call::isEnded);
  }

  private boolean isBeingTold(int callers) throws IOException {
    return isIn("city311-announcement", callers);
  }

  private boolean isIn(String context, int callers) throws IOException {
    return stack
            .asteriskCli("core show channels concise")
            .lines()
            .filter(line -> line.contains("!" + context + "!"))
            .count()
        == callers;
  }
}
