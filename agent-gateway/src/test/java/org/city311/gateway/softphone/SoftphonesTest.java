package org.city311.gateway.softphone;

import static org.awaitility.Awaitility.await;
import static org.city311.gateway.softphone.PhoneRulesTest.sip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.city311.gateway.softphone.PhoneDesk.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftphonesTest {
  private static final String REGISTER = sip("REGISTER sip:city311.invalid");
  private PhoneDesk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new PhoneDesk();
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void page_speaksWithAsterisk_andItsPasswordGoesWithIt() throws Exception {
    Page page = desk.page("ana");
    page.say(REGISTER);
    assertEquals(REGISTER, PhoneDesk.next(desk.heard));
    desk.lines.getFirst().writeTextMessage("SIP/2.0 200 OK\r\n\r\n");
    assertEquals("SIP/2.0 200 OK\r\n\r\n", PhoneDesk.next(page.heard()));
    assertEquals(List.of("put ana"), desk.keys);
    assertEquals(1, desk.phones.connected());
    PhoneDesk.await(page.socket().close());
    await().until(() -> desk.keys.equals(List.of("put ana", "remove ana")));
    await().until(() -> desk.lines.getFirst().isClosed());
    assertEquals(0, desk.phones.connected());
  }

  @ParameterizedTest
  @CsvSource({"INVITE,18005551234", "INVITE,ben", "MESSAGE,echo"})
  void frame_thatIsNotForThisPhoneToSay_cutsItOff_andReachesNobody(String method, String to)
      throws Exception {
    Page page = desk.page("ana");
    page.say(sip(method + " sip:" + to + "@x.invalid", "To: <sip:" + to + "@x.invalid>"));
    page.say(REGISTER);
    assertEquals(4403, page.code());
    assertTrue(desk.heard.isEmpty());
    await().until(() -> desk.phones.cutOff() == 1);
  }

  @Test
  void frame_withAnotherAccountsCredentials_cutsItOff() throws Exception {
    Page page = desk.page("ana");
    page.say(sip("REGISTER sip:x.invalid", "Authorization: Digest username=\"ben\""));
    assertEquals(4403, page.code());
  }

  @Test
  void frame_malformed_cutsItOff() throws Exception {
    Page page = desk.page("ana");
    page.say("hello");
    assertEquals(4400, page.code());
    assertTrue(String.valueOf(page.socket().closeReason()).startsWith("malformed"));
  }

  @Test
  void frame_ofBytes_cutsItOff() throws Exception {
    Page page = desk.page("ana");
    PhoneDesk.await(page.socket().writeBinaryMessage(Buffer.buffer(REGISTER)));
    assertEquals(4400, page.code());
  }

  @Test
  void frame_tooLarge_cutsItOff() throws Exception {
    Page page = desk.page("ana");
    page.say("x".repeat(17_000));
    assertEquals(4413, page.code());
  }

  @Test
  void frames_tooMany_cutItOff() throws Exception {
    Page page = desk.page("ana");
    for (int i = 0; i < 100; i++) {
      page.say(REGISTER);
    }
    assertEquals(4429, page.code());
    assertTrue(desk.heard.size() < 100);
  }

  @Test
  void secondWindow_takesThePhoneOver_andItsPasswordStays() throws Exception {
    Page first = desk.page("ana");
    Page second = desk.page("ana");
    assertEquals(4409, first.code());
    await().until(() -> desk.lines.getFirst().isClosed());
    second.say(REGISTER);
    assertEquals(REGISTER, PhoneDesk.next(desk.heard));
    assertEquals(List.of("put ana", "put ana"), desk.keys);
    assertEquals(1, desk.phones.connected());
  }

  @Test
  void windows_manyAtOnce_leaveOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      desk.page("ana");
    }
    await().until(() -> desk.phones.connected() == 1);
    await().until(() -> desk.lines.stream().filter(line -> !line.isClosed()).count() == 1);
    assertTrue(desk.keys.stream().allMatch("put ana"::equals), desk.keys.toString());
  }

  @Test
  void sessionThatEnds_takesItsPhoneAlong_andNoOther() throws Exception {
    Page ana = desk.page("ana");
    Page bea = desk.page("bea");
    desk.phones.sessionEnded("session-of-ana");
    assertEquals(4401, ana.code());
    await().until(() -> desk.keys.contains("remove ana"));
    bea.say(sip("REGISTER sip:x", "From: <sip:bea@x>;tag=1", "To: <sip:bea@x>"));
    PhoneDesk.next(desk.heard);
  }

  @Test
  void session_isInUseByACall_andNotByARegistration() throws Exception {
    Page page = desk.page("ana");
    page.say(REGISTER);
    page.say(sip("BYE sip:city311@x", "To: <sip:311@x>;tag=9"));
    await().until(() -> desk.used.equals(List.of("session-of-ana")));
  }

  @Test
  void pageThatIsLoadedAnew_hasLostItsCall() throws Exception {
    PhoneDesk.await(desk.page("ana").socket().close((short) 1001));
    await().until(() -> desk.lost.equals(List.of("ana")));
    await().until(() -> desk.keys.contains("remove ana"));
  }

  @Test
  void anotherPage_thatTakesThePhoneOver_hasLostTheCall_thePageThatIsBackHasNot() throws Exception {
    Page ana = desk.loaded("ana", "page-1");
    Page bea = desk.loaded("bea", "page-1");
    desk.loaded("bea", "page-1");
    assertEquals(4409, bea.code());
    desk.loaded("ana", "page-2");
    assertEquals(4409, ana.code());
    await().until(() -> desk.lost.equals(List.of("ana")));
    assertTrue(desk.keys.stream().allMatch(key -> key.startsWith("put")), desk.keys.toString());
  }

  @Test
  void tabThatLetsGoOfItsPhone_asJsSipDoes_hasLostItsCallAtOnce() throws Exception {
    var ana = desk.killable("ana");
    await().until(() -> desk.phones.connected() == 1);
    // An empty close frame, masked by zeros (RFC 6455, section 5.2).
    ana.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
    await().until(() -> desk.lost.equals(List.of("ana")));
    ana.close();
  }

  @Test
  void browserThatIsKilled_andOpenedAnewAtOnce_hasLostItsCall() throws Exception {
    var ana = desk.killable("ana", "?page=page-1");
    await().until(() -> desk.phones.connected() == 1);
    ana.close();
    await().until(() -> desk.phones.connected() == 0);
    desk.loaded("ana", "page-2");
    assertEquals(List.of("ana"), desk.lost);
  }

  @Test
  void browserThatIsKilled_hasLostItsCall_butNotWhereThePageIsBackAtOnce() throws Exception {
    var ana = desk.killable("ana");
    var bea = desk.killable("bea");
    await().until(() -> desk.phones.connected() == 2);
    bea.close();
    await().until(() -> desk.phones.connected() == 1);
    desk.page("bea");
    ana.close();
    await().until(() -> desk.lost.equals(List.of("ana")));
    assertEquals(0, desk.phones.cutOff());
  }

  @Test
  void asteriskThatHangsUp_isToldToThePage() throws Exception {
    Page page = desk.page("ana");
    PhoneDesk.await(desk.lines.getFirst().close());
    assertEquals(4503, page.code());
  }

  @Test
  void asteriskThatIsNotThere_refusesThePage() throws Exception {
    desk.asteriskGone();
    assertEquals(503, refusal("ana", "sip"));
    await().until(() -> desk.keys.equals(List.of("put ana", "remove ana")));
  }

  @ParameterizedTest
  @CsvSource({"dan,sip,409", "nobody,sip,403", "ana,chat,400"})
  void page_thatHasNoPhone_isRefused(String who, String protocol, int status) {
    assertEquals(status, refusal(who, protocol));
    assertTrue(desk.keys.isEmpty());
  }

  @Test
  void stop_tellsPagesToComeBack() throws Exception {
    Page page = desk.page("ana");
    desk.phones.close();
    assertEquals(4504, page.code());
  }

  @Test
  void phone_isOnTheDesk_orInTheBrowser_orThereIsNone() throws Exception {
    var ana = desk.json("ana", "/api/desk/phone", 200);
    assertEquals("browser", ana.getString("kind"));
    assertEquals(
        "secret", ana.getJsonArray("ice_servers").getJsonObject(1).getString("credential"));
    assertEquals("desk", desk.json("dan", "/api/desk/phone", 200).getString("kind"));
    desk.json("nobody", "/api/desk/phone", 404);
    desk.json("ana", "/api/desk/sip", 426);
  }

  private int refusal(String who, String protocol) {
    var failed = assertThrows(ExecutionException.class, () -> desk.page(who, List.of(protocol)));
    return failed.getCause() instanceof UpgradeRejectedException refused ? refused.getStatus() : -1;
  }
}
