package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A rendered file on disk: replaced as a whole or not at all, and only when it differs, so that a
/// reader never sees half of one and a look at its time says when it last changed.
final class ConfigFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private ConfigFile() {}

  /// Writes `content` unless the file has it already; says whether it wrote.
  static boolean write(Path file, String content, boolean secret) throws IOException {
    var permissions = secret ? OWNER_ONLY : READABLE;
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(file).equals(permissions)
        && Files.readString(file).equals(content)) {
      return false;
    }
    // Files.createTempFile makes it for its owner only: a secret is never readable by others, even
    // briefly.
    var fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.writeString(fresh, content);
      Files.setPosixFilePermissions(fresh, permissions);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return true;
  }

  /// Makes `link` point to `target`, whatever it pointed to before.
  static void link(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link)) {
      if (Files.readSymbolicLink(link).equals(target)) {
        return;
      }
      Files.delete(link);
    }
    Files.createSymbolicLink(link, target);
  }
}
