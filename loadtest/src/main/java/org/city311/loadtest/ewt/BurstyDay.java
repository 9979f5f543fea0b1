package org.city311.loadtest.ewt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// A day made up by a seed: calls come in bursts, of three groups that partly share agents; agents
/// come and go. The same seed is the same day.
public final class BurstyDay {
  private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
  private static final Duration LENGTH = Duration.ofHours(8);
  private static final Duration WRAP_UP = Duration.ofSeconds(15);

  /// Mean talk of each group's calls, seconds; the deviation is as large as the mean in a call centre
  /// of L. Brown et al. (2005).
  private static final Map<String, Integer> TALK =
      Map.of("streets", 120, "water", 180, "records", 240);

  private static final double TALK_VARIATION = 0.9;
  private static final int AGENTS = 18;
  private static final double PATIENCE_SECONDS = 600;
  private static final double QUIET_LOAD = 0.7;
  private static final double BURST_LOAD = 1.8;

  private final SplittableRandom random;
  private final List<SkillGroupId> groups = new ArrayList<>();

  private BurstyDay(long seed) {
    random = new SplittableRandom(seed);
    TALK.keySet().stream().sorted().map(SkillGroupId::new).forEach(groups::add);
  }

  /// Lets the day of this seed happen.
  public static Errors run(long seed) {
    return new BurstyDay(seed).run();
  }

  private Errors run() {
    List<AgentProfile> agents = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      agents.add(agent(i));
    }
    Routing routing =
        new Routing(
            groups.stream().map(id -> SkillGroup.plain(id, Map.of("en", id.value()))).toList(),
            agents);
    AcdSettings settings =
        new AcdSettings(Duration.ofSeconds(20), WRAP_UP, 2, Duration.ZERO, Duration.ofSeconds(30));
    VirtualDay day = new VirtualDay(routing, settings, BEGIN);
    agents.forEach(agent -> comeAndGo(day, agent.id()));
    call(day);
    return day.run();
  }

  /// Two of three agents serve one group, the third serves two.
  private AgentProfile agent(int number) {
    Map<SkillGroupId, Integer> served = new HashMap<>();
    served.put(groups.get(number % groups.size()), 1);
    if (number / groups.size() % 3 == 2) {
      served.put(groups.get((number + 1) % groups.size()), 1);
    }
    AgentId id = new AgentId("agent-" + number);
    return new AgentProfile(id, id.value(), id.value(), served, Map.of());
  }

  /// At work for an hour on the average, then away for a quarter.
  private void comeAndGo(VirtualDay day, AgentId agent) {
    Instant at = BEGIN.plus(seconds(300 * random.nextDouble()));
    boolean ready = true;
    while (at.isBefore(BEGIN.plus(LENGTH))) {
      day.plan(new VirtualDay.Shift(at, agent, ready));
      at = at.plus(exponential(ready ? 3600 : 900));
      ready = !ready;
    }
    day.plan(new VirtualDay.Shift(BEGIN.plus(LENGTH), agent, true));
  }

  /// Quiet times and bursts take turns.
  private void call(VirtualDay day) {
    double talk = TALK.values().stream().mapToInt(Integer::intValue).average().orElseThrow();
    double capacity = AGENTS * 0.8 / (talk + WRAP_UP.toSeconds());
    Instant at = BEGIN.plusSeconds(300);
    Instant change = at;
    boolean burst = true;
    while (at.isBefore(BEGIN.plus(LENGTH))) {
      if (!at.isBefore(change)) {
        burst = !burst;
        change = at.plus(exponential(burst ? 600 : 1800));
      }
      SkillGroupId group = groups.get(random.nextInt(groups.size()));
      day.plan(
          new VirtualDay.Planned(
              at,
              group,
              exponential(PATIENCE_SECONDS),
              talk(Objects.requireNonNull(TALK.get(group.value())))));
      at = at.plus(exponential(1 / (capacity * (burst ? BURST_LOAD : QUIET_LOAD))));
    }
  }

  private Duration talk(double mean) {
    double sigma = Math.sqrt(Math.log1p(TALK_VARIATION * TALK_VARIATION));
    return seconds(Math.exp(Math.log(mean) - sigma * sigma / 2 + sigma * random.nextGaussian()));
  }

  private Duration exponential(double mean) {
    return seconds(mean * random.nextExponential());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
