package org.city311.metrics.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// An outbox's folder while this process holds it. No two processes hold one at a time. Its files are
/// readable by their owner alone, as they hold callers' numbers.
final class OutboxFolder implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel lock;

  private OutboxFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the folder when it is absent, and takes it for this process.
  ///
  /// @throws IOException when it can't be used, or another has it; may be repeated
  static OutboxFolder take(Path path) throws IOException {
    Files.createDirectories(path, OWNER_ONLY_FOLDER);
    FileChannel channel =
        FileChannel.open(
            path.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNER_ONLY);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return new OutboxFolder(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("the outbox in " + path + " is open in this process already", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException("another process uses the outbox in " + path);
  }

  /// The segments that earlier processes left, oldest first, all sealed.
  List<Segment> segments() throws IOException {
    try {
      return Segment.leftIn(path).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IOException("can't read the outbox in " + path, e);
    }
  }

  /// Makes a segment's file, which is there from now on even if the machine dies.
  FileChannel create(Segment segment) throws IOException {
    FileChannel channel =
        FileChannel.open(
            segment.file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OWNER_ONLY);
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(segment.file);
      throw e;
    }
    return channel;
  }

  /// Lets another process take it.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
