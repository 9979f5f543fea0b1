package org.city311.requests.find;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All stems of the catalogue, each with its weight: the fewer types a stem stands in, the more it says.
/// Immutable.
final class Vocabulary {
  /// What two stems that are not the same are worth at most, beside two that are.
  private static final double NOT_THE_SAME = 0.9;

  private final Map<String, Double> weights = new HashMap<>();
  private final Map<String, Set<String>> byBeginning = new HashMap<>();

  /// @param types the stems of each type
  Vocabulary(Collection<Set<String>> types) {
    Map<String, Integer> counts = new HashMap<>();
    types.forEach(stems -> stems.forEach(stem -> counts.merge(stem, 1, Integer::sum)));
    counts.forEach(
        (stem, count) -> {
          weights.put(stem, Math.log(1 + (double) types.size() / count));
          byBeginning.computeIfAbsent(beginning(stem), _ -> new HashSet<>()).add(stem);
        });
  }

  /// How much a stem says; 0 for one that no type has.
  double weight(String stem) {
    return weights.getOrDefault(stem, 0.0);
  }

  /// The stems that somebody may mean who says this one, each with how much alike the two are, up to 1. Slips
  /// are looked for only where the catalogue does not know the stem: a word that is one is taken at its word.
  Map<String, Double> meantBy(String said) {
    Map<String, Double> meant = new HashMap<>();
    boolean known = weights.containsKey(said);
    for (String stem : byBeginning.getOrDefault(beginning(said), Set.of())) {
      double likeness = Likeness.sameBeginning(said, stem);
      addIfAlike(meant, stem, NOT_THE_SAME * (known ? likeness * likeness : likeness));
    }
    if (known) {
      meant.put(said, 1.0);
    } else {
      weights
          .keySet()
          .forEach(stem -> addIfAlike(meant, stem, NOT_THE_SAME * Likeness.misspelt(said, stem)));
    }
    return meant;
  }

  private static void addIfAlike(Map<String, Double> meant, String stem, double likeness) {
    if (likeness > 0) {
      meant.merge(stem, likeness, Math::max);
    }
  }

  private static String beginning(String stem) {
    return stem.substring(0, Math.min(stem.length(), Likeness.SAME_BEGINNING));
  }

  /// The stems of a phrase, and its neighbours written as one word: a street light is a streetlight.
  static Set<String> withCompounds(List<String> stems) {
    Set<String> all = new HashSet<>(stems);
    for (int i = 1; i < stems.size(); i++) {
      all.add(stems.get(i - 1) + stems.get(i));
    }
    return all;
  }
}
