package org.city311.ivr.event;

/// Why an offer came to nothing.
public enum OfferFailure {
  /// The phone rang until the ring time was over.
  NO_ANSWER,
  /// The agent rejected it, or the phone was busy.
  DECLINED,
  /// The agent picked up and hung up before the caller was there.
  HUNG_UP_DURING_WHISPER,
  /// The phone is not registered, or does not answer to SIP.
  PHONE_UNREACHABLE,
  /// The caller hung up first.
  CALLER_LEFT,
  /// Asterisk refused or lost it.
  SWITCH_FAILED
}
