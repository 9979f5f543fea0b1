package org.city311.ivr.line;

/// The caller hung up: the flow has nobody to talk to and ends. Not a fault.
public final class CallerGone extends Exception {
  private static final long serialVersionUID = 1L;

  public CallerGone() {
    super("the caller hung up", null, false, false);
  }
}
