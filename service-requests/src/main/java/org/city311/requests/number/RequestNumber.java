package org.city311.requests.number;

import java.util.Optional;

/// Names a request, in digits that a resident can say and key on a phone: a serial and, as the last
/// digit, a check digit. No single wrong digit and no swap of two neighbours gives another number.
///
/// @param value the serial and the check digit; at least 8 digits, the first not zero
public record RequestNumber(long value) implements Comparable<RequestNumber> {
  /// The first serial. So no number begins with a zero, which a resident would leave out.
  public static final long FIRST_SERIAL = 1_000_000;

  /// The last serial. Nobody keys more than 12 digits.
  public static final long LAST_SERIAL = 99_999_999_999L;

  /// The longest text that is looked at, characters.
  private static final int MAX_CHARS = 40;

  private static final int DIGITS_AT_A_TIME = 3;

  /// The totally anti-symmetric quasigroup of order 10 in H. M. Damm, "Total anti-symmetrische
  /// Quasigruppen", Marburg 2004, p. 111: a row is the digit so far, a column the digit that comes.
  private static final int[][] QUASIGROUP = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
  };

  public RequestNumber {
    if (!isOne(value)) {
      throw new IllegalArgumentException(value + " is no request's number");
    }
  }

  /// The number of the request with this serial.
  public static RequestNumber ofSerial(long serial) {
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) {
      throw new IllegalArgumentException(
          "a serial of %d: %d to %d are allowed".formatted(serial, FIRST_SERIAL, LAST_SERIAL));
    }
    return new RequestNumber(serial * 10 + checkDigit(serial));
  }

  /// The number that somebody keyed, wrote or pasted: spaces, hyphens and dots don't matter. Empty when
  /// it is none, for example mistyped.
  public static Optional<RequestNumber> parse(String text) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String digits = text.replaceAll("[\\s.\\-\u2010-\u2013]", "");
    if (!digits.matches("[1-9][0-9]{7,11}")) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits);
    return isOne(value) ? Optional.of(new RequestNumber(value)) : Optional.empty();
  }

  public long serial() {
    return value / 10;
  }

  /// The digits in groups of three, the last of three to five, as they are printed and read out:
  /// `100 00004`.
  public String grouped() {
    StringBuilder groups = new StringBuilder(toString());
    for (int at = DIGITS_AT_A_TIME;
        groups.length() - at >= DIGITS_AT_A_TIME;
        at += DIGITS_AT_A_TIME + 1) {
      groups.insert(at, ' ');
    }
    return groups.toString();
  }

  private static boolean isOne(long value) {
    long serial = value / 10;
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL && value % 10 == checkDigit(serial);
  }

  private static int checkDigit(long serial) {
    int digit = 0;
    for (char next : Long.toString(serial).toCharArray()) {
      digit = QUASIGROUP[digit][next - '0'];
    }
    return digit;
  }

  @Override
  public int compareTo(RequestNumber other) {
    return Long.compare(value, other.value);
  }

  /// The digits, without spaces.
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
