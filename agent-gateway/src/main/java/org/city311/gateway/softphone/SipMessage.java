package org.city311.gateway.softphone;

/// A SIP message, as far as it has to be understood to let it pass (RFC 3261, section 7).
sealed interface SipMessage {
  SipHeaders headers();

  /// A request.
  ///
  /// @param uri whom it is for
  record Request(String method, SipUri uri, SipHeaders headers) implements SipMessage {}

  /// An answer to a request.
  ///
  /// @param status 100 to 699
  record Response(int status, SipHeaders headers) implements SipMessage {}
}
