package org.city311.requests.catalogue;

/// How long the city gives itself for one type of request, counted from when it was made.
///
/// @param amount how many of the unit, at least 1
/// @param unit hours or days
/// @param time whether all time counts, or only that in which the department works
/// @param stopsOnHold whether the clock stands still while a request is on hold
public record Promise(int amount, Unit unit, Time time, boolean stopsOnHold) {
  /// The longest promise that is one, days.
  public static final int MAX_DAYS = 730;

  public Promise {
    int most = unit == Unit.DAYS ? MAX_DAYS : MAX_DAYS * 24;
    if (amount < 1 || amount > most) {
      throw new IllegalArgumentException(
          "a promise of " + amount + " " + unit + ": 1 to " + most + " are allowed");
    }
  }

  /// What is counted.
  public enum Unit {
    HOURS,
    DAYS
  }

  /// Which time counts.
  public enum Time {
    /// Every hour and every day.
    CALENDAR,
    /// The hours and days of the department's work calendar.
    WORKING
  }
}
