package org.city311.ivr.centre;

import java.time.Duration;
import java.util.function.LongFunction;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.leadership.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this node leads, and by what. It is given and ended by any thread; the [Leader] begins, acts and
/// steps down on the writer's.
final class Reign {
  /// Until the calls are loaded once more.
  static final Duration RETRY = Duration.ofMillis(200);

  private static final Duration LEASE_LOOK = Duration.ofMillis(5);
  private static final Logger log = LoggerFactory.getLogger(Reign.class);

  private final Writer writer;
  private final LongFunction<Leader> leaders;
  private final Change change;
  private volatile @Nullable Mandate mandate;
  private volatile @Nullable Leader leader;

  /// By what this node leads.
  private record Mandate(long term, Lease lease) {}

  /// What follows, on the writer's thread.
  interface Change {
    void begun();

    /// @param last the leader's last decision
    void ended(Mark last);
  }

  /// @param leaders begins the term of this number
  Reign(Writer writer, LongFunction<Leader> leaders, Change change) {
    this.writer = writer;
    this.leaders = leaders;
    this.change = change;
  }

  void give(long term, Lease lease) {
    Mandate given = new Mandate(term, lease);
    mandate = given;
    writer.add(() -> begin(given));
  }

  void end() {
    mandate = null;
    writer.add(this::stepDown);
  }

  /// A leader of a later term ends ours even before Asterisk tells us.
  void endBefore(long term) {
    Mandate now = mandate;
    if (now != null && term > now.term()) {
      mandate = null;
    }
  }

  /// Whether this node leads, or is to.
  boolean isGiven() {
    return mandate != null;
  }

  /// Whether the leader is here.
  boolean hasBegun() {
    return leader != null;
  }

  /// 0 where this node is not to lead.
  long term() {
    Mandate now = mandate;
    return now == null ? 0 : now.term();
  }

  private void begin(Mandate given) {
    if (writer.isClosed() || !given.equals(mandate)) {
      return;
    }
    if (!given.lease().isValid()) {
      again(given);
      return;
    }
    try {
      leader = leaders.apply(given.term());
    } catch (RuntimeException e) {
      log.error("the calls can't be loaded yet; trying again: term={}", given.term(), e);
      again(given);
      return;
    }
    change.begun();
  }

  private void again(Mandate given) {
    writer.after(RETRY, () -> writer.add(() -> begin(given)));
  }

  /// Does nothing where the leader is not here, or is to go on.
  void stepDown() {
    Leader was = leader;
    if (was != null && mandate == null) {
      leader = null;
      change.ended(was.at());
    }
  }

  /// The leader of this node if it may act now. One whose lease has run out waits for its renewal, or
  /// for the word that another leads.
  @Nullable Leader acting() {
    Leader now = leader;
    while (now != null && !writer.isClosed()) {
      Mandate by = mandate;
      if (by == null || by.term() != now.at().term()) {
        return null;
      }
      if (by.lease().isValid()) {
        return now;
      }
      try {
        writer.rest(LEASE_LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  void remind() {
    Leader now = leader;
    Mandate by = mandate;
    if (now != null && by != null && by.lease().isValid()) {
      now.remind();
    }
  }
}
