package org.city311.loadtest;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.city311.asteriskconfig.Prompts;

/// The prompts that have to be heard for a tour to be whole: all of the catalogue, in each language.
///
/// That conversations name none beside them is another test's. What staff write themselves (menus, questions of
/// types) and the words of numbers are not among them.
final class TourPrompts {
  private static final String FIRST_LANGUAGE = "en";
  private static final List<String> LANGUAGES = List.of(FIRST_LANGUAGE, "es");

  /// What the phones of the centre say, in the language that they speak: the first.
  private static final List<String> OF_THE_CENTRE = List.of("agent-", "greeting-");

  private TourPrompts() {}

  /// Why a prompt is not heard, and by which test it is.
  record Exempt(String why, String test) {}

  /// Those that no tour hears, by their keys.
  static Map<String, Exempt> exceptions() throws IOException {
    var exceptions = new LinkedHashMap<String, Exempt>();
    for (var entry : Tour.yaml("exceptions").entrySet()) {
      if (!(entry.getValue() instanceof Map<?, ?> fields)) {
        throw new IOException("exceptions.yaml: " + entry.getKey() + " wants why and test");
      }
      exceptions.put(
          entry.getKey(),
          new Exempt(String.valueOf(fields.get("why")), String.valueOf(fields.get("test"))));
    }
    return exceptions;
  }

  /// All that have to be heard, as `LANGUAGE/KEY`.
  static Set<String> wanted() throws IOException {
    var wanted = new TreeSet<String>();
    var exceptions = exceptions().keySet();
    for (var prompt : Prompts.catalogue(FIRST_LANGUAGE).entrySet()) {
      if (exceptions.contains(prompt.getKey())) {
        continue;
      }
      boolean isTheSameInAll = prompt.getValue() > 1;
      boolean isOfTheCentre = OF_THE_CENTRE.stream().anyMatch(prompt.getKey()::startsWith);
      for (var language : LANGUAGES) {
        if (language.equals(FIRST_LANGUAGE) || !(isTheSameInAll || isOfTheCentre)) {
          wanted.add(language + "/" + prompt.getKey());
        }
      }
    }
    return wanted;
  }

  /// Those that have to be heard and were not.
  static Set<String> missing(Collection<String> heard) throws IOException {
    var missing = new TreeSet<>(wanted());
    missing.removeAll(heard);
    return missing;
  }
}
