package org.city311.metrics.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.estimate.WaitEstimates;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
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
  private final LiveWaits waits;
  private final Day day;
  private final CallbackFunnel callbacks = new CallbackFunnel();
  private Floor floor = new Floor();
  private Staff staff = new Staff();

  /// In order; empty until the feed has begun.
  private List<SkillGroup> groups = List.of();

  /// For calls whose priority does not age.
  public LiveFigures(City city, InstantSource clock) {
    this(city, new LiveWaits(Duration.ZERO, clock), clock);
  }

  /// @param waits told of each event by this
  public LiveFigures(City city, LiveWaits waits, InstantSource clock) {
    this.city = city;
    this.waits = waits;
    this.clock = clock;
    this.day = new Day(city.zone());
  }

  @Override
  public void on(CentreEvent event) {
    waits.on(event);
    lock.lock();
    try {
      day.goTo(clock.instant());
      switch (event) {
        case CentreEvent.Snapshot snapshot -> beginWith(snapshot);
        case CentreEvent.OfCall e -> put(e.call());
        case CentreEvent.RoutingChanged e -> reroute(e.routing());
        case CentreEvent.AgentGone e -> staff.remove(e.agent());
        case CentreEvent.AgentChanged e -> staff.put(e.agent());
        case CentreEvent.Notice _ -> {}
      }
    } finally {
      lock.unlock();
    }
    changes.incrementAndGet();
  }

  /// Everything as it is, whatever was known before.
  private void beginWith(CentreEvent.Snapshot snapshot) {
    floor = new Floor();
    staff = new Staff();
    reroute(snapshot.routing());
    snapshot.calls().forEach(this::put);
    snapshot.agents().forEach(staff::put);
  }

  private void reroute(Routing routing) {
    groups = routing.groups();
    staff.reroute(routing);
  }

  private void put(Call call) {
    floor.put(call);
    day.put(call.id(), Tally.of(call));
    callbacks.put(call);
  }

  /// Counts calls that have ended, from their records. Those of other days are left out.
  public void add(List<CallRecord> records) {
    lock.lock();
    try {
      day.goTo(clock.instant());
      for (CallRecord call : records) {
        day.put(call.id(), Tally.of(call));
        if (call.callback() != null && !isOfAnotherDay(call)) {
          callbacks.put(call);
        }
      }
    } finally {
      lock.unlock();
    }
    changes.incrementAndGet();
  }

  private boolean isOfAnotherDay(CallRecord call) {
    Instant queued = call.times().queued();
    return queued == null || queued.isBefore(day.start());
  }

  /// The figures now.
  public LiveView now() {
    Instant now = clock.instant();
    LiveView.Waits expected = waits.now();
    lock.lock();
    try {
      day.goTo(now);
      callbacks.startOfDay(day.start());
      return new LiveView(
          now,
          city,
          floor.queue(now),
          day.today(),
          callbacks.view(),
          floor.inIvr(),
          floor.talking(),
          staff.byState(),
          groups.stream().map(group -> view(group, now)).toList(),
          expected);
    } finally {
      lock.unlock();
    }
  }

  private LiveView.GroupView view(SkillGroup group, Instant now) {
    return new LiveView.GroupView(
        group,
        group.hours().isOpen(now),
        staff.readyFor(group.id()),
        floor.queue(group.id(), now),
        day.today(group.id()));
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
      return staff.in(state);
    } finally {
      lock.unlock();
    }
  }

  /// How long callers will wait.
  public WaitEstimates waits() {
    return waits;
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
}
