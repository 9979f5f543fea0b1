package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Strategy;
import org.jspecify.annotations.Nullable;

/// Whose turn it is, for any calls at all.
class CallOrderPropertiesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final SkillGroupId WATER = new SkillGroupId("water");

  /// Few different priorities and moments, so that equal ones are common.
  @Provide
  Arbitrary<Call> calls() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(-3, 3),
            Arbitraries.integers().between(0, 12))
        .as(
            (id, priority, second) ->
                Call.arriving(new CallId("c" + id), "", "311", "PJSIP/t-" + id, T0)
                    .queuedFor(
                        new Demand(WATER, Map.of(), priority, null), T0.plusSeconds(second * 5L)));
  }

  @Provide
  Arbitrary<Duration> ageing() {
    return Arbitraries.of(
        Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofDays(2));
  }

  @Property
  void isAStrictWeakOrder(
      @ForAll("calls") Call one,
      @ForAll("calls") Call other,
      @ForAll("calls") Call third,
      @ForAll("ageing") Duration ageing) {
    CallOrder order = new CallOrder(ageing);
    assertEquals(0, order.compare(one, one));
    assertEquals(
        Integer.signum(order.compare(one, other)), -Integer.signum(order.compare(other, one)));
    if (order.compare(one, other) < 0 && order.compare(other, third) < 0) {
      assertTrue(order.compare(one, third) < 0);
    }
    if (order.compare(one, other) == 0) {
      assertEquals(one.id(), other.id());
      assertEquals(
          Integer.signum(order.compare(one, third)), Integer.signum(order.compare(other, third)));
    }
  }

  @Property
  void withoutAgeing_priorityGoesFirst_thenTheLongerWait(
      @ForAll("calls") Call one, @ForAll("calls") Call other) {
    CallOrder order = new CallOrder(Duration.ZERO);
    if (priority(one) > priority(other)) {
      assertTrue(order.compare(one, other) < 0);
    } else if (priority(one) == priority(other)
        && CallOrder.queued(one).isBefore(CallOrder.queued(other))) {
      assertTrue(order.compare(one, other) < 0);
    }
  }

  /// Looked at whenever you like: what a call has waited, and so much more for each step of priority.
  @Property
  void withAgeing_theLongerWaitWithItsAdvantageGoesFirst_atAnyTime(
      @ForAll("calls") Call one,
      @ForAll("calls") Call other,
      @ForAll @IntRange(min = 1, max = 600) int ageingSeconds,
      @ForAll @IntRange(min = 60, max = 100_000) int laterSeconds) {
    CallOrder order = new CallOrder(Duration.ofSeconds(ageingSeconds));
    Instant now = T0.plusSeconds(laterSeconds);
    long mine = Duration.between(CallOrder.queued(one), now).toSeconds();
    long theirs = Duration.between(CallOrder.queued(other), now).toSeconds();
    mine += (long) ageingSeconds * priority(one);
    theirs += (long) ageingSeconds * priority(other);
    if (mine != theirs) {
      assertEquals(mine > theirs, order.compare(one, other) < 0);
    }
  }

  /// Low priority never starves: whoever comes that much later goes behind it.
  @Property
  void withAgeing_nobodyIsOvertakenByThoseWhoComeMuchLater(
      @ForAll("calls") Call low, @ForAll("calls") Call high) {
    Duration ageing = Duration.ofSeconds(5);
    Duration advantage = ageing.multipliedBy(Math.max(0, priority(high) - priority(low)));
    if (CallOrder.queued(high).isAfter(CallOrder.queued(low).plus(advantage))) {
      assertTrue(new CallOrder(ageing).compare(low, high) < 0);
    }
  }

  @Property
  void headOfALane_isTheFirstOfAllThatWaitInIt(
      @ForAll @Size(max = 40) List<@net.jqwik.api.From("calls") Call> coming,
      @ForAll("ageing") Duration ageing) {
    CallOrder order = new CallOrder(ageing);
    Need need = new Need(WATER, java.util.Set.of(WATER), Map.of(), null);
    Lane lane =
        new Lane(new Lane.Kind(need, Lane.Turn.OFFERED), Strategy.LONGEST_IDLE, order, _ -> 0);
    Map<CallId, Call> waiting = new HashMap<>();
    for (Call call : coming) {
      Call before = waiting.remove(call.id());
      if (before == null) {
        waiting.put(call.id(), call);
        lane.add(call);
      } else {
        lane.remove(before);
      }
      var next = lane.next();
      assertEquals(first(waiting, ageing), next == null ? null : next.getValue());
    }
  }

  /// By going through all of them.
  private static @Nullable Call first(Map<CallId, Call> waiting, Duration ageing) {
    Call first = null;
    for (Call call : waiting.values()) {
      if (first == null || goesBefore(call, first, ageing)) {
        first = call;
      }
    }
    return first;
  }

  private static boolean goesBefore(Call one, Call other, Duration ageing) {
    int more = priority(one) - priority(other);
    if (ageing.isZero() && more != 0) {
      return more > 0;
    }
    Duration ahead =
        Duration.between(CallOrder.queued(one), CallOrder.queued(other))
            .plus(ageing.multipliedBy(more));
    if (!ahead.isZero()) {
      return ahead.isPositive();
    }
    int byWait = CallOrder.queued(one).compareTo(CallOrder.queued(other));
    return byWait != 0 ? byWait < 0 : one.id().value().compareTo(other.id().value()) < 0;
  }

  private static int priority(Call call) {
    return java.util.Objects.requireNonNull(call.demand()).priority();
  }
}
