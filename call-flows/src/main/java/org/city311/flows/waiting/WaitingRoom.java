package org.city311.flows.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.city311.flows.waiting.WaitingWords.Said;
import org.city311.flows.waiting.WaitingWords.Situation;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Told;
import org.city311.ivr.estimate.WaitEstimates;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// All residents who wait for a person on the line, and who of them is to be told something when.
/// It follows the feed where the centre is led, so that one node tells them; the next goes on from
/// what the calls say that they were told. Nobody is told anything while a phone rings for them.
/// Safe for any thread.
public final class WaitingRoom implements CentreFeed.Subscriber {
  /// Announcements that may begin in one turn: each costs Asterisk two channels. Whoever is left
  /// over comes first in the next turn.
  static final int MOST_A_TURN = 10;

  /// How long after it came back into the line, or a phone rang for it in vain, nobody is told
  /// anything.
  static final Duration QUIET = Duration.ofSeconds(10);

  private final WaitEstimates estimates;
  private final BooleanSupplier callbacks;
  private final CallOrder order;
  private final Speaker speaker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<CallId, Waiter> waiters = new HashMap<>();
  private final NavigableSet<Waiter> due = new TreeSet<>(Waiter.BY_TIME);
  private final Map<SkillGroupId, NavigableSet<Call>> lines = new HashMap<>();
  private @Nullable Routing routing;

  /// Where an announcement goes.
  @FunctionalInterface
  public interface Speaker {
    /// Has it remembered with the call, and then said. Returns at once.
    ///
    /// @param told what the resident has been told then
    void say(Call call, Told told, Spoken words);
  }

  /// @param callbacks whether anybody is called back at all; asked each time
  /// @param order in which the ACD serves calls
  public WaitingRoom(
      WaitEstimates estimates, BooleanSupplier callbacks, CallOrder order, Speaker speaker) {
    this.estimates = estimates;
    this.callbacks = callbacks;
    this.order = order;
    this.speaker = speaker;
  }

  /// Somebody who waits. A callback is one too, but hears nothing as long as nobody is on its line.
  ///
  /// @param group in whose line it stands
  /// @param at when the resident is to be told something
  private record Waiter(Call call, SkillGroupId group, Instant at, @Nullable Told told) {
    static final Comparator<Waiter> BY_TIME =
        Comparator.<Waiter, Instant>comparing(waiter -> waiter.at)
            .thenComparing(waiter -> waiter.call().id().value());

    Waiter at(Instant later) {
      return new Waiter(call, group, later, told);
    }

    /// A phone rings for it.
    boolean isOffered() {
      return call.state() instanceof CallState.Offered;
    }
  }

  /// The messages of a skill group, as they are to be spoken: key to language to text.
  public static Map<String, Map<String, String>> texts(SkillGroup group) {
    Map<String, Map<String, String>> texts = new HashMap<>();
    List<Map<String, String>> messages = group.announced().messages();
    for (int i = 0; i < messages.size(); i++) {
      texts.put(WaitingWords.message(group.id(), i), messages.get(i));
    }
    return texts;
  }

  @Override
  public void on(CentreEvent event) {
    lock.lock();
    try {
      take(event);
    } finally {
      lock.unlock();
    }
  }

  private void take(CentreEvent event) {
    switch (event) {
      case CentreEvent.Snapshot snapshot -> {
        waiters.clear();
        due.clear();
        lines.clear();
        routing = snapshot.routing();
        snapshot.calls().forEach(call -> put(call, snapshot.at()));
      }
      case CentreEvent.RoutingChanged changed -> {
        routing = changed.routing();
        List<Waiter> all = new ArrayList<>(waiters.values());
        all.forEach(this::remove);
        all.forEach(waiter -> put(waiter.call(), changed.at()));
      }
      case CentreEvent.OfCall e -> put(e.call(), e.at());
      case CentreEvent.AgentChanged _, CentreEvent.AgentGone _, CentreEvent.Notice _ -> {}
    }
  }

