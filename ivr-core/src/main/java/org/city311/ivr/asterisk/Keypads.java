package org.city311.ivr.asterisk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.city311.ivr.call.CallId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keypads of the calls whose flows run on this node, as many as there are flows. Keys that are pressed while no flow
/// speaks with a call, such as in the queue or to an agent, count for nobody; but those of a caller who was quicker than
/// the first flow. Of AMI's events some may come late, when a node has died and its flow goes on here: a further flow
/// hears only the keys that were pressed while the dialplan asked for this very flow. Thread-safe.
public final class Keypads {
  /// By then a key that a command heard has stopped it.
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

  /// How long a caller may be ahead of the first flow: a busy node takes so long to begin it.
  private static final Duration EARLY = Duration.ofSeconds(5);

  /// More keys than are pressed in that time on all calls that no flow of this node speaks with.
  private static final int MOST_EARLY = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Keypads.class);

  private final Map<CallId, Open> open = new ConcurrentHashMap<>();

  /// Keys of calls that no flow of this node speaks with, the oldest first.
  private final Deque<EarlyKey> early = new ArrayDeque<>();

  private final Map<Drop, LongAdder> dropped = new EnumMap<>(Drop.class);
  private final Consumer<CallId> nudge;
  private volatile boolean linked;

  /// @param nudge stops the command that runs on a call's channel by a key that means nothing
  Keypads(Consumer<CallId> nudge) {
    this.nudge = nudge;
    for (Drop why : Drop.values()) {
      dropped.put(why, new LongAdder());
    }
  }

  /// Why a key answers nothing although it might have.
  public enum Drop {
    /// More than [Keypad#MOST] wait for the questions of one call.
    TYPED_AHEAD,
    /// More than [#MOST_EARLY] came within [#EARLY] on calls that no flow of this node speaks with.
    EARLY
  }

  private record EarlyKey(CallId call, char key, long nanos) {}

  /// A step of the dialplan. Each node is asked by one of its own.
  ///
  /// @param extension that was dialled, or whose part the dialplan plays
  /// @param priority the step's number in the extension, from 1; 0 if not known
  record Place(String context, String extension, int priority) {
    static Place of(
        @Nullable String context, @Nullable String extension, @Nullable Integer priority) {
      return new Place(
          context == null ? "" : context,
          extension == null ? "" : extension,
          priority == null ? 0 : priority);
    }
  }

  /// @param place where keys are pressed that count; null for anywhere
  private record Open(Keypad keypad, @Nullable Place place) {
    boolean hears(Place pressed) {
      return place == null || place.equals(pressed);
    }
  }

  /// The first flow of a call begins. Keys that were pressed before it could answer its questions.
  synchronized Keypad openFirst(CallId call) {
    Keypad keypad = open(call, new Open(keypad(call), null));
    dropOld();
    early.stream().filter(key -> key.call().equals(call)).forEach(key -> keypad.told(key.key()));
    early.removeIf(key -> key.call().equals(call));
    return keypad;
  }

  /// A further flow begins. What was pressed before answers nothing: a node that died may have heard it.
  ///
  /// @param place where the dialplan asked for it
  synchronized Keypad open(CallId call, Place place) {
    return open(call, new Open(keypad(call), place));
  }

  private Keypad open(CallId call, Open opened) {
    open.put(call, opened);
    return opened.keypad();
  }

  private Keypad keypad(CallId call) {
    return new Keypad(
        new Keypad.Surroundings(
            () -> linked,
            () -> nudge.accept(call),
            SOON,
            System::nanoTime,
            () -> drop(Drop.TYPED_AHEAD)),
        Keypad.PATIENCE);
  }

  /// A flow is over. Another may have begun on the same call, while this one was frozen.
  void close(CallId call, Keypad keypad) {
    open.computeIfPresent(call, (_, found) -> found.keypad() == keypad ? null : found);
    keypad.end();
  }

  /// AMI tells of keys from now on.
  void linked() {
    linked = true;
    open.values().forEach(each -> each.keypad().relinked());
  }

  /// AMI tells of nothing for a while.
  void lost() {
    linked = false;
    open.values().forEach(each -> each.keypad().relinked());
  }

  /// AMI tells of a key. There are telephones with keys A to D; they mean nothing here.
  void told(DtmfEndEvent event) {
    String id = event.getUniqueId();
    String digit = event.getDigit();
    if (id == null || digit == null || digit.length() != 1 || !event.isReceived()) {
      return;
    }
    if (Keypad.ALL_KEYS.contains(digit)) {
      Place pressed = Place.of(event.getContext(), event.getExten(), event.getPriority());
      told(new CallId(id), digit.charAt(0), pressed);
    }
  }

  private synchronized void told(CallId call, char key, Place pressed) {
    Open opened = open.get(call);
    if (opened != null) {
      if (opened.hears(pressed)) {
        opened.keypad().told(key);
      }
      return;
    }
    dropOld();
    if (early.size() == MOST_EARLY) {
      early.remove();
      drop(Drop.EARLY);
    }
    early.add(new EarlyKey(call, key, System.nanoTime()));
  }

  /// Keys dropped since this node began.
  public long dropped(Drop why) {
    return counter(why).sum();
  }

  private void drop(Drop why) {
    LongAdder counter = counter(why);
    if (counter.sum() == 0) {
      log.warn("a key is dropped, and more may be; the meter counts them: why={}", why);
    }
    counter.increment();
  }

  private LongAdder counter(Drop why) {
    return Objects.requireNonNull(dropped.get(why), "has all");
  }

  private void dropOld() {
    long now = System.nanoTime();
    while (!early.isEmpty() && now - early.element().nanos() > EARLY.toNanos()) {
      early.remove();
    }
  }
}
