package org.city311.flows.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.event.CentreEvent;

/// The calls that were let in, by their numbers: of this node's flows at once, of other nodes' as soon as the
/// centre tells of them. Thread-safe.
final class Arrivals {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration MINUTE = Duration.ofMinutes(1);

  /// How many numbers are remembered. In a flood of forged numbers each calls once: those that called longest
  /// ago are forgotten first.
  static final int MOST_NUMBERS = 100_000;

  /// How many calls of a number, and of strangers within a minute, are remembered: more than any limit is.
  static final int MOST_CALLS = 10_000;

  /// How long a call may be known here alone.
  private static final Duration NEWS = Duration.ofSeconds(10);

  /// How long it is known that a call was not let in: longer than it takes to say so.
  private static final Duration REFUSAL = Duration.ofMinutes(10);

  private final Predicate<CallerNumber> known;
  private final Map<CallId, Present> present = new LinkedHashMap<>();
  private final Map<CallerNumber, Window> lastHour = new LinkedHashMap<>();
  private final Window strangers = new Window(MINUTE, MOST_CALLS);
  private final Window withheld = new Window(MINUTE, MOST_CALLS);
  private final Window refused = new Window(REFUSAL, MOST_CALLS);

  Arrivals(Predicate<CallerNumber> known) {
    this.known = known;
  }

  /// A call in progress.
  ///
  /// @param number empty: withheld
  private record Present(Optional<CallerNumber> number, Instant at) {}

  /// What there was before a call.
  ///
  /// @param atOnce calls of its number in progress
  /// @param lastHour calls of its number let in within the hour
  /// @param alike strangers of its kind let in within the minute: with a number, or without
  /// @param others strangers of the other kind let in within the minute
  record Before(int atOnce, int lastHour, int alike, int others) {
    private static final Before NOTHING = new Before(0, 0, 0, 0);
  }

  /// Counts a call in, if it is not counted yet.
  synchronized Before arrived(CallId call, String ani, Instant at) {
    Optional<CallerNumber> number = CallerNumber.of(ani);
    present.putIfAbsent(call, new Present(number, at));
    boolean isKnown = number.isPresent() && known.test(number.get());
    Window alike = number.isEmpty() ? withheld : strangers;
    Window others = number.isEmpty() ? strangers : withheld;
    Before before = Before.NOTHING;
    if (!isKnown) {
      alike.add(call, at);
      before = new Before(0, 0, alike.before(call), others.size(at));
    }
    return number.isEmpty() ? before : ofNumber(call, number.get(), at, before);
  }

  private Before ofNumber(CallId call, CallerNumber number, Instant at, Before strangers) {
    // Put again, so that they lie in the order of their last calls.
    Window hour = Optional.ofNullable(lastHour.remove(number)).orElseGet(Arrivals::hour);
    lastHour.put(number, hour);
    hour.add(call, at);
    forgetEldest(at);
    int atOnce = 0;
    for (Map.Entry<CallId, Present> other : present.entrySet()) {
      if (other.getKey().equals(call)) {
        break;
      }
      atOnce += other.getValue().number().equals(Optional.of(number)) ? 1 : 0;
    }
    return new Before(atOnce, hour.before(call), strangers.alike(), strangers.others());
  }

  private static Window hour() {
    return new Window(HOUR, MOST_CALLS);
  }

  private void forgetEldest(Instant now) {
    Iterator<Window> eldest = lastHour.values().iterator();
    while (eldest.hasNext() && (eldest.next().size(now) == 0 || lastHour.size() > MOST_NUMBERS)) {
      eldest.remove();
    }
  }

  /// A call that was not let in counts for nothing, also when the centre tells of its arrival after that.
  synchronized void refused(CallId call, Instant at) {
    refused.add(call, at);
    Present was = present.remove(call);
    strangers.remove(call);
    withheld.remove(call);
    if (was != null && was.number().isPresent()) {
      Window hour = lastHour.get(was.number().get());
      if (hour != null) {
        hour.remove(call);
      }
    }
  }

  /// Counts a call of the last hour that has ended long since.
  synchronized void remember(CallId call, String ani, Instant arrived) {
    CallerNumber.of(ani)
        .filter(number -> lastHour.size() < MOST_NUMBERS || lastHour.containsKey(number))
        .ifPresent(number -> lastHour.computeIfAbsent(number, _ -> hour()).insert(call, arrived));
  }

  /// Strangers let in within the last minute.
  synchronized int strangers(Instant now) {
    return strangers.size(now) + withheld.size(now);
  }

  synchronized void on(CentreEvent event) {
    switch (event) {
      case CentreEvent.Snapshot snapshot -> take(snapshot);
      case CentreEvent.CallArrived e -> heard(e.call());
      case CentreEvent.CallEnded e -> ended(e.call(), e.at());
      case CentreEvent.OfCall _,
          CentreEvent.RoutingChanged _,
          CentreEvent.Notice _,
          CentreEvent.AgentGone _,
          CentreEvent.AgentChanged _ -> {}
    }
  }

  private void heard(Call call) {
    if (!refused.contains(call.id()) && call.callback() == null) {
      arrived(call.id(), call.ani(), call.times().arrived());
    }
  }

  private void ended(Call call, Instant at) {
    if (Verdict.isRefusal(call.step())) {
      refused(call.id(), at);
    } else {
      present.remove(call.id());
    }
  }

  /// Calls that a gap of the feed has swallowed are counted, and those that ended in it are not any more.
  private void take(CentreEvent.Snapshot snapshot) {
    Set<CallId> there = new HashSet<>();
    snapshot.calls().stream()
        .filter(call -> !call.isEnded())
        .sorted(Comparator.comparing(call -> call.times().arrived()))
        .forEach(
            call -> {
              there.add(call.id());
              heard(call);
            });
    snapshot.calls().stream().filter(Call::isEnded).forEach(call -> ended(call, snapshot.at()));
    Instant news = snapshot.at().minus(NEWS);
    present
        .entrySet()
        .removeIf(call -> !there.contains(call.getKey()) && call.getValue().at().isBefore(news));
  }
}
