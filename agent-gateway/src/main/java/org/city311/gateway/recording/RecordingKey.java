package org.city311.gateway.recording;

import java.io.IOException;
import java.util.Optional;
import org.city311.gateway.recording.LegRecording.State;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.switchboard.Recorder;
import org.city311.ivr.switchboard.Recorder.Wish;

/// The agent's key: begins a recording, pauses it, and ends it, where the group's rule leaves that to the agent.
/// Works at every node. Waits for the switch; any thread may call it.
public final class RecordingKey {
  private final Talks talks;
  private final Recorder recorder;
  private final LegRecording recording;

  public RecordingKey(Talks talks, Recorder recorder, LegRecording recording) {
    this.talks = talks;
    this.recorder = recorder;
    this.recording = recording;
  }

  /// What pressing it came to.
  public enum Outcome {
    /// It is so.
    DONE,
    /// The agent does not talk on this call.
    NO_CALL,
    /// The group's talks are never recorded.
    NEVER_RECORDED,
    /// The group's talks are always recorded: that can be paused, not ended.
    ALWAYS_RECORDED,
    /// There is no recording that could be paused or ended.
    NOT_RECORDED,
    /// There is no room for recordings.
    NO_ROOM,
    /// Something else happened first.
    TOO_LATE
  }

  /// How a talk is recorded.
  ///
  /// @param now empty for not at all
  public record Shown(RecordingRule rule, Optional<Wish> now) {}

  /// Empty if the agent does not talk on this call.
  ///
  /// @throws IOException when the switch can't be asked; may be repeated
  public Optional<Shown> look(AgentId agent, CallId call) throws IOException {
    Optional<Talk> talk = talk(agent, call);
    if (talk.isEmpty()) {
      return Optional.empty();
    }
    Recorder.Seen seen = recorder.look(talk.get().leg());
    return Optional.of(
        new Shown(
            talk.get().rule(),
            seen.begun() ? Optional.of(seen.wish().orElse(Wish.ON)) : Optional.empty()));
  }

  /// @throws IOException when the switch can't be asked; may be repeated
  public Outcome press(AgentId agent, CallId call, Wish wish) throws IOException {
    Optional<Talk> talk = talk(agent, call);
    if (talk.isEmpty()) {
      return Outcome.NO_CALL;
    }
    Outcome refused = refusal(talk.get(), wish);
    if (refused != Outcome.DONE) {
      return refused;
    }
    recorder.keep(talk.get().leg(), wish);
    return outcome(recording.settle(talks, agent, talk.get().leg()));
  }

  private Outcome refusal(Talk talk, Wish wish) throws IOException {
    return switch (talk.rule()) {
      case NEVER -> Outcome.NEVER_RECORDED;
      case ALWAYS -> wish == Wish.OFF ? Outcome.ALWAYS_RECORDED : Outcome.DONE;
      case ON_DEMAND ->
          wish == Wish.ON || recorder.look(talk.leg()).begun()
              ? Outcome.DONE
              : Outcome.NOT_RECORDED;
    };
  }

  private static Outcome outcome(State state) {
    return switch (state) {
      case RECORDED, SILENT, NOT_WANTED, BEGINS -> Outcome.DONE;
      case NO_ROOM -> Outcome.NO_ROOM;
      case NOT_TOLD, OVER -> Outcome.TOO_LATE;
    };
  }

  private Optional<Talk> talk(AgentId agent, CallId call) {
    return talks.of(agent).filter(now -> now.call().id().equals(call));
  }
}
