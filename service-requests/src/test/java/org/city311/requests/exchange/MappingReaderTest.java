package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.exchange.Mapping.Field;
import org.city311.requests.life.Channel;
import org.city311.requests.life.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {
  private static final Catalogue CATALOGUE = CatalogueReader.standard();

  private static final String LEAST =
      """
      source: old-crm
      columns: { id: Id, type: Kind, reported: At }
      """;

  private static Mapping read(String text) throws CatalogueException {
    return MappingReader.read("mapping", text, CATALOGUE);
  }

  @Test
  void leastMapping_hasUsualRest() throws Exception {
    Mapping mapping = read(LEAST);

    assertEquals("old-crm", mapping.source());
    assertEquals(StandardCharsets.UTF_8, mapping.file().encoding());
    assertEquals(',', mapping.file().separator());
    assertEquals("Kind", mapping.columns().get(Field.TYPE));
    assertEquals("en", mapping.language());
    assertEquals(Optional.empty(), mapping.withoutDue());
    assertEquals(
        Instant.parse("2026-01-02T10:00:00Z"),
        mapping.times().format().parse("2026-01-02T12:00:00+02:00", Instant::from));
  }

  @Test
  void allThatIsSaid_isRead() throws Exception {
    Mapping mapping =
        read(
            LEAST
                + """
                file: { encoding: windows-1252, separator: semicolon, absent: [NA, '-'] }
                times: { zone: America/New_York, format: dd.MM.yyyy }
                types: { 'Pothole, deep (A)': pothole }
                types-otherwise: miscellaneous
                departments: { DPW: streets }
                states: { Waiting: on-hold }
                channels: { Tel: phone }
                channels-otherwise: web
                language: es
                without-due: 3 working days
                """);

    assertEquals("windows-1252", mapping.file().encoding().name());
    assertEquals(';', mapping.file().separator());
    assertEquals(Set.of("NA", "-"), mapping.file().absent());
    assertEquals(ZoneId.of("America/New_York"), mapping.times().zone());
    assertEquals(
        Instant.parse("2026-07-01T04:00:00Z"),
        mapping.times().format().parse("01.07.2026", Instant::from));
    assertEquals(Optional.of("pothole"), mapping.types().meaning("Pothole, deep (A)"));
    assertEquals(Optional.of("miscellaneous"), mapping.types().meaning("else"));
    assertEquals(Optional.of("streets"), mapping.departments().meaning("DPW"));
    assertEquals(Optional.empty(), mapping.departments().meaning("else"));
    assertEquals(Optional.of(State.Name.ON_HOLD), mapping.states().meaning("Waiting"));
    assertEquals(Optional.of(Channel.WEB), mapping.channels().meaning("else"));
    assertEquals("es", mapping.language());
    assertEquals(
        Optional.of(new Promise(3, Promise.Unit.DAYS, Promise.Time.WORKING, false)),
        mapping.withoutDue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "source: Old CRM | mapping:1: source: found 'Old CRM', allowed: small letters",
        "sauce: x | mapping:1: sauce: found an unknown key, allowed: ",
        "file: { encoding: ebcdic } | file.encoding: found 'ebcdic', allowed: iso-8859-1, utf-16, utf-8, windows-1252",
        "times: { zone: Mars } | times.zone: found 'Mars', allowed: a time zone",
        "times: { zone: UTC, format: 'qqq bad' } | times.format: found 'qqq bad', allowed: Java's letters",
        "columns: { id: A, typ: B } | columns.typ: found an unknown key",
        "columns: { id: A, reported: B } | columns: found no type, allowed: id, type and reported",
        "columns: { id: A, type: B, reported: C, latitude: D } | columns: found half a position",
        "types: { Hole: potholle } | types.Hole: found 'potholle', allowed: the id of a type",
        "types-otherwise: nope | types-otherwise: found 'nope', allowed: the id of a type",
        "states: { Dup: merged } | states.Dup: found 'merged', allowed: new, open",
        "departments: { DPW: circus } | departments.DPW: found 'circus', allowed: the id of a department",
        "without-due: 900 days | without-due: found '900 days', allowed: as in '30 days'",
        "source: [a | not YAML",
      })
  void mistake_isTold_withItsLineAndWhatIsAllowed(String text, String told) {
    CatalogueException e = assertThrows(CatalogueException.class, () -> read(text + "\n"));

    assertTrue(e.mistakes().stream().anyMatch(m -> m.contains(told)), e.getMessage());
  }

  @Test
  void allMistakes_areToldTogether() {
    CatalogueException e =
        assertThrows(
            CatalogueException.class,
            () -> read("source: A\ncolumns: { id: x }\ntypes: { a: b, c: d }\n"));

    assertEquals(
        List.of("mapping:1", "mapping:2", "mapping:2", "mapping:3", "mapping:3"),
        e.mistakes().stream().map(m -> m.substring(0, "mapping:1".length())).toList());
  }
}
