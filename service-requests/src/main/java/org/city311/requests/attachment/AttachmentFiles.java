package org.city311.requests.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.city311.requests.desk.Attachments;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.AttachmentRow;
import org.city311.requests.store.AttachmentTable;

/// Keeps attachments: the files in a folder that all nodes share, beside a table that says whose they are.
/// The file is there before its row, and goes after it: whatever is cut short leaves at most a file that
/// nobody names, and [#sweep] removes it. Safe for any thread; blocks.
public final class AttachmentFiles implements Attachments {
  private static final Duration WAITS = Duration.ofHours(1);
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  /// Each may take 200 MB.
  private static final int CLEANED_AT_ONCE = 2;

  private static final int MAX_TO_CLEAN = 16;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Path folder;
  private final AttachmentTable table;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Drawing a photo takes a processor for a second and waits for nothing: on virtual threads, two photos
  /// would hold up all who wait for the database.
  private final ThreadPoolExecutor cleaners =
      new ThreadPoolExecutor(
          CLEANED_AT_ONCE,
          CLEANED_AT_ONCE,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_TO_CLEAN),
          Thread.ofPlatform().daemon().name("requests-cleaner-", 0).factory());

  /// @param folder made when the first file comes
  public AttachmentFiles(Path folder, AttachmentTable table, InstantSource clock) {
    this.folder = folder;
    this.table = table;
    this.clock = clock;
    cleaners.allowCoreThreadTimeOut(true);
  }

  /// Cleans and keeps a file.
  ///
  /// @throws SQLException when the database is away; may be repeated
  /// @throws IOException when the disk fails
  public Kept keep(byte[] sent) throws SQLException, IOException, InterruptedException {
    Future<Cleaned> cleaned;
    try {
      cleaned = cleaners.submit(() -> Cleaner.clean(sent));
    } catch (RejectedExecutionException e) {
      return new Kept.Full();
    }
    try {
      return switch (cleaned.get()) {
        case Cleaned.Refused(String text) -> new Kept.Refused(text);
        case Cleaned.Clean(Kind kind, ByteBuffer bytes) -> keep(kind, bytes);
      };
    } catch (ExecutionException e) {
      throw new IllegalStateException("a file can't be cleaned", e.getCause());
    }
  }

  private Kept keep(Kind kind, ByteBuffer bytes) throws SQLException, IOException {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    AttachmentRow row =
        new AttachmentRow(
            Base64.getUrlEncoder().withoutPadding().encodeToString(id),
            Optional.empty(),
            kind.name(),
            bytes.remaining(),
            clock.instant());
    Path file = file(row);
    write(file, bytes);
    boolean added = false;
    try {
      added = table.add(row);
    } finally {
      if (!added) {
        Files.deleteIfExists(file);
      }
    }
    return added ? new Kept.Stored(row.id()) : new Kept.Full();
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = bytes.duplicate();
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public List<String> claim(Connection connection, RequestNumber number, List<String> ids)
      throws SQLException {
    Set<String> claimed = AttachmentTable.claim(connection, ids, number);
    return ids.stream().filter(id -> !claimed.contains(id)).toList();
  }

  /// The files themselves go with the next [#sweep].
  @Override
  public void remove(Connection connection, Collection<RequestNumber> numbers) throws SQLException {
    AttachmentTable.remove(connection, numbers);
  }

  public Optional<AttachmentRow> find(String id) throws SQLException {
    return ID.matcher(id).matches()
        ? table.find(List.of(id)).stream().findFirst()
        : Optional.empty();
  }

  /// Those of some requests, of each the earliest first.
  public List<AttachmentRow> of(Collection<RequestNumber> numbers) throws SQLException {
    return numbers.isEmpty() ? List.of() : table.of(numbers);
  }

  /// Where the file lies.
  public Path file(AttachmentRow row) {
    return folder
        .resolve(row.id().substring(0, 2))
        .resolve(row.id() + "." + Kind.valueOf(row.kind()).ending());
  }

  /// Forgets what has waited for its request longer than an hour: there is room for others then.
  public void forgetWaiting() throws SQLException {
    table.removeWaiting(longAgo());
  }

  /// Forgets what has waited, and removes files that nobody names. May run on several nodes at once.
  public void sweep() throws SQLException, IOException {
    forgetWaiting();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> shelves = Files.newDirectoryStream(folder)) {
      for (Path shelf : shelves) {
        sweep(shelf);
      }
    }
  }

  private void sweep(Path shelf) throws SQLException, IOException {
    Instant before = longAgo();
    Map<String, Path> old = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
      for (Path file : files) {
        if (isOlder(file, before)) {
          old.put(file.getFileName().toString().replaceAll("\\..*", ""), file);
        }
      }
    }
    if (old.isEmpty()) {
      return;
    }
    table.find(old.keySet()).forEach(row -> old.remove(row.id()));
    for (Path unnamed : old.values()) {
      Files.deleteIfExists(unnamed);
    }
  }

  private static boolean isOlder(Path file, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      return false; // Another node was faster.
    }
  }

  private Instant longAgo() {
    return clock.instant().minus(WAITS);
  }
}
