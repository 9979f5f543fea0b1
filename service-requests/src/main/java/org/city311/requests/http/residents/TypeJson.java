package org.city311.requests.http.residents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.Question;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.geo.Area;
import org.city311.requests.geo.Areas;
import org.city311.requests.geo.Position;
import org.city311.requests.geo.Ring;
import org.city311.requests.published.PromiseWords;

/// What the city offers, as the site shows it.
///
/// @param language of all words in it
public record TypeJson(Catalogue catalogue, String language) {
  /// Of the map: a hundred-thousandth of a degree is at most 1.1 m.
  private static final double PER_DEGREE = 1e5;

  /// Of a ring, the last of which is the first again (RFC 7946, section 3.1.6).
  private static final int LEAST_CORNERS = 4;

  JsonArray all(List<RequestType> types) {
    JsonArray all = new JsonArray();
    types.forEach(type -> all.add(brief(type)));
    return all;
  }

  JsonObject brief(RequestType type) {
    return new JsonObject()
        .put("id", type.id())
        .put("name", type.name().in(language))
        .put("department", department(type.department()))
        .put("promise", promise(type))
        .put("place", word(type.place()));
  }

  /// With its questions.
  public JsonObject whole(RequestType type) {
    JsonArray questions = new JsonArray();
    type.questions().forEach(question -> questions.add(question(question)));
    return brief(type).put("public", word(type.visibility())).put("questions", questions);
  }

  JsonObject promise(RequestType type) {
    return new JsonObject().put("text", PromiseWords.of(type.promise(), language));
  }

  JsonObject department(String id) {
    String name =
        catalogue.department(id).map(department -> department.name().in(language)).orElse(id);
    return new JsonObject().put("id", id).put("name", name);
  }

  private JsonObject question(Question question) {
    JsonArray options = new JsonArray();
    question
        .answer()
        .choices()
        .forEach(
            option ->
                options.add(
                    new JsonObject()
                        .put("id", option.id())
                        .put("text", option.name().in(language))));
    JsonObject json =
        new JsonObject()
            .put("id", question.id())
            .put("ask", question.ask().in(language))
            .put("answer", kind(question.answer()))
            .put("required", question.required())
            .put(
                "when",
                question
                    .when()
                    .map(
                        when ->
                            new JsonObject()
                                .put("question", when.question())
                                .put("is", new JsonArray(when.options())))
                    .orElse(null))
            .put("options", options);
    return switch (question.answer()) {
      case Answer.Words(int most) -> json.put("most_characters", most);
      case Answer.WholeNumber(int least, int most) -> json.put("least", least).put("most", most);
      case Answer.Date _, Answer.OneOf _, Answer.ManyOf _ -> json;
    };
  }

  private static String kind(Answer answer) {
    return switch (answer) {
      case Answer.Words _ -> "text";
      case Answer.WholeNumber _ -> "number";
      case Answer.Date _ -> "date";
      case Answer.OneOf _ -> "one-of";
      case Answer.ManyOf _ -> "many-of";
    };
  }

  /// As it is named in interfaces.
  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /// GeoJSON (RFC 7946), to a step's breadth: a map for residents shows no more, and it is half as long.
  static JsonObject areas(Areas areas) {
    JsonArray features = new JsonArray();
    for (Area area : areas.areas()) {
      JsonArray polygons = new JsonArray();
      for (Area.Polygon polygon : area.polygons()) {
        JsonArray rings = new JsonArray().add(ring(polygon.outline()));
        polygon.holes().forEach(hole -> rings.add(ring(hole)));
        polygons.add(rings);
      }
      features.add(
          new JsonObject()
              .put("type", "Feature")
              .put("properties", new JsonObject().put("name", area.name()))
              .put(
                  "geometry",
                  new JsonObject().put("type", "MultiPolygon").put("coordinates", polygons)));
    }
    return new JsonObject().put("type", "FeatureCollection").put("features", features);
  }

  /// Corners that fall together are one; what is smaller than that is left as it is.
  private static JsonArray ring(Ring ring) {
    List<Position> corners = new ArrayList<>();
    for (Position corner : ring.corners()) {
      Position rounded = new Position(rounded(corner.latitude()), rounded(corner.longitude()));
      if (corners.isEmpty() || !corners.getLast().equals(rounded)) {
        corners.add(rounded);
      }
    }
    JsonArray json = new JsonArray();
    for (Position corner : corners.size() < LEAST_CORNERS ? ring.corners() : corners) {
      json.add(new JsonArray().add(corner.longitude()).add(corner.latitude()));
    }
    return json;
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * PER_DEGREE) / PER_DEGREE;
  }
}
