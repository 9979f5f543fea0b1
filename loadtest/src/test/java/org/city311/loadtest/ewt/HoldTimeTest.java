package org.city311.loadtest.ewt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HoldTimeTest {

  /// (0 + 40) / 4 = 10; (30 + 40) / 4 = 17.5, so 17; (51 + 0) / 4 = 12.75, so 12.
  @Test
  void average_isAQuarterOfTheNewAndRoundsDown() {
    HoldTime average = new HoldTime();
    assertEquals(0, average.seconds());
    average.answered(40);
    assertEquals(10, average.seconds());
    average.answered(40);
    assertEquals(17, average.seconds());
    average.answered(0);
    assertEquals(12, average.seconds());
  }
}
