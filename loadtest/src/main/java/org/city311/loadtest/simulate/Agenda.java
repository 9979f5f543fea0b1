package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/// Virtual time: what is to happen, and when. Nothing ever waits: time leaps to what comes next. What
/// is due at the same moment happens in the order in which it was entered. Not thread-safe.
final class Agenda {
  private record Entry(Instant at, long number, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private Instant now;
  private long entered;

  Agenda(Instant begin) {
    now = begin;
  }

  Instant now() {
    return now;
  }

  /// Enters something for later; what is late already happens next.
  void at(Instant when, Runnable what) {
    entries.add(new Entry(when.isBefore(now) ? now : when, entered++, what));
  }

  void in(Duration delay, Runnable what) {
    at(now.plus(delay), what);
  }

  /// Lets everything happen that is due until then; time is that instant after it.
  void runUntil(Instant end) {
    for (Entry next = entries.peek();
        next != null && !next.at.isAfter(end);
        next = entries.peek()) {
      entries.remove();
      now = next.at;
      next.what.run();
    }
    now = end;
  }
}