  private void put(Call call, Instant at) {
    Waiter before = waiters.get(call.id());
    if (before != null) {
      remove(before);
    }
    Instant queued = call.times().queued();
    if (queued == null || !isInLine(call)) {
      return;
    }
    SkillGroup group = groupOf(call);
    Announcements wanted = group.announced();
    Told told = latest(before == null ? null : before.told(), call.journey().told());
    Instant next = told == null ? queued.plus(wanted.first()) : told.at().plus(wanted.every());
    boolean isNew = told == null && at.isBefore(queued.plus(QUIET));
    Instant soonest = isNew ? next : at.plus(QUIET);
    Waiter waiter = new Waiter(call, group.id(), next.isBefore(soonest) ? soonest : next, told);
    waiters.put(call.id(), waiter);
    line(group).add(call);
    if (wanted.areMade() && call.isOnTheLine()) {
      due.add(waiter);
    }
  }

  private static boolean isInLine(Call call) {
    return call.state() instanceof CallState.Entering
        || call.state() instanceof CallState.Waiting
        || call.state() instanceof CallState.Offered;
  }

  private static @Nullable Told latest(@Nullable Told one, @Nullable Told other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.times() >= other.times() ? one : other;
  }

  private void remove(Waiter waiter) {
    waiters.remove(waiter.call().id());
    due.remove(waiter);
    NavigableSet<Call> line = lines.get(waiter.group());
    if (line != null) {
      line.remove(waiter.call());
    }
  }

  /// Tells those whose time has come.
  ///
  /// @param at now
  public void turn(Instant at) {
    List<Runnable> said = new ArrayList<>();
    lock.lock();
    try {
      while (said.size() < MOST_A_TURN && !due.isEmpty() && !due.first().at().isAfter(at)) {
        Waiter waiter = due.removeFirst();
        if (waiter.isOffered()) {
          put(waiter, waiter.at(at.plus(QUIET)));
        } else {
          tell(waiter, at, said);
        }
      }
    } finally {
      lock.unlock();
    }
    said.forEach(Runnable::run);
  }

  /// How late the one is who should have been told something first; zero where nobody waits for it.
  ///
  /// @param at now
  public Duration late(Instant at) {
    lock.lock();
    try {
      return due.isEmpty() || due.first().at().isAfter(at)
          ? Duration.ZERO
          : Duration.between(due.first().at(), at);
    } finally {
      lock.unlock();
    }
  }

  private void tell(Waiter waiter, Instant at, List<Runnable> said) {
    Call call = waiter.call();
    SkillGroup group = groupOf(call);
    Said next =
        WaitingWords.next(
            new Situation(
                call.language(),
                group,
                waiter.told(),
                place(call, group),
                estimates.remaining(call.id()),
                group.announced().callback() && call.callback() == null && callbacks.getAsBoolean(),
                at));
    Instant again = at.plus(group.announced().every());
    put(waiter, new Waiter(call, group.id(), again, next.told()));
    said.add(() -> speaker.say(call, next.told(), next.words()));
  }

  private void put(Waiter before, Waiter after) {
    waiters.put(before.call().id(), after);
    due.remove(before);
    due.add(after);
  }

  /// Counted only as far as it is said.
  private int place(Call call, SkillGroup group) {
    int place = 1;
    for (Call ahead : line(group).headSet(call)) {
      place += ahead.state() instanceof CallState.Offered ? 0 : 1;
      if (place > WaitingWords.MOST_PLACE) {
        return 0;
      }
    }
    return place;
  }

  private NavigableSet<Call> line(SkillGroup group) {
    return lines.computeIfAbsent(group.id(), _ -> new TreeSet<>(order));
  }

  /// A group that was taken away is stood in for by the first, as in the ACD.
  private SkillGroup groupOf(Call call) {
    Routing now = routing;
    if (now == null) {
      throw new IllegalStateException("a feed begins with a snapshot");
    }
    return now.group(call.group()).orElse(now.groups().getFirst());
  }
}
