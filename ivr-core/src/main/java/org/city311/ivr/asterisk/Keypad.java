package org.city311.ivr.asterisk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The keys of one call while a flow speaks with it, each once and in the order in which they were pressed.
///
/// Asterisk tells of a key twice. By AMI it tells of all, in their order ([#told]). By AGI it tells which
/// key stopped a command ([#stopped]), and throws away those that are pressed while no command runs. So AMI's
/// word counts; AGI's counts where AMI's is late, and is then not counted a second time.
///
/// Two threads use it: the flow's, and the one that brings AMI's events, which is never kept waiting.
final class Keypad {
  /// A command that no key stopped.
  static final char NO_KEY = 0;

  static final String ALL_KEYS = "0123456789*#";

  /// More keys than anybody types ahead. Of more the first count, and the others are told as dropped.
  static final int MOST = 64;

  /// How long AMI's word of a key may come after AGI's. Both leave Asterisk at the same time.
  static final Duration PATIENCE = Duration.ofMillis(250);

  /// A key that is held down while a command ends is read without its beginning, and is then told by AMI at once, but
  /// handed to the next command once more, as late as it was long (`channel.c`, `AST_FLAG_EMULATE_DTMF`).
  static final Duration ECHO = Duration.ofSeconds(1);

  /// How often a question that runs although its answer is there is nudged.
  private static final int MOST_NUDGES = 10;

  private final Surroundings surroundings;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /// Keys that answer the next questions.
  private final Deque<Character> waiting = new ArrayDeque<>();

  /// Keys that AMI told of, and AGI not. Those that stopped no command stay here until a later one did.
  private final Deque<Told> unstopped = new ArrayDeque<>();

  /// Keys that AGI told of, and AMI not.
  private final Deque<Character> owed = new ArrayDeque<>();

  private long lastTold;
  private long toldBeforeCommand;
  private long lastQuestion;
  private boolean asking;

  private record Told(char key, long number, long nanos) {}

  /// What a keypad needs to know and to have done.
  ///
  /// @param linked whether AMI tells of keys now
  /// @param nudge stops the command that runs on the channel
  /// @param later runs something when a key that was heard has certainly stopped its command
  /// @param dropped is told of each key beyond [#MOST]
  record Surroundings(
      BooleanSupplier linked,
      Runnable nudge,
      Executor later,
      LongSupplier nanoTime,
      Runnable dropped) {}

  Keypad(Surroundings surroundings, Duration patience) {
    this.surroundings = surroundings;
    this.patience = patience;
  }

  /// Takes the next key. Without one, a question is about to run.
  Optional<Character> nextOrAsk() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        toldBeforeCommand = lastTold;
        lastQuestion++;
        asking = true;
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next key.
  Optional<Character> next() {
    lock.lock();
    try {
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  /// A command is about to run that a key stops: something is told.
  void tells() {
    lock.lock();
    try {
      toldBeforeCommand = lastTold;
    } finally {
      lock.unlock();
    }
  }

  /// The command is over.
  ///
  /// @param key that stopped it, or [#NO_KEY]
  void stopped(char key) {
    lock.lock();
    try {
      asking = false;
      if (ALL_KEYS.indexOf(key) < 0) {
        return;
      }
      if (isToldInTime(key)) {
        // What AMI has not told by now was lost with its link.
        owed.clear();
      } else if (!isEcho(key)) {
        answersNext(key);
        if (owed.size() < MOST) {
          owed.add(key);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// What was pressed until now answers nothing.
  void forget() {
    lock.lock();
    try {
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  /// AMI tells of a key.
  void told(char key) {
    lock.lock();
    try {
      if (owed.contains(key)) {
        // Those owed before it don't come any more.
        while (owed.remove() != key) {}
        return;
      }
      answersNext(key);
      if (unstopped.size() >= MOST) {
        unstopped.remove();
      }
      unstopped.add(new Told(key, ++lastTold, surroundings.nanoTime().getAsLong()));
      news.signalAll();
      if (asking) {
        nudgeLater(lastQuestion, MOST_NUDGES);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The link over which AMI tells was lost or is new: what was on its way does not come.
  void relinked() {
    lock.lock();
    try {
      owed.clear();
      unstopped.clear();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The flow is over.
  void end() {
    lock.lock();
    try {
      asking = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isToldInTime(char key) {
    long left = patience.toNanos();
    try {
      while (!remove(key, toldBeforeCommand)) {
        if (left <= 0 || !surroundings.linked().getAsBoolean()) {
          return false;
        }
        left = news.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isEcho(char key) {
    long now = surroundings.nanoTime().getAsLong();
    unstopped.removeIf(told -> now - told.nanos() > ECHO.toNanos());
    return remove(key, 0);
  }

  /// Takes a key, and those before it, out of what no command was stopped by.
  ///
  /// @param after how many keys had been told before the one that is meant
  private boolean remove(char key, long after) {
    Iterator<Told> keys = unstopped.iterator();
    while (keys.hasNext()) {
      Told told = keys.next();
      if (told.key() == key && told.number() > after) {
        unstopped.removeIf(earlier -> earlier.number() <= told.number());
        return true;
      }
    }
    return false;
  }

  private void answersNext(char key) {
    if (waiting.size() < MOST) {
      waiting.add(key);
    } else {
      surroundings.dropped().run();
    }
  }

  /// A key may have come too early for the question, and AMI's word of it too late: then its answer is here,
  /// and Asterisk goes on asking.
  private void nudgeLater(long question, int times) {
    surroundings.later().execute(() -> nudge(question, times));
  }

  private void nudge(long question, int times) {
    lock.lock();
    try {
      if (!asking || question != lastQuestion || waiting.isEmpty()) {
        return;
      }
      if (times > 1) {
        nudgeLater(question, times - 1);
      }
    } finally {
      lock.unlock();
    }
    surroundings.nudge().run();
  }
}
