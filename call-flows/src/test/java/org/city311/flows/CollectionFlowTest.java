package org.city311.flows;

import static org.city311.flows.SelfServiceScene.day;
import static org.city311.flows.SelfServiceScene.presses;
import static org.city311.flows.SelfServiceScene.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.city311.flows.selfservice.CollectionFlow;
import org.city311.flows.selfservice.CollectionTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who ask when their trash is collected. It is Monday, November 23rd; Thursday is
/// Thanksgiving.
class CollectionFlowTest {
  private static final String REST = " collection-another that-is-all, ";
  private static final Set<LocalDate> FREE = Set.of(LocalDate.parse("2026-11-26"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("collection.csv");
    Files.writeString(
        file,
        """
        code,trash,recycling,yard,bulk
        101,mon thu,wed,,
        102,thu,tue/2 2026-11-24,fri,tue/2 2026-11-17
        103,,,,
        """);
  }

  private CollectionFlow flow() throws IOException {
    return new CollectionFlow(new CollectionTable(file), SelfServiceScene.MONDAY, FREE::contains);
  }

  private List<String> heard(CollectionFlow flow, String keys) throws Exception {
    return talk(presses(keys), dialogue -> flow.converse(dialogue, ""));
  }

  @Test
  void caller_keysTheCode_andHearsTheNextDays_aHolidayMovesThem() throws Exception {
    List<String> heard = heard(flow(), "102#");

    assertEquals(
        "hears collection-trash %s collection-recycling %s collection-yard %s collection-bulk %s"
                .formatted(
                    day("2026-11-27"), day("2026-11-24"), day("2026-11-27"), day("2026-12-01"))
            + REST
            + "waits",
        heard.get(3));
    assertEquals("goodbye", heard.getLast());
  }

  @Test
  void collectionOfToday_isToday() throws Exception {
    assertEquals(
        "hears collection-trash %s collection-recycling %s"
                .formatted(day("2026-11-23"), day("2026-11-25"))
            + REST
            + "presses 1",
        heard(flow(), "101#1103#").get(3));
  }

  @Test
  void unknownCode_isAskedForAgain_andNothingMayBeCollected() throws Exception {
    List<String> heard = heard(flow(), "999#103#");

    assertEquals("hears wrong-number collection-enter, dials 103", heard.get(2));
    assertEquals("hears collection-nothing" + REST + "waits", heard.get(4));
  }

  @Test
  void fileThatChanges_isReadAgain_andOneWithMistakesIsNot() throws Exception {
    CollectionFlow flow = flow();
    change("code,trash\n101,fri\n", 10);
    assertEquals(
        "hears collection-trash " + day("2026-11-27") + REST + "waits", heard(flow, "101#").get(3));

    change("code,trash\n101,someday\n", 20);
    assertEquals(
        "hears collection-trash " + day("2026-11-27") + REST + "waits", heard(flow, "101#").get(3));
  }

  private void change(String text, int later) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(later)));
  }

  @Test
  void allMistakesOfAFile_areToldAtOnce_withTheirLines() throws Exception {
    Files.writeString(
        file,
        """
        code,trash,garbage
        1a,mon,
        101,someday,
        102,tue/2 2026-11-23,
        102,mon,
        """);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new CollectionTable(file));

    assertEquals(
        List.of(
            "1: found 'garbage'",
            "2: found '1a'",
            "3: found 'someday'",
            "4: found 'tue/2 2026-11-23'",
            "5: found '102'"),
        String.valueOf(e.getMessage())
            .lines()
            .map(line -> line.replace(file + ":", "").replaceAll(", allowed.*", ""))
            .toList());
  }
}
