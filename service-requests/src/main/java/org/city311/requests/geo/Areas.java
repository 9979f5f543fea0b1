package org.city311.requests.geo;

import java.util.List;
import java.util.Optional;

/// All areas of one kind, such as the city's neighbourhoods. Immutable.
///
/// @param areas where two overlap, the first counts
public record Areas(List<Area> areas) {
  public static final Areas NONE = new Areas(List.of());

  public Areas {
    areas = List.copyOf(areas);
  }

  /// The name of the area that holds a position; empty where there is none.
  public Optional<String> nameAt(Position position) {
    return areas.stream().filter(area -> area.holds(position)).map(Area::name).findFirst();
  }
}
