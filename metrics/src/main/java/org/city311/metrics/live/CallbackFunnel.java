package org.city311.metrics.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Termination;
import org.city311.metrics.record.CallRecord;
import org.jspecify.annotations.Nullable;

/// What becomes of residents who asked to be called back. A callback belongs to the day on which its resident
/// first asked for a person. Not for several threads.
final class CallbackFunnel {
  /// The most callbacks remembered of one day; beyond it they are not counted.
  private static final int MAX = 100_000;

  private final Map<CallId, State> callbacks = new HashMap<>();

  /// @param result null while it waits or is under way
  private record State(
      Instant queued, CallRecord.Tries tries, Termination.@Nullable Result result) {}

  /// Counts a callback as it is now; any other call is left out. What is known of its end is not undone by
  /// older news.
  void put(Call call) {
    Callback wish = call.callback();
    Instant queued = call.times().queued();
    if (wish != null && queued != null) {
      Termination.Result result =
          call.state() instanceof CallState.Ended(Termination termination)
              ? termination.result()
              : null;
      put(call.id(), new State(queued, CallRecord.Tries.of(wish), result));
    }
  }

  /// As for a call.
  void put(CallRecord call) {
    CallRecord.Tries tries = call.callback();
    Instant queued = call.times().queued();
    if (tries != null && queued != null) {
      put(call.id(), new State(queued, tries, call.termination().result()));
    }
  }

  private void put(CallId id, State state) {
    State before = callbacks.get(id);
    if ((before == null && callbacks.size() < MAX) || (before != null && before.result() == null)) {
      callbacks.put(id, state);
    }
  }

  /// Forgets those that are over and were not asked for since.
  void startOfDay(Instant start) {
    callbacks.values().removeIf(state -> state.result() != null && state.queued().isBefore(start));
  }

  LiveView.Callbacks view() {
    int waiting = 0;
    int placed = 0;
    int answered = 0;
    int machines = 0;
    int connected = 0;
    int gaveUp = 0;
    int expired = 0;
    int cancelled = 0;
    for (State state : callbacks.values()) {
      placed += state.tries().placed();
      answered += state.tries().answered();
      machines += state.tries().machines();
      waiting += state.result() == null ? 1 : 0;
      connected += state.result() == Termination.Result.CALLBACK_CONNECTED ? 1 : 0;
      gaveUp += state.result() == Termination.Result.CALLBACK_GAVE_UP ? 1 : 0;
      expired += state.result() == Termination.Result.CALLBACK_EXPIRED ? 1 : 0;
      cancelled += state.result() == Termination.Result.CALLBACK_CANCELLED ? 1 : 0;
    }
    return new LiveView.Callbacks(
        callbacks.size(),
        waiting,
        placed,
        answered,
        machines,
        connected,
        gaveUp,
        expired,
        cancelled);
  }
}
