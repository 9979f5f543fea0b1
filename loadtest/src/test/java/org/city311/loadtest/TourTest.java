package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.loadtest.TourLine.Listens;
import org.city311.loadtest.TourLine.Order;
import org.city311.loadtest.TourLine.Stop;
import org.junit.jupiter.api.Test;

class TourTest {
  /// Of menus, in which no tour is needed: all of the example's are walked.
  private static final Set<String> OF_MENUS = Set.of("menu-keys", "menu-back");

  private static TourLine parse(String line) {
    return TourLine.parse(line, Map.of("person", "connecting ..."));
  }

  @Test
  void aStop_isWhatIsPressed_whatIsHeard_andForHowLong() {
    assertEquals(
        new Stop("3", false, List.of("status-enter"), new Listens.AMoment()),
        parse("3 > status-enter"));
    assertEquals(
        new Stop("#", true, List.of("connecting", "..."), new Listens.ToTheEnd()),
        parse("speaks # > @person | to the end"));
    assertEquals(
        new Stop("nothing", false, List.of("goodbye"), new Listens.For(Duration.ofSeconds(9))),
        parse("nothing > goodbye | 9 s"));
    assertThrows(IllegalArgumentException.class, () -> parse("presses 3"));
  }

  @Test
  void anOrder_mayKeepAFieldOfTheAnswer() {
    assertEquals(
        new Order(
            "POST",
            "/api/requests",
            "{\"type\":\"pothole\"}",
            Map.of("number", "/number", "due", "/due")),
        parse("POST /api/requests {\"type\":\"pothole\"} -> number=/number due=/due"));
    assertEquals(
        new Order("DELETE", "/api/known-events/power", "", Map.of()),
        parse("DELETE /api/known-events/power"));
  }

  /// What is named is to be heard when the tours are gone; that it was heard to its end is checked then.
  @Test
  void everyPromptOfTheCatalogue_isNamedInATour_orIsAnExceptionThatATestCovers()
      throws IOException {
    Set<String> named = new TreeSet<>(OF_MENUS);
    for (var name : Tour.ALL) {
      Tour.load(name).callers().values().stream()
          .flatMap(List::stream)
          .flatMap(TourTest::words)
          .forEach(named::add);
    }
    var missing = TourPrompts.wanted().stream().map(TourTest::key).collect(Collectors.toSet());
    missing.removeAll(named);
    assertEquals(Set.of(), missing, "neither in a tour nor among the exceptions");

    var exceptions = TourPrompts.exceptions();
    var stale = new TreeSet<>(exceptions.keySet());
    stale.retainAll(named);
    assertEquals(Set.of(), stale, "exceptions that are in a tour");
    for (var exempt : exceptions.entrySet()) {
      var why = exempt.getValue();
      assertTrue(why.why().length() > 10, exempt.getKey() + " is exempt without a reason");
      assertTrue(
          tests().contains(why.test()), exempt.getKey() + ": there is no test " + why.test());
    }
  }

  private static Stream<String> words(TourLine line) {
    return line instanceof Stop stop
        ? stop.prompts().stream()
            .flatMap(
                word ->
                    word.startsWith("spelt:")
                        ? "0123456789".chars().mapToObj(digit -> "digit-" + (char) digit)
                        : Stream.of(word))
        : Stream.empty();
  }

  private static String key(String prompt) {
    return prompt.substring(prompt.indexOf('/') + 1);
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Home.find().root())) {
      for (var folder : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Test.java"))
                .forEach(name -> tests.add(name.replace(".java", "")));
          }
        }
      }
    }
    return tests;
  }
}
