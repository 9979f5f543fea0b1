package org.city311.requests.notify.send;

import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number as the whole world dials it (ITU-T E.164).
///
/// @param value `+14105550100`
public record PhoneNumber(String value) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");

  /// What is written behind a number to name an extension, which gets no text messages.
  private static final Pattern EXTENSION = Pattern.compile("(?i)(ext\\.?|x|#).*$");

  private static final int NATIONAL_DIGITS = 10;

  public PhoneNumber {
    if (!E164.matcher(value).matches()) {
      throw new IllegalArgumentException("no telephone number of the form +14105550100");
    }
  }

  /// The number that somebody wrote; empty when it is none that a text message can go to.
  ///
  /// @param countryCode of numbers that are written without one, such as `1`; where it is `1`, those must
  ///     have ten digits, or eleven with it
  public static Optional<PhoneNumber> parse(String text, String countryCode) {
    if (EXTENSION.matcher(text).find()) {
      return Optional.empty();
    }
    String digits = text.replaceAll("[^0-9]", "");
    String international =
        text.strip().startsWith("+")
            ? digits
            : digits.startsWith("00") ? digits.substring(2) : national(digits, countryCode);
    return E164.matcher("+" + international).matches()
        ? Optional.of(new PhoneNumber("+" + international))
        : Optional.empty();
  }

  private static String national(String digits, String countryCode) {
    if (countryCode.equals("1")) {
      boolean isWhole = digits.length() == NATIONAL_DIGITS + 1 && digits.startsWith("1");
      return isWhole ? digits : digits.length() == NATIONAL_DIGITS ? "1" + digits : "";
    }
    return countryCode + digits.replaceFirst("^0", "");
  }

  /// Masked.
  @Override
  public String toString() {
    return "…" + value.substring(value.length() - 2);
  }
}
