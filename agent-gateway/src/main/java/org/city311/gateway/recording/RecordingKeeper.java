package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.ivr.switchboard.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes recordings that are whole out of the spool: encrypts them, takes the plain file away, and notes them in
/// the database, in this order; each step is found done or not done by whoever comes next. Removes those whose
/// time is over. Works where the centre is led, on one thread that calls [#work()] again and again.
public final class RecordingKeeper {
  /// A file whose channel is gone for so long is whole: Asterisk writes the last block a moment after that.
  private static final Duration WHOLE = Duration.ofSeconds(2);

  /// Whoever claimed a recording that long ago and has not begun it won't.
  private static final Duration FORSAKEN = Duration.ofMinutes(1);

  /// How often it is looked for what is too old, and how much room all take.
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /// What was half written that long ago nobody writes any more.
  private static final Duration UNFINISHED = Duration.ofHours(1);

  /// How long nothing is tried after something failed: the database, most often.
  private static final Duration AFTER_FAULT = Duration.ofSeconds(10);

  private static final int MOST_AT_ONCE = 500;
  private static final Logger log = LoggerFactory.getLogger(RecordingKeeper.class);

  private final Parts parts;
  private final TalkRecorder talks;
  private final RecordingTerms terms;
  private final RecordingFigures figures;
  private final InstantSource clock;

  /// When the channel was first seen to be gone, of those in the spool.
  private final Map<RecordingId, Instant> gone = new HashMap<>();

  private Instant next = Instant.MIN;
  private Instant nextSweep = Instant.MIN;

  /// What it works with.
  public record Parts(Recorder recorder, Spool spool, Vault vault, AccountsDatabase database) {}

  public RecordingKeeper(
      Parts parts,
      TalkRecorder talks,
      RecordingTerms terms,
      RecordingFigures figures,
      InstantSource clock) {
    this.parts = parts;
    this.talks = talks;
    this.terms = terms;
    this.figures = figures;
    this.clock = clock;
  }

  /// Does what there is to do now.
  public void work() {
    if (clock.instant().isBefore(next)) {
      return;
    }
    try {
      talks.lookAgain();
      boolean well = true;
      List<Leg> legs = parts.spool().legs();
      gone.keySet().retainAll(legs.stream().map(Leg::id).toList());
      for (Leg leg : legs) {
        well &= talks.isUnderWay(leg.leg()) || tryToTake(leg);
      }
      next = well ? Instant.MIN : clock.instant().plus(AFTER_FAULT);
    } catch (IOException e) {
      failed("recordings can't be looked after", e);
      next = clock.instant().plus(AFTER_FAULT);
    }
    if (!nextSweep.isAfter(clock.instant())) {
      sweepSoonAgain();
    }
  }

  /// What fails here keeps nothing from being encrypted.
  private void sweepSoonAgain() {
    try {
      sweep();
      nextSweep = clock.instant().plus(SWEEP);
    } catch (IOException | SQLException e) {
      failed("recordings whose time is over can't be removed", e);
      nextSweep = clock.instant().plus(AFTER_FAULT);
    }
  }

  private boolean tryToTake(Leg leg) {
    try {
      take(leg);
      return true;
    } catch (IOException | SQLException e) {
      failed("a recording can't be kept yet: callId=" + leg.call(), e);
      return false;
    }
  }

  private void failed(String what, Exception why) {
    figures.countFailed();
    log.warn("{}; trying again: {}", what, why.toString());
  }

  private void take(Leg leg) throws IOException, SQLException {
    RecordingId id = leg.id();
    boolean sound = Files.exists(parts.spool().sound(id));
    if (!sound && !parts.vault().holds(id)) {
      if (parts.spool().quiet(id).compareTo(FORSAKEN) > 0
          && !parts.recorder().look(leg.leg()).there()) {
        parts.spool().release(leg);
      }
      return;
    }
    if (sound) {
      if (!isWhole(leg)) {
        return;
      }
      long length = parts.vault().seal(id, parts.spool().sound(id));
      Files.delete(parts.spool().sound(id));
      if (length <= Recording.HEADER_BYTES) {
        log.info("an empty recording is not kept: callId={}", leg.call());
        parts.vault().remove(id);
        parts.spool().release(leg);
        return;
      }
    }
    note(leg);
  }

  private boolean isWhole(Leg leg) throws IOException {
    if (parts.recorder().look(leg.leg()).there()) {
      return false;
    }
    Instant since = gone.computeIfAbsent(leg.id(), _ -> clock.instant());
    return !since.plus(WHOLE).isAfter(clock.instant());
  }

  private void note(Leg leg) throws IOException, SQLException {
    Recording recording = new Recording(leg, parts.vault().length(leg.id()));
    try (Connection connection = parts.database().connection()) {
      RecordingTable.insert(connection, recording);
      connection.commit();
    }
    parts.spool().release(leg);
    figures.bytes(figures.bytes() + recording.bytes());
    figures.countKept();
    log.info(
        "recording kept: callId={} agentId={} recording={} seconds={}",
        leg.call(),
        leg.agent(),
        leg.id(),
        recording.seconds());
  }

  /// The file goes before its row: what is left by a death in between is found again by the row.
  private void sweep() throws IOException, SQLException {
    Instant before = clock.instant().minus(terms.keep());
    List<Recording> old;
    do {
      try (Connection connection = parts.database().connection()) {
        old = RecordingTable.begunBefore(connection, before, MOST_AT_ONCE);
        for (Recording recording : old) {
          parts.vault().remove(recording.id());
          RecordingTable.remove(connection, recording.id().value());
          figures.countExpired();
        }
        connection.commit();
      }
      if (!old.isEmpty()) {
        log.info("recordings removed whose time is over: {}", old.size());
      }
    } while (old.size() == MOST_AT_ONCE);
    parts.vault().tidy(clock.instant().minus(UNFINISHED));
    figures.bytes(parts.vault().bytes() + parts.spool().bytes());
  }
}
