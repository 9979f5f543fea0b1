package org.city311.requests.geo;

import java.util.List;

/// A part of the city with a name, such as a neighbourhood. Immutable.
///
/// @param name unique among its like, at most 120 characters
/// @param polygons its parts, which don't overlap
public record Area(String name, List<Polygon> polygons) {
  /// The longest name, characters.
  public static final int MAX_NAME = 120;

  public Area {
    polygons = List.copyOf(polygons);
    if (name.isBlank() || polygons.isEmpty()) {
      throw new IllegalArgumentException("an area has a name and a polygon: '" + name + "'");
    }
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a name of %d characters: at most %d are allowed, on one line"
              .formatted(name.length(), MAX_NAME));
    }
  }

  public boolean holds(Position position) {
    return polygons.stream().anyMatch(polygon -> polygon.holds(position));
  }

  /// A face with holes.
  ///
  /// @param outline its edge
  /// @param holes edges of what is cut out of it
  public record Polygon(Ring outline, List<Ring> holes) {
    public Polygon {
      holes = List.copyOf(holes);
    }

    boolean holds(Position position) {
      return outline.holds(position) && holes.stream().noneMatch(hole -> hole.holds(position));
    }
  }
}
