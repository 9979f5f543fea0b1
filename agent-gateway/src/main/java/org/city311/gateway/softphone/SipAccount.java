package org.city311.gateway.softphone;

import java.util.regex.Pattern;

/// The SIP account of an agent's phone: what stands before the `@`.
///
/// @param name as agents' ids are written
public record SipAccount(String name) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /// Checks the name.
  public SipAccount {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a phone's account");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
