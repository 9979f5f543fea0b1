package org.city311.asteriskconfig;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What phones in browsers can do at a real Asterisk, whatever a server node would let through: bea's phone is one,
/// ana's is on her desk.
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserPhonesTest {
  private static final String PASSWORD = "a-password-for-one-session";

  /// As a browser offers sound; nobody listens there.
  private static final String SOUND =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      t=0 0
      m=audio 9 UDP/TLS/RTP/SAVPF 111 0
      c=IN IP4 0.0.0.0
      a=rtcp-mux
      a=ice-ufrag:abcd
      a=ice-pwd:abcdefghijklmnopqrstuvwx
      a=fingerprint:sha-256 %s
      a=setup:actpass
      a=mid:0
      a=sendrecv
      a=rtpmap:111 opus/48000/2
      a=rtpmap:0 PCMU/8000
      """
          .formatted("00:".repeat(31) + "00")
          .replace("\n", "\r\n");

  private AsteriskSettings settings;
  private AsteriskProcess asterisk;
  private AmiLink ami;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    settings = RealAsterisk.settings(data.resolve("sounds"), 4573);
    SoundsForTests.make(data.resolve("sounds"));
    AsteriskConfig.render(settings, data.resolve("asterisk"));
    asterisk = AsteriskProcess.start(data.resolve("asterisk"), RealAsterisk.RUN);
    ami = AmiLink.loggedIn(settings.ami().address());
  }

  @AfterAll
  void end() throws Exception {
    ami.close();
    asterisk.close();
  }

  @Test
  void register_withoutAPasswordInTheDatabase_isRefused() throws Exception {
    forget("bea");
    try (var line = line()) {
      assertTrue(line.ask("REGISTER", "bea", "bea", PASSWORD, "") >= 400);
      assertEquals("", contacts());
    }
  }

  @Test
  void register_withTheSessionsPassword_untilTheConnectionCloses() throws Exception {
    know("bea");
    try (var line = line()) {
      assertEquals(200, line.ask("REGISTER", "bea", "bea", PASSWORD, ""));
      assertTrue(contacts().contains("bea/sip:bea@127.0.0.1:"), contacts());
    }
    await().atMost(Centre.SOON).until(() -> contacts().isEmpty());
  }

  @Test
  void register_withAPasswordThatIsForgotten_isRefused() throws Exception {
    know("bea");
    try (var line = line()) {
      assertEquals(200, line.ask("REGISTER", "bea", "bea", PASSWORD, ""));
      forget("bea");
      assertTrue(line.ask("REGISTER", "bea", "bea", PASSWORD, "") >= 400);
    }
  }

  @Test
  void register_deskPhonesAccount_takesNoPasswordFromTheDatabase() throws Exception {
    know("ana");
    try (var line = line()) {
      assertNotEquals(200, line.ask("REGISTER", "ana", "ana", PASSWORD, ""));
    } finally {
      forget("ana");
    }
  }

  @Test
  void invite_reachesTheEcho_andNothingElse() throws Exception {
    know("bea");
    try (var line = line()) {
      for (var number : new String[] {"311", "*11", "*21", "ana", "last", "18005551234", "s"}) {
        assertEquals(404, line.ask("INVITE", number, "bea", PASSWORD, SOUND), number);
      }
      assertEquals(200, line.ask("INVITE", "echo", "bea", PASSWORD, SOUND));
    }
  }

  private BrowserLine line() {
    return new BrowserLine(settings.browserPhones().http());
  }

  private String contacts() {
    return asterisk
        .command("pjsip show contacts")
        .lines()
        .filter(line -> line.contains("Contact:  ") && !line.contains("<Aor"))
        .reduce("", (a, b) -> a + b + "\n");
  }

  private void know(String account) throws Exception {
    var value =
        "{\"auth_type\":\"digest\",\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(account, PASSWORD);
    ami.send("Action: DBPut", "Family: city311/auth", "Key: " + account, "Val: " + value);
  }

  private void forget(String account) throws Exception {
    ami.send("Action: DBDel", "Family: city311/auth", "Key: " + account);
  }
}
