package org.city311.requests.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    assertEquals(150, phrases.stream().map(Phrase::words).distinct().count());

    List<String> missed = new ArrayList<>();
    for (Phrase phrase : phrases) {
      List<String> found = ids(FINDER.find(phrase.words(), 3));
      if (!found.contains(phrase.type())) {
        missed.add(phrase + " found " + found);
      }
    }

    System.out.println("find_missed=" + missed);
    assertTrue(missed.size() <= phrases.size() * 0.05, () -> String.join("\n", missed));
  }

  @Test
  void everyType_isAmongTheFirstThree_byEachOfItsNames() {
    List<String> missed =
        CATALOGUE.types().stream()
            .filter(type -> type.raisedBy().residents())
            .flatMap(
                type ->
                    Stream.of(type.name().en(), type.name().es())
                        .filter(name -> !ids(FINDER.find(name, 3)).contains(type.id()))
                        .map(name -> type.id() + ": " + name))
            .toList();
    assertEquals(List.of(), missed);
  }

  @ParameterizedTest
  @CsvSource({
    "POTHOLE!!!, pothole",
    "árbol caído, tree-down",
    "arbol caido, tree-down",
    "a\u0301rbol caído, tree-down",
    "street-light out, street-light-out",
    "streetlight out, street-light-out",
    "bache (muy grande), pothole"
  })
  void caseAccentsSignsAndSpaces_makeNoDifference(String said, String type) {
    assertEquals(type, ids(FINDER.find(said, 3)).getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "?!", "the of and", "de la y", "xqzzkw", "🚗🔥"})
  void whereNothingIsUnderstood_nothingIsFound(String said) {
    assertEquals(List.of(), FINDER.find(said, 3));
  }

  @Test
  void aVeryLongText_isReadFromItsBeginning() {
    String said = "abandoned car " + "with flat tires ".repeat(100_000);

    assertTrue(ids(FINDER.find(said, 3)).contains("abandoned-vehicle"));
  }

  @Test
  void crewsOnlyTypes_areFoundByCrewsAlone() {
    String said = "graffiti found by a crew";

    assertEquals("graffiti-crew", ids(TypeFinder.forCrews(CATALOGUE).find(said, 3)).getFirst());
    assertFalse(ids(FINDER.find(said, 100)).contains("graffiti-crew"));
  }

  @Test
  void whatIsFound_isInOrder_atMostSoMany_andScoredFromZeroToOne() {
    List<Found> found = FINDER.find("trash", 5);

    assertEquals(5, found.size());
    assertTrue(found.stream().allMatch(one -> one.score() > 0 && one.score() <= 1));
    assertEquals(
        found.stream().map(Found::score).sorted((a, b) -> Double.compare(b, a)).toList(),
        found.stream().map(Found::score).toList());
  }

  private static List<Phrase> phrases() throws IOException {
    try (InputStream file = TypeFinderTest.class.getResourceAsStream("/phrases.tsv")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(columns -> new Phrase(columns[0], columns[1], columns[2]))
          .toList();
    }
  }

  private static List<String> ids(List<Found> found) {
    return found.stream().map(Found::type).map(RequestType::id).toList();
  }
}
