package org.city311.gateway.recording;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.city311.gateway.recording.LegRecording.State;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.RecordingRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has talks recorded where their group says so, and silence put in the place of what is said on hold. Listens
/// where the centre is led; who begins to lead is given all talks, and finds those that are recorded already.
///
/// Works on the feed's own thread, so no call waits for it.
public final class TalkRecorder implements CentreFeed.Subscriber {
  /// How soon a step that failed is tried again, and what an event that got lost would have told is found.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(TalkRecorder.class);

  private final Talks talks;
  private final LegRecording recording;
  private final RecordingFigures figures;
  private final InstantSource clock;
  private final Map<AgentId, Known> known = new ConcurrentHashMap<>();

  public TalkRecorder(
      Talks talks, LegRecording recording, RecordingFigures figures, InstantSource clock) {
    this.talks = talks;
    this.recording = recording;
    this.figures = figures;
    this.clock = clock;
  }

  /// A talk.
  ///
  /// @param looked when its recording was last settled
  private record Known(OfferId leg, State state, Instant looked) {}

  @Override
  public void on(CentreEvent event) {
    if (event instanceof CentreEvent.Snapshot snapshot) {
      known.clear();
      snapshot.agents().forEach(this::see);
    } else if (event instanceof CentreEvent.AgentChanged changed) {
      see(changed.agent());
    } else if (event instanceof CentreEvent.AgentGone gone) {
      known.remove(gone.agent());
    }
  }

  /// Whether an agent talks on this leg, for all that is known here.
  boolean isUnderWay(OfferId leg) {
    return known.values().stream()
        .anyMatch(each -> each.leg().equals(leg) && each.state() != State.OVER);
  }

  /// Looks after the talks that have not been looked at for a while. Called again and again where the centre is
  /// led.
  void lookAgain() {
    Instant due = clock.instant().minus(AGAIN);
    known.forEach(
        (agent, each) -> {
          if (each.looked().isBefore(due) && isWorthALook(each.state())) {
            settle(agent, each.leg());
          }
        });
  }

  /// Whoever was not told is not recorded later either, unless the agent asks for it.
  private static boolean isWorthALook(State state) {
    return switch (state) {
      case RECORDED, SILENT, BEGINS, OVER -> true;
      case NOT_WANTED, NOT_TOLD, NO_ROOM -> false;
    };
  }

  private void see(Agent agent) {
    if (agent.activity() instanceof Activity.Talking talking) {
      settle(agent.id(), talking.offer());
    } else {
      known.remove(agent.id());
    }
  }

  private void settle(AgentId agent, OfferId leg) {
    Known before = known.get(agent);
    boolean first = before == null || !before.leg().equals(leg);
    if (isNeverRecorded(agent) && (before == null || first || before.state() == State.NOT_WANTED)) {
      // Most talks, in most cities: the switch is not asked.
      known.put(agent, new Known(leg, State.NOT_WANTED, clock.instant()));
      return;
    }
    State state = State.BEGINS;
    try {
      if (first) {
        // Not to be taken away while it begins.
        known.put(agent, new Known(leg, State.BEGINS, clock.instant()));
      }
      state = recording.settle(talks, agent, leg);
    } catch (IOException e) {
      figures.countFailed();
      log.warn("recording not settled, trying again: agentId={} why={}", agent, e.toString());
    }
    Known now = new Known(leg, state, clock.instant());
    // Who has hung up meanwhile stays forgotten.
    known.computeIfPresent(agent, (_, there) -> there.leg().equals(leg) ? now : there);
    if (first) {
      count(state, agent, leg);
    }
  }

  private boolean isNeverRecorded(AgentId agent) {
    return talks.of(agent).filter(talk -> talk.rule() == RecordingRule.NEVER).isPresent();
  }

  private void count(State state, AgentId agent, OfferId leg) {
    if (state == State.NOT_TOLD) {
      figures.countNotTold();
      log.info("not recorded, as the resident was not told: agentId={} leg={}", agent, leg);
    } else if (state == State.NO_ROOM) {
      figures.countNoRoom();
    }
  }
}
