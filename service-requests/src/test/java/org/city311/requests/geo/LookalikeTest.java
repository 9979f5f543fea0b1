package org.city311.requests.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.Duplicates;
import org.city311.requests.catalogue.RequestType;
import org.junit.jupiter.api.Test;

class LookalikeTest {
  private static final Instant AT = Instant.parse("2026-11-16T15:00:00Z");
  private static final Position HERE = new Position(39.2904, -76.6122);

  private final Catalogue catalogue = CatalogueReader.standard();

  @Test
  void typeThatSeveralMayReport_looksForItselfAndItsRelated_asFarAndAsLongAsItSays() {
    RequestType pothole = catalogue.type("pothole").orElseThrow();
    Duplicates duplicates = pothole.duplicates().orElseThrow();
    Set<String> types = new HashSet<>(duplicates.related());
    types.add("pothole");

    assertEquals(
        Optional.of(
            new Lookalike(
                types,
                HERE,
                duplicates.radiusMeters(),
                AT.minusSeconds(duplicates.days() * 86_400L))),
        Lookalike.of(pothole, HERE, AT));
  }

  @Test
  void typeThatIsNeverOfOneThing_looksForNothing() {
    RequestType type = catalogue.type("vendor-payment").orElseThrow();

    assertEquals(Optional.empty(), Lookalike.of(type, HERE, AT));
  }
}
