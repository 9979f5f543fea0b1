package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.loadtest.SippOptions.PhonePorts;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.Phone.Account;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Residents who ask to be called back, and are: a real call out of the trunk, to a phone of SIPp's.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(2)
class CallbackStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final PhonePorts HOME = PhonePorts.free(new FreePorts());

  CallbackStoriesTest() {
    super(
        StackOptions.agents(2)
            .withProxy(HOME.sip())
            .withServices(
                List.of(
                    new AgentAccount(ANA, List.of("streets")),
                    new AgentAccount(BEN, List.of("streets"))),
                """
                skill-groups:
                  - id: streets
                    name: {en: "Streets", es: "Calles"}
                    overflow: [{waiting: 1, do: callback}]
                menu: {1: streets}
                outside: {residents: ["311777XXXX"]}
                callback:
                  tries: 3
                  pause: 5m
                  keep: 1h
                  ring: 8s
                """));
  }

  @Test
  @Order(1)
  void aCallbackIsServedInItsTurn_betweenTwoOrdinaryCallers() throws IOException, SQLException {
    var first = waiting();
    var second = resident().chooses('1', '1');
    areToBeCalledBack(second);
    var third = resident().chooses('1', '1');
    eventuallyIn("city311-overflow", 1);
    third.call().press('3');
    eventuallyIn("city311-wait", 2);

    try (var home = home("answers")) {
      // Not by agent(): who is ready while somebody waits is rung at once.
      Phone ana = phone(ANA);
      stack.api().ready(ANA);
      var one = ana.awaitCall();
      one.answer();
      eventuallyTalk(first.call(), one);
      one.hangUp();

      var two = ana.awaitCall();
      two.answer();
      // Whatever is said to the resident's phone comes back from there.
      two.say(900);
      eventually("the resident's phone is heard", () -> two.hears(900));
      eventuallyIs(ANA, "talking");
      assertFalse(third.call().hears(900));
      assertTrue(invited(home).contains(second.number()), invited(home));
      two.hangUp();

      var three = ana.awaitCall();
      three.answer();
      eventuallyTalk(third.call(), three);
      three.hangUp();
    }
    eventually(
        "the callback has a record",
        () -> endings(second).contains("CALLBACK_CONNECTED by AGENT_HUNG_UP"));
    assertEquals(
        List.of("CALLED_BACK by ASKED_TO_BE_CALLED_BACK", "CALLBACK_CONNECTED by AGENT_HUNG_UP"),
        endings(second));
    assertEquals("ANSWERED by AGENT_HUNG_UP", record(third).ending());
    assertFunnel(1, 1, 1, 1, 0, 0);
    assertEquals(0, live().path("abandoned").asInt());
    assertEquals(1, live().path("called_back").asInt());
  }

  /// At first nobody is at home. The resident calls again.
  @Test
  @Order(2)
  void whoIsNotReached_isTriedAgain_andMayCancelItByCallingAgain()
      throws IOException, SQLException {
    var first = waiting();
    var second = resident().chooses('1', '1');
    areToBeCalledBack(second);
    first.call().hangUp();
    Phone ana = phone(ANA);
    stack.api().ready(ANA);
    var leg = ana.awaitCall();
    leg.answer();
    eventually("nobody is there", leg::isEnded);
    eventuallyIs(ANA, "ready");
    assertEquals(1, callbacks().path("waiting").asInt());

    var again = callsAgain(second);
    again.press('1');
    eventually(
        "it is cancelled",
        () -> {
          again.press('1');
          return endings(second).contains("CALLBACK_CANCELLED by CANCELLED_BY_RESIDENT");
        });
    again.hangUp();
    assertFunnel(2, 2, 1, 1, 0, 1);
  }

  /// The city wants residents to be called first from here on. This one asked before.
  @Test
  @Order(3)
  void serverAndAsteriskAreKilled_theCallbackIsThere_andServed() throws IOException, SQLException {
    var first = waiting();
    var second = resident().chooses('1', '1');
    areToBeCalledBack(second);
    stack.node(1).kill();
    stack.restartAsterisk();
    var yaml = Files.readString(stack.configuration());
    Files.writeString(
        stack.configuration(), yaml.replace("\ncallback:\n", "\ncallback:\n  first: resident\n"));
    stack.node(1).start();
    eventually("the callback is there", () -> callbacks().path("waiting").asInt() == 1);
    eventually("the other call is lost", () -> record(first).result().equals("LOST"));

    try (var home = home("after-death")) {
      Phone ana = phone(ANA);
      eventually(
          "the agent can be ready",
          () -> {
            stack.api().ready(ANA);
            return true;
          });
      var leg = ana.awaitCall();
      leg.answer();
      leg.say(900);
      eventually("the resident's phone is heard", () -> leg.hears(900));
      assertTrue(invited(home).contains(second.number()), invited(home));
      leg.hangUp();
    }
    eventually(
        "the callback has a record",
        () -> endings(second).contains("CALLBACK_CONNECTED by AGENT_HUNG_UP"));
  }

  /// Of four who are to be called back, the first has a machine that presses nothing. The second is there:
  /// the only server dies while they are asked, and the next one finds them waiting. The third needs nobody any
  /// more. The fourth hangs up while an agent's phone rings.
  @Test
  @Order(4)
  void residentsAreCalledBeforeAnyAgent_whereTheCityWantsThat() throws IOException, SQLException {
    var funnel = callbacks();
    int abandoned = live().path("abandoned").asInt();
    var ahead = waiting();
    var residents =
        Stream.generate(() -> resident().chooses('1', '1')).limit(4).toArray(Resident[]::new);
    areToBeCalledBack(residents);
    ahead.call().hangUp();
    eventually("nobody is ahead", () -> live().path("waiting").asInt() == 0);

    try (var homes = Phone.on(new Account("home", "", stack.sip(), HOME.sip()))) {
      Phone ana = phone(ANA);
      Phone ben = phone(BEN);
      stack.api().ready(ANA);
      var machine = homes.awaitCall();
      machine.answer();
      stack.api().ready(BEN);
      var there = homes.awaitCall();
      there.answer();
      eventuallyHears(there, "en", "callback-first");
      stack.node(1).kill();
      there.press('1');
      stack.node(1).start();
      var leg = ana.awaitCall();
      leg.answer();
      eventuallyTalk(there, leg);

      var noLonger = homes.awaitCall();
      noLonger.answer();
      eventuallyHears(noLonger, "en", "callback-first");
      noLonger.press('2');
      eventuallyHears(noLonger, "en", "callback-cancelled");

      var gaveUp = homes.awaitCall();
      gaveUp.answer();
      eventuallyHears(gaveUp, "en", "callback-first");
      gaveUp.press('1');
      ben.awaitCall();
      gaveUp.hangUp();
      eventuallyIs(BEN, "ready");
      leg.hangUp();
      eventually("the machine is hung up on", machine::isEnded);
    }
    var second = residents[1];
    eventually("its record", () -> endings(second).size() == 2);
    assertEquals("CALLBACK_CONNECTED by AGENT_HUNG_UP", endings(second).get(1));
    eventually(
        "the fourth's",
        () -> endings(residents[3]).contains("CALLBACK_GAVE_UP by HUNG_UP_WHILE_RINGING"));
    eventually("the machine is known", () -> since(funnel, "machines") == 1);
    assertEquals(
        List.of(4, 4, 4, 1, 1, 0, 1),
        Stream.of("asked", "placed", "answered", "connected", "gave_up", "expired", "cancelled")
            .map(step -> since(funnel, step))
            .toList());
    assertEquals(1, live().path("abandoned").asInt() - abandoned, "only who waited ahead of them");
  }

  private int since(JsonNode funnel, String step) {
    try {
      return callbacks().path(step).asInt() - funnel.path(step).asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first key stops the offer; what is pressed while the number is read out is the answer.
  private void areToBeCalledBack(Resident... residents) throws IOException {
    int before = callbacks().path("asked").asInt();
    eventuallyIn("city311-overflow", residents.length);
    press1(residents);
    eventually(
        "it is confirmed",
        () -> {
          press1(residents);
          return callbacks().path("asked").asInt() == before + residents.length;
        });
    for (var resident : residents) {
      eventually("goodbye", resident.call()::isEnded);
    }
  }

  private static void press1(Resident... residents) {
    for (var resident : residents) {
      if (!resident.call().isEnded()) {
        resident.call().press('1');
      }
    }
  }

  private PhoneCall callsAgain(Resident resident) {
    var call = on(resident.number(), "").dial("311");
    call.awaitAnswered();
    return call;
  }

  /// The residents' phones: each that is called rings for a moment, answers, and echoes what it hears.
  private Sipp home(String name) throws IOException {
    return Sipp.start(
        stack.children(),
        stack.folder().resolve("home-" + name),
        SippOptions.phone(
            Scenario.of("agent", Map.of("account", "home", "ring_ms", "500", "talk_ms", "60000")),
            stack.sip(),
            HOME,
            0,
            Duration.ofMinutes(3)));
  }

  private static String invited(Sipp home) {
    return home.messages().stream()
        .map(SipMessage::toString)
        .filter(message -> message.contains("INVITE"))
        .toList()
        .toString();
  }

  private List<String> endings(Resident resident) throws SQLException {
    return CallRow.of(stack, resident.number()).stream().map(CallRow::ending).toList();
  }

  private JsonNode callbacks() throws IOException {
    return live().path("callbacks");
  }

  private void assertFunnel(
      int asked, int placed, int answered, int connected, int expired, int cancelled)
      throws IOException {
    var funnel = callbacks();
    assertEquals(
        List.of(asked, placed, answered, connected, expired, cancelled),
        List.of(
            funnel.path("asked").asInt(),
            funnel.path("placed").asInt(),
            funnel.path("answered").asInt(),
            funnel.path("connected").asInt(),
            funnel.path("expired").asInt(),
            funnel.path("cancelled").asInt()));
  }

  private void eventuallyIn(String context, int callers) {
    eventually(
        callers + " in " + context,
        () ->
            stack
                    .asteriskCli("core show channels concise")
                    .lines()
                    .filter(line -> line.contains("!" + context + "!"))
                    .count()
                == callers);
  }
}
