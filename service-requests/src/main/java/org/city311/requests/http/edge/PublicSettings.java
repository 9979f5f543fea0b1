package org.city311.requests.http.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.http.edge.Buckets.Rate;

/// How the public may use this.
///
/// @param anonymous whether requests may be made through Open311 without a key; the site always may
/// @param reports how many reports and "me too" strangers may send
/// @param everybodysReports how many all strangers together may
/// @param files how many files strangers may send
/// @param everybodysFiles how many all strangers together may
/// @param proxies addresses of our own reverse proxies
/// @param tiles where the site gets a map's pictures from, `https://…/{z}/{x}/{y}.png`; empty for nowhere
public record PublicSettings(
    boolean anonymous,
    Rate reports,
    Rate everybodysReports,
    Rate files,
    Rate everybodysFiles,
    Set<String> proxies,
    Optional<String> tiles) {
  public PublicSettings {
    proxies = Set.copyOf(proxies);
  }

  /// A library with many residents behind one address still gets through; a script does not. As files wait an
  /// hour for their report, one stranger's are at most 120 of the 2,000 that may wait.
  ///
  /// @param reportsAMinute how many a stranger may send, 1 to 600; five times as many at once
  public static PublicSettings of(
      boolean anonymous, int reportsAMinute, Set<String> proxies, Optional<String> tiles) {
    return new PublicSettings(
        anonymous,
        new Rate(5 * reportsAMinute, Duration.ofMinutes(1).dividedBy(reportsAMinute)),
        new Rate(300, Duration.ofMillis(50)),
        new Rate(40, Duration.ofSeconds(45)),
        new Rate(100, Duration.ofMillis(500)),
        proxies,
        tiles);
  }

  /// Behind proxies on this machine, if any; without a tile server.
  public static PublicSettings standard() {
    return of(true, 4, Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1"), Optional.empty());
  }
}
