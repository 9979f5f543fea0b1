package org.city311.requests.notify;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.city311.requests.notify.send.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gates of the ways that this city has. Safe for any thread.
final class Gates {
  private static final Logger log = LoggerFactory.getLogger(Gates.class);

  private final Map<Way, Gate> gates = new EnumMap<>(Way.class);

  Gates(NotifySettings settings) {
    settings.mail().ifPresent(_ -> gates.put(Way.MAIL, new Gate()));
    settings.texts().ifPresent(_ -> gates.put(Way.TEXT, new Gate()));
  }

  boolean has(Way way) {
    return gates.containsKey(way);
  }

  List<Way> open(Instant now) {
    return gates.keySet().stream().filter(way -> isOpen(way, now)).toList();
  }

  boolean isOpen(Way way, Instant now) {
    return gate(way).isOpen(now);
  }

  boolean isWell(Way way) {
    return gate(way).isWell();
  }

  void failed(Way way, String why, Instant now) {
    if (gate(way).failed(now)) {
      log.warn("{} can't be sent; all wait and go later: {}", way, why);
    }
  }

  void succeeded(Way way) {
    if (gate(way).succeeded()) {
      log.info("{} is sent again", way);
    }
  }

  private Gate gate(Way way) {
    Gate gate = gates.get(way);
    if (gate == null) {
      throw new IllegalArgumentException("this city does not send " + way);
    }
    return gate;
  }
}
