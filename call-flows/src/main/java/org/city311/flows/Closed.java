package org.city311.flows;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// Which skill groups are closed at this moment, as the routing says that is in force.
///
/// @param routing asked each time, as it may change at any moment
public record Closed(Supplier<Routing> routing, InstantSource clock) {

  /// @return the group's rule if it is closed; empty if it is open, or there is no such group
  Optional<Closing> ruleOf(@Nullable SkillGroupId id) {
    return routing
        .get()
        .group(id)
        .filter(group -> !group.hours().isOpen(clock.instant()))
        .map(group -> group.closing());
  }

  /// When a group opens next; empty if there is no such group, too.
  Optional<Instant> nextOpening(SkillGroupId id, NextOpening next) {
    return routing.get().group(id).flatMap(group -> next.after(clock.instant(), group.hours()));
  }

  LocalDate today(ZoneId city) {
    return clock.instant().atZone(city).toLocalDate();
  }
}
