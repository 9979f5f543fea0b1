package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.file.Path;

/// A program that starts an Asterisk, prints its process id, and waits to be killed.
public final class StartAndWait {
  private StartAndWait() {}

  public static void main(String[] arguments) throws IOException {
    var asterisk = AsteriskProcess.start(Path.of(arguments[0]), RealAsterisk.RUN);
    System.out.println(asterisk.pid());
    var end = System.in.read();
    System.exit(end);
  }
}
