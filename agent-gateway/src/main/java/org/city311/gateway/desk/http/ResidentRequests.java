package org.city311.gateway.desk.http;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Knows what a resident has asked the city for. It blocks; any thread may call it.
@FunctionalInterface
public interface ResidentRequests {

  /// A request, as much as an agent needs to speak of it.
  ///
  /// @param number by which everybody calls it
  /// @param type the id of its type
  /// @param state such as `in-progress`
  record Asked(String number, String type, String state, Instant reported) {}

  /// The latest requests that a number follows, latest first.
  ///
  /// @param number as the trunk gave it
  /// @throws IOException while they can't be read; may be repeated
  List<Asked> latest(String number, int limit) throws IOException;
}
