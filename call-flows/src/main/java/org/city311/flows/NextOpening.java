package org.city311.flows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.ivr.routing.OpeningHours;

/// When residents can be called back for whom nobody is there now: while their group is open, in the hours in
/// which residents are called.
///
/// @param calling when residents may be called
record NextOpening(OpeningHours calling) {
  /// Who is called later than that has found another way.
  static final Duration FARTHEST = Duration.ofDays(7);

  /// The first moment of the next opening, after the present one if it is open now; empty if there is none
  /// soon, as for a group that never closes.
  Optional<Instant> after(Instant now, OpeningHours group) {
    boolean mustClose = isOpen(group, now);
    Optional<Instant> at = Optional.of(now);
    while (at.isPresent() && at.get().isBefore(now.plus(FARTHEST))) {
      boolean open = isOpen(group, at.get());
      if (open && !mustClose) {
        return at;
      }
      mustClose = mustClose && open;
      at = nextChange(group, at.get());
    }
    return Optional.empty();
  }

  private boolean isOpen(OpeningHours group, Instant at) {
    return calling.isOpen(at) && group.isOpen(at);
  }

  private Optional<Instant> nextChange(OpeningHours group, Instant at) {
    return Stream.of(calling, group)
        .flatMap(hours -> hours.nextChange(at).stream())
        .min(Instant::compareTo);
  }
}
