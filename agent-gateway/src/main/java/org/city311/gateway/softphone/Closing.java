package org.city311.gateway.softphone;

/// Why a page's connection is closed: the codes are our own (RFC 6455, section 7.4.2), and pages act by them.
enum Closing {
  /// What came is no SIP, or none that two readers would read alike.
  MALFORMED(4400, "malformed"),
  /// The session is over: sign in again.
  SESSION_ENDED(4401, "the session has ended"),
  /// What came is not for this phone to say.
  REFUSED(4403, "refused"),
  /// Another page of the same agent has the phone now.
  TAKEN_OVER(4409, "the phone is open in another window"),
  /// The same page has the phone by a new connection, and its call goes on: nobody reads this one any more.
  REPLACED(4409, "connected anew"),
  /// More than one message can hold.
  TOO_LARGE(4413, "too large"),
  /// Too many frames.
  TOO_MANY(4429, "too many messages"),
  /// Asterisk has ended its side, or is not there: try again.
  SWITCH_LOST(4503, "the telephone system is not there"),
  /// This server stops: try again, at the next node.
  STOPPING(4504, "the server is stopping");

  private static final int MAX_REASON = 120;

  private final short code;
  private final String words;

  Closing(int code, String words) {
    this.code = (short) code;
    this.words = words;
  }

  short code() {
    return code;
  }

  /// Whether the page has said what it must not.
  boolean isFault() {
    return switch (this) {
      case MALFORMED, REFUSED, TOO_LARGE, TOO_MANY -> true;
      case SESSION_ENDED, TAKEN_OVER, REPLACED, SWITCH_LOST, STOPPING -> false;
    };
  }

  /// @param why more of it; empty for nothing more
  String words(String why) {
    String all = why.isEmpty() ? words : words + ": " + why;
    return all.substring(0, Math.min(all.length(), MAX_REASON));
  }
}
