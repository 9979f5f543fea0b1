package org.city311.requests.desk;

import java.util.List;
import org.city311.requests.life.Request;

/// What came of a report.
public sealed interface Taken {
  /// It is stored. The same key again gives the same request, as it is then.
  record Accepted(Request request) implements Taken {}

  /// Nothing is stored.
  ///
  /// @param mistakes all that were found, at least one
  record Invalid(List<Mistake> mistakes) implements Taken {
    public Invalid {
      mistakes = List.copyOf(mistakes);
    }
  }
}
