package org.city311.flows.waiting;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Told;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.line.Announcer;
import org.city311.ivr.line.Spoken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the residents of a [WaitingRoom] told what is due, by the node that leads. What they are
/// told is saved with the call first, and then said: after a leader's death nobody hears the same
/// again at once.
public final class Announcing implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(Announcing.class);

  private final CallCentre centre;
  private final Announcer announcer;
  private final WaitingRoom room;
  private final InstantSource clock;
  private final ScheduledExecutorService turns =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("announcements").daemon().factory());
  private final AtomicLong said = new AtomicLong();
  private CentreFeed.@Nullable Subscription watching;

  /// @param rooms makes the room whose announcements go where it is told
  public Announcing(
      CallCentre centre,
      Announcer announcer,
      Function<WaitingRoom.Speaker, WaitingRoom> rooms,
      InstantSource clock) {
    this.centre = centre;
    this.announcer = announcer;
    this.clock = clock;
    this.room = rooms.apply(this::say);
  }

  /// Begins, where and whenever this node leads.
  public void start() {
    watching = centre.subscribeWhereLed("announcements", room);
    long periodMillis = TURN.toMillis();
    var _ =
        turns.scheduleWithFixedDelay(this::turn, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  /// Announcements ordered so far.
  public long said() {
    return said.get();
  }

  /// How late the next one is, where this node leads.
  public Duration late() {
    return centre.leads() ? room.late(clock.instant()) : Duration.ZERO;
  }

  private void turn() {
    try {
      if (centre.leads() && centre.isSwitchUp()) {
        room.turn(clock.instant());
      }
    } catch (RuntimeException e) {
      log.error("callers who wait could not be told anything; trying again in a second", e);
    }
  }

  private void say(Call call, Told told, Spoken words) {
    if (!isWaiting(call)) {
      return;
    }
    var _ =
        centre
            .deliver(new AcdEvent.ForCall(call.id(), new CallInput.Announced(told)))
            .thenRun(
                () -> {
                  if (isWaiting(call)) {
                    said.incrementAndGet();
                    announcer.announce(call, words);
                  }
                });
  }

  private boolean isWaiting(Call call) {
    return centre
        .call(call.id())
        .filter(now -> now.state() instanceof CallState.Waiting)
        .isPresent();
  }

  @Override
  public void close() {
    turns.shutdownNow();
    if (watching != null) {
      watching.close();
    }
  }
}
