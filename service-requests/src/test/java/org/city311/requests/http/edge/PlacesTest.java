package org.city311.requests.http.edge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(3, 2);

  @Test
  void oneStranger_hasAFewPlaces_andLeavesTheOthers() {
    assertTrue(places.take("ann"));
    assertTrue(places.take("ann"));
    assertFalse(places.take("ann"));
    assertTrue(places.take("ben"));
  }

  @Test
  void allPlacesTaken_thereIsNone_untilOneIsGivenBack() {
    assertTrue(places.take("ann"));
    assertTrue(places.take("ann"));
    assertTrue(places.take("ben"));
    assertFalse(places.take("ben"));

    places.giveBack("ann");

    assertTrue(places.take("ben"));
    assertFalse(places.take("ann"), "all are taken");
  }
}
