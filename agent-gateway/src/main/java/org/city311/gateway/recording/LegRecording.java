package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.switchboard.Recorder;
import org.city311.ivr.switchboard.Recorder.Seen;
import org.city311.ivr.switchboard.Recorder.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the recording of a talk to what it should be, by the group's rule, the agent's wish, and whether the
/// resident is on hold. All of that is read anew each time, the wish from the switch: so whoever does it again,
/// here or at another node, comes to the same. Waits for the switch; any thread may call it.
public final class LegRecording {
  /// What must stay free on the disk for a recording to begin, in bytes: call records, journal and database
  /// need it more.
  static final long LEAST_FREE_BYTES = 500_000_000;

  /// The wish or the hold may change meanwhile; then it is done again, so often.
  private static final int ROUNDS = 5;

  private static final Logger log = LoggerFactory.getLogger(LegRecording.class);

  private final Recorder recorder;
  private final Spool spool;
  private final RecordingTerms terms;
  private final RecordingFigures figures;
  private final InstantSource clock;
  private final ReentrantLock one = new ReentrantLock();

  public LegRecording(
      Recorder recorder,
      Spool spool,
      RecordingTerms terms,
      RecordingFigures figures,
      InstantSource clock) {
    this.recorder = recorder;
    this.spool = spool;
    this.terms = terms;
    this.figures = figures;
    this.clock = clock;
  }

  /// What a talk's recording came to.
  enum State {
    /// Sound goes into it, but for the times on hold.
    RECORDED,
    /// Silence goes into it, as the agent wishes.
    SILENT,
    /// There is none, as nobody wants one.
    NOT_WANTED,
    /// There is none, as the resident has not been told.
    NOT_TOLD,
    /// There is none, as there is no room for it.
    NO_ROOM,
    /// There is none yet, as another node begins it.
    BEGINS,
    /// The talk is over.
    OVER
  }

  /// @throws IOException when the switch can't be asked; may be repeated
  State settle(Talks talks, AgentId agent, OfferId leg) throws IOException {
    one.lock();
    try {
      State state = State.OVER;
      for (int round = 0; round < ROUNDS; round++) {
        Optional<Talk> talk = talks.of(agent).filter(now -> now.leg().equals(leg));
        Seen seen = talk.isEmpty() ? Seen.GONE : recorder.look(leg);
        if (talk.isEmpty() || !seen.there()) {
          return State.OVER;
        }
        state = settle(talk.get(), seen);
        boolean changed =
            !recorder.look(leg).wish().equals(seen.wish())
                || talks.of(agent).filter(now -> now.held() != talk.get().held()).isPresent();
        if (!changed) {
          break;
        }
      }
      return state;
    } finally {
      one.unlock();
    }
  }

  private State settle(Talk talk, Seen seen) throws IOException {
    Optional<Wish> wanted =
        seen.wish().or(() -> Optional.of(Wish.ON).filter(_ -> talk.rule() == RecordingRule.ALWAYS));
    if (wanted.isEmpty() || (talk.rule() == RecordingRule.NEVER && !seen.begun())) {
      return State.NOT_WANTED;
    }
    boolean sound = wanted.get() == Wish.ON;
    if (!seen.begun()) {
      State begun = sound ? begin(talk, seen) : State.NOT_WANTED;
      if (begun != State.RECORDED) {
        return begun;
      }
    }
    if (seen.begun() || talk.held()) {
      recorder.silence(talk.leg(), !sound || talk.held());
    }
    return sound ? State.RECORDED : State.SILENT;
  }

  /// An agent who asks for it tells the resident.
  private State begin(Talk talk, Seen seen) throws IOException {
    if (terms.announced() && seen.wish().isEmpty() && !recorder.wasTold(talk.call().channel())) {
      return State.NOT_TOLD;
    }
    if (spool.usableBytes() < LEAST_FREE_BYTES || figures.bytes() > terms.mostBytes()) {
      log.warn(
          "not recorded, as there is no room: callId={} agentId={}; see recording.most-gigabytes",
          talk.call().id(),
          talk.agent());
      return State.NO_ROOM;
    }
    Leg leg = new Leg(talk.call().id(), talk.leg(), talk.agent(), talk.group(), clock.instant());
    Optional<Path> file = spool.claim(leg);
    if (file.isEmpty()) {
      return State.BEGINS;
    }
    // Should this fail, it may have begun all the same: the claim stays, and the next look tells.
    recorder.begin(talk.leg(), file.get());
    figures.countBegun();
    log.info("recording: callId={} agentId={}", talk.call().id(), talk.agent());
    return State.RECORDED;
  }
}
