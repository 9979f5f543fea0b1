package org.city311.ivr.asterisk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.city311.ivr.call.CallId;

/// The keypads of the calls whose flows run on this node, as many as there are flows. Keys that are pressed while no flow
/// speaks with a call, such as in the queue or to an agent, count for nobody. Thread-safe.
public final class Keypads {
  /// By then a key that a command heard has stopped it.
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS, Thread::startVirtualThread);

  private final Map<CallId, Keypad> open = new ConcurrentHashMap<>();
  private final Consumer<CallId> nudge;
  private volatile boolean linked;

  /// @param nudge stops the command that runs on a call's channel by a key that means nothing
  Keypads(Consumer<CallId> nudge) {
    this.nudge = nudge;
  }

  /// A flow begins.
  Keypad open(CallId call) {
    Keypad keypad =
        new Keypad(
            new Keypad.Surroundings(() -> linked, () -> nudge.accept(call), SOON, System::nanoTime),
            Keypad.PATIENCE);
    open.put(call, keypad);
    return keypad;
  }

  /// A flow is over. Another may have begun on the same call, while this one was frozen.
  void close(CallId call, Keypad keypad) {
    open.remove(call, keypad);
    keypad.end();
  }

  /// AMI tells of keys from now on.
  void linked() {
    linked = true;
    open.values().forEach(Keypad::relinked);
  }

  /// AMI tells of nothing for a while.
  void lost() {
    linked = false;
    open.values().forEach(Keypad::relinked);
  }

  /// AMI tells of a key. There are telephones with keys A to D; they mean nothing here.
  void told(DtmfEndEvent event) {
    String id = event.getUniqueId();
    String digit = event.getDigit();
    if (id == null || digit == null || digit.length() != 1 || !event.isReceived()) {
      return;
    }
    Keypad keypad = open.get(new CallId(id));
    if (keypad != null && Keypad.ALL_KEYS.contains(digit)) {
      keypad.told(digit.charAt(0));
    }
  }
}
