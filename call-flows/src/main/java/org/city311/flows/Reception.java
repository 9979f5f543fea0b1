package org.city311.flows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.flows.menu.Menus;
import org.city311.ivr.call.Language;

/// What the welcome is made of.
///
/// @param languages key to language, of the greeting; the first has the key 1
/// @param openings in the order in which they are said
/// @param services by the names that menus call them
/// @param desk where callers go who want a person
public record Reception(
    SortedMap<Character, Language> languages,
    Menus menus,
    List<Opening> openings,
    Map<String, SelfService> services,
    PersonDesk desk) {
  public Reception {
    languages = Collections.unmodifiableSortedMap(new TreeMap<>(languages));
    openings = List.copyOf(openings);
    services = Map.copyOf(services);
    if (!languages.containsKey('1')) {
      throw new IllegalArgumentException("the first language has the key 1");
    }
  }

  /// The language of callers who chose none.
  public Language firstLanguage() {
    return Objects.requireNonNull(languages.get('1'));
  }
}
