package org.city311.ivr.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A small file that is replaced as a whole: whoever reads it, also after a power cut, finds what it was before
/// or what it is now. Only its owner can read it. One writer of a file at a time, of all processes.
public final class WholeFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Two who write the same file at once would move each other's; so few are written that one at a time will do.
  private static final ReentrantLock WRITING = new ReentrantLock();

  private WholeFile() {}

  /// Replaces the file's text, in a folder that is made if need be. When this returns, it is on the disk.
  ///
  /// @throws IOException if it can't be written; then the file is as it was, or is the new one
  public static void write(Path file, String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Files.createDirectories(folder);
    WRITING.lock();
    try {
      replace(whole, UTF_8.encode(text));
      force(folder);
    } finally {
      WRITING.unlock();
    }
  }

  private static void replace(Path whole, ByteBuffer bytes) throws IOException {
    Path fresh = whole.resolveSibling(whole.getFileName() + ".new");
    // One that a death left here may be another's to read.
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(fresh, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), OWNERS_ONLY)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Makes the entries of a folder safe, as Linux lets one do.
  public static void force(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, READ)) {
      entries.force(true);
    }
  }
}
