package org.city311.server;

import java.nio.file.Path;

/// A program that keeps an embedded database until it is killed: arguments are the folder, that of
/// the binaries, and the password; it prints the database's URL.
public final class EmbeddedDatabaseProcess {
  private EmbeddedDatabaseProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedDatabase database =
        new EmbeddedDatabase(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            arguments[2],
            EmbeddedDatabase.Role.OWNER);
    database.start();
    System.out.println(database.url());
    System.out.flush();
    Thread.currentThread().join();
  }
}
