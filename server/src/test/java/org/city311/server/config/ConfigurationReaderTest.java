package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.flows.guard.Limits;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.NumberPattern;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration.Asterisk;
import org.city311.server.config.Configuration.Callers;
import org.city311.server.config.Configuration.Cluster;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.Http;
import org.city311.server.config.Configuration.MenuChoice;
import org.city311.server.config.Configuration.NotReadyReason;
import org.city311.server.config.Configuration.Outside;
import org.city311.server.config.Configuration.OutsideNumber;
import org.city311.server.config.Configuration.PublicUse;
import org.city311.server.config.Configuration.ServiceRequests;
import org.city311.server.config.Configuration.Trunk;
import org.city311.server.config.Configuration.WrapUpCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a correct configuration is read as. [ConfigurationMistakesTest] has the others.
class ConfigurationReaderTest {
  @TempDir Path folder;

  @Test
  void missingFile_isTheDefaults() throws Exception {
    assertDefaults(ConfigurationReader.read(folder.resolve("nowhere.yaml")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " \n\n", "# nothing but words\n", "---\n", "---\n...\n", "~\n", "\uFEFF"})
  void emptyFile_isTheDefaults(String text) throws Exception {
    assertDefaults(read(text));
  }

  @Test
  void keysWithoutValues_areTheDefaults() throws Exception {
    assertDefaults(
        read(
            """
            city:
            data: ~
            http:
              port:
            asterisk: null
            numbers:
            languages:
            not-ready-reasons:
            acd:
              ring:
              whisper:
            """));
  }

  private void assertDefaults(Configuration defaults) {
    assertEquals("City311", defaults.city());
    assertEquals(ZoneId.systemDefault(), defaults.timeZone());
    assertEquals(folder.resolve(".city311"), defaults.data());
    assertEquals("node-1", defaults.node());
    assertEquals(new Http(new HostPort("127.0.0.1", 8311), 200, Optional.empty()), defaults.http());
    assertEquals(new Cluster(new HostPort("127.0.0.1", 5701), List.of()), defaults.cluster());
    HostPort agi = new HostPort("127.0.0.1", 4573);
    assertEquals(
        new Asterisk(
            true,
            new HostPort("127.0.0.1", 5060),
            10_000,
            10_999,
            new HostPort("127.0.0.1", 5038),
            List.of("127.0.0.1"),
            new HostPort("127.0.0.1", 8088),
            List.of(),
            Duration.ZERO,
            agi,
            500,
            List.of(agi),
            List.of(new Trunk("local", List.of("127.0.0.1"), null))),
        defaults.asterisk());
    assertEquals(1, defaults.asterisk().nodeNumber());
    assertEquals(List.of(new DialledNumber("311", 0)), defaults.numbers());
    assertNull(defaults.fallbackPhone());
    assertEquals(Duration.ofSeconds(30), defaults.fallbackRing());
    assertEquals(List.of("en", "es"), defaults.languages());
    assertTrue(defaults.languageSkills());
    assertEquals(
        List.of(
            group("streets", "Streets and potholes", "Calles y baches"),
            group("water", "Water and sewers", "Agua y alcantarillado")),
        defaults.routing().groups());
    assertEquals(Map.of('1', key("streets"), '2', key("water")), defaults.menu());
    assertEquals(new Callers(Duration.ZERO, 0, Duration.ZERO), defaults.callers());
    assertEquals(new Limits(10, 60, 600, Set.of(), Duration.ofMinutes(15)), defaults.admission());
    assertEquals(
        List.of(
            agent("ana", "Ana Alvarez", "1", "streets", "water"),
            agent("ben", "Ben Brooks", "2", "streets", "water"),
            agent("carla", "Carla Cruz", "3", "streets"),
            agent("dan", "Dan Dixon", "4", "water"),
            agent("eva", "Eva Espinoza", "5", "streets", "water")),
        defaults.routing().agents());
    assertEquals(
        List.of(
            new NotReadyReason("break", false),
            new NotReadyReason("lunch", true),
            new NotReadyReason("training", true),
            new NotReadyReason("meeting", true)),
        defaults.notReadyReasons());
    assertEquals(
        new AcdSettings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            1,
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            CallbackTerms.USUAL),
        defaults.acd());
    assertTrue(defaults.whisper());
    assertEquals(Map.of(), defaults.voices());
    assertNull(defaults.greetingPin());
    assertEquals(
        new ServiceRequests(
            "City311",
            "city311",
            URI.create("http://127.0.0.1:8311"),
            Optional.empty(),
            Optional.empty(),
            "name",
            Duration.ofDays(365),
            new PublicUse(
                true, 4, List.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1"), Optional.empty())),
        defaults.requests());
    assertEquals(
        new Configuration.SelfService(
            List.of(),
            Set.of("anyone-hurt"),
            true,
            Optional.empty(),
            Optional.of("miscellaneous"),
            Map.of()),
        defaults.selfService());
    assertNull(defaults.databaseUrl());
  }

  @Test
  void wholeFile_isReadAsItSays() throws Exception {
    Configuration city =
        read(
            """
            city: "Springfield (Río & Co.), O'Hara's"
            data: /srv/city311
            http: {host: 0.0.0.0, port: 80, streams: 1000}
            node: {name: node-2}
            cluster: {host: 192.0.2.2, port: 5702, members: ["192.0.2.1:5701"]}
            asterisk:
              managed: false
              sip: {host: 192.0.2.9, port: 5070}
              rtp: {from: 20000, to: 20003}
              ami: {host: pbx.example.org, port: 5039}
              agi: {host: 192.0.2.2, port: 4574, sessions: 800}
              nodes: ["192.0.2.1:4573", "192.0.2.2:4574"]
              trunks:
                - {name: telco, match: [198.51.100.7, 203.0.113.0/24], proxy: "sip.example.org:5070"}
                - {name: lab, match: [127.0.0.1], proxy: "192.0.2.9:5060"}
            numbers: ["311", "+15551234567"]
            fallback: {phone: zoe, ring: 1m}
            languages: [es, en]
            skill-groups:
              - {id: parks, name: {en: Parks, es: Parques}}
              - {id: noise, name: {en: Noise, es: Ruido}}
            menu: {3: noise, 1: parks}
            agents:
              - {id: zoe, name: Zoë Zapata, groups: [noise]}
              - {id: yan}
            not-ready-reasons: [tea]
            admission: {at-once: 3, an-hour: 0, strangers-a-minute: 90, exempt: ["+14105550100"], longest-ivr: 0s}
            acd: {ring: 1500ms, wrap-up: 0s, whisper: false}
            greeting: {pin: "004711"}
            voices:
              es: [speak, --spanish, "{text}", "{wav}"]
            requests:
              organisation: City of Springfield
              jurisdiction: springfield.example
              site: https://311.springfield.example
              catalogue: catalogue
              areas: /srv/areas.geojson
              area-name: label
              retention: 90
              public:
                anonymous: false
                reports-a-minute: 30
                proxies: [10.0.0.5]
                tiles: "https://tiles.springfield.example/{z}/{x}/{y}.png"
            outside:
              residents: ["410NXXXXXX"]
              numbers:
                shelter: {number: "+14105550199"}
                water-works: {number: 5550188, trunk: lab, code: "021", caller-id: "4105550000"}
            self-service:
              report: [pothole, graffiti]
              urgent: [leak]
              known-callers: false
              collection-days: days.csv
              messages: information
              messages-of: {noise: loud-music}
            database: {url: "postgresql://city:a%20word@db.example.org/city"}
            """);

    assertEquals("Springfield (Río & Co.), O'Hara's", city.city());
    assertEquals(Path.of("/srv/city311"), city.data());
    assertEquals(new Http(new HostPort("0.0.0.0", 80), 1000, Optional.empty()), city.http());
    assertEquals("node-2", city.node());
    assertEquals(
        new Outside(
            "telco",
            "311",
            List.of(
                new OutsideNumber("shelter", "+14105550199", "telco", null, "311"),
                new OutsideNumber("water-works", "5550188", "lab", "021", "4105550000")),
            List.of(new NumberPattern("410NXXXXXX"))),
        city.outside());
    assertEquals(
        new Cluster(new HostPort("192.0.2.2", 5702), List.of("192.0.2.1:5701")), city.cluster());
    assertEquals(
        new Asterisk(
            false,
            new HostPort("192.0.2.9", 5070),
            20_000,
            20_003,
            new HostPort("pbx.example.org", 5039),
            List.of("127.0.0.1", "192.0.2.1", "192.0.2.2"),
            new HostPort("127.0.0.1", 8088),
            List.of(),
            Duration.ZERO,
            new HostPort("192.0.2.2", 4574),
            800,
            List.of(new HostPort("192.0.2.1", 4573), new HostPort("192.0.2.2", 4574)),
            List.of(
                new Trunk(
                    "telco",
                    List.of("198.51.100.7", "203.0.113.0/24"),
                    new HostPort("sip.example.org", 5070)),
                new Trunk("lab", List.of("127.0.0.1"), new HostPort("192.0.2.9", 5060)))),
        city.asterisk());
    assertEquals(2, city.asterisk().nodeNumber());
    assertEquals(
        List.of(new DialledNumber("311", 0), new DialledNumber("+15551234567", 0)), city.numbers());
    assertEquals("zoe", city.fallbackPhone());
    assertEquals(Duration.ofMinutes(1), city.fallbackRing());
    assertEquals(List.of("es", "en"), city.languages());
    assertEquals(
        List.of(group("parks", "Parks", "Parques"), group("noise", "Noise", "Ruido")),
        city.routing().groups());
    assertEquals(Map.of('1', key("parks"), '3', key("noise")), city.menu());
    assertEquals(
        List.of(
            agent("zoe", "Zoë Zapata", null, "noise"), agent("yan", "yan", null, "parks", "noise")),
        city.routing().agents());
    assertEquals(List.of(new NotReadyReason("tea", false)), city.notReadyReasons());
    assertEquals(
        new Limits(3, 0, 90, Set.of(new CallerNumber("4105550100")), Duration.ZERO),
        city.admission());
    assertEquals(Duration.ofMillis(1500), city.acd().ring());
    assertEquals(Duration.ZERO, city.acd().wrapUp());
    assertEquals(false, city.whisper());
    assertEquals("004711", city.greetingPin());
    assertEquals(Map.of("es", List.of("speak", "--spanish", "{text}", "{wav}")), city.voices());
    assertEquals(
        new ServiceRequests(
            "City of Springfield",
            "springfield.example",
            URI.create("https://311.springfield.example"),
            Optional.of(folder.resolve("catalogue")),
            Optional.of(Path.of("/srv/areas.geojson")),
            "label",
            Duration.ofDays(90),
            new PublicUse(
                false,
                30,
                List.of("10.0.0.5"),
                Optional.of("https://tiles.springfield.example/{z}/{x}/{y}.png"))),
        city.requests());
    assertEquals(
        new Configuration.SelfService(
            List.of("pothole", "graffiti"),
            Set.of("leak"),
            false,
            Optional.of(folder.resolve("days.csv")),
            Optional.of("information"),
            Map.of(new SkillGroupId("noise"), "loud-music")),
        city.selfService());
    assertEquals("postgresql://city:a%20word@db.example.org/city", city.databaseUrl());
  }

  @Test
  void groupsOfTheirOwn_comeWithoutTheDefaultAgents_andWithAMenuInTheirOrder() throws Exception {
    Configuration city =
        read("skill-groups: [{id: z, name: {en: Z, es: Z}}, {id: a, name: {en: A, es: A}}]\n");

    assertEquals(List.of(), city.routing().agents());
    assertEquals(Map.of('1', key("z"), '2', key("a")), city.menu());
  }

  @Test
  void tenGroups_theMenuHasTheFirstNine() throws Exception {
    StringBuilder text = new StringBuilder("skill-groups:\n");
    for (int i = 0; i < 10; i++) {
      text.append("  - {id: g").append(i).append(", name: {en: G, es: G}}\n");
    }

    Configuration city = read(text.toString());

    assertEquals(9, city.menu().size());
    assertEquals(key("g8"), city.menu().get('9'));
  }

  @Test
  void wrapUpCodes_areTheCitys_inTheirOrder_orTheDefaults_orNone() throws Exception {
    assertEquals("resolved", read("").wrapUpCodes().getFirst().id());
    assertEquals(List.of(), read("wrap-up-codes: []").wrapUpCodes());
    assertEquals(
        List.of(
            new WrapUpCode("sold", Map.of("en", "Sold", "es", "Vendido")),
            new WrapUpCode("asked", Map.of("en", "Asked", "es", "Preguntado"))),
        read("""
            wrap-up-codes:
              - {id: sold, name: {en: Sold, es: Vendido}}
              - {id: asked, name: {en: Asked, es: Preguntado}}
            """)
            .wrapUpCodes());
  }

  @Test
  void nineReasons_areAllowed() throws Exception {
    assertEquals(
        9, read("not-ready-reasons: [a, b, c, d, e, f, g, h, i]\n").notReadyReasons().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: here", "data: ./here", "data: x/../here", "data: here/"})
  void relativeFolder_isMeantFromTheFilesOwn(String text) throws Exception {
    assertEquals(folder.resolve("here"), read(text).data());
  }

  @Test
  void nodesOfOurs_areThisNodeAloneByDefault() throws Exception {
    Configuration city = read("asterisk: {agi: {host: 192.0.2.5, port: 4999}}\n");

    assertEquals(List.of(new HostPort("192.0.2.5", 4999)), city.asterisk().nodes());
  }

  private static final String TWO_MACHINES =
      """
      cluster: {host: 192.0.2.1, members: ["192.0.2.1:5701", "192.0.2.2:5701"]}
      asterisk:
        agi: {host: 192.0.2.1}
        nodes: ["192.0.2.1:4573", "192.0.2.2:4573"]
      """;

  @Test
  void managerOfAnAsteriskOfOurs_takesThisMachineAndAllNodes_orWhomItSays() throws Exception {
    assertEquals(
        List.of("127.0.0.1", "192.0.2.1", "192.0.2.2"),
        read(TWO_MACHINES + "  ami: {host: 192.0.2.1}\n").asterisk().permit());
    assertEquals(
        List.of("127.0.0.1", "192.0.2.0/24"),
        read(TWO_MACHINES + "  ami: {host: 0.0.0.0, permit: [192.0.2.0/24]}\n")
            .asterisk()
            .permit());
  }

  @Test
  void whatAsteriskReads_isMadeWhereItIs_orElseAtTheFirstNode() throws Exception {
    String managed = TWO_MACHINES + "  ami: {host: 192.0.2.1}\n";
    String elsewhere = TWO_MACHINES + "  managed: false\n  ami: {host: 192.0.2.9}\n";

    assertTrue(read(managed).preparesAsterisk());
    assertTrue(read(elsewhere).preparesAsterisk());
    assertFalse(read(atSecond(elsewhere)).preparesAsterisk());
    assertTrue(read("asterisk: {managed: false}\n").preparesAsterisk());
  }

  private static String atSecond(String text) {
    return text.replace("{host: 192.0.2.1, m", "{host: 192.0.2.2, m")
        .replace("agi: {host: 192.0.2.1}", "agi: {host: 192.0.2.2}");
  }

  @Test
  void anchorsAndQuotedNumbers_areYamlLikeAnyOther() throws Exception {
    Configuration city =
        read(
            """
            http: {port: "8400"}
            skill-groups: [{id: a, name: &n {en: A, es: A}}, {id: b, name: *n}]
            """);

    assertEquals(8400, city.http().address().port());
    List<SkillGroup> groups = city.routing().groups();
    assertEquals(groups.get(0).names(), groups.get(1).names());
  }

  @Test
  void fileThatCannotBeRead_isNoDefault() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("folder.yaml"));

    assertThrows(IOException.class, () -> ConfigurationReader.read(directory));
  }

  private static SkillGroup group(String id, String english, String spanish) {
    return SkillGroup.plain(new SkillGroupId(id), Map.of("en", english, "es", spanish));
  }

  private static AgentProfile agent(
      String id, String name, @Nullable String extension, String... groups) {
    return new AgentProfile(
        new AgentId(id),
        name,
        id,
        Stream.of(groups).collect(Collectors.toMap(SkillGroupId::new, _ -> 1)),
        Map.of(),
        extension);
  }

  private static MenuChoice key(String group) {
    return new MenuChoice(new SkillGroupId(group), 0, Map.of());
  }

  private Configuration read(String text) throws Exception {
    Path file = folder.resolve("city311.yaml");
    Files.writeString(file, text);
    return ConfigurationReader.read(file);
  }
}
