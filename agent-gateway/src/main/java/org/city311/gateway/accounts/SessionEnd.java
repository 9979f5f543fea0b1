package org.city311.gateway.accounts;

/// Why a session ended.
public enum SessionEnd {
  /// They signed out.
  SIGNED_OUT,
  /// It was not used for long.
  IDLE,
  /// It has lasted as long as one may.
  TOO_OLD,
  /// The password was changed or set anew; sessions before that end.
  PASSWORD_CHANGED,
  /// The account may not sign in any more.
  DISABLED,
  /// An administrator ended it.
  BY_ADMINISTRATOR,
  /// The same account has signed in at too many browsers since.
  CROWDED_OUT
}
