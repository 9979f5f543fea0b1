package org.city311.requests.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/// Where files lie while they are imported; several nodes may share it. Each is deleted when its import has
/// ended, and [#sweep] removes what a node left there that was killed meanwhile.
///
/// @param path made when it is wanted, for its owner alone
public record ImportFolder(Path path) {
  /// No import takes as long.
  private static final Duration KEPT = Duration.ofDays(1);

  private static final FileAttribute<?> FOR_ITS_OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// The folder, which is there now.
  public Path made() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, FOR_ITS_OWNER_ALONE);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException("there is no folder for files that are imported: " + path, e);
    }
  }

  /// Removes what has lain there longer than a day. May run on several nodes at once.
  public void sweep(Instant now) throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
