package org.city311.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.server.config.Configuration.WrapUpCode;

/// Reads `wrap-up-codes`: what agents can say of a call by a code.
final class WrapUpReader {
  /// More would not be found in a wrap-up.
  private static final int MAX_CODES = 50;

  private static final String KEY = "wrap-up-codes";

  private static final List<WrapUpCode> DEFAULTS =
      List.of(
          code("resolved", "Resolved", "Resuelto"),
          code("request-made", "Request made", "Solicitud creada"),
          code("information", "Information given", "Información dada"),
          code("referred", "Referred elsewhere", "Remitido a otro lugar"),
          code("follow-up", "Follow-up needed", "Requiere seguimiento"),
          code("no-contact", "Nobody spoke", "Nadie habló"));

  private WrapUpReader() {}

  /// In the order of the file. An empty list is one: then there are notes only.
  ///
  /// @param languages in which each has a name
  static List<WrapUpCode> read(YamlSection top, List<String> languages) {
    List<WrapUpCode> codes = top.sections(KEY, DEFAULTS, section -> code(section, languages));
    top.distinct(KEY, codes.stream().map(WrapUpCode::id).toList());
    if (codes.size() > MAX_CODES) {
      top.mistake(KEY, codes.size() + " codes", "at most " + MAX_CODES);
    }
    return codes;
  }

  private static Optional<WrapUpCode> code(YamlSection section, List<String> languages) {
    String id = section.required("id", Shape.ID);
    Map<String, String> names = RoutingReader.names(section, languages);
    section.end();
    return id.isEmpty() ? Optional.empty() : Optional.of(new WrapUpCode(id, names));
  }

  private static WrapUpCode code(String id, String english, String spanish) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("en", english);
    names.put("es", spanish);
    return new WrapUpCode(id, names);
  }
}
