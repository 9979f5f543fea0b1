package org.city311.requests.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
  @ParameterizedTest
  @CsvSource({
    // A degree of latitude is a 360th of the earth's girth; of longitude, at 60° north, about half.
    "0, 0, 1, 0, 111195.1",
    "39, -76, 40, -76, 111195.1",
    "60, 0, 60, 1, 55597.0",
    "0, 179.5, 0, -179.5, 111195.1",
    "90, 0, -90, 0, 20015114.4",
    "39.3, -76.6, 39.3, -76.6, 0",
  })
  void metersTo_isTheWayAlongTheSurface(
      double latitude, double longitude, double toLatitude, double toLongitude, double meters) {
    Position from = new Position(latitude, longitude);
    Position to = new Position(toLatitude, toLongitude);

    assertEquals(meters, from.metersTo(to), 0.1 + meters * 1e-5);
    assertEquals(from.metersTo(to), to.metersTo(from), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"90.1, 0", "-90.1, 0", "0, 180.1", "0, -180.1", "NaN, 0", "0, NaN", "Infinity, 0"})
  void positionThatIsNoneOnEarth_isRefused(double latitude, double longitude) {
    assertThrows(IllegalArgumentException.class, () -> new Position(latitude, longitude));
  }

  @Property
  void boxAround_leavesOutNothingThatIsNear(
      @ForAll @Scale(6) @DoubleRange(min = -70, max = 70) double latitude,
      @ForAll @Scale(6) @DoubleRange(min = -170, max = 170) double longitude,
      @ForAll @Scale(6) @DoubleRange(min = -0.06, max = 0.06) double north,
      @ForAll @Scale(6) @DoubleRange(min = -0.06, max = 0.06) double east,
      @ForAll @Scale(6) @DoubleRange(min = 1, max = 5_000) double meters) {
    Position from = new Position(latitude, longitude);
    Position other = new Position(latitude + north, longitude + east);

    assertTrue(from.metersTo(other) > meters || from.around(meters).holds(other));
  }
}
