package org.city311.requests.notify.letter;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a template may say, each already in the letter's language. Holds nothing that a resident wrote:
/// anybody can report something in another's name, and the city does not carry their words to them.
///
/// @param site the address of the public site, `https://311.example.org`, without a slash at the end
/// @param values by the names that stand in templates
public record Facts(String site, Map<String, String> values) {
  private static final String SITE = "https://311.example.org";

  /// In both examples.
  static final String STOP = "an example of a link to stop it";

  /// With a value for each name.
  static final Facts EXAMPLE = example("an example");

  /// With those empty that may be.
  static final Facts SPARE_EXAMPLE = example("");

  public Facts {
    values = Map.copyOf(values);
  }

  private static Facts example(String optional) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name :
        new String[] {"city", "number", "type", "department", "due", "first_due", "question"}) {
      values.put(name, "an example");
    }
    values.put("stop", STOP);
    for (String name :
        new String[] {
          "track", "due_was", "why", "outcome", "other", "neighbourhood", "rule", "late"
        }) {
      values.put(name, optional);
    }
    return new Facts(SITE, values);
  }
}
