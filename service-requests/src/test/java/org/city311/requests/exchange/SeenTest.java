package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeenTest {
  @Test
  void beyondItsRoom_nothingMoreIsRemembered_andWhatIsKnownStays() {
    Seen seen = new Seen(2);
    assertTrue(seen.isNew("a"));
    assertFalse(seen.isNew("a"));
    assertTrue(seen.isNew("b"));

    assertTrue(seen.isNew("c"));
    assertTrue(seen.isNew("c"));
    assertFalse(seen.isNew("a"));
  }
}
