package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OpeningHours.Span;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.city311.server.config.Configuration.Callers;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.MenuChoice;
import org.city311.server.config.Configuration.NotReadyReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a configuration says of how calls are routed. [RoutingMistakesTest] has what is wrong.
class RoutingReaderTest {
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillId ES = new SkillId("es");
  private static final SkillId PIPES = new SkillId("pipes");

  @TempDir Path folder;

  @Test
  void groupWithEverything_isReadAsItSays() throws Exception {
    SkillGroup water =
        read("""
        time-zone: America/New_York
        skill-groups:
          - id: water
            name: {en: Water, es: Agua}
            skills: {pipes: 3}
            strategy: most-skilled
            priority: -5
            overflow:
              - {waiting: 20, do: callback}
              - {after: 60s, do: widen, skills: {pipes: 1, es: 0}}
              - {after: 2m, do: add-groups, groups: [streets]}
              - {after: 5m, do: message}
              - {after: 10m, do: full}
            hours:
              mon-fri: 08:00-18:00
              sat: [09:00-12:00, 13:00-24:00]
              sun: closed
              holidays: {2026-12-25: closed, 2026-12-24: 08:00-12:00}
            closing: tell
            waiting:
              first: 10s
              every: 45s
              place: false
              time: false
              callback: true
              messages: [{en: Hint, es: Consejo}]
          - {id: streets, name: {en: Streets, es: Calles}}
        outside: {residents: ["410NXXXXXX"]}
        asterisk: {trunks: [{name: local, match: [127.0.0.1], proxy: "127.0.0.1:9"}]}
        """)
            .routing()
            .groups()
            .getFirst();

    assertEquals(Map.of(PIPES, 3), water.skills());
    assertEquals(Strategy.MOST_SKILLED, water.strategy());
    assertEquals(-5, water.priority());
    assertEquals(
        new Announcements(
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            false,
            false,
            true,
            List.of(Map.of("en", "Hint", "es", "Consejo"))),
        water.announced());
    assertEquals(
        List.of(
            new OverflowStep(
                new OverflowStep.WhenWaiting(20), new OverflowStep.Treat(Treatment.CALLBACK)),
            new OverflowStep(
                after(Duration.ofSeconds(60)), new OverflowStep.Widen(Map.of(PIPES, 1, ES, 0))),
            new OverflowStep(
                after(Duration.ofMinutes(2)), new OverflowStep.AddGroups(Set.of(STREETS))),
            new OverflowStep(
                after(Duration.ofMinutes(5)), new OverflowStep.Treat(Treatment.MESSAGE)),
            new OverflowStep(
                after(Duration.ofMinutes(10)), new OverflowStep.Treat(Treatment.FULL))),
        water.overflow());
    List<Span> office = List.of(span("08:00", "18:00"));
    assertEquals(
        new OpeningHours(
            ZoneId.of("America/New_York"),
            Map.of(
                DayOfWeek.MONDAY, office,
                DayOfWeek.TUESDAY, office,
                DayOfWeek.WEDNESDAY, office,
                DayOfWeek.THURSDAY, office,
                DayOfWeek.FRIDAY, office,
                DayOfWeek.SATURDAY, List.of(span("09:00", "12:00"), span("13:00", "00:00")),
                DayOfWeek.SUNDAY, List.of()),
            Map.of(
                LocalDate.of(2026, 12, 25), List.of(),
                LocalDate.of(2026, 12, 24), List.of(span("08:00", "12:00")))),
        water.hours());
    assertEquals(Closing.TELL, water.closing());
  }

  @Test
  void hours_areMeantInTheCitysTimeZone() throws Exception {
    OpeningHours hours =
        read("""
        time-zone: America/New_York
        skill-groups: [{id: a, name: {en: A, es: A}, hours: {mon: 08:00-18:00}}]
        """)
            .routing()
            .groups()
            .getFirst()
            .hours();

    assertEquals(true, hours.isOpen(Instant.parse("2026-03-02T13:00:00Z")));
    assertFalse(hours.isOpen(Instant.parse("2026-03-02T12:59:59Z")));
  }

