package org.city311.requests.catalogue;

/// Who is to know when a request isn't finished in time.
///
/// @param rule as it is written, such as `overdue 1 day`
/// @param role who, such as `director`; the department's `mail` says where they are written to
public record Escalation(String rule, When when, String role) {
  /// When, by the request's clock.
  public sealed interface When {
    /// When so much of the time from the report to the due time is over.
    ///
    /// @param percent 10 to 99
    record Share(int percent) implements When {}

    /// When it is so long overdue.
    ///
    /// @param by counted from the due time; of a working promise in the department's working time
    record Overdue(Promise by) implements When {}
  }
}
