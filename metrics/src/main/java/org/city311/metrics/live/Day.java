package org.city311.metrics.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Today's totals: of the calls that first asked for a person since midnight, each once, wherever
/// its news came from and however often. Not for several threads.
///
/// A call belongs to the day on which it asked, also when it is answered after midnight: so what was
/// offered always adds up.
final class Day {
  /// The most calls remembered of one day; about 100 MB. Beyond it calls are not counted.
  static final int MAX_CALLS = 500_000;

  private static final Logger log = LoggerFactory.getLogger(Day.class);

  private final ZoneId zone;
  private final Map<CallId, Tally> tallies = new HashMap<>();
  private final Map<SkillGroupId, Totals> byGroup = new HashMap<>();
  private Totals everyone = new Totals();
  private Instant start = Instant.MIN;
  private Instant end = Instant.MIN;
  private int uncounted;

  /// @param zone where its midnights are
  Day(ZoneId zone) {
    this.zone = zone;
  }

  /// Goes on to the day that an instant is in, if that is another one.
  void goTo(Instant now) {
    if (!now.isBefore(start) && now.isBefore(end)) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    start = today.atStartOfDay(zone).toInstant();
    end = today.plusDays(1).atStartOfDay(zone).toInstant();
    uncounted = 0;
    everyone = new Totals();
    byGroup.clear();
    // The leader's clock may have been ahead: what asked on the new day already stays.
    tallies.values().removeIf(tally -> tally.queued().isBefore(start));
    tallies.values().forEach(this::add);
  }

  /// Counts a call as it is now. What is known of its end is not undone by older news.
  void put(CallId call, @Nullable Tally tally) {
    if (tally == null || tally.queued().isBefore(start)) {
      return;
    }
    Tally before = tallies.get(call);
    if (before != null && (before.ended() || before.equals(tally))) {
      return;
    }
    if (before == null && tallies.size() >= MAX_CALLS) {
      if (uncounted++ == 0) {
        log.error(
            "More than {} calls asked for a person today; the rest is not counted", MAX_CALLS);
      }
      return;
    }
    if (before != null) {
      take(before);
    }
    tallies.put(call, tally);
    add(tally);
  }

  private void add(Tally tally) {
    everyone.add(tally);
    if (tally.group() != null) {
      totals(tally.group()).add(tally);
    }
  }

  private void take(Tally tally) {
    everyone.take(tally);
    if (tally.group() != null) {
      totals(tally.group()).take(tally);
    }
  }

  /// Also of a group that the city no longer has: it may come back before midnight.
  private Totals totals(SkillGroupId group) {
    return byGroup.computeIfAbsent(group, _ -> new Totals());
  }

  Instant start() {
    return start;
  }

  LiveView.Today today() {
    return everyone.view();
  }

  LiveView.Today today(SkillGroupId group) {
    Totals totals = byGroup.get(group);
    return totals == null ? new Totals().view() : totals.view();
  }
}
