package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.loadtest.caller.CallEnd;
import org.city311.loadtest.caller.CallPlan;
import org.city311.loadtest.caller.Callers;
import org.city311.loadtest.caller.Comparison;
import org.city311.loadtest.caller.Heard;
import org.city311.loadtest.caller.Prompts;
import org.city311.loadtest.caller.Way;

/// Calls that go known ways through the menus of a stack, at a constant rate.
final class PromptCalls implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;
  private static final double NANOS_IN_A_MILLI = 1_000_000;
  private static final int MOST_FAILURES_TOLD = 20;

  private final Callers callers;
  private final Prompts prompts;
  private final List<Called> called = new ArrayList<>();
  private int numbers;

  private record Called(Way way, CompletableFuture<CallEnd> end) {}

  PromptCalls(Stack stack, Prompts prompts) throws IOException {
    callers = new Callers(stack.sip(), stack.freePorts().one());
    this.prompts = prompts;
  }

  /// Lets callers begin, one after the other. The first does at once.
  void call(List<Way> ways, int callsPerSecond) {
    long between = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    long at = System.nanoTime();
    for (var way : ways) {
      call("41055%05d".formatted(numbers++), way, at);
      at += between;
    }
  }

  private void call(String from, Way way, long atNanos) {
    called.add(
        new Called(way, callers.call(way.plan(CallPlan.Line.of(from, "311"), prompts), atNanos)));
  }

  /// Waits until all calls are over.
  Ended await() throws IOException {
    var ended = new ArrayList<Ended.Call>();
    try {
      for (var each : called) {
        ended.add(new Ended.Call(each.way(), each.end().get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a call does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    called.clear();
    return new Ended(ended);
  }

  @Override
  public void close() {
    callers.close();
  }

  /// Calls that are over.
  record Ended(List<Call> calls) {
    record Call(Way way, CallEnd end) {
      /// Whether it was not answered, or did not end as its way does.
      boolean isFailed() {
        boolean shouldBeByCaller = way.end() == Way.End.BY_CALLER;
        return end.status() != 200 || end.byUs() != shouldBeByCaller;
      }
    }

    /// These, and those.
    Ended and(Ended others) {
      return new Ended(Stream.concat(calls.stream(), others.calls.stream()).toList());
    }

    /// Compares what was heard with what was to be. Takes its time.
    Seen compared(Prompts prompts) {
      var results = new ArrayList<Result>();
      for (var call : calls) {
        if (call.end().status() == 200) {
          var heard = Comparison.of(call.end().recording(), call.way().legs(), prompts);
          results.add(new Result(call, heard));
        }
      }
      return new Seen(calls, results);
    }
  }

  record Result(Ended.Call call, Heard heard) {}

  /// What was seen in calls.
  ///
  /// @param all of them
  /// @param answered those that were answered
  record Seen(List<Ended.Call> all, List<Result> answered) {
    int failed() {
      return (int) all.stream().filter(Ended.Call::isFailed).count();
    }

    /// Prompts that were heard to their end, as `LANGUAGE/KEY`.
    Set<String> whole() {
      return answered.stream()
          .flatMap(each -> each.heard().whole().stream())
          .collect(Collectors.toSet());
    }

    int wrong() {
      return (int) answered.stream().filter(each -> each.heard().wrong().millis() > 0).count();
    }

    int unheard() {
      return answered.stream().mapToInt(each -> each.heard().unheard().size()).sum();
    }

    int lostPackets() {
      return all.stream().mapToInt(call -> call.end().lost()).sum();
    }

    List<Double> answerMs() {
      return answered.stream()
          .map(each -> each.call().end().recording())
          .map(call -> (call.answeredNanos() - call.invitedNanos()) / NANOS_IN_A_MILLI)
          .toList();
    }

    List<Double> firstSoundMs() {
      return answered.stream()
          .flatMap(each -> each.heard().firstSoundMs().stream().boxed())
          .toList();
    }

    List<Double> nextSoundMs() {
      return answered.stream().flatMap(each -> each.heard().nextSoundMs().stream()).toList();
    }

    double longestSilenceMs() {
      return answered.stream().mapToDouble(each -> each.heard().longestSilenceMs()).max().orElse(0);
    }

    /// Calls that went on at the same time.
    int mostAtOnce() {
      var begins =
          answered.stream()
              .map(each -> each.call().end().recording().answeredNanos())
              .sorted()
              .toList();
      var ends =
          answered.stream()
              .map(each -> each.call().end().recording().endedNanos())
              .sorted()
              .toList();
      int most = 0;
      int ended = 0;
      for (int begun = 0; begun < begins.size(); begun++) {
        while (ends.get(ended) < begins.get(begun)) {
          ended++;
        }
        most = Math.max(most, begun + 1 - ended);
      }
      return most;
    }

    /// Says what went otherwise.
    void tellFailures(PrintStream out) {
      all.stream()
          .filter(Ended.Call::isFailed)
          .limit(MOST_FAILURES_TOLD)
          .forEach(
              call ->
                  out.printf(
                      "%s: %s, SIP status %d%n",
                      call.way().name(),
                      call.end().byUs() ? "the call did not end" : "the caller was left alone",
                      call.end().status()));
      answered.stream()
          .filter(
              each ->
                  !each.heard().isRight()
                      || each.heard().longestSilenceMs() > IvrResult.GOAL_SILENCE_MS)
          .limit(MOST_FAILURES_TOLD)
          .forEach(
              each ->
                  out.printf(
                      "%s: unheard %s, other sounds for %.0f ms (%s), silence for %.0f ms%n",
                      each.call().way().name(),
                      Objects.toString(each.heard().unheard()),
                      each.heard().wrong().millis(),
                      String.join(" ", each.heard().wrong().prompts()),
                      each.heard().longestSilenceMs()));
    }
  }
}
