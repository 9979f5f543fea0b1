package org.city311.ivr.call;

import java.util.Optional;

/// A caller's number by which calls are told to be of one caller: the last ten digits, as trunks write the
/// same number with a country's code or without.
///
/// Numbers can be forged: this is for counting calls, never for telling a stranger who somebody is.
///
/// @param value 1 to 10 digits
public record CallerNumber(String value) {
  private static final int DIGITS = 10;

  public CallerNumber {
    if (!value.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("a number to count calls by has 1 to 10 digits");
    }
  }

  /// @param ani as the trunk gave it
  /// @return empty for one that is withheld: nothing, or a word such as `anonymous`
  public static Optional<CallerNumber> of(String ani) {
    if (ani.codePoints().anyMatch(Character::isLetter)) {
      return Optional.empty();
    }
    String digits = ani.replaceAll("[^0-9]", "");
    return digits.isEmpty()
        ? Optional.empty()
        : Optional.of(new CallerNumber(digits.substring(Math.max(0, digits.length() - DIGITS))));
  }

  /// The same as a whole number, which leading zeros do not change.
  public long asLong() {
    return Long.parseLong(value);
  }

  /// Masked.
  @Override
  public String toString() {
    return "…" + value.substring(Math.max(0, value.length() - 2));
  }
}
