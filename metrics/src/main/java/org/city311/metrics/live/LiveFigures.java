package org.city311.metrics.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.metrics.record.CallRecord;

/// The figures of this moment and of today. Safe for any thread; no method does I/O, and each holds
/// the lock for microseconds, but for a snapshot's.
///
/// Today's part comes from the feed and, for what happened before this process looked or while it
/// missed events, from call records: both may tell of the same call, in any order, and it counts
/// once. A call that a snapshot no longer has, and whose end was missed, stays in progress until its
/// record tells its end.
public final class LiveFigures implements CentreFeed.Subscriber {
  private final City city;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Day day;
  private Floor floor;

  public LiveFigures(City city, InstantSource clock) {
    this.city = city;
    this.clock = clock;
    this.day = new Day(city);
    this.floor = new Floor(city);
  }

  @Override
  public void on(CentreEvent event) {
    lock.lock();
    try {
      day.goTo(clock.instant());
      switch (event) {
        case CentreEvent.Snapshot snapshot -> {
          floor = Floor.of(city, snapshot);
          snapshot.calls().forEach(call -> day.put(call.id(), Tally.of(call)));
        }
        case CentreEvent.CallArrived e -> put(e.call());
        case CentreEvent.LanguageChosen e -> put(e.call());
        case CentreEvent.CallQueued e -> put(e.call());
        case CentreEvent.CallOffered e -> put(e.call());
        case CentreEvent.OfferFailed e -> put(e.call());
        case CentreEvent.CallAnswered e -> put(e.call());
        case CentreEvent.TalkEnded e -> put(e.call());
        case CentreEvent.CallEnded e -> put(e.call());
        case CentreEvent.CallTreated e -> put(e.call());
        case CentreEvent.CallBack e -> put(e.call());
        case CentreEvent.RoutingChanged _ -> {}
        case CentreEvent.AgentGone e -> floor.remove(e.agent());
        case CentreEvent.AgentChanged e -> floor.put(e.agent());
      }
    } finally {
      lock.unlock();
    }
    changes.incrementAndGet();
  }

  private void put(Call call) {
    floor.put(call);
    day.put(call.id(), Tally.of(call));
  }

  /// Counts calls that have ended, from their records. Those of other days are left out.
  public void add(List<CallRecord> records) {
    lock.lock();
    try {
      day.goTo(clock.instant());
      records.forEach(call -> day.put(call.id(), Tally.of(call)));
    } finally {
      lock.unlock();
    }
    changes.incrementAndGet();
  }

  /// The figures now.
  public LiveView now() {
    Instant now = clock.instant();
    lock.lock();
    try {
      day.goTo(now);
      List<LiveView.GroupView> groups =
          city.groups().stream()
              .map(
                  group ->
                      new LiveView.GroupView(
                          group, floor.queue(group.id(), now), day.today(group.id())))
              .toList();
      return new LiveView(
          now,
          city,
          floor.queue(now),
          day.today(),
          floor.inIvr(),
          floor.talking(),
          floor.agents(),
          groups);
    } finally {
      lock.unlock();
    }
  }

  /// Who waits for a group now.
  public LiveView.Queue queue(SkillGroupId group) {
    Instant now = clock.instant();
    lock.lock();
    try {
      return floor.queue(group, now);
    } finally {
      lock.unlock();
    }
  }

  /// How many agents are in a state now.
  public int agents(AgentState state) {
    lock.lock();
    try {
      return floor.agents(state);
    } finally {
      lock.unlock();
    }
  }

  /// When today began.
  public Instant startOfDay() {
    lock.lock();
    try {
      day.goTo(clock.instant());
      return day.start();
    } finally {
      lock.unlock();
    }
  }

  /// Grows whenever a figure may have changed by other than time.
  public long changes() {
    return changes.get();
  }

  public City city() {
    return city;
  }
}
