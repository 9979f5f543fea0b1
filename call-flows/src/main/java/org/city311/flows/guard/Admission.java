package org.city311.flows.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.line.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides which calls are let in, by what this node knows of all calls of the centre. Thread-safe; asks nobody
/// and never blocks.
///
/// A call is judged by those that came before it, so one that was let in is let in again when its flow begins
/// anew on a node that has not heard of refusals in between. A number on the list is refused in any case. A
/// number that is known, or exempt, is never part of a flood. A withheld number has no limits of its own, as it is
/// many people's; in a flood, callers with and without a number have half of the room each, and what one half
/// leaves is the other's.
public final class Admission implements CentreFeed.Subscriber {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final Limits limits;
  private final Predicate<CallerNumber> blocked;
  private final Arrivals arrivals;
  private final InstantSource clock;
  private final Map<Verdict, LongAdder> counts = new EnumMap<>(Verdict.class);
  private volatile boolean flooded;

  /// @param blocked the city's list
  /// @param known callers from before
  public Admission(
      Limits limits,
      Predicate<CallerNumber> blocked,
      Predicate<CallerNumber> known,
      InstantSource clock) {
    this.limits = limits;
    this.blocked = blocked;
    this.arrivals = new Arrivals(known.or(limits.exempt()::contains));
    this.clock = clock;
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, new LongAdder());
    }
  }

  @Override
  public void on(CentreEvent event) {
    arrivals.on(event);
  }

  Verdict judge(Caller caller) {
    Instant now = clock.instant();
    Verdict verdict = verdict(caller, now);
    counts.getOrDefault(verdict, new LongAdder()).increment();
    if (verdict != Verdict.LET_IN) {
      arrivals.refused(caller.call(), now);
      log.info("not let in: callId={} why={}", caller.call(), verdict.word());
    }
    tellOfFlood(verdict, now);
    return verdict;
  }

  private Verdict verdict(Caller caller, Instant now) {
    Optional<CallerNumber> number = CallerNumber.of(caller.ani());
    Arrivals.Before before = arrivals.arrived(caller.call(), caller.ani(), now);
    if (number.filter(blocked).isPresent()) {
      return Verdict.BLOCKED;
    }
    if (number.filter(limits.exempt()::contains).isEmpty()) {
      if (isReached(limits.atOnce(), before.atOnce())) {
        return Verdict.TOO_MANY_AT_ONCE;
      }
      if (isReached(limits.anHour(), before.lastHour())) {
        return Verdict.TOO_MANY_AN_HOUR;
      }
    }
    return isBeyondItsShare(before) ? Verdict.FLOOD : Verdict.LET_IN;
  }

  private static boolean isReached(int limit, int before) {
    return limit > 0 && before >= limit;
  }

  /// Half, and what the others leave of theirs.
  private boolean isBeyondItsShare(Arrivals.Before before) {
    int all = limits.floodAMinute();
    return all > 0 && before.alike() >= Math.max((all + 1) / 2, all - before.others());
  }

  private void tellOfFlood(Verdict verdict, Instant now) {
    if (verdict == Verdict.FLOOD && !flooded) {
      flooded = true;
      log.warn(
          "a flood of calls: more than {} strangers a minute; those beyond it are told to call later",
          limits.floodAMinute());
    } else if (verdict == Verdict.LET_IN && flooded && !isFlooded(now)) {
      flooded = false;
      log.info("the flood of calls is over");
    }
  }

  private boolean isFlooded(Instant now) {
    return limits.floodAMinute() > 0 && arrivals.strangers(now) >= limits.floodAMinute() / 2;
  }

  /// Whether strangers have been turned away within the last minute or so.
  public boolean isFlooded() {
    return flooded && isFlooded(clock.instant());
  }

  /// Calls judged so since this node started.
  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, new LongAdder()).sum();
  }

  /// Counts calls of a number from before this node started.
  public void remember(CallId call, String ani, Instant arrived) {
    arrivals.remember(call, ani, arrived);
  }
}
