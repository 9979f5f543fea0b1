package org.city311.loadtest.ewt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.loadtest.simulate.BankCalls;
import org.city311.loadtest.simulate.BankCalls.BankCall;

/// A month of a bank's call centre, replayed day by day: the real arrivals, talks, and agents, as
/// [BankCalls] has them.
///
/// What the file does not tell is made up: how long those would have waited who were answered
/// (exponential, with the file's mean), and when agents were at work: from a call to their next if
/// that began within [#AWAY].
public final class BankMonth {
  private static final SkillGroupId BANK = new SkillGroupId("bank");
  private static final Duration AWAY = Duration.ofMinutes(5);

  /// Total wait divided by hang-ups, seconds.
  private static final double PATIENCE_SECONDS = 375.2;

  /// What the file calls the agent of a talk without one.
  private static final String NO_SERVER = "no_server";

  private BankMonth() {}

  /// Replays all days of the file.
  public static Errors replay(Path file) throws IOException {
    Map<LocalDate, List<BankCall>> days = new TreeMap<>();
    for (BankCall call : BankCalls.read(file).calls()) {
      if (!call.answered() || !agentOf(call).equals(NO_SERVER)) {
        days.computeIfAbsent(
                LocalDate.ofInstant(call.asked(), ZoneOffset.UTC), _ -> new ArrayList<>())
            .add(call);
      }
    }
    Errors errors = new Errors();
    days.forEach((date, calls) -> errors.add(replay(date, calls)));
    return errors;
  }

  private static String agentOf(BankCall call) {
    return call.server().toLowerCase(Locale.ROOT);
  }

  private static Instant talkBegan(BankCall call) {
    return call.asked().plus(call.waited());
  }

  private static Errors replay(LocalDate date, List<BankCall> calls) {
    Map<String, List<BankCall>> talks = new HashMap<>();
    for (BankCall call : calls) {
      if (call.answered()) {
        talks.computeIfAbsent(agentOf(call), _ -> new ArrayList<>()).add(call);
      }
    }
    Routing routing =
        new Routing(
            List.of(SkillGroup.plain(BANK, Map.of("en", "Bank"))),
            talks.keySet().stream().sorted().map(BankMonth::agent).toList());
    VirtualDay day =
        new VirtualDay(
            routing,
            new AcdSettings(
                Duration.ofSeconds(20), Duration.ZERO, 2, Duration.ZERO, Duration.ofSeconds(30)),
            date.atStartOfDay(ZoneOffset.UTC).toInstant());
    talks.forEach((agent, theirs) -> shifts(day, new AgentId(agent), theirs));
    SplittableRandom random = new SplittableRandom(date.toEpochDay());
    for (BankCall call : calls) {
      double patience = PATIENCE_SECONDS * random.nextExponential();
      day.plan(
          new VirtualDay.Planned(
              call.asked(),
              BANK,
              call.answered() ? Duration.ofMillis(Math.round(patience * 1000)) : call.waited(),
              talk(call)));
    }
    return day.run();
  }

  private static AgentProfile agent(String name) {
    return new AgentProfile(new AgentId(name), name, name, Map.of(BANK, 1), Map.of());
  }

  /// No talk is shorter than a second.
  private static Duration talk(BankCall call) {
    return call.service().isZero() ? Duration.ofSeconds(1) : call.service();
  }

  private static void shifts(VirtualDay day, AgentId agent, List<BankCall> calls) {
    calls.sort(Comparator.comparing(BankMonth::talkBegan));
    Instant until = Instant.MIN;
    for (BankCall call : calls) {
      Instant began = talkBegan(call);
      if (until.equals(Instant.MIN) || began.isAfter(until.plus(AWAY))) {
        if (!until.equals(Instant.MIN)) {
          day.plan(new VirtualDay.Shift(until, agent, false));
        }
        day.plan(new VirtualDay.Shift(began, agent, true));
      }
      Instant ended = began.plus(talk(call));
      until = ended.isAfter(until) ? ended : until;
    }
    day.plan(new VirtualDay.Shift(until, agent, false));
  }
}
