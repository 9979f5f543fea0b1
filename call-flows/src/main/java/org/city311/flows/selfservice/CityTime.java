package org.city311.flows.selfservice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/// What time it is in the city.
///
/// @param zone where its days begin
public record CityTime(InstantSource clock, ZoneId zone) {
  public LocalDate today() {
    return date(clock.instant());
  }

  public LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
