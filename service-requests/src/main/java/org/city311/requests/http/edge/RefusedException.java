package org.city311.requests.http.edge;

/// Ends the work on a request that can't be done. Nothing has been stored.
public final class RefusedException extends Exception {
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.toString());
    this.refusal = refusal;
  }

  /// @param text what is allowed, in English
  public RefusedException(int status, String text) {
    this(Refusal.of(status, text));
  }

  /// @param field what is wrong
  /// @param text what is allowed, in English
  public RefusedException(int status, String field, String text) {
    this(Refusal.of(status, field, text));
  }

  public Refusal refusal() {
    return refusal;
  }
}
