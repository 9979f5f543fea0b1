package org.city311.gateway.accounts.openid;

/// A sign-in at an OpenID provider that came to nothing. The person may try again; why is for the audit.
public final class OpenIdException extends Exception {
  OpenIdException(String why) {
    super(why);
  }

  OpenIdException(String why, Throwable cause) {
    super(why + ": " + cause.getMessage(), cause);
  }
}
