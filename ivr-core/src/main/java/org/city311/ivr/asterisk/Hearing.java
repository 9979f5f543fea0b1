package org.city311.ivr.asterisk;

import java.io.IOException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventsAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;

/// What Asterisk tells us by itself. A connection begins with little each time (Asterisk's manager action
/// `Events`, and `Events` in its `Login`). Thread-safe.
final class Hearing {
  /// For a connection that only orders go over.
  static final String NOTHING = "off";

  /// Of Asterisk itself, of the phones, and of the keys that are pressed; not of calls.
  static final String LITTLE = "system,dtmf";

  private static final String EVERYTHING = "on";

  private final ManagerConnection events;
  private volatile boolean everything;

  Hearing(ManagerConnection events) {
    this.events = events;
  }

  /// Whether calls are told.
  boolean isEverything() {
    return everything;
  }

  /// Has calls told from now on.
  void everything() throws IOException, TimeoutException {
    if (!everything) {
      everything = true;
      ask(EVERYTHING);
    }
  }

  /// Has calls told no longer.
  void little() throws IOException, TimeoutException {
    if (everything) {
      everything = false;
      ask(LITTLE);
    }
  }

  /// The connection broke: the next begins with little.
  void lost() {
    everything = false;
  }

  private void ask(String mask) throws IOException, TimeoutException {
    boolean done = false;
    try {
      ManagerResponse answer =
          events.sendAction(new EventsAction(mask), AmiSettings.ANSWER_TIMEOUT.toMillis());
      done = !(answer instanceof ManagerError);
    } finally {
      if (!done) {
        everything = !mask.equals(EVERYTHING);
      }
    }
    if (!done) {
      throw new IOException("Asterisk does not change what it tells us: mask=" + mask);
    }
  }
}
