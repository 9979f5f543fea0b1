package org.city311.loadtest.ewt;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// A month of a bank's call centre, replayed day by day: the real arrivals, talks, and agents. The data
/// are those of A. Mandelbaum, A. Sakov and S. Zeltyn (Technion, 2000), a call to a row of a file
/// with tabs.
///
/// What the file does not tell is made up: how long those would have waited who were answered
/// (exponential, with the file's mean), and when agents were at work: from a call to their next if
/// that began within [#AWAY].
public final class BankMonth {
  private static final SkillGroupId BANK = new SkillGroupId("bank");
  private static final Duration AWAY = Duration.ofMinutes(5);

  /// Total wait divided by hang-ups, seconds.
  private static final double PATIENCE_SECONDS = 375.2;

  /// Calls that went elsewhere: to the internet's support, and to a message.
  private static final Set<String> ELSEWHERE = Set.of("IN", "TT");

  private record Row(
      Instant asked, boolean hungUp, long waited, Instant talkBegan, long talked, String agent) {}

  private BankMonth() {}

  /// Replays all days of the file.
  public static Errors replay(Path file) throws IOException {
    Map<LocalDate, List<Row>> days = new TreeMap<>();
    try (var lines = Files.lines(file)) {
      lines.skip(1).forEach(line -> read(line.strip().split("\t", -1), days));
    }
    Errors errors = new Errors();
    days.forEach((date, rows) -> errors.add(replay(date, rows)));
    return errors;
  }

  private static void read(String[] cells, Map<LocalDate, List<Row>> days) {
    boolean queued = !cells[9].equals("0:00:00");
    boolean served = cells[12].equals("AGENT") && !cells[16].equals("NO_SERVER");
    boolean hungUp = cells[12].equals("HANG") && queued;
    if (ELSEWHERE.contains(cells[4]) || !(served || hungUp)) {
      return;
    }
    LocalDate date =
        LocalDate.of(
            1900 + Integer.parseInt(cells[5].substring(0, 2)),
            Integer.parseInt(cells[5].substring(2, 4)),
            Integer.parseInt(cells[5].substring(4)));
    days.computeIfAbsent(date, _ -> new ArrayList<>())
        .add(
            new Row(
                time(date, queued ? cells[9] : cells[7]),
                hungUp,
                Long.parseLong(cells[11]),
                time(date, cells[13]),
                Math.max(1, Long.parseLong(cells[15])),
                served ? cells[16].toLowerCase(Locale.ROOT) : ""));
  }

  private static Instant time(LocalDate date, String clock) {
    String[] parts = clock.split(":", -1);
    long seconds =
        Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2]);
    return date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(seconds);
  }

  private static Errors replay(LocalDate date, List<Row> rows) {
    Map<String, TreeSet<Row>> talks = new HashMap<>();
    for (Row row : rows) {
      if (!row.hungUp()) {
        talks
            .computeIfAbsent(
                row.agent(),
                _ -> new TreeSet<>(Comparator.comparing(Row::talkBegan).thenComparing(Row::asked)))
            .add(row);
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
    talks.forEach((agent, calls) -> shifts(day, new AgentId(agent), calls));
    SplittableRandom random = new SplittableRandom(date.toEpochDay());
    for (Row row : rows) {
      double patience = PATIENCE_SECONDS * random.nextExponential();
      day.plan(
          new VirtualDay.Planned(
              row.asked(),
              BANK,
              Duration.ofMillis(row.hungUp() ? row.waited() * 1000 : Math.round(patience * 1000)),
              Duration.ofSeconds(row.talked())));
    }
    return day.run();
  }

  private static AgentProfile agent(String name) {
    return new AgentProfile(new AgentId(name), name, name, Map.of(BANK, 1), Map.of());
  }

  private static void shifts(VirtualDay day, AgentId agent, SortedSet<Row> calls) {
    Instant until = Instant.MIN;
    for (Row call : calls) {
      if (until.equals(Instant.MIN) || call.talkBegan().isAfter(until.plus(AWAY))) {
        if (!until.equals(Instant.MIN)) {
          day.plan(new VirtualDay.Shift(until, agent, false));
        }
        day.plan(new VirtualDay.Shift(call.talkBegan(), agent, true));
      }
      Instant ended = call.talkBegan().plusSeconds(call.talked());
      until = ended.isAfter(until) ? ended : until;
    }
    day.plan(new VirtualDay.Shift(until, agent, false));
  }
}
