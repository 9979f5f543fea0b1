package org.city311.requests.find;

import java.util.ArrayList;
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

  private final Map<String, Double> weights;

  /// @param types the stems of each type
  Vocabulary(Collection<Set<String>> types) {
    Map<String, Integer> counts = new HashMap<>();
    types.forEach(stems -> stems.forEach(stem -> counts.merge(stem, 1, Integer::sum)));
    Map<String, Double> found = new HashMap<>();
    counts.forEach((stem, count) -> found.put(stem, Math.log(1 + (double) types.size() / count)));
    this.weights = Map.copyOf(found);
  }

  /// How much a stem says; 0 for one that no type has.
  double weight(String stem) {
    return weights.getOrDefault(stem, 0.0);
  }

  /// A stem of the catalogue that may be meant.
  ///
  /// @param likeness 1 for the very stem, less for one that is only like it
  record Meant(String stem, double likeness) {}

  /// The stems that somebody may mean who says this one. Slips are looked for only where the catalogue does
  /// not know the stem: a word that is one is taken at its word.
  List<Meant> meantBy(String said) {
    boolean known = weights.containsKey(said);
    List<Meant> meant = new ArrayList<>();
    for (String stem : weights.keySet()) {
      double likeness = likeness(said, stem, known);
      if (likeness > 0) {
        meant.add(new Meant(stem, likeness));
      }
    }
    return meant;
  }

  private static double likeness(String said, String stem, boolean known) {
    if (said.equals(stem)) {
      return 1;
    }
    double beginning = Likeness.sameBeginning(said, stem);
    return NOT_THE_SAME
        * (known ? beginning * beginning : Math.max(beginning, Likeness.misspelt(said, stem)));
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
