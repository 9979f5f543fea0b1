package org.city311.requests.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Condition;
import org.city311.requests.catalogue.RequestType.EverydayWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {
  private static final String DEPARTMENTS =
      """
      departments:
        streets:
          name: { en: Streets, es: Calles }
          calendar: office
      questions:
        - id: hurt
          ask: { en: Hurt?, es: Herido? }
          answer: yes-no
          required: true
      """;

  private static final String POTHOLE =
      """
      department: streets
      types:
        pothole:
          name: { en: Pothole, es: Bache }
          words:
            en: pothole, hole in the road
            es: bache
          promise: 48 hours
      """;

  @TempDir private Path folder;

  @Test
  void aTypeWithAllKeys_isReadAsItStands() throws Exception {
    file("departments.yaml", DEPARTMENTS);
    file(
        "streets.yaml",
        POTHOLE
            + """
                duplicates: 25 m, 30 days
                related: [sinkhole]
              sinkhole:
                name: { en: Sinkhole, es: Socavón }
                words: { en: sinkhole, es: 'socavón, hundimiento' }
                script: { en: Keep away., es: Aléjese. }
                promise: 10 working days, stops on hold
                priority: urgent
                place: optional
                duplicates: 30 m, 1 day
                related: [pothole]
                raised-by: anyone
                public: everything
                questions:
                  - hurt
                  - id: who
                    ask: { en: Who?, es: Quién? }
                    answer: text
                    most-characters: 40
                    when: { hurt: yes }
                  - id: depth
                    ask: { en: How deep?, es: Qué tan hondo? }
                    answer: number
                    least: 1
                    most: 9
              """
                .indent(2));

    Catalogue catalogue = CatalogueReader.read(folder);

    assertEquals(
        List.of(
            new Department(
                "streets", new Text("Streets", "Calles"), "office", Map.of(), List.of())),
        catalogue.departments());
    RequestType sinkhole = catalogue.type("sinkhole").orElseThrow();
    assertEquals("streets", sinkhole.department());
    assertEquals(new Text("Sinkhole", "Socavón"), sinkhole.name());
    assertEquals(
        new EverydayWords(List.of("sinkhole"), List.of("socavón", "hundimiento")),
        sinkhole.words());
    assertEquals(Optional.of(new Text("Keep away.", "Aléjese.")), sinkhole.script());
    assertEquals(
        new Promise(10, Promise.Unit.DAYS, Promise.Time.WORKING, true), sinkhole.promise());
    assertEquals(Priority.URGENT, sinkhole.priority());
    assertEquals(Place.OPTIONAL, sinkhole.place());
    assertEquals(Optional.of(new Duplicates(30, 1, Set.of("pothole"))), sinkhole.duplicates());
    assertEquals(RaisedBy.ANYONE, sinkhole.raisedBy());
    assertEquals(Visibility.EVERYTHING, sinkhole.visibility());
    assertEquals(
        List.of("hurt", "who", "depth"), sinkhole.questions().stream().map(Question::id).toList());
    Question who = sinkhole.questions().get(1);
    assertEquals(new Answer.Words(40), who.answer());
    assertEquals(Optional.of(new Condition("hurt", List.of("yes"))), who.when());
    assertEquals(new Answer.WholeNumber(1, 9), sinkhole.questions().get(2).answer());
  }

  @Test
  void whatIsLeftOut_hasTheDocumentedDefault() throws Exception {
    file("departments.yaml", DEPARTMENTS);
    file("streets.yaml", POTHOLE);

    RequestType pothole = CatalogueReader.read(folder).type("pothole").orElseThrow();

    assertEquals(
        new RequestType(
            "pothole",
            "streets",
            new Text("Pothole", "Bache"),
            new EverydayWords(List.of("pothole", "hole in the road"), List.of("bache")),
            Optional.empty(),
            new Promise(48, Promise.Unit.HOURS, Promise.Time.CALENDAR, false),
            Priority.NORMAL,
            Place.REQUIRED,
            Optional.empty(),
            RaisedBy.RESIDENTS,
            Visibility.PLACE,
            List.of(),
            Optional.empty()),
        pothole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          promise: 0 days                 | promise: found '0 days'
          promise: two days               | promise: found 'two days'
          promise: 9000 days              | promise: found '9000 days'
          promise: 2 days, stop on hold   | promise: found '2 days, stop on hold'
          priority: very                  | priority: found 'very', allowed: low, normal, high, urgent
          place: maybe                    | place: found 'maybe', allowed: required, optional, none
          raised-by: cats                 | raised-by: found 'cats', allowed: residents, anyone, crews
          public: all                     | public: found 'all', allowed: everything, place, area, nothing
          duplicates: 25 m                | duplicates: found '25 m'
          duplicates: 0 m, 3 days         | duplicates: found '0 m, 3 days'
          duplicates: 9000 m, 3 days      | duplicates: found '9000 m, 3 days'
          duplicates: 20 m, 800 days      | duplicates: found '20 m, 800 days'
          related: [pothole]              | related: found [pothole], allowed: only on a type with duplicates
          colour: red                     | colour: found an unknown key, allowed: duplicates, escalate,
          script: Hello                   | script: found Hello, allowed: keys and values
          script: { en: Hello }           | script.es: found nothing, allowed: it must be there
          script: { en: '', es: Hola }    | script.en: found '', allowed: 1 to 600 characters
          questions: 3                    | questions: found 3, allowed: a list
          questions: [nobody]             | questions: found 'nobody', allowed: the id of a shared question
          questions: [hurt, hurt]         | questions: found 'hurt' twice, allowed: each only once
          """)
  void aWrongLine_isToldWithItsFileLineKeyAndWhatIsAllowed(String line, String told)
      throws Exception {
    file("departments.yaml", DEPARTMENTS);
    String type = line.startsWith("promise") ? POTHOLE.replaceAll(" *promise.*\n", "") : POTHOLE;
    file("streets.yaml", type + "    " + line + "\n");

    List<String> mistakes = mistakes();

    assertEquals(1, mistakes.size(), mistakes::toString);
    int lineNumber = (int) type.lines().count() + 1;
    String start = folder.resolve("streets.yaml") + ":" + lineNumber + ": types.pothole.";
    assertTrue(mistakes.getFirst().startsWith(start + told), mistakes::toString);
  }

  /// Else whoever chooses all of them can't report.
  @ParameterizedTest
  @CsvSource({"many-of, 21, two to 20", "one-of, 101, two to 100"})
  void moreOptionsThanAnswersAreTaken_isTold(String answer, int options, String told)
      throws Exception {
    String all =
        IntStream.range(0, options)
            .mapToObj(i -> "o%d: { en: O, es: O }".formatted(i))
            .collect(Collectors.joining(", "));
    file("departments.yaml", DEPARTMENTS);
    file(
        "streets.yaml",
        POTHOLE
            + "    questions: [{ id: q, ask: { en: Q, es: Q }, answer: %s, options: { %s } }]\n"
                .formatted(answer, all));

    List<String> mistakes = mistakes();

    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(
        mistakes.getFirst().endsWith("found " + options + " options, allowed: " + told),
        mistakes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answer: poem                                              | answer: found 'poem'
          answer: one-of                                            | options: found 0 options
          answer: one-of, options: { a: { en: A, es: A } }          | options: found 1 options
          answer: number, least: 5, most: 3                         | most: found 3, allowed: at least 5
          answer: text, most-characters: 0                          | most-characters: found 0
          answer: text, required: maybe                             | required: found 'maybe'
          answer: date, most: 3                                     | most: found an unknown key
          """)
  void aWrongQuestion_isTold(String keys, String told) throws Exception {
    file("departments.yaml", DEPARTMENTS);
    file(
        "streets.yaml",
        POTHOLE + "    questions: [{ id: q, ask: { en: Q, es: Q }, " + keys + " }]\n");

    List<String> mistakes = mistakes();

    assertEquals(1, mistakes.size(), mistakes::toString);
    String mistake = mistakes.getFirst();
    assertTrue(mistake.contains(":9: types.pothole.questions[0]." + told), mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { later: yes }  | asked when 'later', allowed: a question that stands before it
          { hurt: maybe } | asked when [maybe], allowed: options of 'hurt': [yes, no]
          { }             | found 0 questions, allowed: one earlier question and its options
          """)
  void aConditionThatCanNeverHold_isTold(String when, String told) throws Exception {
    file("departments.yaml", DEPARTMENTS);
    file(
        "streets.yaml",
        POTHOLE
            + "    questions: [hurt, { id: q, ask: { en: Q, es: Q }, answer: text, when: "
            + when
            + " }]\n");

    List<String> mistakes = mistakes();

    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.getFirst().contains(told), mistakes::toString);
  }

  @Test
  void mistakesOfAllFiles_areToldTogether_inTheOrderOfFilesAndLines() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file("b.yaml", POTHOLE.replace("streets", "roads").replace("48 hours", "soon"));
    file("c.yaml", POTHOLE);
    file("d.yaml", "types: [\n");
    file("e.yaml", DEPARTMENTS);

    assertEquals(
        List.of(
            "b.yaml:1: department: found 'roads', allowed: one of [streets]",
            "b.yaml:8: types.pothole.promise: found 'soon', allowed: as in '48 hours', '3 working"
                + " days', '10 working days, stops on hold'; at most 730 days",
            "c.yaml:4: types.pothole: found the type again, allowed: each id only once in all files",
            "d.yaml:2: not YAML: expected the node content, but found '<stream end>'",
            "e.yaml:3: departments.streets: found the department again, allowed: each only once",
            "e.yaml:6: questions[0].id: found 'hurt' again, allowed: an id of its own"),
        mistakes().stream().map(told -> told.replace(folder + "/", "")).toList());
  }

  @Test
  void typesThatAreRelated_mustNameEachOther_andHaveDuplicates() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file(
        "b.yaml",
        POTHOLE
            + "    duplicates: 25 m, 30 days\n    related: [other, nobody, pothole]\n"
            + POTHOLE.replaceAll("(?s).*types:\n", "").replace("pothole:", "other:"));

    List<String> told =
        mistakes().stream().map(mistake -> mistake.replaceAll(".*: found ", "")).sorted().toList();

    assertEquals(
        List.of(
            "'nobody', allowed: the id of another type",
            "'other', allowed: types with duplicates that name this one as well",
            "'pothole', allowed: the id of another type"),
        told);
  }

  @Test
  void aKeyThatStandsTwice_isTold() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file("b.yaml", POTHOLE + "    promise: 3 days\n");

    assertTrue(
        mistakes()
            .getFirst()
            .endsWith(":9: types.pothole.promise: found the key twice, allowed: once"),
        mistakes()::toString);
  }

  @Test
  void anIdThatIsNone_isTold() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file(
        "b.yaml",
        POTHOLE.replace("pothole:", "Pot Hole:") + POTHOLE.replaceAll("(?s).*types:\n", ""));

    assertTrue(
        mistakes()
            .getFirst()
            .endsWith("found 'Pot Hole', allowed: small letters, digits and hyphens, at most 40"),
        mistakes()::toString);
  }

  @Test
  void duplicatesOfATypeWithoutAPlace_areAMistake() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file("b.yaml", POTHOLE + "    place: none\n    duplicates: 5 m, 5 days\n");

    assertTrue(
        mistakes().getFirst().contains("found them on a type without a place"),
        mistakes()::toString);
  }

  @Test
  void anEmptyFolder_isTold_andOtherFilesAreLeftAlone() throws Exception {
    file("notes.txt", "types: [");
    file("empty.yaml", "# nothing yet\n");

    assertEquals(
        List.of(folder + ":1: no type of request: files ending in .yaml must hold some"),
        mistakes());
  }

  @Test
  void aFileThatIsNotUtf8_isTold() throws Exception {
    file("a.yaml", DEPARTMENTS + POTHOLE);
    Files.write(folder.resolve("b.yaml"), "# Año".getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(List.of(folder + "/b.yaml:1: not UTF-8: save the file as UTF-8"), mistakes());
  }

  @Test
  void whatSteersATerminal_isNotTold() throws Exception {
    file("a.yaml", DEPARTMENTS);
    file("b.yaml", POTHOLE.replace("48 hours", "\"\\e[2J\""));

    assertTrue(mistakes().getFirst().contains("promise: found '?[2J'"), mistakes()::toString);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private List<String> mistakes() {
    return assertThrows(CatalogueException.class, () -> CatalogueReader.read(folder)).mistakes();
  }
}
