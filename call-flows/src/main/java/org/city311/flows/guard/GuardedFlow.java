package org.city311.flows.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.city311.ivr.call.CallId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A flow that is for callers who are let in, and only for so long. Others are told why not, and what to do in an
/// emergency; whose time is up goes on with another flow, which leads to a person or says goodbye.
///
/// What those hear who are turned away is said by the switch, so that a flood does not take the flows that others
/// need. A fault of the admission lets the caller in.
public final class GuardedFlow implements Flow {
  private static final Logger log = LoggerFactory.getLogger(GuardedFlow.class);

  private final Admission admission;
  private final Limits limits;
  private final Flow inside;
  private final Flow whenTimeIsUp;
  private final Clocks clocks;

  /// By what a call's time is told.
  ///
  /// @param arrivals when a call reached the first node that it was on; empty while that is not known
  public record Clocks(InstantSource now, Function<CallId, Optional<Instant>> arrivals) {}

  public GuardedFlow(
      Admission admission, Limits limits, Flow inside, Flow whenTimeIsUp, Clocks clocks) {
    this.admission = admission;
    this.limits = limits;
    this.inside = inside;
    this.whenTimeIsUp = whenTimeIsUp;
    this.clocks = clocks;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    Verdict verdict = judge(line.caller());
    if (verdict != Verdict.LET_IN) {
      line.step(verdict.step());
      return new Ending.Goodbye(verdict.step());
    }
    if (limits.longestIvr().isZero()) {
      return inside.converse(line);
    }
    TimedLine timed = new TimedLine(line, timeIsUp(line.caller().call()), clocks.now());
    try {
      return inside.converse(timed);
    } catch (TimedLine.TimeIsUp e) {
      log.info("longest time in the IVR reached: callId={}", line.caller().call());
      timed.free();
      timed.step("time-up");
      return whenTimeIsUp.converse(timed);
    }
  }

  private Verdict judge(Caller caller) {
    try {
      return admission.judge(caller);
    } catch (RuntimeException e) {
      log.error("a call is let in unjudged: callId={}", caller.call(), e);
      return Verdict.LET_IN;
    }
  }

  private Instant timeIsUp(CallId call) {
    return clocks.arrivals().apply(call).orElseGet(clocks.now()::instant).plus(limits.longestIvr());
  }
}
