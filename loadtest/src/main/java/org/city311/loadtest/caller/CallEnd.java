package org.city311.loadtest.caller;

/// How a call ended, and what was heard in it.
///
/// @param status the INVITE's last status; 0 if nothing answered
/// @param byUs whether the caller hung up, and not the system
/// @param lost packets of its audio that did not come
public record CallEnd(int status, boolean byUs, int lost, Recording recording) {
  /// Of a call that did not come about.
  public static CallEnd none() {
    return new CallEnd(0, false, 0, new Recording());
  }
}
