package org.city311.requests.phone;

/// Requests can't be looked at or made at the moment. Nothing was done, unless the answer alone was
/// lost: what has a key may be tried again with the same one.
public final class DeskAwayException extends Exception {
  private static final long serialVersionUID = 1L;

  public DeskAwayException(String why, Throwable cause) {
    super(why, cause);
  }
}
