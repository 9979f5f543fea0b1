package org.city311.gateway.softphone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `sip:` address, without what browsers' phones never write: escapes, passwords, headers (RFC 3261, section 19.1).
/// What could be read in two ways is no address here.
///
/// @param user before the `@`; empty for none
/// @param host with its port
record SipUri(String user, String host) {
  private static final String PARAMETERS =
      "(?:;[A-Za-z0-9._~+-]{1,64}(?:=[A-Za-z0-9._~:+\\[\\]-]{1,128})?){0,10}";
  private static final String URI =
      "sip:(?:([A-Za-z0-9._+*~!-]{1,64})@)?([A-Za-z0-9.-]{1,255}(?::\\d{1,5})?)" + PARAMETERS;
  private static final Pattern ALONE = Pattern.compile(URI);

  /// A name is in quotes or plain; what stands behind the `>` belongs to the header.
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:\"[^\"\\\\<>\\p{Cntrl}]{0,128}\"|[\\p{L}\\p{N} ._'+-]{0,128}) ?<"
              + URI
              + ">((?:;[A-Za-z0-9._+-]{1,64}(?:=(?:\"[^\"\\\\]{0,256}\"|[A-Za-z0-9._~:+-]{1,128}))?){0,20})");

  private static final Pattern TAG = Pattern.compile(".*;tag=[A-Za-z0-9._~+-]+.*");

  /// An address in a header, as in `"Ana" <sip:ana@host>;tag=1`.
  ///
  /// @param hasTag whether it names one end of a dialog
  record Named(SipUri uri, boolean hasTag) {}

  static Optional<SipUri> read(String text) {
    Matcher matcher = ALONE.matcher(text);
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  /// Reads exactly one address; a list of several is none.
  static Optional<Named> readNamed(String header) {
    Matcher matcher = NAMED.matcher(header);
    return matcher.matches()
        ? Optional.of(new Named(of(matcher), TAG.matcher(matcher.group(3)).matches()))
        : Optional.empty();
  }

  private static SipUri of(Matcher matcher) {
    String user = matcher.group(1);
    return new SipUri(user == null ? "" : user, matcher.group(2));
  }
}
