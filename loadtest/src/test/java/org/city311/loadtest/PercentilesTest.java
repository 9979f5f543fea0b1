package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void of_oneToHundred_isTheRankItself() {
    var values = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();
    assertEquals(new Percentiles(100, 50.0, 90.0, 99.0, 100.0), Percentiles.of(values));
  }

  @Test
  void of_fewValues_isAlwaysOneOfThem() {
    assertEquals(new Percentiles(3, 2.0, 9.0, 9.0, 9.0), Percentiles.of(List.of(9.0, 1.0, 2.0)));
    assertEquals(new Percentiles(1, 7.0, 7.0, 7.0, 7.0), Percentiles.of(List.of(7.0)));
  }

  @Test
  void of_nothing_isNoFigureRatherThanZero() {
    assertNull(Percentiles.of(List.of()).p50());
  }
}
