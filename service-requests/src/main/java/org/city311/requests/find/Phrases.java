package org.city311.requests.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.requests.catalogue.RequestType;

/// Every phrase by which some type is known: its names and everyday words, in both languages. Phrases are
/// numbered from 0, those of a type one after the other. Immutable.
final class Phrases {
  /// What a phrase has beyond this is not looked at, words.
  private static final int MAX_WORDS = 24;

  private final List<Integer> typeOf = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final Map<String, List<Integer>> having = new HashMap<>();
  private final Vocabulary vocabulary;

  Phrases(List<RequestType> types) {
    List<List<List<String>>> phrases = types.stream().map(Phrases::of).toList();
    this.vocabulary = new Vocabulary(phrases.stream().map(Phrases::together).toList());
    for (int type = 0; type < phrases.size(); type++) {
      for (List<String> stems : phrases.get(type)) {
        add(type, stems);
      }
    }
  }

  private void add(int type, List<String> stems) {
    int number = typeOf.size();
    typeOf.add(type);
    weights.add(Set.copyOf(stems).stream().mapToDouble(vocabulary::weight).sum());
    Vocabulary.withCompounds(stems)
        .forEach(stem -> having.computeIfAbsent(stem, _ -> new ArrayList<>()).add(number));
  }

  private static List<List<String>> of(RequestType type) {
    return Stream.of(
            Stream.of(type.name().en(), type.name().es()),
            type.words().en().stream(),
            type.words().es().stream())
        .flatMap(phrases -> phrases)
        .map(phrase -> Words.stems(phrase, MAX_WORDS))
        .filter(stems -> !stems.isEmpty())
        .toList();
  }

  private static Set<String> together(List<List<String>> phrases) {
    Set<String> stems = new HashSet<>();
    phrases.forEach(phrase -> stems.addAll(Vocabulary.withCompounds(phrase)));
    return stems;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  int size() {
    return typeOf.size();
  }

  /// The place of a phrase's type in the list of types.
  int typeOf(int phrase) {
    return typeOf.get(phrase);
  }

  /// How much all words of a phrase say together.
  double weight(int phrase) {
    return weights.get(phrase);
  }

  /// The phrases that have one of these stems, each as much as the stem in it that has the greatest value.
  ///
  /// @return by phrase; 0 for those that have none
  double[] having(Map<String, Double> stems) {
    double[] most = new double[size()];
    stems.forEach(
        (stem, value) -> {
          for (int phrase : having.getOrDefault(stem, List.of())) {
            most[phrase] = Math.max(most[phrase], value);
          }
        });
    return most;
  }
}
