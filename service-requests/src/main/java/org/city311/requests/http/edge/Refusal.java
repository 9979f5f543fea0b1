package org.city311.requests.http.edge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A request that can't be done, as it is answered.
///
/// @param status the HTTP status, 400 or more
/// @param problems at least one
/// @param retryAfter when it may be repeated as it is; empty for never
public record Refusal(int status, List<Problem> problems, Optional<Duration> retryAfter) {
  public Refusal {
    problems = List.copyOf(problems);
  }

  /// One that need not be repeated.
  public static Refusal of(int status, String text) {
    return new Refusal(status, List.of(Problem.of(text)), Optional.empty());
  }

  /// One that may be repeated later.
  public static Refusal later(int status, String text, Duration retryAfter) {
    return new Refusal(status, List.of(Problem.of(text)), Optional.of(retryAfter));
  }

  /// One for each mistake in what was sent.
  public static Refusal badRequest(List<Problem> problems) {
    return new Refusal(400, problems, Optional.empty());
  }
}
