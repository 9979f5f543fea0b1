package org.city311.ivr.leadership;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one node in its place: takes office when the [Election] says so, and lays it down.
///
/// A leader claims its office in Asterisk and goes on only while the claim stands there. Where the one
/// before may still believe that it leads, the new one waits until that one's [Lease] has run out.
/// Thread-safe.
public final class Leadership {
  /// How long a claim must stand before its node acts on it, unless the office was free.
  static final Duration GUARD = Lease.LENGTH.plusMillis(100);

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final int self;
  private final Supplier<List<Integer>> members;
  private final Witness witness;
  private final Office office;
  private final LongSupplier lastTerm;
  private final LongSupplier nanoTime;
  private final Lease lease;
  private Claim mine = Claim.NONE;
  private long claimedNanos;
  private boolean leading;
  private volatile Standing standing = Standing.STANDBY;

  /// @param self this node's number
  /// @param members the nodes that this one is in touch with, itself included, oldest first
  /// @param lastTerm the highest term that this node has heard of; Asterisk forgets them when it
  ///     starts anew
  public Leadership(
      int self,
      Supplier<List<Integer>> members,
      Witness witness,
      Office office,
      LongSupplier lastTerm,
      LongSupplier nanoTime) {
    this.self = self;
    this.members = members;
    this.witness = witness;
    this.office = office;
    this.lastTerm = lastTerm;
    this.nanoTime = nanoTime;
    this.lease = Lease.spent(nanoTime);
  }

  /// What this node is; a leader whose lease has run out is shown as standing by.
  public Standing standing() {
    Standing now = standing;
    return now == Standing.LEADER && !lease.isValid() ? Standing.STANDBY : now;
  }

  /// Takes what was seen in Asterisk, about once a second.
  public synchronized void seen(Heartbeats seen) {
    List<Integer> touch = members.get();
    Standing judged = Election.standing(self, touch, seen.beating(), seen.claim().node());
    if (judged == Standing.LEADER) {
      hold(seen);
    } else {
      layDown(seen);
    }
    Standing now = judged == Standing.LEADER && !leading ? Standing.STANDBY : judged;
    if (now != standing) {
      say(now, touch, seen);
      standing = now;
    }
  }

  private void hold(Heartbeats seen) {
    if (!seen.claim().equals(mine) || mine.node() != self) {
      stop();
      claim(seen);
    } else if (leading) {
      lease.renew(seen.askedNanos());
    } else {
      leadAfter(GUARD.toNanos() - (nanoTime.getAsLong() - claimedNanos), seen);
    }
  }

  private void claim(Heartbeats seen) {
    Claim found = seen.claim();
    long before = Math.max(lastTerm.getAsLong(), Math.max(found.term(), mine.term()));
    Claim next = new Claim(before + 1, self);
    if (!witness.claim(next)) {
      return;
    }
    boolean free =
        found.isLaidDown() || (found.node() > 0 && !seen.beating().contains(found.node()));
    mine = next;
    claimedNanos = nanoTime.getAsLong();
    if (!free) {
      office.prepare();
    }
    leadAfter(free ? 0 : GUARD.toNanos(), seen);
  }

  private void leadAfter(long waitNanos, Heartbeats seen) {
    if (waitNanos > 0) {
      witness.lookIn(Duration.ofNanos(waitNanos));
      return;
    }
    leading = true;
    lease.renew(seen.askedNanos());
    office.lead(mine.term(), lease);
  }

  /// Says so in Asterisk only after this node has stopped, so that the next one need not wait.
  private void layDown(Heartbeats seen) {
    boolean stands = mine.node() == self && seen.claim().equals(mine);
    stop();
    if (stands && witness.claim(new Claim(mine.term(), 0))) {
      mine = new Claim(mine.term(), 0);
    }
  }

  private void stop() {
    if (leading) {
      leading = false;
      lease.end();
      office.follow();
    }
  }

  private void say(Standing now, List<Integer> touch, Heartbeats seen) {
    switch (now) {
      case LEADER ->
          log.info("this node leads: node={} term={} members={}", self, mine.term(), touch);
      case STANDBY ->
          log.info(
              "this node stands by: node={} leader={} members={}",
              self,
              seen.claim().node(),
              touch);
      case MINORITY ->
          log.error(
              "this node is cut off from most others and decides nothing; mend the network between"
                  + " the nodes: node={} members={} alive={}",
              self,
              touch,
              seen.beating());
    }
  }
}
