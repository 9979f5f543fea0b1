package org.city311.requests.notify.send;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where and how text messages are posted.
///
/// @param url of the provider's API
/// @param form how the fields are written into the body
/// @param to the name of the field of the number
/// @param text the name of the field of the words
/// @param fields what else every message has, such as whom it is from
/// @param authorization what stands in the header of that name; empty for none
/// @param countryCode of numbers that were written without one, such as `1`
/// @param timeout for connecting, and for the answer
public record TextSettings(
    URI url,
    Form form,
    String to,
    String text,
    Map<String, String> fields,
    Optional<String> authorization,
    String countryCode,
    Duration timeout) {
  public TextSettings {
    fields = Map.copyOf(fields);
  }

  /// How a message is written into the body.
  public enum Form {
    /// `To=%2B14105550100&Body=…`
    FORM,
    /// `{"to":"+14105550100","body":"…"}`
    JSON
  }

  /// Leaves what lets us in out.
  @Override
  public String toString() {
    return "TextSettings[" + url.getHost() + "]";
  }
}
