package org.city311.metrics.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.jspecify.annotations.Nullable;

/// What is kept of a call that has ended: everything but the channel. Times have milliseconds, as
/// the table has them, so that a record reads back equal to what was written.
///
/// @param ani the caller's number as the trunk gave it; empty when withheld. Text that comes from
///     the network is cut to [#MAX_TEXT] characters and loses its control characters, which
///     PostgreSQL refuses in part
/// @param menus the version of the menus that it went through; null for none
/// @param demand what was asked for; null for a call that never asked for a person
/// @param rungs the rungs of its group's overflow ladder that were taken: 1 for the first, ascending
/// @param agent the agent it was last offered to; null when never offered
/// @param callback what came of calling the resident; null for a call that the resident made
/// @param journey the steps that were reached, and what was answered after the talk
public record CallRecord(
    CallId id,
    String ani,
    String dnis,
    Language language,
    String step,
    @Nullable String menus,
    @Nullable Demand demand,
    List<Integer> rungs,
    int offers,
    @Nullable AgentId agent,
    CallTimes times,
    Termination termination,
    @Nullable Tries callback,
    Journey journey) {

  /// How often a resident was called back.
  ///
  /// @param placed how often it was tried
  /// @param answered how often somebody, or a machine, picked up
  /// @param machines of these, how often nobody said by key to be there, where residents are called first
  public record Tries(int placed, int answered, int machines) {
    /// As they are by now.
    public static Tries of(Callback callback) {
      return new Tries(callback.tries(), callback.answers(), callback.machines());
    }
  }

  /// Of a call that a resident made.
  public CallRecord(
      CallId id,
      String ani,
      String dnis,
      Language language,
      String step,
      @Nullable String menus,
      @Nullable Demand demand,
      List<Integer> rungs,
      int offers,
      @Nullable AgentId agent,
      CallTimes times,
      Termination termination,
      Journey journey) {
    this(
        id,
        ani,
        dnis,
        language,
        step,
        menus,
        demand,
        rungs,
        offers,
        agent,
        times,
        termination,
        null,
        journey);
  }

  /// The most characters kept of a number or a step.
  public static final int MAX_TEXT = 80;

  public CallRecord {
    Objects.requireNonNull(times.ended(), () -> "call " + id + " has no end");
    ani = clean(ani);
    dnis = clean(dnis);
    step = clean(step);
    rungs = List.copyOf(rungs);
    times = inMilliseconds(times);
    journey =
        new Journey(
            journey.steps().stream().map(CallRecord::clean).distinct().toList(), journey.answers());
  }

  /// The record of a call.
  ///
  /// @throws IllegalArgumentException when the call has not ended
  public static CallRecord of(Call call) {
    if (!(call.state() instanceof CallState.Ended(Termination termination))) {
      throw new IllegalArgumentException("call " + call.id() + " has not ended");
    }
    return new CallRecord(
        call.id(),
        call.ani(),
        call.dnis(),
        call.language(),
        call.step(),
        call.menus(),
        call.demand(),
        rungs(call.reach()),
        call.offers(),
        call.agent(),
        call.times(),
        termination,
        tries(call.callback()),
        call.journey());
  }

  private static @Nullable Tries tries(@Nullable Callback callback) {
    return callback == null ? null : Tries.of(callback);
  }

  /// The skill group asked for; null for a call that never asked for a person.
  public @Nullable SkillGroupId group() {
    return demand == null ? null : demand.group();
  }

  private static List<Integer> rungs(Reach reach) {
    return IntStream.range(0, Reach.MAX_RUNGS)
        .filter(reach::hasTaken)
        .mapToObj(rung -> rung + 1)
        .toList();
  }

  private static String clean(String text) {
    String printable =
        text.codePoints()
            .filter(c -> !Character.isISOControl(c) && !isLoneSurrogate(c))
            .limit(MAX_TEXT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return printable.equals(text) ? text : printable;
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static CallTimes inMilliseconds(CallTimes times) {
    return new CallTimes(
        times.arrived().truncatedTo(ChronoUnit.MILLIS),
        milliseconds(times.ivrAnswered()),
        milliseconds(times.languageChosen()),
        milliseconds(times.queued()),
        milliseconds(times.offered()),
        milliseconds(times.answered()),
        milliseconds(times.talkEnded()),
        milliseconds(times.ended()));
  }

  private static @Nullable Instant milliseconds(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
