package org.city311.requests.geo;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/// A closed line that does not cross itself. Its edges are straight in latitude and longitude, as in
/// GeoJSON (RFC 7946, section 3.1.1). Immutable.
public final class Ring {
  private final double[] latitudes;
  private final double[] longitudes;
  private final Position.Box box;

  /// @param corners at least 4; the last is the first again
  public Ring(List<Position> corners) {
    if (corners.size() < 4 || !corners.getFirst().equals(corners.getLast())) {
      throw new IllegalArgumentException(
          "a ring of %d corners from %s to %s: it has at least 4 and ends where it begins"
              .formatted(
                  corners.size(),
                  corners.isEmpty() ? "nowhere" : corners.getFirst(),
                  corners.isEmpty() ? "nowhere" : corners.getLast()));
    }
    latitudes = corners.stream().mapToDouble(Position::latitude).toArray();
    longitudes = corners.stream().mapToDouble(Position::longitude).toArray();
    DoubleSummaryStatistics latitude = Arrays.stream(latitudes).summaryStatistics();
    DoubleSummaryStatistics longitude = Arrays.stream(longitudes).summaryStatistics();
    box =
        new Position.Box(
            latitude.getMin(), longitude.getMin(), latitude.getMax(), longitude.getMax());
  }

  /// The last is the first again.
  public List<Position> corners() {
    return IntStream.range(0, latitudes.length)
        .mapToObj(i -> new Position(latitudes[i], longitudes[i]))
        .toList();
  }

  /// Whether a position lies within: whether a ray from it to the east crosses the line an odd number of
  /// times. Of two rings that share an edge, a position on that edge is in exactly one.
  boolean holds(Position position) {
    if (!box.holds(position)) {
      return false;
    }
    boolean within = false;
    for (int i = 1; i < latitudes.length; i++) {
      within ^= crosses(i - 1, i, position);
    }
    return within;
  }

  private boolean crosses(int from, int to, Position position) {
    double y = position.latitude();
    if (latitudes[from] > y == latitudes[to] > y) {
      return false;
    }
    // The same edge in the other direction must give the same figure to the last bit.
    int low = latitudes[from] < latitudes[to] ? from : to;
    int high = low == from ? to : from;
    double share = (y - latitudes[low]) / (latitudes[high] - latitudes[low]);
    return position.longitude() < longitudes[low] + share * (longitudes[high] - longitudes[low]);
  }
}
