package org.city311.loadtest.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.city311.requests.life.Channel;
import org.city311.requests.life.State;
import org.city311.requests.store.RequestSearch;
import org.city311.requests.store.RequestSearch.Page;
import org.city311.requests.store.Search;
import org.city311.requests.store.Search.Order;
import org.city311.requests.store.Search.Span;
import org.city311.requests.store.Search.Standing;

/// What staff look for all day, in equal parts: first pages and the next ones of lists, and searches for
/// what is frequent, rare and not there. For one thread.
final class Searches {
  private static final int ON_A_PAGE = 50;

  private final RequestSearch search;
  private final MadeCity city;
  private final Instant now;
  private final Map<String, Supplier<Search>> kinds = new LinkedHashMap<>();

  Searches(RequestSearch search, MadeCity city, Instant now) {
    this.search = search;
    this.city = city;
    this.now = now;
    kinds.put("all, the latest", () -> Search.ALL);
    kinds.put("one word", () -> Search.ALL.about(city.word()));
    kinds.put("two words and a type", () -> twoWords().ofTypes(Set.of(city.type().id())));
    kinds.put("a rare word", () -> Search.ALL.about(MadeCity.RARE));
    kinds.put("a rare word of a type", () -> ofType(Search.ALL.about(MadeCity.RARE)));
    kinds.put("an address", () -> Search.ALL.about(city.address()));
    kinds.put("what is not there", () -> Search.ALL.about(city.word() + " xylophone"));
    kinds.put("a number", () -> Search.ALL.about("M-" + city.below(1_000_000)));
    kinds.put("a type", () -> ofType(Search.ALL));
    kinds.put("a department's work", () -> department(Search.ALL.that(Standing.ANY, Order.DUE)));
    kinds.put("a department's latest", () -> department(Search.ALL));
    kinds.put("what is overdue", () -> department(Search.ALL.that(Standing.OVERDUE, Order.DUE)));
    kinds.put("what is on hold", () -> ofType(Search.ALL.inStates(Set.of(State.Name.ON_HOLD))));
    kinds.put("closed, about a word", () -> closed(Search.ALL.about(city.word())));
    kinds.put("a part of the map", () -> Search.ALL.within(city.position().around(300)));
    kinds.put(
        "a word in a part of the map",
        () -> Search.ALL.about(city.word()).within(city.position().around(1_000)));
    kinds.put("a neighbourhood", this::neighbourhood);
    kinds.put("a person's", () -> person("person-" + city.below(500)));
    kinds.put("what was due in a week", this::dueInAWeek);
  }

  /// What came of it.
  ///
  /// @param all times of all kinds together
  /// @param kinds times by the kind
  /// @param wrong pages that were not as they must be
  record Result(Timed all, Map<String, Timed> kinds, int wrong) {}

  /// @param times how often each kind is looked for
  Result run(int times) throws Exception {
    Timed all = new Timed();
    Map<String, Timed> timed = new LinkedHashMap<>();
    int wrong = 0;
    for (Map.Entry<String, Supplier<Search>> kind : kinds.entrySet()) {
      Timed one = new Timed();
      for (int i = 0; i < times; i++) {
        Search wanted = kind.getValue().get();
        Page first = one.time(() -> search.find(wanted, Optional.empty(), ON_A_PAGE, now));
        if (first.next().isPresent() && i % 2 == 0) {
          Page next = one.time(() -> search.find(wanted, first.next(), ON_A_PAGE, now));
          wrong += follows(first, next) ? 0 : 1;
        }
      }
      timed.put(kind.getKey(), one);
      all.add(one);
    }
    return new Result(all, timed, wrong);
  }

  private static boolean follows(Page first, Page next) {
    return first.requests().size() == ON_A_PAGE
        && !next.requests().isEmpty()
        && next.requests().stream().noneMatch(first.requests()::contains);
  }

  private Search twoWords() {
    return Search.ALL.about(city.word() + " " + city.word());
  }

  private Search ofType(Search wanted) {
    return wanted.ofTypes(Set.of(city.type().id()));
  }

  private Search department(Search wanted) {
    return wanted.ofDepartments(Set.of(city.type().department()));
  }

  private static Search closed(Search wanted) {
    return wanted.inStates(Set.of(State.Name.CLOSED));
  }

  private Search neighbourhood() {
    return with(
        Set.of(Channel.PHONE),
        Set.of(MadeCity.neighbourhood(city.position())),
        Optional.empty(),
        Span.ALWAYS);
  }

  private Search person(String id) {
    return with(Set.of(), Set.of(), Optional.of(id), Span.ALWAYS);
  }

  private Search dueInAWeek() {
    Instant from = now.minus(Duration.ofDays(city.below(300)));
    return department(
        with(
            Set.of(),
            Set.of(),
            Optional.empty(),
            new Span(Optional.of(from), Optional.of(from.plus(Duration.ofDays(7))))));
  }

  private static Search with(
      Set<Channel> channels, Set<String> areas, Optional<String> person, Span due) {
    return new Search(
        "",
        Set.of(),
        Set.of(),
        Set.of(),
        channels,
        areas,
        person,
        Optional.empty(),
        Span.ALWAYS,
        due,
        Standing.ANY,
        Order.LATEST);
  }
}
