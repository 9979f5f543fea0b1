package org.city311.requests.notify.send;

/// What came of one attempt to send one message.
public sealed interface Delivery {
  /// The server has taken it on.
  record Sent() implements Delivery {}

  /// Not now: this message may go later.
  record Later(String why) implements Delivery {}

  /// It was handed over and no answer came: it may have arrived.
  record Unclear(String why) implements Delivery {}

  /// Never: this message, or this address, will not be taken.
  record Refused(String why) implements Delivery {}

  /// The way is closed, for all messages: the server is away, or does not let us in.
  record Away(String why) implements Delivery {}
}
