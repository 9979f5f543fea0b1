package org.city311.requests.geo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.Duplicates;
import org.city311.requests.catalogue.RequestType;

/// What an earlier report must be like, for a new one to be of the same thing: of the same or a
/// related type, of whatever department, near in place, and not long ago.
///
/// @param types ids of the types that will do
/// @param position where the new report is
/// @param radiusMeters how far from it, metres
/// @param from the earliest time of a report that will do
public record Lookalike(Set<String> types, Position position, int radiusMeters, Instant from) {
  public Lookalike {
    types = Set.copyOf(types);
  }

  /// @param type of the new report
  /// @param at when it is made
  /// @return empty when no two reports of the type are ever of one thing
  public static Optional<Lookalike> of(RequestType type, Position position, Instant at) {
    return type.duplicates().map(duplicates -> of(type.id(), duplicates, position, at));
  }

  /// This, of some of its types only.
  public Lookalike among(Predicate<String> some) {
    return new Lookalike(
        types.stream().filter(some).collect(Collectors.toSet()), position, radiusMeters, from);
  }

  private static Lookalike of(String type, Duplicates duplicates, Position position, Instant at) {
    Set<String> types = new HashSet<>(duplicates.related());
    types.add(type);
    return new Lookalike(
        types, position, duplicates.radiusMeters(), at.minus(Duration.ofDays(duplicates.days())));
  }
}
