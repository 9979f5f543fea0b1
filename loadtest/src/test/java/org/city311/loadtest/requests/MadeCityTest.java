package org.city311.loadtest.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.stream.IntStream;
import org.city311.requests.catalogue.CatalogueReader;
import org.junit.jupiter.api.Test;

class MadeCityTest {
  private final MadeCity city =
      new MadeCity(1, CatalogueReader.standard(), Instant.parse("2026-11-16T15:00:00Z"));

  /// Nothing is looked for near a type that has no rule, and that takes no time.
  @Test
  void typesWithDuplicates_haveTheRule_thoughManyHaveNot() {
    assertTrue(
        IntStream.range(0, 1_000).anyMatch(_ -> city.type().duplicates().isEmpty()),
        "of all types, some have none");
    assertEquals(
        1_000,
        IntStream.range(0, 1_000)
            .filter(_ -> city.typeWithDuplicates().duplicates().isPresent())
            .count());
  }
}
