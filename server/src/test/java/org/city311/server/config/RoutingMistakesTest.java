package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each mistake in how calls are routed, and how it is told.
class RoutingMistakesTest {
  private static final String ID = "lower-case letters, digits and hyphens, at most 40";
  private static final String LEVEL = "a whole number from 1 to 10";
  private static final String PRIORITY = "a whole number from -100 to 100";
  private static final String SPAN = "closed, or hours such as 08:00-18:00 or 18:00-24:00";
  private static final String DAYS = "a day such as mon, days such as mon-fri, or holidays";
  private static final String GROUP = "skill-groups[0]";

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "time-zone: New York",
            "1: time-zone: found New York, allowed: a zone of the IANA's list, such as"
                + " America/New_York"),
        mistake(
            "language-skills: maybe", "1: language-skills: found maybe, allowed: true or false"),
        // Skill groups.
        group(
            "colour: red",
            "2: "
                + GROUP
                + ".colour: found an unknown key, allowed: closing, hours, id, name,"
                + " overflow, priority, recording, skills, strategy, waiting"),
        group("skills: {Pipes: 3}", key("skills.Pipes", "the key Pipes", ID)),
        group("skills: {pipes: 0}", key("skills.pipes", "0", LEVEL)),
        group("skills: {pipes: 11}", key("skills.pipes", "11", LEVEL)),
        group("skills: [pipes]", key("skills", "a list", "keys and values")),
        group(
            "strategy: best",
            key("strategy", "best", "longest-idle, most-skilled, circular, linear, fewest-calls")),
        group("priority: 101", key("priority", "101", PRIORITY)),
        group("closing: kick-out", key("closing", "kick-out", "serve, message, tell")),
        // The ladder.
        group("overflow: {after: 60s}", key("overflow", "keys and values", "a list")),
        group(
            "overflow: [message]",
            key("overflow[0]", "message", "keys and values"),
            key(
                "overflow[0]",
                "neither after nor waiting",
                "one of them: after: 60s, or waiting: 20"),
            key("overflow[0].do", "nothing", "a value")),
        group(
            "overflow: [{do: message}]",
            key(
                "overflow[0]",
                "neither after nor waiting",
                "one of them: after: 60s, or waiting: 20")),
        group(
            "overflow: [{after: 60s, waiting: 3, do: message}]",
            key(
                "overflow[0].waiting",
                "after and waiting",
                "one of them: after: 60s, or waiting: 20")),
        group(
            "overflow: [{after: 25h, do: message}]",
            key("overflow[0].after", "25h", "a time such as 20s or 500ms, from 0s to 86400s")),
        group(
            "overflow: [{waiting: 0, do: message}]",
            key("overflow[0].waiting", "0", "a whole number from 1 to 100000")),
        group("overflow: [{after: 1m}]", key("overflow[0].do", "nothing", "a value")),
        group(
            "overflow: [{after: 1m, do: panic}]",
            key("overflow[0].do", "panic", "widen, add-groups, callback, message, full")),
        group(
            "overflow: [{after: 1m, do: widen}]",
            key("overflow[0].skills", "none", "skills with their new least level, 0 for none")),
        group(
            "overflow: [{after: 1m, do: widen, skills: {es: -1}}]",
            key("overflow[0].skills.es", "-1", "a whole number from 0 to 10")),
        group(
            "overflow: [{after: 1m, do: add-groups}]",
            key("overflow[0].groups", "none", "at least one other skill group")),
        group(
            "overflow: [{after: 1m, do: add-groups, groups: [b, nobody]}]",
            key("overflow[0].groups", "nobody", "other skill groups: [b]")),
        group(
            "overflow: [{after: 1m, do: add-groups, groups: [a]}]",
            key("overflow[0].groups", "a", "other skill groups: [b]")),
        group(
            "overflow: [{after: 1m, do: message, groups: [b]}]",
            key("overflow[0].groups", "an unknown key", "after, do, waiting")),
        group(
            "overflow: [" + "{after: 1m, do: full},".repeat(32) + "]",
            key("overflow", "32 steps", "at most 31")),
        group("recording: all", key("recording", "all", "never, on-demand, always")),
        // What those who wait are told.
        group("waiting: often", key("waiting", "often", "keys and values")),
        group(
            "waiting: {each: 60s}",
            key("waiting.each", "an unknown key", "callback, every, first, messages, place, time")),
        group(
            "waiting: {every: 19s}", key("waiting.every", "19s", "0s for never, or 20s and more")),
        group(
            "waiting: {every: 31m}",
            key("waiting.every", "31m", "a time such as 20s or 500ms, from 0s to 1800s")),
        group(
            "waiting: {first: 11m}",
            key("waiting.first", "11m", "a time such as 20s or 500ms, from 0s to 600s")),
        group("waiting: {place: maybe}", key("waiting.place", "maybe", "true or false")),
        group(
            "waiting: {messages: [{en: Hint}]}",
            key("waiting.messages[0]", "no text in es", "a text in each of [en, es]")),
        group(
            "waiting: {messages: [{en: Hint, es: '{city}'}]}",
            key(
                "waiting.messages[0].es",
                "{city}",
                "a text of at most 300 characters in one paragraph, without braces")),
        group(
            "waiting: {messages: [" + "{en: Hint, es: Consejo},".repeat(10) + "]}",
            key("waiting.messages", "10 messages", "at most 9")),
        mistake(
            "skill-groups: [{id: a, name: {en: A, es: A}, waiting: {callback: true}}]",
            "1: skill-groups: found a with waiting.callback, but nobody who can be called back,"
                + " allowed: it with outside.residents"),
        // Opening hours.
        group(
            "hours: 08:00-18:00",
            key("hours", "08:00-18:00", "keys and values"),
            key("hours", "no day", "at least one day")),
        group("hours: {}", key("hours", "no day", "at least one day")),
        group(
            "hours: {monday: 08:00-18:00}",
            key("hours.monday", "the key monday", DAYS),
            key("hours", "no day", "at least one day")),
        group(
            "hours: {mon-fri: 08:00-18:00, fri: 08:00-14:00}",
            key("hours.fri", "fri twice", "each day only once")),
        group("hours: {mon: 8-18}", key("hours.mon", "8-18", SPAN)),
        group("hours: {mon: 08:00-25:00}", key("hours.mon", "08:00-25:00", SPAN)),
        group(
            "hours: {mon: 22:00-06:00}",
            key("hours.mon", "22:00-06:00", "a later end; a night is 22:00-24:00 and 00:00-06:00")),
        group(
            "hours: {mon: 08:00-08:00}",
            key("hours.mon", "08:00-08:00", "a later end; a night is 22:00-24:00 and 00:00-06:00")),
        group(
            "hours: {mon: 08:00-00:00}",
            key("hours.mon", "08:00-00:00", "a later end; a night is 22:00-24:00 and 00:00-06:00")),
        group(
            "hours: {mon: [08:00-12:00, 11:00-14:00]}",
            key("hours.mon", "08:00-12:00, 11:00-14:00", "hours that do not overlap")),
        group(
            "hours: {mon: [closed, 11:00-14:00]}", key("hours.mon", "closed and hours", "either")),
        group(
            "hours: {mon: closed, holidays: {25.12.2026: closed}}",
            key("hours.holidays.25.12.2026", "the key 25.12.2026", "a date such as 2026-12-25")),
        group(
            "hours: {mon: closed, holidays: {2026-02-30: closed}}",
            key("hours.holidays.2026-02-30", "2026-02-30", "a date that is in the calendar")),
        group(
            "hours: {mon: closed, holidays: {2026-12-25: shut}}",
            key("hours.holidays.2026-12-25", "shut", SPAN)),
        // Agents.
        mistake(
            "agents: [{id: x, groups: {streets: 0}}]",
            "1: agents[0].groups.streets: found 0, allowed: a whole number from 1 to 100"),
        mistake(
            "agents: [{id: x, extension: 123456}]",
            "1: agents[0].extension: found 123456, allowed: 1 to 5 digits"),
        mistake(
            "agents: [{id: x, extension: 07}, {id: y, extension: \"07\"}]",
            "1: agents: found extension 07 twice, allowed: each only once"),
        mistake(
            "agents: [{id: x, groups: {parks: 1}}]",
            "1: agents[0].groups: found parks, allowed: skill groups: [streets, water]"),
        mistake(
            "agents: [{id: x, groups: {}}]",
            "1: agents[0].groups: found none, allowed: at least one of [streets, water]"),
        mistake(
            "agents: [{id: x, skills: {es: good}}]",
            "1: agents[0].skills.es: found good, allowed: " + LEVEL),
        // What is dialled and pressed.
        mistake(
            "numbers: [{priority: 3}]",
            "1: numbers[0].number: found nothing, allowed: a value",
            "1: numbers: found none, allowed: at least one number"),
        mistake(
            "numbers: [{number: '311', priority: high}]",
            "1: numbers[0].priority: found high, allowed: " + PRIORITY),
        mistake(
            "numbers: ['311', {number: '311', priority: 3}]",
            "1: numbers: found 311 twice, allowed: each only once"),
        mistake(
            "menu: {1: {priority: 3}}",
            "1: menu.1.group: found nothing, allowed: a value",
            "1: menu: found nothing, allowed: at least one key"),
        mistake(
            "menu: {1: {group: parks}}",
            "1: menu.1.group: found parks, allowed: skill groups: [streets, water]"),
        mistake(
            "menu: {1: {group: water, priority: 200}}",
            "1: menu.1.priority: found 200, allowed: " + PRIORITY),
        mistake(
            "menu: {1: {group: water, skills: {es: 0}}}",
            "1: menu.1.skills.es: found 0, allowed: " + LEVEL),
        mistake(
            "callers: {reopened: 5}",
            "1: callers.reopened: found an unknown key, allowed: abandoned, last-agent"),
        mistake(
            "callers: {abandoned: {within: 25h}}",
            "1: callers.abandoned.within: found 25h, allowed: a time such as 20s or 500ms, from 0s"
                + " to 86400s"),
        mistake(
            "callers: {abandoned: {within: 1h, priority: 200}}",
            "1: callers.abandoned.priority: found 200, allowed: " + PRIORITY),
        mistake(
            "callers: {last-agent: {within: soon}}",
            "1: callers.last-agent.within: found soon, allowed: a time such as 20s or 500ms, from"
                + " 0s to 86400s"),
        mistake(
            "not-ready-reasons: [{reason: tea, planned: perhaps}]",
            "1: not-ready-reasons[0].planned: found perhaps, allowed: true or false"),
        mistake(
            "not-ready-reasons: [{planned: true}]",
            "1: not-ready-reasons[0].reason: found nothing, allowed: a value"),
        // Offers.
        mistake(
            "acd: {max-misses: 0}",
            "1: acd.max-misses: found 0, allowed: a whole number from 1 to 100"),
        mistake(
            "acd: {ageing: 2h}",
            "1: acd.ageing: found 2h, allowed: a time such as 20s or 500ms, from 0s to 3600s"),
        mistake(
            "acd: {direct-wait: 11m}",
            "1: acd.direct-wait: found 11m, allowed: a time such as 20s or 500ms, from 0s to"
                + " 600s"),
        mistake(
            "acd: {lost-agent: 11m}",
            "1: acd.lost-agent: found 11m, allowed: a time such as 20s or 500ms, from 0s to"
                + " 600s"),
        mistake(
            "asterisk: {phone-silence: 2h}",
            "1: asterisk.phone-silence: found 2h, allowed: a time such as 20s or 500ms, from 0s to"
                + " 3600s"));
  }

  /// A group `a` with this on its own line, beside a group `b`.
  private static Arguments group(String line, String... told) {
    return mistake(
        "skill-groups: [{id: b, name: {en: B, es: B}}]"
            .replace("[", "[{id: a, name: {en: A, es: A},\n" + line + "}, "),
        told);
  }

  private static String key(String key, String found, String allowed) {
    return "2: " + GROUP + "." + key + ": found " + found + ", allowed: " + allowed;
  }

  private static Arguments mistake(String text, String... told) {
    return arguments(text, List.of(told));
  }

  @ParameterizedTest
  @MethodSource
  void mistakes(String text, List<String> told) throws Exception {
    assertEquals(told.stream().map(line -> file() + ":" + line).toList(), mistakesOf(text));
  }

  @Test
  void moreGroupsThanCanBe_areRefused() throws Exception {
    StringBuilder text = new StringBuilder("skill-groups:\n");
    for (int i = 0; i <= 500; i++) {
      text.append("- {id: g").append(i).append(", name: {en: G, es: G}}\n");
    }

    assertEquals(
        List.of(file() + ":2: skill-groups: found 501 groups, allowed: at most 500"),
        mistakesOf(text.toString()));
  }

  private Path file() {
    return folder.resolve("city311.yaml");
  }

  private List<String> mistakesOf(String text) throws Exception {
    Files.writeString(file(), text);
    return assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file()))
        .mistakes();
  }
}
