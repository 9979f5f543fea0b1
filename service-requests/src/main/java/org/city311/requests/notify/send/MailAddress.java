package org.city311.requests.notify.send;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address that can be written into a header and an SMTP command as it is: ASCII, no quotes, no
/// spaces, no name beside it (RFC 5321, section 4.1.2, `Dot-string "@" Domain`).
///
/// @param value `ana@example.org`; a domain in another script is in its ASCII form
public record MailAddress(String value) {
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ALLOWED =
      Pattern.compile("(?=.{1,64}@)%1$s(\\.%1$s)*@%2$s(\\.%2$s)*".formatted(ATOM, LABEL));
  private static final int MAX_CHARS = 254;

  public MailAddress {
    if (value.length() > MAX_CHARS || !ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException("no e-mail address that we can write to");
    }
  }

  /// The address that somebody wrote; empty when it is none that we can write to.
  public static Optional<MailAddress> parse(String text) {
    String written = text.strip();
    int at = written.lastIndexOf('@');
    if (at < 0 || written.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new MailAddress(written.substring(0, at + 1) + IDN.toASCII(written.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public String domain() {
    return value.substring(value.lastIndexOf('@') + 1);
  }

  /// The same for addresses that, as nearly all servers have it, are one mailbox.
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  /// Masked.
  @Override
  public String toString() {
    return "…@" + domain();
  }
}
