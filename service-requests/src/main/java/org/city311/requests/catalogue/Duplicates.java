package org.city311.requests.catalogue;

import java.util.Set;

/// When two reports may be of one thing.
///
/// @param radiusMeters how far apart they may be, metres, 1 to 5,000
/// @param days how much later the second may come, days, 1 to 730
/// @param related ids of other types under which the same thing is reported as well; each names this one too
public record Duplicates(int radiusMeters, int days, Set<String> related) {
  static final int MAX_RADIUS_METERS = 5_000;
  static final int MAX_DAYS = 730;

  public Duplicates {
    if (radiusMeters < 1 || radiusMeters > MAX_RADIUS_METERS) {
      throw new IllegalArgumentException(
          "a radius of " + radiusMeters + " m: 1 to 5000 are allowed");
    }
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException(days + " days: 1 to 730 are allowed");
    }
    related = Set.copyOf(related);
  }
}
