package org.city311.metrics.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import org.city311.ivr.call.CallId;

/// The calls that wait, by the time they first asked for a person. As long as the calls in progress
/// are many. Not for several threads.
final class WaitingLine {
  private final TreeSet<Place> places = new TreeSet<>();

  void add(Instant queued, CallId call) {
    places.add(new Place(queued, call));
  }

  void remove(Instant queued, CallId call) {
    places.remove(new Place(queued, call));
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  LiveView.Queue at(Instant now) {
    if (places.isEmpty()) {
      return LiveView.Queue.EMPTY;
    }
    Instant since = places.first().queued();
    Duration wait = Duration.between(since, now);
    // The leader's clock may be a little ahead of ours.
    return new LiveView.Queue(places.size(), since, wait.isNegative() ? Duration.ZERO : wait);
  }

  private record Place(Instant queued, CallId call) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::queued).thenComparing(place -> place.call().value());

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }
}