  @Test
  void daysThatGoOverTheEndOfTheWeek_andWholeDays_areUnderstood() throws Exception {
    OpeningHours hours = hours("{sat-mon: 00:00-24:00}");

    assertEquals(
        Map.of(
            DayOfWeek.SATURDAY, List.of(Span.WHOLE_DAY),
            DayOfWeek.SUNDAY, List.of(Span.WHOLE_DAY),
            DayOfWeek.MONDAY, List.of(Span.WHOLE_DAY)),
        hours.week());
  }

  @Test
  void hoursThatTouch_doNotOverlap() throws Exception {
    OpeningHours hours = hours("{mon: [12:00-18:00, 08:00-12:00]}");

    assertEquals(
        List.of(span("12:00", "18:00"), span("08:00", "12:00")),
        hours.week().get(DayOfWeek.MONDAY));
  }

  @Test
  void agents_haveGroupsInAList_orWithAPreference_andSkillsWithLevels() throws Exception {
    List<AgentProfile> agents =
        read("""
        agents:
          - {id: ana, groups: {streets: 1, water: 2}, skills: {es: 10, pipes: 1}}
          - {id: ben, groups: [water], extension: 007}
          - {id: cem}
        """)
            .routing()
            .agents();

    assertEquals(Map.of(STREETS, 1, WATER, 2), agents.get(0).groups());
    assertEquals(Map.of(ES, 10, PIPES, 1), agents.get(0).skills());
    assertEquals(Map.of(WATER, 1), agents.get(1).groups());
    assertEquals("007", agents.get(1).extension());
    assertNull(agents.get(2).extension());
    assertEquals(Map.of(STREETS, 1, WATER, 1), agents.get(2).groups());
    assertEquals(Map.of(), agents.get(2).skills());
  }

  @Test
  void numbersMenuAndCallers_carryPriorities() throws Exception {
    Configuration city =
        read(
            """
            numbers: ["311", {number: "+15550100", priority: 50}, {number: "312"}]
            menu:
              1: streets
              2: {group: water, priority: -10, skills: {pipes: 2}}
            callers:
              abandoned: {within: 30m, priority: 7}
              last-agent: {within: 10m}
            """);

    assertEquals(
        List.of(
            new DialledNumber("311", 0),
            new DialledNumber("+15550100", 50),
            new DialledNumber("312", 0)),
        city.numbers());
    assertEquals(
        Map.of(
            '1', new MenuChoice(STREETS, 0, Map.of()),
            '2', new MenuChoice(WATER, -10, Map.of(PIPES, 2))),
        city.menu());
    assertEquals(new Callers(Duration.ofMinutes(30), 7, Duration.ofMinutes(10)), city.callers());
  }

  @Test
  void notReadyReasons_arePlannedOrNot() throws Exception {
    assertEquals(
        List.of(new NotReadyReason("tea", false), new NotReadyReason("lunch", true)),
        read("not-ready-reasons: [tea, {reason: lunch, planned: true}]\n").notReadyReasons());
  }

  @Test
  void acd_isReadAsItSays() throws Exception {
    Configuration city =
        read(
            "acd: {ring: 15s, wrap-up: 1m, max-misses: 3, ageing: 30s, direct-wait: 0s,"
                + " lost-agent: 45s}\n");

    assertEquals(
        new AcdSettings(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            3,
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofSeconds(45),
            CallbackTerms.USUAL),
        city.acd());
  }

  @Test
  void languageSkills_canBeTurnedOff() throws Exception {
    assertFalse(read("language-skills: false\n").languageSkills());
  }

  private OpeningHours hours(String text) throws Exception {
    return read("skill-groups: [{id: a, name: {en: A, es: A}, hours: " + text + "}]\n")
        .routing()
        .groups()
        .getFirst()
        .hours();
  }

  private static OverflowStep.AfterWait after(Duration time) {
    return new OverflowStep.AfterWait(time);
  }

  private static Span span(String from, String to) {
    return new Span(LocalTime.parse(from), LocalTime.parse(to));
  }

  private Configuration read(String text) throws Exception {
    Path file = folder.resolve("city311.yaml");
    Files.writeString(file, text);
    return ConfigurationReader.read(file);
  }
}
