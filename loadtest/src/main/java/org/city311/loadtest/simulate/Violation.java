package org.city311.loadtest.simulate;

import org.jspecify.annotations.Nullable;

/// Something that must always be true was not.
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param invariant its short name, as in `docs/testing.md`
  Violation(String invariant, String what) {
    super(invariant + ": " + what);
  }

  /// @throws Violation unless this is true
  static void unless(boolean isTrue, String invariant, @Nullable Object... what) {
    if (!isTrue) {
      StringBuilder text = new StringBuilder();
      for (@Nullable Object part : what) {
        text.append(part);
      }
      throw new Violation(invariant, text.toString());
    }
  }
}
