package org.city311.requests.http.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where files lie that are imported, with names and addresses in them, until that has ended.
final class ImportFolder {
  private ImportFolder() {}

  /// The folder, readable for us alone. Whatever lies in it was left by a process that ended during an import,
  /// and goes.
  ///
  /// @throws UncheckedIOException when it can't be made or read
  static Path emptied(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
        for (Path file : left) {
          Files.delete(file);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "there is no folder for files that are imported: " + folder, e);
    }
  }
}
