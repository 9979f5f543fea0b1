package org.city311.asteriskconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.city311.asteriskconfig.AsteriskSettings.Ami;
import org.city311.asteriskconfig.AsteriskSettings.BrowserPhones;
import org.city311.asteriskconfig.AsteriskSettings.Fallback;
import org.city311.asteriskconfig.AsteriskSettings.HostPort;
import org.city311.asteriskconfig.AsteriskSettings.Installation;
import org.city311.asteriskconfig.AsteriskSettings.Limits;
import org.city311.asteriskconfig.AsteriskSettings.OutsideNumber;
import org.city311.asteriskconfig.AsteriskSettings.Phone;
import org.city311.asteriskconfig.AsteriskSettings.PortRange;
import org.city311.asteriskconfig.AsteriskSettings.Trunk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsteriskConfigTest {
  private static final HostPort AMI = new HostPort("127.0.0.1", 5038);
  private static final List<HostPort> NODES =
      List.of(new HostPort("127.0.0.1", 4573), new HostPort("node-2.example", 4574));

  @TempDir Path data;

  @Test
  void render_twice_changesNothing() throws Exception {
    var instance = data.resolve("asterisk");
    assertFalse(AsteriskConfig.render(settings(null, List.of()), instance).isEmpty());
    assertEquals(List.of(), AsteriskConfig.render(settings(null, List.of()), instance));
    var changed =
        AsteriskConfig.render(settings(null, List.of(new Phone("ana", "secret-1"))), instance);
    assertEquals(List.of(instance.resolve("etc/pjsip.conf")), changed);
  }

  @Test
  void render_filesWithSecrets_areTheirOwnersOnly() throws Exception {
    AsteriskConfig.render(settings(null, List.of()), data.resolve("asterisk"));
    for (var file : List.of("pjsip.conf", "manager.conf")) {
      var permissions = Files.getPosixFilePermissions(data.resolve("asterisk/etc").resolve(file));
      assertEquals("rw-------", PosixFilePermissions.toString(permissions));
    }
  }

  @Test
  void render_noTemplateTagIsLeft() throws Exception {
    AsteriskConfig.render(settings(null, List.of()), data.resolve("asterisk"));
    try (var files = Files.list(data.resolve("asterisk/etc"))) {
      for (var file : files.toList()) {
        assertFalse(Files.readString(file).contains("{{"), file.toString());
      }
    }
  }

  @Test
  void render_nodes_areAskedInOrder() throws Exception {
    var dialplan = dialplan(settings(null, List.of()));
    assertTrue(dialplan.contains("agi://127.0.0.1:4573/${CITY311_SCRIPT}?node=1"));
    assertTrue(dialplan.contains("agi://node-2.example:4574/${CITY311_SCRIPT}?node=2"));
    assertTrue(dialplan.contains("0${GLOBAL(CITY311_NODE_1)} >= 5]?node2)"));
    assertTrue(dialplan.contains("0${GLOBAL(CITY311_NODE_2)} >= 5]?none)"));
  }

  /// No number that somebody dialled, and no option that would let one be dialled.
  @Test
  void render_ourListTheFallbackAndTheColleagueWhomTheServerNames_areTheOnlyDials()
      throws Exception {
    var phones = List.of(new Phone("front-desk", "secret-1"));
    var fallback = new Fallback("front-desk", Duration.ofSeconds(30));
    var colleague = " same => n(ring),Dial(PJSIP/${CITY311_NEXT:5},20)";
    var shelter = "exten => shelter,1,Dial(PJSIP/+14105550199@trunk_local,60,gm(city311))";
    var waterWorks = "exten => water-works,1,Dial(PJSIP/+14105550188@trunk_local,60,gm(city311))";
    var byAnAgent = " same => n,Dial(PJSIP/+14105550188@trunk_local,60,${CITY311_THEN})";
    assertEquals(
        List.of(shelter, waterWorks, waterWorks, colleague, byAnAgent),
        dials(settings(null, phones)));
    assertEquals(
        List.of(
            shelter,
            waterWorks,
            " same => n,Dial(PJSIP/front-desk,30,gm(city311))",
            waterWorks,
            colleague,
            byAnAgent),
        dials(settings(fallback, phones)));
  }

  private List<String> dials(AsteriskSettings settings) throws Exception {
    return dialplan(settings).lines().filter(line -> line.contains("Dial(")).toList();
  }

  @Test
  void render_consults_takeOneToFiveDigitsAndNothingElse() throws Exception {
    assertEquals(
        List.of("_*2X", "_*2XX", "_*2XXX", "_*2XXXX", "_*2XXXXX"),
        dialplan(settings(null, List.of()))
            .lines()
            .filter(line -> line.endsWith("Goto(city311-consult,${EXTEN:2},1)"))
            .map(line -> line.substring("exten => ".length(), line.indexOf(',')))
            .toList());
  }

  @Test
  void settings_fallbackWithoutAccount_isRefused() {
    var fallback = new Fallback("nobody", Duration.ofSeconds(30));
    var refusal = assertThrows(IllegalArgumentException.class, () -> settings(fallback, List.of()));
    assertTrue(String.valueOf(refusal.getMessage()).contains("found 'nobody'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nexten => _X.,1,System(id)",
        "a\r",
        "a;b",
        "a]b",
        "[general]",
        "a,b",
        "${SHELL(id)}",
        "$[1+1]",
        "a&b",
        "a|b",
        "a b",
        "a\"b",
        "#exec id",
        "a\\nb",
        "ä",
        "",
        "{{#nodes}}"
      })
  void hostileValue_isRefusedEverywhere(String value) {
    assertRefused(() -> new Phone(value, "good-password"));
    assertRefused(() -> new Phone("ana", "good-secret" + (value.isEmpty() ? "\n" : value)));
    assertRefused(() -> new Trunk(value, List.of("127.0.0.1"), null));
    assertRefused(() -> new Trunk("local", List.of(value), null));
    assertRefused(() -> new HostPort(value, 5060));
    assertRefused(() -> new Fallback(value, Duration.ofSeconds(30)));
    assertRefused(() -> new Ami(AMI, value, List.of("127.0.0.1")));
    assertRefused(() -> new Ami(AMI, "good-secret", List.of(value)));
    assertRefused(() -> new Installation(Path.of("relative" + value), Path.of("/usr")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb", "/a;b", "/a[b", "/a,b", "/${A}", "relative", "/a\\b"})
  void hostilePath_isRefused(String path) {
    assertRefused(() -> new Installation(Path.of(path), Path.of("/usr")));
    assertRefused(
        () -> AsteriskConfig.render(settings(null, List.of()), Path.of(path).resolve("x")));
  }

  @Test
  void secret_isNeverShown() {
    var hostile = "top secret\n";
    var refusal = assertThrows(IllegalArgumentException.class, () -> new Phone("ana", hostile));
    assertFalse(String.valueOf(refusal.getMessage()).contains("top secret"));
    assertFalse(new Phone("ana", "good-password").toString().contains("good-password"));
    assertFalse(Ami.local(AMI, "good-secret").toString().contains("good-secret"));
  }

  @Test
  void folderTooDeepForASocket_isRefused() {
    assertRefused(
        () -> AsteriskConfig.render(settings(null, List.of()), Path.of("/" + "d".repeat(100))));
  }

  @Test
  void telephonesOutside_areCalledByAgentsByTheirNames_withTheNumbersOfTheList() throws Exception {
    var dialplan = dialplan(settings(null, List.of()));

    assertTrue(
        dialplan.contains(
            """
            exten => water-works,1,Set(CALLERID(all)="311" <311>)
             same => n,Dial(PJSIP/+14105550188@trunk_local,60,${CITY311_THEN})
            """),
        dialplan);
    assertFalse(dialplan.contains("exten => shelter,1,Set("), "which agents can't call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i", "Water", "water works", "water,1", "_X.", "${EXTEN}"})
  void outsideNameThatMeansSomethingElse_isRefused(String hostile) {
    assertRefused(() -> outside(hostile, "311", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "911@evil.example", "${CITY311_NEXT}", "1&2", "1,2"})
  void outsideNumberThatMeansSomethingElse_isRefused(String hostile) {
    assertRefused(() -> outside("water-works", hostile, null));
    assertRefused(() -> outside("water-works", "311", hostile));
  }

  @Test
  void survey_isDrawnForItsShareOfTheCallers() throws Exception {
    assertTrue(
        dialplan(settings(null, List.of()))
            .contains(" same => n,GotoIf($[${RAND(1,100)} > 25]?goodbye)\n"));
  }

  private static OutsideNumber outside(String name, String number, @Nullable String callerId) {
    return new OutsideNumber(name, number, "local", callerId);
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable action) {
    assertThrows(IllegalArgumentException.class, action);
  }

  @Test
  void trunk_hasOneContactThatCallsLeaveTo_andNobodyCanRegister() throws Exception {
    dialplan(settings(null, List.of()));
    var pjsip = Files.readString(data.resolve("asterisk/etc/pjsip.conf"));
    assertTrue(pjsip.contains("\naors = trunk_local\n"), pjsip);
    assertTrue(pjsip.contains("[trunk_local]\ntype = aor\ncontact = sip:192.0.2.9:5070\n"), pjsip);
  }

  @Test
  void lostPhones_areFoundBySilence_andTheirResidentsKept() throws Exception {
    AsteriskConfig.render(settings(null, List.of(), List.of("ana")), data.resolve("asterisk"));
    assertEquals(
        List.of("rtp_timeout = 8"),
        file("pjsip.conf").lines().filter(line -> line.startsWith("rtp_timeout")).toList());
    assertTrue(
        file("extensions.conf").contains("ChannelRedirect(${CITY311_CALLER},city311-lost,s,1)"));
  }

  @Test
  void browserPhones_none_asteriskServesNoHttpAndDoesNoIce() throws Exception {
    AsteriskConfig.render(settings(null, List.of()), data.resolve("asterisk"));
    assertTrue(file("http.conf").contains("\nenabled = no\n"));
    assertTrue(file("rtp.conf").contains("\nicesupport = no\n"));
  }

  @Test
  void browserPhones_haveNoPasswordInAnyFile_andRoomForEachTwice() throws Exception {
    AsteriskConfig.render(
        settings(null, List.of(), List.of("ana", "ben")), data.resolve("asterisk"));
    var pjsip = file("pjsip.conf");
    assertTrue(pjsip.contains("\n[ana](city311_browser)\n"), pjsip);
    assertTrue(pjsip.contains("\n[ana](city311_aor)\n"), pjsip);
    assertFalse(pjsip.contains("[ana](city311_auth)"), pjsip);
    var http = file("http.conf");
    assertTrue(http.contains("\nbindaddr = 127.0.0.1\nbindport = 8088\n"), http);
    assertTrue(http.contains("\nsessionlimit = 104\n"), http);
    assertTrue(file("rtp.conf").contains("\nicesupport = yes\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "localhost", "pbx.example.org"})
  void browserPhones_addressThatOthersReach_isRefused(String host) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BrowserPhones(new HostPort(host, 8088), List.of("ana")));
    assertTrue(String.valueOf(refused.getMessage()).contains(host));
  }

  @Test
  void browserPhones_accountThatADeskPhoneHas_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> settings(null, List.of(new Phone("ana", "good-password")), List.of("ana")));
  }

  private String file(String name) throws Exception {
    return Files.readString(data.resolve("asterisk/etc").resolve(name));
  }

  private String dialplan(AsteriskSettings settings) throws Exception {
    AsteriskConfig.render(settings, data.resolve("asterisk"));
    return Files.readString(data.resolve("asterisk/etc/extensions.conf"));
  }

  private AsteriskSettings settings(@Nullable Fallback fallback, List<Phone> phones) {
    return settings(fallback, phones, List.of());
  }

  private AsteriskSettings settings(
      @Nullable Fallback fallback, List<Phone> phones, List<String> browserPhones) {
    return new AsteriskSettings(
        "city311",
        new Installation(Path.of("/usr/lib/asterisk/modules"), Path.of("/usr/share/asterisk")),
        data.resolve("sounds"),
        List.of("en", "es"),
        new HostPort("127.0.0.1", 5060),
        new PortRange(10_000, 10_999),
        Ami.local(AMI, "good-secret"),
        NODES,
        List.of(new Trunk("local", List.of("127.0.0.1"), new HostPort("192.0.2.9", 5070))),
        List.of("311"),
        List.of(
            new OutsideNumber("shelter", "+14105550199", "local", null),
            new OutsideNumber("water-works", "+14105550188", "local", "311")),
        fallback,
        phones,
        new BrowserPhones(new HostPort("127.0.0.1", 8088), browserPhones),
        Duration.ofSeconds(20),
        4,
        25,
        Limits.DEFAULT);
  }
}
