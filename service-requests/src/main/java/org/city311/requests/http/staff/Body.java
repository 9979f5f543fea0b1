package org.city311.requests.http.staff;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.city311.requests.desk.Mistake;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.jspecify.annotations.Nullable;

/// A JSON object that was sent, read key by key. All mistakes are found in one go; a key that nobody asked
/// for is one. For one thread.
final class Body {
  private final JsonObject sent;
  private final String path;
  private final List<Mistake> mistakes;
  private final Set<String> asked = new TreeSet<>();

  private Body(JsonObject sent, String path, List<Mistake> mistakes) {
    this.sent = sent;
    this.path = path;
    this.mistakes = mistakes;
  }

  static Body of(RoutingContext context) throws RefusedException {
    try {
      JsonObject body = context.body().asJsonObject();
      if (body != null) {
        return new Body(body, "", new ArrayList<>());
      }
    } catch (DecodeException | ClassCastException e) {
      // Answered below.
    }
    throw new RefusedException(400, "", "send a JSON object");
  }

  /// Text; empty where it is not there.
  String text(String key) {
    Object value = value(key);
    if (value == null) {
      return "";
    }
    if (value instanceof String text && canBeStored(text)) {
      return text;
    }
    wrong(key, "a text, without NUL or half a character of two");
    return "";
  }

  String requiredText(String key) {
    if (value(key) == null) {
      mistakes.add(new Mistake(path + key, "it must be there"));
    }
    return text(key);
  }

  List<String> texts(String key, int most) {
    Object value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonArray array
        && array.size() <= most
        && array.stream().allMatch(each -> each instanceof String text && canBeStored(text))) {
      return array.stream().map(String.class::cast).toList();
    }
    wrong(key, "a list of at most " + most + " texts");
    return List.of();
  }

  private static boolean canBeStored(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  /// Each key's texts: `{"size": ["plate"]}`; one text may stand without a list.
  Map<String, List<String>> textsByKey(String key) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            section -> {
              for (String each : section.sent.fieldNames()) {
                boolean one = section.sent.getValue(each) instanceof String;
                all.put(each, one ? List.of(section.text(each)) : section.texts(each, 20));
              }
            });
    return all;
  }

  Optional<Double> figure(String key) {
    Object value = value(key);
    if (value == null || value instanceof Number) {
      return Optional.ofNullable((Number) value).map(Number::doubleValue);
    }
    wrong(key, "a number");
    return Optional.empty();
  }

  /// A constant of an enum, written as `on-hold`.
  <E extends Enum<E>> Optional<E> constant(String key, E[] all) {
    String word = text(key);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<E> found =
        Arrays.stream(all).filter(one -> Parameters.word(one).equals(word)).findFirst();
    if (found.isEmpty()) {
      wrong(key, Arrays.stream(all).map(Parameters::word).collect(Collectors.joining(", ")));
    }
    return found;
  }

  Optional<Body> section(String key) {
    Object value = value(key);
    if (value instanceof JsonObject object) {
      return Optional.of(new Body(object, path + key + ".", mistakes));
    }
    if (value != null) {
      wrong(key, "an object");
    }
    return Optional.empty();
  }

  void wrong(String key, String allowed) {
    mistakes.add(new Mistake(path + key, "allowed: " + allowed));
  }

  /// To be called when all was asked for.
  ///
  /// @throws RefusedException if there is a mistake
  void check() throws RefusedException {
    sent.fieldNames().stream()
        .filter(key -> !asked.contains(key))
        .forEach(
            key ->
                mistakes.add(
                    new Mistake(
                        path + key,
                        "there is no such key; there are: " + String.join(", ", asked))));
    if (!mistakes.isEmpty()) {
      throw new RefusedException(Refusal.badRequest(mistakes));
    }
  }

  private @Nullable Object value(String key) {
    asked.add(key);
    return sent.getValue(key);
  }
}
