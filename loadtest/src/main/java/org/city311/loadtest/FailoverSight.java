package org.city311.loadtest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the agents' phones and the call records tell of a leader's death.
///
/// @param places the answered callers, by number, and when each first asked for a person, in
///     microseconds since 1970
/// @param offers each offer that reached a phone
/// @param killedMicros when the leader was killed
record FailoverSight(Map<String, Long> places, List<Offer> offers, long killedMicros) {
  /// What the old leader had sent before its death is at the phones by then: 0.1 s.
  static final long ON_THE_WAY_MICROS = 100_000;

  /// Two offers nearer to each other than this may reach two phones in either order: 0.1 s.
  static final long AT_ONCE_MICROS = 100_000;

  /// One ringing of an agent's phone.
  ///
  /// @param caller the caller's number, from the INVITE
  /// @param micros when the phone saw it
  record Offer(String caller, long micros) {
    private static final String STEP = "offered:";

    /// Of the steps that agents' phones log.
    static Stream<Offer> parse(Stream<Step> steps) {
      return steps
          .filter(step -> step.name().startsWith(STEP))
          .map(step -> new Offer(step.name().substring(STEP.length()), step.micros()));
    }
  }

  /// Callers who reached an agent, by the phones and by the records.
  int served() {
    return (int) offers.stream().map(Offer::caller).distinct().filter(places::containsKey).count();
  }

  /// Callers whose call rang more than once.
  int duplicated() {
    var rings =
        offers.stream().collect(Collectors.groupingBy(Offer::caller, Collectors.counting()));
    return (int) rings.values().stream().filter(count -> count > 1).count();
  }

  /// Callers who were offered after somebody whose place was behind theirs.
  int outOfOrder() {
    var first =
        offers.stream()
            .filter(offer -> places.containsKey(offer.caller()))
            .collect(
                Collectors.toMap(
                    Offer::caller,
                    Function.identity(),
                    (one, other) -> one.micros() <= other.micros() ? one : other))
            .values();
    return (int) first.stream().filter(offer -> first.stream().anyMatch(passes(offer))).count();
  }

  private java.util.function.Predicate<Offer> passes(Offer passed) {
    long place = places.getOrDefault(passed.caller(), 0L);
    return other ->
        other.micros() < passed.micros() - AT_ONCE_MICROS
            && places.getOrDefault(other.caller(), 0L) > place;
  }

  /// From the leader's death to the first offer of the next leader, in seconds; null if there was none.
  @Nullable Double resumeSeconds() {
    return offers.stream()
        .filter(offer -> offer.micros() > killedMicros + ON_THE_WAY_MICROS)
        .min(Comparator.comparingLong(Offer::micros))
        .map(offer -> (offer.micros() - killedMicros) / 1_000_000.0)
        .orElse(null);
  }
}
