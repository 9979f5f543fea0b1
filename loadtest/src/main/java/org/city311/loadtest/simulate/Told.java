package org.city311.loadtest.simulate;

import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreEvent.CallAnswered;
import org.city311.ivr.event.CentreEvent.CallArrived;
import org.city311.ivr.event.CentreEvent.CallEnded;
import org.city311.ivr.event.CentreEvent.CallQueued;
import org.city311.ivr.event.CentreEvent.CallbackAsked;

/// Whoever follows the feed can count along: each arrival, wish for a person, answer and end is told
/// exactly once, in the decision that makes it so.
final class Told implements Invariant {
  static final String NAME = "all is told once";

  @Override
  public void check(Step step) {
    for (Call call : step.decision().calls()) {
      Call before = step.before(call.id());
      CallTimes now = call.times();
      CallTimes then = before == null ? CallTimes.arrivedAt(now.arrived()) : before.times();
      boolean callback = call.callback() != null;
      boolean asked = !callback && now.queued() != null && then.queued() == null;
      boolean answered = now.answered() != null && then.answered() == null;
      boolean ended = call.isEnded() && (before == null || !before.isEnded());
      int arrivals = 0;
      int wishes = 0;
      int answers = 0;
      int ends = 0;
      int callbacks = 0;
      for (CentreEvent event : step.decision().events()) {
        arrivals += event instanceof CallArrived told && isOf(told.call(), call) ? 1 : 0;
        wishes += event instanceof CallQueued told && isOf(told.call(), call) ? 1 : 0;
        answers += event instanceof CallAnswered told && isOf(told.call(), call) ? 1 : 0;
        callbacks += event instanceof CallbackAsked told && isOf(told.call(), call) ? 1 : 0;
        ends += event instanceof CallEnded told && isOf(told.call(), call) ? 1 : 0;
      }
      expect("arrival", before == null && !callback, arrivals, call);
      expect("wish to be called back", before == null && callback, callbacks, call);
      expect("wish for a person", asked, wishes, call);
      expect("answer", answered, answers, call);
      expect("end", ended, ends, call);
    }
  }

  private static boolean isOf(Call told, Call call) {
    return told.id().equals(call.id());
  }

  private static void expect(String what, boolean happened, int told, Call call) {
    Violation.unless(
        told == (happened ? 1 : 0), NAME, "the ", what, " was told ", told, " times: ", call);
  }
}
