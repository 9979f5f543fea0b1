package org.city311.requests.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;

/// Finds types of request by everyday words. A type is found by how much of what was said it covers, and by
/// how well one of its phrases fits. Immutable; any thread may use it.
public final class TypeFinder {
  /// What is said beyond this is not looked at, characters.
  private static final int MAX_CHARS = 300;

  /// What is said beyond this is not looked at, words.
  private static final int MAX_WORDS = 24;

  /// The share of a type's score that comes from all its words together; the rest from its best phrase.
  private static final double SHARE_OF_ALL_WORDS = 0.5;

  /// A type found that fits less is not shown.
  private static final double LEAST_SCORE = 0.15;

  private final List<RequestType> types;
  private final Phrases phrases;
  private final Vocabulary vocabulary;

  /// @param types the types to find, those of equal score in this order
  public TypeFinder(List<RequestType> types) {
    this.types = List.copyOf(types);
    this.phrases = new Phrases(types);
    this.vocabulary = phrases.vocabulary();
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
    double[] scores = scores(meant(Words.stems(said, MAX_WORDS)));
    return IntStream.range(0, types.size())
        .filter(type -> scores[type] >= LEAST_SCORE)
        .mapToObj(type -> new Found(types.get(type), scores[type]))
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .limit(most)
        .toList();
  }

  /// One word that was said.
  ///
  /// @param stems those of the catalogue that may be meant, and how much each is like it, up to 1
  /// @param weight how much the word says
  private record Said(Map<String, Double> stems, double weight) {}

  private List<Said> meant(List<String> stems) {
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < stems.size(); i++) {
      Map<String, Double> meant = vocabulary.meantBy(stems.get(i));
      // Two words that are one in the catalogue stand for it both: a pot hole is a pothole.
      if (i > 0) {
        addCompound(stems.get(i - 1) + stems.get(i), meant);
      }
      if (i + 1 < stems.size()) {
        addCompound(stems.get(i) + stems.get(i + 1), meant);
      }
      said.add(new Said(meant, weight(stems.get(i), meant)));
    }
    return said;
  }

  private void addCompound(String compound, Map<String, Double> meant) {
    if (vocabulary.weight(compound) > 0) {
      meant.put(compound, 1.0);
    }
  }

  /// A word that the catalogue knows says what it says there; another as much as what it is most like.
  private double weight(String stem, Map<String, Double> meant) {
    if (vocabulary.weight(stem) > 0) {
      return vocabulary.weight(stem);
    }
    return meant.entrySet().stream()
        .mapToDouble(one -> vocabulary.weight(one.getKey()) * one.getValue() * one.getValue())
        .max()
        .orElse(0);
  }

  /// How well each type fits what was said, from 0 to 1.
  private double[] scores(List<Said> words) {
    double[] ofTypes = new double[types.size()];
    double[] ofPhrases = new double[phrases.size()];
    for (Said word : words) {
      double[] inPhrases = phrases.having(word.stems());
      double[] inTypes = mostOfEachType(inPhrases);
      add(inPhrases, word.weight(), ofPhrases);
      add(inTypes, word.weight(), ofTypes);
    }
    double all = words.stream().mapToDouble(Said::weight).sum();
    // The harmonic mean of how much of what was said is in the phrase, and how much of it was said.
    for (int phrase = 0; phrase < ofPhrases.length; phrase++) {
      ofPhrases[phrase] = Math.min(1, 2 * ofPhrases[phrase] / (all + phrases.weight(phrase)));
    }
    double[] best = mostOfEachType(ofPhrases);
    double[] scores = new double[types.size()];
    for (int type = 0; all > 0 && type < scores.length; type++) {
      scores[type] =
          SHARE_OF_ALL_WORDS * ofTypes[type] / all + (1 - SHARE_OF_ALL_WORDS) * best[type];
    }
    return scores;
  }

  private double[] mostOfEachType(double[] ofPhrases) {
    double[] most = new double[types.size()];
    for (int phrase = 0; phrase < ofPhrases.length; phrase++) {
      int type = phrases.typeOf(phrase);
      most[type] = Math.max(most[type], ofPhrases[phrase]);
    }
    return most;
  }

  private static void add(double[] values, double weight, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }
}
