package org.city311.loadtest.simulate;

import java.util.function.Predicate;
import org.city311.ivr.call.Call;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// Whoever follows the feed can count along: each arrival, wish for a person, answer and end is told
/// exactly once, in the decision that makes it so.
final class Told implements Invariant {
  static final String NAME = "all is told once";

  @Override
  public void check(Step step) {
    for (Call call : step.decision().calls()) {
      Call before = step.before(call.id());
      expect(step, call, before == null, CentreEvent.CallArrived.class);
      expect(
          step,
          call,
          call.times().queued() != null && (before == null || before.times().queued() == null),
          CentreEvent.CallQueued.class);
      expect(
          step,
          call,
          call.times().answered() != null && (before == null || before.times().answered() == null),
          CentreEvent.CallAnswered.class);
      expect(
          step,
          call,
          call.isEnded() && (before == null || !before.isEnded()),
          CentreEvent.CallEnded.class);
    }
  }

  private static void expect(
      Step step, Call call, boolean happened, Class<? extends CentreEvent> kind) {
    Predicate<CentreEvent> isIt = event -> call.equals(callOf(event)) || isSame(event, call);
    long told =
        step.decision().events().stream().filter(kind::isInstance).filter(isIt).count();
    Violation.unless(
        told == (happened ? 1 : 0), NAME, kind.getSimpleName(), " was told ", told, " times of ", call);
  }

  private static boolean isSame(CentreEvent event, Call call) {
    Call of = callOf(event);
    return of != null && of.id().equals(call.id());
  }

  private static @Nullable Call callOf(CentreEvent event) {
    return switch (event) {
      case CentreEvent.CallArrived arrived -> arrived.call();
      case CentreEvent.CallQueued queued -> queued.call();
      case CentreEvent.CallAnswered answered -> answered.call();
      case CentreEvent.CallEnded ended -> ended.call();
      case CentreEvent other -> {
        var _ = other;
        yield null;
      }
    };
  }
}
