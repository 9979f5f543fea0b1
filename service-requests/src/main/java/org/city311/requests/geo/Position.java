package org.city311.requests.geo;

/// A point on the earth, WGS 84.
///
/// @param latitude degrees, −90 to 90, north positive
/// @param longitude degrees, −180 to 180, east positive
public record Position(double latitude, double longitude) {
  /// The earth's mean radius, metres (IUGG).
  private static final double EARTH_METERS = 6_371_008.8;

  public Position {
    if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException(
          "a latitude of %s and a longitude of %s: −90 to 90 and −180 to 180 are allowed"
              .formatted(latitude, longitude));
    }
  }

  /// The way along the surface, metres, by the haversine formula; true to about 0.5 %, as the earth is
  /// no sphere.
  public double metersTo(Position other) {
    double phi = Math.toRadians(latitude);
    double otherPhi = Math.toRadians(other.latitude);
    double h =
        haversine(otherPhi - phi)
            + Math.cos(phi)
                * Math.cos(otherPhi)
                * haversine(Math.toRadians(other.longitude - longitude));
    return 2 * EARTH_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  /// The least box of latitudes and longitudes that holds a circle around this, and a little more.
  ///
  /// @param meters the circle's radius, metres, 0 to 100,000
  public Box around(double meters) {
    double high = Math.toDegrees(meters / EARTH_METERS) * 1.001;
    double farthest = Math.min(90, Math.abs(latitude) + high);
    double wide = farthest > 89 ? 180 : high / Math.cos(Math.toRadians(farthest));
    return new Box(latitude - high, longitude - wide, latitude + high, longitude + wide);
  }

  /// Latitudes and longitudes between two, degrees. May reach beyond a pole or the 180th meridian, where
  /// it does not go on from the other side: no city lies there.
  public record Box(double south, double west, double north, double east) {
    public boolean holds(Position position) {
      return position.latitude >= south
          && position.latitude <= north
          && position.longitude >= west
          && position.longitude <= east;
    }
  }

  private static double haversine(double angle) {
    double sine = Math.sin(angle / 2);
    return sine * sine;
  }
}
