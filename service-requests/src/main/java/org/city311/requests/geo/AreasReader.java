package org.city311.requests.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads areas from a GeoJSON file (RFC 7946): a `FeatureCollection` whose features are each a
/// `Polygon` or a `MultiPolygon` and have a property with the area's name.
public final class AreasReader {
  /// The largest file that is read, bytes. A large city's neighbourhoods have 5 MB.
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final JsonMapper JSON = new JsonMapper();

  private AreasReader() {}

  /// @param nameProperty the property that holds the name, such as `name`
  /// @throws IllegalArgumentException when the file can't be read or is not of this form; says where
  public static Areas read(Path file, String nameProperty) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            file + " has more than " + MAX_BYTES + " bytes: leave out decimals or corners");
      }
      return areas(JSON.readTree(Files.readAllBytes(file)), nameProperty, file + ": ");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s, line %d: no JSON: %s"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /// @param file begins what is said of a mistake
  private static Areas areas(JsonNode root, String nameProperty, String file) {
    if (!root.path("features").isArray()) {
      throw new IllegalArgumentException(
          file + "no FeatureCollection: there is no list 'features'");
    }
    List<Area> areas = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode feature : root.path("features")) {
      String where = file + "feature " + (areas.size() + 1);
      String name = feature.path("properties").path(nameProperty).asText("");
      if (name.isBlank()) {
        throw new IllegalArgumentException(where + " has no property '" + nameProperty + "'");
      }
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            where + " has the name '" + name + "' of an earlier one");
      }
      areas.add(area(name, feature.path("geometry"), where + " ('" + name + "')"));
    }
    return new Areas(areas);
  }

  private static Area area(String name, JsonNode geometry, String where) {
    JsonNode coordinates = geometry.path("coordinates");
    List<Area.Polygon> polygons = new ArrayList<>();
    try {
      switch (geometry.path("type").asText("")) {
        case "Polygon" -> polygons.add(polygon(coordinates));
        case "MultiPolygon" -> {
          for (JsonNode polygon : coordinates) {
            polygons.add(polygon(polygon));
          }
        }
        case String other ->
            throw new IllegalArgumentException(
                "this is a '" + other + "': Polygon and MultiPolygon are allowed");
      }
      return new Area(name, polygons);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static Area.Polygon polygon(JsonNode rings) {
    List<Ring> read = new ArrayList<>();
    for (JsonNode ring : rings) {
      read.add(ring(ring));
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException("a polygon without a ring");
    }
    return new Area.Polygon(read.getFirst(), read.subList(1, read.size()));
  }

  private static Ring ring(JsonNode corners) {
    List<Position> read = new ArrayList<>();
    for (JsonNode corner : corners) {
      if (!corner.path(0).isNumber() || !corner.path(1).isNumber()) {
        throw new IllegalArgumentException(
            "corner %d is no pair of longitude and latitude: %s"
                .formatted(read.size() + 1, corner));
      }
      read.add(new Position(corner.path(1).doubleValue(), corner.path(0).doubleValue()));
    }
    return new Ring(read);
  }
}
