package org.city311.requests.life;

import java.util.Optional;
import org.city311.requests.geo.Area;
import org.city311.requests.geo.Position;

/// Where a request is about; any part may be missing.
///
/// @param position the point on the map
/// @param address as the resident wrote it or the map named it; empty when unknown, at most 300 characters
/// @param neighbourhood the name of the area that holds the position; empty when none does
/// @param asset the city's own id of the thing, such as a hydrant's; empty when none, at most 80 characters
public record Location(
    Optional<Position> position, String address, String neighbourhood, String asset) {
  public static final Location NONE = new Location(Optional.empty(), "", "", "");

  public Location {
    Limits.check("an address", address, 300);
    Limits.check("a neighbourhood", neighbourhood, Area.MAX_NAME);
    Limits.check("an asset's id", asset, 80);
  }
}
