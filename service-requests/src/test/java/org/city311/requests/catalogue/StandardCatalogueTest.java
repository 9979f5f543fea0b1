package org.city311.requests.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.requests.catalogue.Question.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;

/// The catalogue that comes with City311: what a city relies on before it has changed a word of it.
class StandardCatalogueTest {
  private static final Catalogue CATALOGUE = CatalogueReader.standard();

  @Test
  void itHasEnoughTypes_andEveryDepartmentHasSome() {
    assertTrue(CATALOGUE.types().size() >= 386, "" + CATALOGUE.types().size());
    assertEquals(
        CATALOGUE.departments().stream().map(Department::id).collect(Collectors.toSet()),
        CATALOGUE.types().stream().map(RequestType::department).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @CsvSource({
    "pothole, 48, HOURS, CALENDAR",
    "graffiti-public, 48, HOURS, CALENDAR",
    "graffiti-private, 48, HOURS, CALENDAR",
    "abandoned-vehicle, 21, DAYS, CALENDAR",
    "rats, 14, DAYS, CALENDAR",
    "illegal-dumping, 3, DAYS, CALENDAR",
    "liquor-complaint, 48, DAYS, CALENDAR"
  })
  void itsPromises_areTrueToType(String type, int amount, Promise.Unit unit, Promise.Time time) {
    assertEquals(
        new Promise(amount, unit, time, false), CATALOGUE.type(type).orElseThrow().promise());
  }

  @Test
  void everyUrgentType_tellsTheAgentWhatToSay() {
    assertEquals(
        List.of(), ids(type -> type.priority() == Priority.URGENT && type.script().isEmpty()));
  }

  @Test
  void whatIsPrivate_isNotShownToAnybody() {
    for (String type :
        List.of(
            "domestic-violence",
            "child-protection",
            "elder-abuse",
            "animal-bite",
            "lock-out",
            "officer-complaint",
            "drug-activity",
            "property-tax-bill",
            "assisted-collection")) {
      assertEquals(Visibility.NOTHING, CATALOGUE.type(type).orElseThrow().visibility(), type);
    }
    assertEquals(
        List.of(),
        ids(
            type ->
                type.visibility() == Visibility.EVERYTHING
                    && type.questions().stream().anyMatch(q -> q.id().equals("unit"))));
  }

  @Test
  void crewsOnlyTypes_areNamedInBothLanguages_andAreNotForResidents() {
    List<RequestType> crews =
        CATALOGUE.types().stream().filter(type -> type.raisedBy() == RaisedBy.CREWS).toList();

    assertTrue(crews.size() >= 15, "" + crews.size());
    assertTrue(crews.stream().noneMatch(type -> type.raisedBy().residents()));
  }

  @Test
  void noTwoTypes_haveTheSameName() {
    for (String language : List.of("en", "es")) {
      Set<String> seen = new HashSet<>();
      assertEquals(List.of(), ids(type -> !seen.add(type.name().in(language))), language);
    }
  }

  @Test
  void residentsTypes_haveSeveralEverydayWordsInEachLanguage() {
    assertEquals(
        List.of(),
        ids(
            type ->
                type.raisedBy().residents()
                    && (type.words().en().size() < 2 || type.words().es().size() < 2)));
  }

  @Test
  void theSameQuestionId_asksTheSameKindOfThingWhereverItIsAsked() {
    Function<Question, Stream<String>> kind =
        question -> Stream.of(question.id() + " " + question.answer().getClass().getSimpleName());
    List<String> kinds =
        CATALOGUE.types().stream()
            .flatMap(type -> type.questions().stream())
            .flatMap(kind)
            .distinct()
            .toList();
    Set<String> seen = new HashSet<>();
    assertEquals(
        List.of(), kinds.stream().filter(one -> !seen.add(one.replaceAll(" .*", ""))).toList());
  }

  @Test
  void spanishTexts_askAsSpanishDoes() {
    List<String> wrong =
        CATALOGUE.types().stream()
            .flatMap(type -> type.questions().stream())
            .map(Question::ask)
            .filter(
                ask -> ask.en().endsWith("?") != (ask.es().contains("¿") && ask.es().endsWith("?")))
            .map(Text::es)
            .distinct()
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void options_differFromEachOther() {
    CATALOGUE.types().stream()
        .flatMap(type -> type.questions().stream())
        .forEach(
            question -> {
              List<Option> options = question.answer().choices();
              assertEquals(
                  options.size(),
                  options.stream().map(option -> option.name().es()).distinct().count(),
                  question.id());
            });
  }

  @Test
  void itIsRead_alsoFromInsideAJar_asTheServerShipsIt(@TempDir Path folder) throws Exception {
    Path classes =
        Path.of(CatalogueReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve("with a space.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    Path yaml = Path.of(Load.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    URL[] classPath = {jar.toUri().toURL(), yaml.toUri().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Object catalogue =
          loader.loadClass(CatalogueReader.class.getName()).getMethod("standard").invoke(null);
      List<?> types = (List<?>) catalogue.getClass().getMethod("types").invoke(catalogue);
      assertEquals(CATALOGUE.types().toString(), types.toString());
    }
  }

  @Test
  void typesThatAreRelated_mayBeTheSameThing_andOthersNot() {
    RequestType pothole = CATALOGUE.type("pothole").orElseThrow();

    assertTrue(pothole.mayBeSameThingAs(pothole));
    assertTrue(pothole.mayBeSameThingAs(CATALOGUE.type("street-cave-in").orElseThrow()));
    assertFalse(pothole.mayBeSameThingAs(CATALOGUE.type("tree-down").orElseThrow()));
    RequestType bill = CATALOGUE.type("property-tax-bill").orElseThrow();
    assertFalse(bill.mayBeSameThingAs(bill));
  }

  private static List<String> ids(Predicate<RequestType> which) {
    return CATALOGUE.types().stream().filter(which).map(RequestType::id).toList();
  }
}
