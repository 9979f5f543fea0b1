package org.city311.requests.notify;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.city311.requests.notify.send.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The circuit breakers of the ways that this city has. Safe for any thread.
final class CircuitBreakers {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreakers.class);

  private final Map<Way, CircuitBreaker> breakers = new EnumMap<>(Way.class);

  CircuitBreakers(NotifySettings settings) {
    settings.mail().ifPresent(_ -> breakers.put(Way.MAIL, new CircuitBreaker()));
    settings.texts().ifPresent(_ -> breakers.put(Way.TEXT, new CircuitBreaker()));
  }

  boolean has(Way way) {
    return breakers.containsKey(way);
  }

  /// Those that are not tried now.
  List<Way> resting(Instant now) {
    return breakers.keySet().stream().filter(way -> !letsThrough(way, now)).toList();
  }

  boolean letsThrough(Way way, Instant now) {
    return of(way).letsThrough(now);
  }

  boolean isWell(Way way) {
    return of(way).isWell();
  }

  void failed(Way way, String why, Instant now) {
    if (of(way).failed(now)) {
      log.warn("{} can't be sent; all wait and go later: {}", way, why);
    }
  }

  void succeeded(Way way) {
    if (of(way).succeeded()) {
      log.info("{} is sent again", way);
    }
  }

  private CircuitBreaker of(Way way) {
    CircuitBreaker breaker = breakers.get(way);
    if (breaker == null) {
      throw new IllegalArgumentException("this city does not send " + way);
    }
    return breaker;
  }
}
