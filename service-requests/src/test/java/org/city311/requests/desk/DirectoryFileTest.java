package org.city311.requests.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.city311.requests.geo.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileTest {
  private static final String CITY =
      """
      departments:
        streets: { name: { en: Streets, es: Calles } }
      department: streets
      types:
        hole:
          name: { en: Hole, es: Hoyo }
          words: { en: hole, es: hoyo }
          promise: 2 days
      """;
  private static final String AREA =
      """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"label": "Downtown"},
       "geometry": {"type": "Polygon", "coordinates": [[[-77, 39], [-76, 39], [-76, 40], [-77, 39]]]}}]}
      """;

  @TempDir private Path folder;
  private int written;

  @Test
  void withoutACitysOwn_theBuiltInCatalogueIsInForce() throws Exception {
    DirectoryFile file =
        new DirectoryFile(
            new DirectorySource(Optional.empty(), Optional.empty(), "name", ZoneId.of("UTC")));

    assertTrue(file.get().catalogue().types().size() > 386);
    assertFalse(file.reload());
  }

  @Test
  void changedFiles_areInForceAfterTheNextLook_andUnchangedAreNotReadAgain() throws Exception {
    write("city.yaml", CITY);
    DirectoryFile file = file();
    Directory first = file.get();

    assertFalse(file.reload());
    assertSame(first, file.get());

    write("city.yaml", CITY.replace("2 days", "3 days"));
    assertTrue(file.reload());
    assertEquals(3, file.get().catalogue().type("hole").orElseThrow().promise().amount());

    write("more.yaml", CITY.substring(CITY.indexOf("department:")).replace("hole", "sign"));
    assertTrue(file.reload());
    assertEquals(2, file.get().catalogue().types().size());
  }

  @Test
  void mistake_leavesTheOldOneInForce_isTold_andCorrectedIsForgotten() throws Exception {
    write("city.yaml", CITY);
    DirectoryFile file = file();
    Directory first = file.get();

    write("city.yaml", CITY.replace("2 days", "soon"));
    assertFalse(file.reload());
    assertSame(first, file.get());
    assertEquals(1, file.mistakes().size());
    assertTrue(
        file.mistakes().getFirst().contains("city.yaml:8: types.hole.promise: found 'soon'"));
    assertFalse(file.reload());

    write("city.yaml", CITY);
    assertTrue(file.reload());
    assertEquals(List.of(), file.mistakes());
  }

  @Test
  void folderThatGoesAway_leavesTheOldOneInForce() throws Exception {
    write("city.yaml", CITY);
    DirectoryFile file = file();

    Files.move(folder.resolve("catalogue"), folder.resolve("elsewhere"));

    assertFalse(file.reload());
    assertEquals(1, file.mistakes().size());
    assertEquals(1, file.get().catalogue().types().size());
  }

  @Test
  void mistakeAtTheStart_isThrown_withAllThatIsWrong() throws Exception {
    write("city.yaml", CITY.replace("2 days", "soon").replace("Hoyo", "''"));

    assertEquals(2, assertThrows(DirectoryException.class, this::file).mistakes().size());
  }

  @Test
  void areas_areReadWithTheirNames_andAMistakeInThemIsTold() throws Exception {
    write("city.yaml", CITY);
    write("areas.geojson", AREA);
    DirectoryFile file = file();
    assertEquals(Optional.of("Downtown"), file.get().areas().nameAt(new Position(39.4, -76.2)));

    write("areas.geojson", AREA.replace("label", "title"));

    assertFalse(file.reload());
    assertTrue(file.mistakes().getFirst().contains("feature 1 has no property 'label'"));
  }

  private DirectoryFile file() throws DirectoryException {
    Path areas = folder.resolve("areas.geojson");
    return new DirectoryFile(
        new DirectorySource(
            Optional.of(folder.resolve("catalogue")),
            Optional.of(areas).filter(Files::exists),
            "label",
            ZoneId.of("UTC")));
  }

  private void write(String name, String text) throws IOException {
    Path file =
        name.endsWith(".yaml")
            ? Files.createDirectories(folder.resolve("catalogue")).resolve(name)
            : folder.resolve(name);
    Files.writeString(file, text);
    // As if each were written a second after the one before.
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2026-11-16T15:00:00Z").plusSeconds(written++)));
  }
}
