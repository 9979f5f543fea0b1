package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two agents at the desk's page in Chromium, and a resident who calls: who hears whom is told by three tones.
@Tag("browser")
@Order(6)
class DeskPageStoryTest extends StackTest {
  /// The same as in `running-desks.ts`.
  private static final int RESIDENT_HERTZ = 600;

  private static final int ANA_HERTZ = 900;
  private static final int BEN_HERTZ = 1500;
  private static final String NUMBER = "3117771234";
  private static final String ANOTHER = "3117771235";

  private static final AgentAccount ANA = new AgentAccount("ana", List.of("streets"), "browser");
  private static final AgentAccount BEN = new AgentAccount("ben", List.of("streets"), "browser");

  DeskPageStoryTest() {
    super(
        StackOptions.agents(1)
            .withWrapUp(Duration.ofSeconds(90))
            .withServices(
                List.of(ANA, BEN),
                """
                skill-groups: [{id: streets, name: {en: "Streets", es: "Calles"}}]
                menu: {1: streets}
                """));
  }

  @Test
  void call_isHeldConsultedAboutAndHandedOver_andTheNextOneFindsTheNote() throws Exception {
    try (var desks = DeskScript.start(stack, "desk", signedIn(ANA), signedIn(BEN))) {
      var first = desks.make("ready", () -> caller(NUMBER));
      desks.at("talk", () -> eventuallyHears(first, ANA_HERTZ));
      desks.at("hold", () -> isMusic(first));
      desks.at("resumed", () -> eventuallyHears(first, ANA_HERTZ));
      desks.at("asking", () -> isMusic(first));
      desks.at(
          "conference",
          () -> {
            eventuallyHears(first, ANA_HERTZ);
            eventuallyHears(first, BEN_HERTZ);
          });
      desks.at(
          "handed-over",
          () -> {
            eventuallyHears(first, BEN_HERTZ);
            eventually("Ana is no longer heard", () -> !first.hears(ANA_HERTZ));
          });
      var second =
          desks.make(
              "ended",
              () -> {
                eventuallyHears(first, "en", "goodbye");
                first.awaitEnded();
                return caller(NUMBER);
              });
      desks.at(
          "known",
          () -> {
            eventuallyHears(second, ANA_HERTZ);
            second.hangUp();
          });
      desks.awaitEnd();
    }
    assertEquals(
        List.of("ANSWERED by AGENT_HUNG_UP", "ANSWERED by CALLER_HUNG_UP"),
        CallRow.of(stack, NUMBER).stream().map(CallRow::ending).toList());
  }

  @Test
  void page_loadedAnewOrTakenOverInATalk_hangsNobodyUp_andKeepsTheNote() throws Exception {
    try (var desks = DeskScript.start(stack, "desk-reload", signedIn(ANA))) {
      var resident = desks.make("ready", () -> caller(ANOTHER));
      desks.at("talk", () -> eventuallyHears(resident, ANA_HERTZ));
      desks.at("reloaded", () -> assertFalse(resident.isEnded()));
      desks.at("taken-over", () -> assertFalse(resident.isEnded()));
      eventuallyHears(resident, "en", "goodbye");
      desks.awaitEnd();
    }
  }

  private static void isMusic(PhoneCall resident) {
    eventually(
        "the resident hears music",
        () -> resident.hearsSound() && !resident.hears(ANA_HERTZ) && !resident.hears(BEN_HERTZ));
  }

  /// A resident of this number has asked for streets in English, and speaks.
  private PhoneCall caller(String number) {
    var call = new Resident(number, dial(number)).chooses('1', '1').call();
    call.say(RESIDENT_HERTZ);
    return call;
  }
}
