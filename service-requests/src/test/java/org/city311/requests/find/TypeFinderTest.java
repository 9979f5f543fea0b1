package org.city311.requests.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.find.TypeFinder.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeFinderTest {
  private static final Catalogue CATALOGUE = CatalogueReader.standard();
  private static final TypeFinder FINDER = TypeFinder.forResidents(CATALOGUE);

  private record Phrase(String language, String words, String type) {}

  @Test
  void ofTheAgreedPhrases_atLeast95OutOf100AreAmongTheFirstThree() throws IOException {
    List<Phrase> phrases = phrases();
    assertEquals(150, phrases.size());

    List<String> missed = new ArrayList<>();
    for (Phrase phrase : phrases) {
      List<String> found = ids(FINDER.find(phrase.words(), 3));
      if (!found.contains(phrase.type())) {
        missed.add(phrase + " found " + found);
      }
    }

    assertTrue(
        missed.size() <= phrases.size() * 0.05,
        () -> missed.size() + " missed:\n" + String.join("\n", missed));
  }

  private static List<Phrase> phrases() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/phrases.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(columns -> new Phrase(columns[0], columns[1], columns[2]))
        .toList();
  }

  private static List<String> ids(List<Found> found) {
    return found.stream().map(Found::type).map(RequestType::id).toList();
  }
}
