package org.city311.flows.menu;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.call.Language;
import org.city311.ivr.routing.OpeningHours;

/// When something is offered: all that is said must be so.
///
/// @param open hours in which it must be; empty for any
/// @param closed hours in which it must not be; empty for none
/// @param languages one of them is spoken; none for any
/// @param dialled one of these numbers was dialled; none for any
public record Condition(
    Optional<Hours> open, Optional<Hours> closed, Set<Language> languages, Set<String> dialled) {
  public static final Condition ALWAYS =
      new Condition(Optional.empty(), Optional.empty(), Set.of(), Set.of());

  public Condition {
    languages = Set.copyOf(languages);
    dialled = Set.copyOf(dialled);
  }

  /// Hours as staff call them.
  public record Hours(String name, OpeningHours times) {}

  /// What is so of a call at a moment.
  ///
  /// @param language spoken on it
  /// @param dialled the number
  public record Situation(Instant at, Language language, String dialled) {}

  boolean holds(Situation now) {
    return open.map(hours -> hours.times().isOpen(now.at())).orElse(true)
        && !closed.map(hours -> hours.times().isOpen(now.at())).orElse(false)
        && (languages.isEmpty() || languages.contains(now.language()))
        && (dialled.isEmpty() || dialled.contains(now.dialled()));
  }

  /// Whether one of them holds at any time, as far as that can be told: one is always, or one is in some
  /// hours and another outside of the same.
  static boolean areExhaustive(Collection<Condition> conditions) {
    return conditions.contains(ALWAYS)
        || conditions.stream().anyMatch(each -> conditions.contains(each.reversed()));
  }

  /// Outside of the hours instead of in them.
  private Condition reversed() {
    return new Condition(closed, open, languages, dialled);
  }
}
