package org.city311.requests.geo;

import java.util.List;

/// A part of the city with a name, such as a neighbourhood. Immutable.
///
/// @param name unique among its like
/// @param polygons its parts, which don't overlap
public record Area(String name, List<Polygon> polygons) {
  public Area {
    polygons = List.copyOf(polygons);
    if (name.isBlank() || polygons.isEmpty()) {
      throw new IllegalArgumentException("an area has a name and a polygon: '" + name + "'");
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
