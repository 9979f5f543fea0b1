package org.city311.loadtest.simulate;

/// Something that is always true, looked at after every decision.
@FunctionalInterface
interface Invariant {
  /// @throws Violation when it is not
  void check(Step step);
}
