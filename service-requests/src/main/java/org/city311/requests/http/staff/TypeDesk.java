package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Text;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.find.TypeFinder;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.residents.TypeJson;

/// What residents and crews may ask for, as whoever takes calls needs it: with what to say and to ask. Safe for
/// any thread.
final class TypeDesk {
  private static final int MAX_FOUND = 50;
  private static final int DEFAULT_FOUND = 8;

  private final RequestDesk desk;

  TypeDesk(StaffParts parts) {
    this.desk = parts.desk();
  }

  /// For whom a type is looked for.
  enum By {
    RESIDENTS,
    CREWS
  }

  Answer all(RoutingContext context) throws RefusedException {
    Parameters from = new Parameters(context.queryParams());
    String language = language(from);
    from.check();
    Directory directory = desk.directory();
    return shown(directory.catalogue().types(), directory, language);
  }

  Answer find(RoutingContext context) throws RefusedException {
    Parameters from = new Parameters(context.queryParams());
    String said = from.text("q").orElse("");
    By by = from.constant("by", By.RESIDENTS);
    int limit = from.number("limit", DEFAULT_FOUND, 1, MAX_FOUND);
    String language = language(from);
    from.check();
    Directory directory = desk.directory();
    TypeFinder finder =
        switch (by) {
          case RESIDENTS -> directory.residents();
          case CREWS -> directory.crews();
        };
    return shown(
        finder.find(said, limit).stream().map(TypeFinder.Found::type).toList(),
        directory,
        language);
  }

  private static String language(Parameters from) {
    String language = from.text("language").orElse("en");
    if (!language.equals("en") && !language.equals("es")) {
      from.wrong("language", "en, es");
    }
    return language;
  }

  private static Answer shown(List<RequestType> types, Directory directory, String language) {
    TypeJson words = new TypeJson(directory.catalogue(), language);
    JsonArray all = new JsonArray();
    for (RequestType type : types) {
      JsonObject json =
          words
              .whole(type)
              .put("priority", Parameters.word(type.priority()))
              .put("raised_by", Parameters.word(type.raisedBy()));
      type.script()
          .map((Text script) -> script.in(language))
          .ifPresent(say -> json.put("script", say));
      all.add(json);
    }
    return Answer.of(200, all);
  }
}
