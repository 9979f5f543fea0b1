package org.city311.loadtest.bench;

import java.util.concurrent.TimeUnit;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.Decision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one decision of the ACD takes while many callers wait: the decisions whose work could grow
/// with the queue. Each is timed by itself; what brings the centre back to as many callers as
/// before is not.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecisionBench {
  /// How many agents there are; all talk.
  static final int AGENTS = 10_000;

  /// The centre, filled anew for each count of callers who wait.
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Full {
    @Param({"1000", "10000", "100000"})
    public int waiting;

    Crowd crowd;

    @Setup(Level.Trial)
    public void fill() {
      crowd = new Crowd(AGENTS, waiting);
    }
  }

  /// A talk that is about to end.
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class TalkEnds {
    AcdEvent event;
    Decision decision;

    @Setup(Level.Invocation)
    public void before(Full full) {
      event = full.crowd.talkEnding();
    }

    @TearDown(Level.Invocation)
    public void after(Full full) {
      full.crowd.talkEnded(decision);
    }
  }

  /// An agent hangs up: the talk is over, the next call is found and offered.
  @Benchmark
  public Decision agentBecomesFree(Full full, TalkEnds talk) {
    talk.decision = full.crowd.decide(talk.event);
    return talk.decision;
  }

  /// A caller who is about to join the queue.
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Joins {
    AcdEvent event;

    @Setup(Level.Invocation)
    public void before(Full full) {
      event = full.crowd.joining();
    }

    @TearDown(Level.Invocation)
    public void after(Full full) {
      full.crowd.joined();
    }
  }

  /// A caller joins the queue: no agent is free.
  @Benchmark
  public Decision callerJoins(Full full, Joins joins) {
    return full.crowd.decide(joins.event);
  }

  /// A caller who is about to lose patience.
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Abandons {
    AcdEvent event;

    @Setup(Level.Invocation)
    public void before(Full full) {
      event = full.crowd.abandoning();
    }

    @TearDown(Level.Invocation)
    public void after(Full full) {
      full.crowd.abandoned(event);
    }
  }

  /// A caller in the middle of the queue hangs up.
  @Benchmark
  public Decision callerAbandons(Full full, Abandons abandons) {
    return full.crowd.decide(abandons.event);
  }
}
