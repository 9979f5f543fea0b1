package org.city311.server;

/// The server can't start, for a reason that the operator can remove: the message says how.
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /// Exit code: the configuration is wrong.
  static final int CONFIGURATION = 2;

  /// Exit code: something on this machine is in the way.
  static final int MACHINE = 4;

  private final int exitCode;

  StartException(int exitCode, String whatToDo) {
    super(whatToDo);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
