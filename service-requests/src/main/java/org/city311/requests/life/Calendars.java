package org.city311.requests.life;

import java.util.Optional;
import org.city311.requests.clock.WorkCalendar;

/// Which calendar each department works by.
public interface Calendars {
  /// @param department its id; empty result when the city has no such department
  Optional<WorkCalendar> of(String department);
}
