package org.city311.requests.http.staff;

import java.util.Optional;
import java.util.Set;
import org.city311.requests.life.Channel;
import org.city311.requests.life.State;
import org.city311.requests.store.Search;
import org.city311.requests.store.Search.Order;
import org.city311.requests.store.Search.Span;
import org.city311.requests.store.Search.Standing;

/// What is searched for, as the parameters of a query.
final class SearchQuery {
  private SearchQuery() {}

  /// @param only departments to which the caller is bound; empty for none
  static Search read(Parameters from, Set<String> only) {
    Set<String> departments = from.texts("department");
    if (!only.isEmpty()) {
      if (!departments.isEmpty() && !only.containsAll(departments)) {
        from.wrong("department", String.join(", ", only));
      }
      departments = only;
    }
    return new Search(
        from.text("text").orElse(""),
        from.texts("type"),
        departments,
        from.constants("state", State.Name.values()),
        from.constants("channel", Channel.values()),
        from.texts("neighbourhood"),
        from.text("assignee"),
        from.box("box"),
        span(from, "reported"),
        span(from, "due"),
        from.constant("standing", Standing.ANY),
        from.constant("order", Order.LATEST));
  }

  private static Span span(Parameters from, String name) {
    return new Span(from.instant(name + "_from"), from.instant(name + "_to"));
  }

  static Optional<Search.After> after(Parameters from) {
    return from.read(
        "after",
        "the 'next' of the page before",
        word -> Search.After.parse(word).orElseThrow(() -> new IllegalArgumentException(word)));
  }
}
