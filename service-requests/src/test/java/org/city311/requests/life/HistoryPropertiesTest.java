package org.city311.requests.life;

import static org.city311.requests.life.TestRequests.RULES;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.TWO_WORKING_DAYS;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.State.Closed;
import org.city311.requests.life.State.Merged;
import org.city311.requests.life.State.OnHold;
import org.city311.requests.life.State.Unfinished;
import org.city311.requests.number.RequestNumber;

/// Three requests, and whatever anybody does to them, in any order, however senseless.
class HistoryPropertiesTest {
  private static final int COUNT = 3;

  /// What somebody does to request `which`, so long after the last.
  record Act(int which, Duration later, Function<City, Change> change) {}

  /// The requests as they are, each with its history.
  static final class City {
    final Map<RequestNumber, Request> requests = new HashMap<>();
    final Map<RequestNumber, List<Entry>> histories = new HashMap<>();

    City() {
      for (int n = 0; n < COUNT; n++) {
        save(made(n, n == 0 ? TWO_WORKING_DAYS : TWO_DAYS));
      }
    }

    Request request(int n) {
      return Objects.requireNonNull(requests.get(TestRequests.number(n)));
    }

    void save(Done done) {
      for (Step step : done.steps()) {
        Request before = requests.put(step.after().number(), step.after());
        assertEquals(before == null ? 1 : before.version() + 1, step.after().version());
        histories.computeIfAbsent(step.after().number(), _ -> new ArrayList<>()).add(step.entry());
      }
    }
  }

  @Provide
  Arbitrary<Act> acts() {
    Arbitrary<Integer> which = Arbitraries.integers().between(0, COUNT - 1);
    Arbitrary<String> follower = Arbitraries.of("resident-0", "resident-1", "resident-7");
    Arbitrary<Function<City, Change>> plain =
        Arbitraries.<Change>of(
                new Change.Accept(),
                new Change.Start(),
                new Change.Hold("rain"),
                new Change.Hold("rain"),
                new Change.Resume(),
                new Change.Close(Outcome.DONE, ""),
                new Change.Reopen("it is back"),
                new Change.Reopen("it is back"),
                new Change.Transfer("water", "a burst main"),
                new Change.Transfer("streets", "a hole"),
                new Change.Transfer("circus", "clowns"),
                new Change.Assign(Optional.of("ben")),
                new Change.Assign(Optional.empty()),
                new Change.Comment("Seen.", Change.Audience.STAFF),
                new Change.Recalculate(Optional.of(TestRequests.RUNS_ON), "storm"),
                new Change.Recalculate(Optional.of(TWO_WORKING_DAYS), "storm"))
            .map(change -> _ -> change);
    Arbitrary<Function<City, Change>> withOther =
        Combinators.combine(which, Arbitraries.of(true, true, false))
            .as(
                (other, merge) ->
                    city ->
                        merge
                            ? new Change.Merge(city.request(other), "")
                            : new Change.Unmerge(city.request(other), "two holes"));
    Arbitrary<Function<City, Change>> following =
        Combinators.combine(follower, Arbitraries.of(true, false))
            .as((id, follow) -> _ -> follow ? new Change.Follow(id) : new Change.Unfollow(id));
    Arbitrary<Function<City, Change>> any =
        Arbitraries.oneOf(plain, plain, plain, withOther, withOther, following);
    // Sometimes by a clock that goes back.
    Arbitrary<Duration> later =
        Arbitraries.integers().between(-600, 100_000).map(Duration::ofSeconds);
    return Combinators.combine(which, later, any).as(Act::new);
  }

  @Property(tries = 1_000)
  void booksAreRight(@ForAll @Size(max = 60) List<@From("acts") Act> acts) {
    City city = new City();
    Instant now = T0;
    for (Act act : acts) {
      now = now.plus(act.later());
      Map<RequestNumber, Request> before = Map.copyOf(city.requests);
      switch (RULES.decide(
          city.request(act.which()), act.change().apply(city), TestRequests.ANA, now)) {
        case Done done -> {
          city.save(done);
          assertFalse(done.steps().isEmpty());
        }
        case Refused refused -> {
          assertFalse(refused.text().isBlank());
          assertEquals(before, city.requests);
        }
      }
      city.requests.values().forEach(request -> check(city, request));
    }
  }

  private static void check(City city, Request request) {
    List<Entry> history = Objects.requireNonNull(city.histories.get(request.number()));
    assertEquals(request.version(), history.size(), "a change without its entry");
    Instant firstDue = history.getFirst().due().orElseThrow().became();
    Instant due = firstDue;
    Instant at = T0;
    Set<String> followers = new HashSet<>(Set.of("resident-" + (request.number().serial() % 10)));
    for (Entry entry : history) {
      assertFalse(entry.at().isBefore(at), "the history goes back in time");
      at = entry.at();
      if (entry.due().isPresent()) {
        assertEquals(due, entry.due().get().was(), "the due time moved silently");
        due = entry.due().get().became();
      }
      switch (entry.what().kind()) {
        case FOLLOWED -> assertTrue(followers.add(entry.what().became()));
        case UNFOLLOWED -> assertTrue(followers.remove(entry.what().was()));
        default -> {}
      }
    }
    assertEquals(due, request.timing().due(), "the due time moved silently");
    assertEquals(firstDue, request.timing().firstDue(), "the first promise was changed");
    assertEquals(followers, request.followers());
    assertEquals(at, request.changedAt());
    checkState(city, request, history);
  }

  private static void checkState(City city, Request request, List<Entry> history) {
    long merges = count(history, Entry.Kind.MERGED) - count(history, Entry.Kind.UNMERGED);
    switch (request.state()) {
      case Merged merged -> {
        assertEquals(1, merges);
        assertNotEquals(request.number(), root(city, merged, 0), "a ring of merges");
      }
      case Unfinished _, Closed _ -> assertEquals(0, merges);
    }
    long inside =
        city.requests.values().stream()
            .filter(
                r ->
                    r.state() instanceof Merged(RequestNumber into, _)
                        && into.equals(request.number()))
            .count();
    assertEquals(
        inside,
        count(history, Entry.Kind.TOOK_IN) - count(history, Entry.Kind.GAVE_BACK),
        "what is merged into it, by both sides");
    if (request.state() instanceof OnHold hold && !request.timing().pauses().isEmpty()) {
      assertFalse(hold.since().isBefore(request.timing().pauses().getLast().to()));
    }
  }

  private static RequestNumber root(City city, Merged merged, int depth) {
    assertTrue(depth < COUNT, "a ring of merges");
    Request into = Objects.requireNonNull(city.requests.get(merged.into()));
    return into.state() instanceof Merged further ? root(city, further, depth + 1) : into.number();
  }

  private static long count(List<Entry> history, Entry.Kind kind) {
    return history.stream().filter(entry -> entry.what().kind() == kind).count();
  }
}
