package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An agent whose phone is a page in a browser: with Chromium, and against pages that say what they must not.
@Tag("browser")
@Order(7)
class BrowserPhoneStoryTest extends StackTest {
  /// The same as in `running-phone.browser.ts`.
  private static final int RESIDENT_HERTZ = 600;

  private static final int AGENT_HERTZ = 900;

  private static final String REGISTER = "REGISTER sip:city311.invalid";

  private static final AgentAccount ANA =
      new AgentAccount("ana", List.of("streets", "water"), "browser");
  private static final AgentAccount BEA =
      new AgentAccount("bea", List.of("streets", "water"), "browser");
  private static final AgentAccount CID =
      new AgentAccount("cid", List.of("streets", "water"), "browser");

  BrowserPhoneStoryTest() {
    super(
        StackOptions.agents(1)
            .withServices(
                List.of(ANA, BEA, CID, new AgentAccount("dan", List.of("streets"))),
                """
                skill-groups:
                  - {id: streets, name: {en: "Streets", es: "Calles"}}
                  - {id: water, name: {en: "Water", es: "Agua"}}
                menu: {1: streets, 2: water}
                """));
  }

  @Test
  void chromium_rings_andBothSidesHearEachOther_alsoAgainAfterItWasLostInTheTalk()
      throws Exception {
    var ana = signedIn(ANA);
    var said = stack.folder().resolve("browser-phone.txt");
    var process =
        stack
            .children()
            .start(
                List.of(
                    "node",
                    "e2e/run.mjs",
                    "--url",
                    stack.api().base() + "/",
                    "--agent-cookie",
                    ana.cookie()),
                Home.find().root().resolve("web"),
                Map.of(),
                said);
    try {
      eventually("ana's phone is registered", () -> contacts().contains("ana/"));
      ready(ANA.id());

      var first = waiting().call();
      first.say(RESIDENT_HERTZ);
      eventuallyHears(first, AGENT_HERTZ);
      eventuallyIs(ANA.id(), "talking");
      eventuallyMutes(first);
      first.hangUp();
      eventuallyIs(ANA.id(), "ready");

      var second = waiting().call();
      second.say(RESIDENT_HERTZ);
      eventuallyHears(second, AGENT_HERTZ);
      eventuallyMutes(second);
      second.say(0);
      eventuallyIs(ANA.id(), "ready");

      // The page is loaded anew in the talk, and then its browser kills it.
      var third = waiting().call();
      third.say(RESIDENT_HERTZ);
      eventuallyHears(third, AGENT_HERTZ);
      eventuallyHears(third, "en", "talk-lost");
      eventuallyHears(third, AGENT_HERTZ);
      eventuallyHears(third, "en", "talk-lost", "talk-lost");
      eventuallyHears(third, AGENT_HERTZ);
      eventuallyMutes(third);
      third.hangUp();
      eventuallyIs(ANA.id(), "ready");
    } finally {
      process.waitFor(2, TimeUnit.MINUTES);
    }
    assertEquals(0, process.exitValue(), () -> tail(said));
  }

  /// The page has heard the resident, and says so by that. A busy machine loses sound for a moment.
  private static void eventuallyMutes(PhoneCall call) {
    await("the agent mutes")
        .atMost(Duration.ofMinutes(2))
        .during(Duration.ofSeconds(2))
        .until(() -> !call.hears(AGENT_HERTZ));
  }

  @Test
  void page_registersItsOwnPhone_withoutEverKnowingAPassword_untilTheSessionEnds()
      throws Exception {
    var bea = signedIn(BEA);
    try (var page = open(bea)) {
      assertEquals(200, page.register(BEA.id()));
      assertTrue(contacts().contains("bea/sip:bea@127.0.0.1:"));
      assertTrue(passwords().contains("/city311/auth/bea"));

      bea.signOut();

      assertEquals(4401, page.code());
      eventually("the registration is gone", () -> !contacts().contains("bea/"));
      eventually("the password is gone", () -> !passwords().contains("/city311/auth/bea"));
    }
    // The cookie is good for nothing any more, whoever has taken it.
    assertEquals(401, PageSocket.refusal(stack.api().base(), stack.api().base(), bea.cookie()));
  }

  @Test
  void page_thatSaysWhatItMustNot_isCutOff_andASecondWindowTakesThePhone() throws Exception {
    var cid = signedIn(CID);
    var base = stack.api().base();
    assertEquals(403, PageSocket.refusal(base, "https://evil.example", cid.cookie()));
    assertEquals(401, PageSocket.refusal(base, base, "city311=" + "0".repeat(43)));
    assertEquals(4403, code(cid, page -> page.say(REGISTER, "bea", "bea", "")));
    assertEquals(4403, code(cid, page -> page.say(REGISTER, "cid", "bea", "")));
    assertEquals(4403, code(cid, page -> page.say("INVITE sip:bea@x", "cid", "bea", "")));
    assertEquals(
        4403, code(cid, page -> page.say("INVITE sip:18005551234@x", "cid", "18005551234", "")));
    assertEquals(
        4403, code(cid, page -> page.say(REGISTER, "cid", "cid", "Path: <sip:x.invalid>\r\n")));
    assertEquals(4400, code(cid, page -> page.sayText("GET / HTTP/1.1\r\n\r\n")));
    assertEquals(4413, code(cid, page -> page.sayText("x".repeat(17_000))));
    try (var first = open(cid);
        var second = open(cid)) {
      assertEquals(4409, first.code());
      assertEquals(200, second.register(CID.id()));
    }
    eventually("the registration is gone", () -> !contacts().contains("cid/"));
    assertFalse(contacts().contains("bea/"));
  }

  @FunctionalInterface
  private interface Saying {
    void to(PageSocket page);
  }

  private int code(SignedInAgent agent, Saying what) throws Exception {
    try (var page = open(agent)) {
      what.to(page);
      return page.code();
    }
  }

  private PageSocket open(SignedInAgent agent) {
    return PageSocket.open(stack.api().base(), stack.api().base(), agent.cookie());
  }

  private String contacts() throws IOException {
    return stack.asteriskCli("pjsip show contacts");
  }

  private String passwords() throws IOException {
    return stack.asteriskCli("database show city311");
  }

  private static String tail(Path file) {
    try {
      var lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "nothing is known of it: " + e;
    }
  }
}
