package org.city311.requests.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreasTest {
  /// A square with a square hole, its island in the hole, and an L beside it.
  private static final String MAP =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "Ring"}, "geometry": {"type": "MultiPolygon", "coordinates": [
          [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]],
          [[[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]]]}},
        {"type": "Feature", "properties": {"name": "Ell"}, "geometry": {"type": "Polygon", "coordinates": [
          [[4, 0, 12.5], [8, 0], [8, 1], [5, 1], [5, 4], [4, 4], [4, 0, 12.5]]]}}]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, Ring", "0.5, 2, Ring", "2, 2, Ring", "1.2, 2, ", "2.7, 2.7, ",
    "0.5, 6, Ell", "3, 4.5, Ell", "3, 6, ", "-1, 2, ", "5, 2, ",
    // A ray to the east through a corner, and along an edge.
    "1, 4.5, Ell", "1, 0.5, Ring", "1.5, 0.5, Ring"
  })
  void nameAt_isTheAreaThatHoldsIt(double latitude, double longitude, String name)
      throws IOException {
    assertEquals(Optional.ofNullable(name), read(MAP).nameAt(new Position(latitude, longitude)));
  }

  /// Four triangles about one crooked middle, which tile a square.
  @Property
  void positionInACityWithoutGaps_isInExactlyOneArea(
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 9.999) double latitude,
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 9.999) double longitude) {
    Position middle = new Position(3.3333333333333335, 6.1);
    Position[] corners = {
      new Position(0, 0), new Position(0, 10), new Position(10, 10), new Position(10, 0)
    };
    Position position = new Position(latitude, longitude);
    int holding = 0;
    for (int i = 0; i < corners.length; i++) {
      Ring triangle =
          new Ring(List.of(corners[i], corners[(i + 1) % corners.length], middle, corners[i]));
      holding += triangle.holds(position) ? 1 : 0;
    }

    assertEquals(1, holding);
  }

  @Test
  void positionOnASharedEdge_isInExactlyOneArea() throws IOException {
    Areas areas = read(MAP);
    Area ring = areas.areas().getFirst();
    Area ell = areas.areas().getLast();
    for (double latitude = 0; latitude < 4; latitude += 0.25) {
      Position edge = new Position(latitude, 4);

      assertTrue(ring.holds(edge) != ell.holds(edge), edge.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{| line 1: no JSON",
        "[]| no FeatureCollection",
        "{'features': [{'properties': {}, 'geometry': {}}]}| feature 1 has no property 'name'",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'Point', 'coordinates': [1, 2]}}]}"
            + "| feature 1 ('A'): this is a 'Point': Polygon and MultiPolygon are allowed",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'Polygon', 'coordinates': []}}]}"
            + "| feature 1 ('A'): a polygon without a ring",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'MultiPolygon', 'coordinates': []}}]}"
            + "| feature 1 ('A'): an area has a name and a polygon",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'Polygon', 'coordinates': [[[1, 2], [3, 'x']]]}}]}"
            + "| feature 1 ('A'): corner 2 is no pair",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'Polygon', 'coordinates': [[[1, 2], [3, 4], [5, 6], [7, 8]]]}}]}"
            + "| feature 1 ('A'): a ring of 4 corners",
        "{'features': [{'properties': {'name': 'A'}, 'geometry': {'type': 'Polygon', 'coordinates': [[[1, 200]]]}}]}"
            + "| feature 1 ('A'): a latitude of 200.0",
      })
  void mistakeInTheFile_isSaidWithItsPlace(String fileAndText) {
    String[] parts = fileAndText.split("\\|", -1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(parts[0].replace('\'', '"')));

    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("areas.geojson"), message);
    assertTrue(message.contains(parts[1].strip()), message);
  }

  /// Else each report there would fail.
  @Test
  void nameLongerThanARequestKeeps_isSaid() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> read(MAP.replace("Ell", "L".repeat(121))));

    assertTrue(String.valueOf(e.getMessage()).contains("a name of 121 characters"), e.toString());
  }

  @Test
  void nameThatComesTwice_isSaid() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(MAP.replace("Ell", "Ring")));

    assertTrue(
        String.valueOf(e.getMessage()).endsWith("feature 2 has the name 'Ring' of an earlier one"));
  }

  @Test
  void fileThatIsNotThere_isSaid() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AreasReader.read(folder.resolve("nothing.geojson"), "name"));
  }

  private Areas read(String json) throws IOException {
    return AreasReader.read(Files.writeString(folder.resolve("areas.geojson"), json), "name");
  }
}
