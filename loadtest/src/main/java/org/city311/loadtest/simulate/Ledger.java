package org.city311.loadtest.simulate;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Termination.Result;
import org.jspecify.annotations.Nullable;

/// The books: each call that asked for a person is in progress, or has ended in exactly one way. Kept
/// over all servers, from what they saved.
final class Ledger {
  static final String NAME = "the books are right";

  private static final int FEW = 100;

  private final Map<Result, Integer> ended = new EnumMap<>(Result.class);
  private final Set<CallId> offered = new HashSet<>();
  private final Set<CallId> over = new HashSet<>();

  /// A call was written down.
  ///
  /// @param before as it was written down last; null if it was not
  void saved(@Nullable Call before, Call after) {
    CallId id = after.id();
    if (over.contains(id)) {
      Violation.unless(
          before != null && before.state().equals(after.state()),
          NAME,
          id,
          " ended, and now: ",
          after);
      return;
    }
    Violation.unless(
        !offered.contains(id) || after.demand() != null, NAME, after, " forgot what was asked for");
    if (after.demand() != null) {
      offered.add(id);
    }
    if (after.state() instanceof CallState.Ended end) {
      over.add(id);
      Result result = end.termination().result();
      Violation.unless(
          (result == Result.LEFT_IN_IVR) == (after.demand() == null),
          NAME,
          "wrong kind of end: ",
          after);
      Violation.unless(
          (result == Result.ANSWERED || result == Result.CALLBACK_CONNECTED)
              == (after.times().answered() != null),
          NAME,
          "answered without a talk, or a talk that is not answered: ",
          after);
      Violation.unless(
          result.isOfCallback() == (after.callback() != null), NAME, "wrong kind of end: ", after);
      ended.merge(result, 1, Integer::sum);
    }
  }

  /// A call is no longer kept.
  void forgotten(@Nullable Call before, CallId id) {
    Violation.unless(
        before == null || before.isEnded(), NAME, before, " was forgotten before its end");
    Violation.unless(over.contains(id), NAME, id, " was forgotten, and never ended");
  }

  /// Closes the account: every time where few calls are written down, else at each look at the switch.
  Invariant balances(Supplier<Collection<Call>> calls) {
    return step -> {
      if (calls.get().size() <= FEW || step.event() instanceof AcdEvent.SwitchSeen) {
        balance(calls.get());
      }
    };
  }

  /// Closes the account.
  ///
  /// @param calls all that are written down
  void balance(Collection<Call> calls) {
    int inProgress = 0;
    for (Call call : calls) {
      inProgress += call.demand() != null && !call.isEnded() ? 1 : 0;
    }
    int sum = 0;
    for (Map.Entry<Result, Integer> end : ended.entrySet()) {
      sum += end.getKey() == Result.LEFT_IN_IVR ? 0 : end.getValue();
    }
    Violation.unless(
        offered.size() == sum + inProgress,
        NAME,
        offered.size(),
        " offered, but ",
        ended,
        " and ",
        inProgress,
        " in progress");
  }

  int count(Result result) {
    return ended.getOrDefault(result, 0);
  }

  /// All calls that residents made and that have ended.
  int over() {
    return (int) over.stream().filter(id -> !Callback.is(id)).count();
  }

  /// Whether a call has ended.
  boolean isOver(CallId id) {
    return over.contains(id);
  }

  /// All that asked for a person, without callbacks.
  int offered() {
    return (int) offered.stream().filter(id -> !Callback.is(id)).count();
  }

  /// All callbacks that were asked for.
  int callbacks() {
    return offered.size() - offered();
  }
}
