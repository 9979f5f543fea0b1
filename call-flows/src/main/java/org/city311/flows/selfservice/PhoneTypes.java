package org.city311.flows.selfservice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Text;

/// The types of request that a city takes by keys, and what is said of them. As the catalogue was
/// when they were made: what callers hear and what their keys mean is of one time.
public final class PhoneTypes {
  /// How many a caller can choose from in one breath; 9 leads on to more.
  static final int ON_A_PAGE = 8;

  /// How many a city may list: nobody listens longer.
  public static final int MOST = 3 * ON_A_PAGE;

  private static final Text PRESS =
      new Text("For %s, press %d.", "Para reportar lo siguiente, %s, oprima el %d.");
  private static final Text MORE =
      new Text("For more, press 9.", "Para más opciones, oprima el 9.");

  private final Map<String, PhoneType> types;

  private PhoneTypes(Map<String, PhoneType> types) {
    this.types = types;
  }

  /// @param ids of the types, in the order in which callers are asked
  /// @param urgent ids of questions after whose yes the caller speaks with a person
  /// @throws IllegalArgumentException with all that is wrong, one line each
  public static PhoneTypes of(Catalogue catalogue, List<String> ids, Set<String> urgent) {
    List<String> mistakes = new ArrayList<>();
    Map<String, PhoneType> types = new LinkedHashMap<>();
    for (String id : ids) {
      Optional<RequestType> type = catalogue.type(id).filter(found -> found.raisedBy().residents());
      if (type.isEmpty()) {
        mistakes.add("'" + id + "': found no such type, allowed is one that residents may report");
        continue;
      }
      Optional<String> question = PhoneType.notForKeys(type.get());
      if (question.isPresent()) {
        mistakes.add(
            "'%s': its question '%s' has more options than there are keys"
                .formatted(id, question.get()));
        continue;
      }
      types.put(id, new PhoneType(type.get(), urgent));
    }
    if (ids.size() > MOST) {
      mistakes.add(ids.size() + " types, allowed are " + MOST);
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", mistakes));
    }
    return new PhoneTypes(types);
  }

  /// No type.
  public static PhoneTypes none() {
    return new PhoneTypes(Map.of());
  }

  /// Their ids.
  public Set<String> ids() {
    return types.keySet();
  }

  Optional<PhoneType> type(String id) {
    return Optional.ofNullable(types.get(id));
  }

  /// Those that a caller chooses from at once, page by page.
  List<List<PhoneType>> pages() {
    List<PhoneType> all = List.copyOf(types.values());
    List<List<PhoneType>> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += ON_A_PAGE) {
      pages.add(all.subList(from, Math.min(all.size(), from + ON_A_PAGE)));
    }
    return pages;
  }

  /// What is answered by a recording in which everything was said: no question was asked.
  static Map<String, List<String>> spoken(RequestType type, String language) {
    return new PhoneType(type, Set.of()).complete(Map.of(), language);
  }

  /// The prompt of a page.
  ///
  /// @param page from 0
  static String page(int page) {
    return "report-types-" + (page + 1);
  }

  /// What is said of all of them: key of a prompt to its text.
  public Map<String, Text> texts() {
    Map<String, Text> texts = new LinkedHashMap<>();
    types.values().forEach(type -> texts.putAll(type.texts()));
    List<List<PhoneType>> pages = pages();
    for (int page = 0; page < pages.size(); page++) {
      boolean more = pages.size() > 1;
      texts.put(
          page(page),
          new Text(page("en", pages.get(page), more), page("es", pages.get(page), more)));
    }
    return texts;
  }

  private static String page(String language, List<PhoneType> types, boolean more) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      text.append(PRESS.in(language).formatted(types.get(i).name().in(language), i + 1))
          .append(' ');
    }
    return (more ? text + MORE.in(language) : text.toString()).strip();
  }
}
