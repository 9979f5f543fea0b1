package org.city311.requests.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.find.Vocabulary.Meant;

/// Finds types of request by everyday words. Each type is known by its names and words in both languages; it
/// is found by how much of what was said it covers, and by how much of one of its phrases was said.
/// Immutable; any thread may use it.
public final class TypeFinder {
  /// What is said beyond this is not looked at, characters.
  static final int MAX_CHARS = 300;

  /// What is said beyond this is not looked at, words.
  private static final int MAX_WORDS = 24;

  /// The share of a type's score that comes from all its words together; the rest from its best phrase.
  private static final double SHARE_OF_ALL_WORDS = 0.5;

  /// A type found that covers less of what was said is not shown.
  private static final double LEAST_SCORE = 0.15;

  private record Phrase(Set<String> stems, double weight) {}

  private record Known(RequestType type, Set<String> stems, List<Phrase> phrases) {}

  private final Vocabulary vocabulary;
  private final List<Known> known;

  /// @param types the types to find, those of equal score in this order
  public TypeFinder(List<RequestType> types) {
    List<List<List<String>>> stems = types.stream().map(TypeFinder::phrases).toList();
    List<Set<String>> all = stems.stream().map(TypeFinder::together).toList();
    this.vocabulary = new Vocabulary(all);
    List<Known> found = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      List<Phrase> phrases = stems.get(i).stream().map(this::phrase).toList();
      found.add(new Known(types.get(i), all.get(i), phrases));
    }
    this.known = List.copyOf(found);
  }

  /// Finds what residents may ask for.
  public static TypeFinder forResidents(Catalogue catalogue) {
    return new TypeFinder(
        catalogue.types().stream().filter(type -> type.raisedBy().residents()).toList());
  }

  /// Finds what the city's own crews may raise.
  public static TypeFinder forCrews(Catalogue catalogue) {
    return new TypeFinder(
        catalogue.types().stream().filter(type -> type.raisedBy().crews()).toList());
  }

  /// A type that may be meant.
  ///
  /// @param score from 0 to 1, how well it fits; comparable within one search only
  public record Found(RequestType type, double score) {}

  /// The types that these words may mean, the best first; none if no word is known.
  ///
  /// @param most how many at most
  public List<Found> find(String words, int most) {
    String said = words.substring(0, Math.min(words.length(), MAX_CHARS));
    Said query = new Said(Words.stems(said, MAX_WORDS));
    if (query.weight == 0) {
      return List.of();
    }
    return known.stream()
        .map(one -> new Found(one.type(), query.score(one)))
        .filter(found -> found.score() >= LEAST_SCORE)
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .limit(most)
        .toList();
  }

  private static List<List<String>> phrases(RequestType type) {
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

  private Phrase phrase(List<String> stems) {
    double weight = Set.copyOf(stems).stream().mapToDouble(vocabulary::weight).sum();
    return new Phrase(Vocabulary.withCompounds(stems), weight);
  }

  /// What was said: for each word, the stems that may be meant by it, and how much it says.
  private final class Said {
    private final List<Map<String, Double>> meant = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final double weight;

    Said(List<String> stems) {
      stems.forEach(stem -> meant.add(likenesses(stem)));
      for (int i = 1; i < stems.size(); i++) {
        addCompound(i, stems.get(i - 1) + stems.get(i));
      }
      for (int i = 0; i < stems.size(); i++) {
        weights.add(weightOf(stems.get(i), meant.get(i)));
      }
      this.weight = weights.stream().mapToDouble(Double::doubleValue).sum();
    }

    private Map<String, Double> likenesses(String said) {
      Map<String, Double> likenesses = new HashMap<>();
      for (Meant one : vocabulary.meantBy(said)) {
        likenesses.put(one.stem(), one.likeness());
      }
      return likenesses;
    }

    /// Two words that are one in the catalogue stand for it both: a pot hole is a pothole.
    private void addCompound(int second, String compound) {
      if (vocabulary.weight(compound) > 0) {
        meant.get(second - 1).put(compound, 1.0);
        meant.get(second).put(compound, 1.0);
      }
    }

    /// A word that the catalogue knows says what it says there; another as much as what it is most like.
    private double weightOf(String said, Map<String, Double> likenesses) {
      if (vocabulary.weight(said) > 0) {
        return vocabulary.weight(said);
      }
      double most = 0;
      for (Map.Entry<String, Double> one : likenesses.entrySet()) {
        most = Math.max(most, vocabulary.weight(one.getKey()) * one.getValue() * one.getValue());
      }
      return most;
    }

    double score(Known one) {
      double all = covered(one.stems());
      if (all == 0) {
        return 0;
      }
      double best = 0;
      for (Phrase phrase : one.phrases()) {
        best = Math.max(best, fit(phrase));
      }
      return SHARE_OF_ALL_WORDS * all + (1 - SHARE_OF_ALL_WORDS) * best;
    }

    /// The share of what was said that these stems cover.
    private double covered(Set<String> stems) {
      double sum = 0;
      for (int i = 0; i < meant.size(); i++) {
        sum += weights.get(i) * likeness(meant.get(i), stems);
      }
      return sum / weight;
    }

    /// The harmonic mean of how much of what was said is in the phrase, and how much of the phrase was said.
    private double fit(Phrase phrase) {
      double sum = 0;
      for (int i = 0; i < meant.size(); i++) {
        sum += weights.get(i) * likeness(meant.get(i), phrase.stems());
      }
      return Math.min(1, 2 * sum / (weight + phrase.weight()));
    }

    private static double likeness(Map<String, Double> meant, Set<String> stems) {
      double most = 0;
      for (Map.Entry<String, Double> one : meant.entrySet()) {
        if (one.getValue() > most && stems.contains(one.getKey())) {
          most = one.getValue();
        }
      }
      return most;
    }
  }
}
