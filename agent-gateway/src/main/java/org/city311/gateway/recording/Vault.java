package org.city311.gateway.recording;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.city311.ivr.disk.WholeFile;

/// Recordings that are whole, each an encrypted file: `XX/ID`, XX being the id's first two digits. A file is
/// good under its own name only, so that none can be put in another's place. Safe for any thread and for
/// several nodes.
public final class Vault {
  private static final int CHUNK = 65_536;
  private static final String PART = ".part";

  private final Path folder;
  private final StreamingAead cipher;

  /// @param cipher as of [RecordingKeys]
  /// @throws IOException if the folder can't be made
  public Vault(Path folder, StreamingAead cipher) throws IOException {
    this.folder = folder;
    this.cipher = cipher;
    makeFolder(folder);
  }

  /// Encrypts a recording that nobody writes to any more. When this returns, it is on the disk. The lengths in
  /// its header are put right: a switch that died has not written them.
  ///
  /// @return its length as a WAV file
  long seal(RecordingId id, Path wav) throws IOException {
    Path whole = file(id);
    Path part = whole.resolveSibling(id + "." + UUID.randomUUID() + PART);
    Path parent = makeFolder(folder.resolve(id.toString().substring(0, 2)));
    long length;
    try {
      try (FileChannel from = FileChannel.open(wav, READ);
          WritableByteChannel to =
              cipher.newEncryptingChannel(
                  FileChannel.open(
                      part,
                      Set.of(CREATE_NEW, WRITE),
                      PosixFilePermissions.asFileAttribute(
                          PosixFilePermissions.fromString("rw-------"))),
                  associated(id))) {
        length = copy(from, to);
      }
      try (FileChannel written = FileChannel.open(part, WRITE)) {
        written.force(true);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      WholeFile.force(parent);
    } catch (GeneralSecurityException e) {
      throw new IOException("a recording can't be encrypted: " + id, e);
    } finally {
      Files.deleteIfExists(part);
    }
    return length;
  }

  /// Opens a recording as the WAV file that it was.
  ///
  /// @throws java.nio.file.NoSuchFileException if it is not here
  /// @throws IOException also, at the first reading or a later one, if it is not what was put here, or none of
  ///     our keys opens it
  public SeekableByteChannel open(RecordingId id) throws IOException {
    FileChannel sealed = FileChannel.open(file(id), READ);
    try {
      return cipher.newSeekableDecryptingChannel(sealed, associated(id));
    } catch (GeneralSecurityException | IOException e) {
      sealed.close();
      throw new IOException("a recording can't be decrypted: " + id, e);
    }
  }

  boolean holds(RecordingId id) {
    return Files.exists(file(id));
  }

  /// How long a recording is as a WAV file.
  long length(RecordingId id) throws IOException {
    try (SeekableByteChannel sound = open(id)) {
      // Only one that has been read from knows its key, and so its length.
      sound.read(ByteBuffer.allocate(1));
      return sound.size();
    }
  }

  void remove(RecordingId id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /// Takes away what was half written when its writer died.
  ///
  /// @param before what was begun later is left alone
  void tidy(Instant before) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path part : all.filter(path -> path.toString().endsWith(PART)).toList()) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  /// What all recordings take, in bytes.
  long bytes() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Path file(RecordingId id) {
    return folder.resolve(id.toString().substring(0, 2)).resolve(id.toString());
  }

  private static byte[] associated(RecordingId id) {
    return ("recording:" + id).getBytes(StandardCharsets.UTF_8);
  }

  private static long copy(FileChannel from, WritableByteChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    long length = 0;
    while (from.read(buffer) >= 0) {
      if (length == 0 && buffer.position() < Recording.HEADER_BYTES) {
        continue;
      }
      if (length == 0) {
        // Resource Interchange File Format: what follows the first 8 bytes, and the samples after
        // the header.
        buffer.putInt(4, (int) (from.size() - 8));
        buffer.putInt(40, (int) (from.size() - Recording.HEADER_BYTES));
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        length += to.write(buffer);
      }
      buffer.clear();
    }
    return length;
  }

  private static Path makeFolder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
