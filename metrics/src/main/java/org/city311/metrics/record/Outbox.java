package org.city311.metrics.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Call records on this node's disk, between the feed and the database. What [#append] took is
/// flushed to the disk before it returns, and stays until [#drained] says that it is elsewhere; what
/// it did not take was not written. A process may be killed at any moment: the next one finds every
/// record that was taken, and perhaps some that had been drained already.
///
/// On disk it is a row of segments, files of one record per line. The newest is appended to; each is
/// deleted when all of it is drained and it is not appended to any more. Files are readable by their
/// owner alone, as they hold callers' numbers.
///
/// One thread appends and one drains; the rest is for any thread.
public final class Outbox implements AutoCloseable {
  /// What a node keeps while the database is away unless told otherwise: about half a million calls.
  public static final long DEFAULT_LIMIT_BYTES = 256L << 20;

  private static final int SEGMENTS_AT_LIMIT = 8;
  private static final long MAX_SEGMENT_BYTES = 1L << 20;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final long limitBytes;
  private final long segmentBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Segment> segments = new ArrayDeque<>();
  private @Nullable FileChannel folderLock;
  private @Nullable FileChannel active;
  private long nextNumber = 1;
  private boolean closed;
  private boolean woken;

  /// Touches no disk yet: a folder that can't be used shows at the first [#append] or [#next].
  ///
  /// @param folder made when absent; no two processes use one at a time
  /// @param limitBytes the most that may lie on disk
  public Outbox(Path folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    this.segmentBytes = Math.max(1, Math.min(MAX_SEGMENT_BYTES, limitBytes / SEGMENTS_AT_LIMIT));
  }

  /// Writes records behind those that are there, and flushes them to the disk.
  ///
  /// @return how many were taken, from the first on; fewer than given when the limit is reached
  /// @throws IOException when none is safe; may be repeated
  public int append(List<CallRecord> calls) throws IOException {
    lock.lock();
    try {
      open();
    } finally {
      lock.unlock();
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    long room = limitBytes - bytes();
    int taken = 0;
    for (CallRecord call : calls) {
      byte[] line = CallRecordLine.encode(call);
      if (lines.size() + line.length > room) {
        break;
      }
      lines.writeBytes(line);
      taken++;
    }
    if (taken > 0) {
      write(lines.toByteArray(), taken);
    }
    return taken;
  }

  private void write(byte[] lines, int count) throws IOException {
    Segment segment = segmentToWrite();
    FileChannel channel = activeChannel();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(lines);
      long position = segment.good;
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
      channel.force(false);
    } catch (IOException e) {
      // After a failed flush nobody knows what the disk has: what is there is read again at the
      // next
      // start, and what comes now goes to another file.
      seal();
      throw e;
    }
    lock.lock();
    try {
      segment.good += lines.length;
      segment.pending += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (segment.good >= segmentBytes) {
      seal();
    }
  }

  private Segment segmentToWrite() throws IOException {
    lock.lock();
    try {
      if (active == null) {
        Segment fresh = Segment.fresh(folder, nextNumber++);
        active =
            FileChannel.open(
                fresh.file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OWNER_ONLY);
        segments.addLast(fresh);
        flushFolder();
      }
      return segments.getLast();
    } finally {
      lock.unlock();
    }
  }

  private FileChannel activeChannel() throws IOException {
    FileChannel channel = active;
    if (channel == null) {
      throw new IOException("the outbox is closed");
    }
    return channel;
  }

  private void seal() throws IOException {
    lock.lock();
    try {
      FileChannel channel = active;
      if (channel != null) {
        active = null;
        segments.getLast().sealed = true;
        channel.close();
      }
      deleteDrained();
    } finally {
      lock.unlock();
    }
  }

  /// The oldest records that have not been drained; the same again until they are.
  ///
  /// @param most how many at most
  Batch next(int most) throws IOException {
    Segment head;
    long from;
    long until;
    lock.lock();
    try {
      open();
      deleteDrained();
      head = segments.peekFirst();
      if (head == null || head.isDrained()) {
        return Batch.EMPTY;
      }
      from = head.drained;
      until = head.good;
    } finally {
      lock.unlock();
    }
    return read(head, from, until, most);
  }

  private static Batch read(Segment segment, long from, long until, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) (until - from));
    try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        // Reads on until all is there.
      }
    }
    List<CallRecord> records = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < buffer.position() && records.size() + unreadable.size() < most; i++) {
      if (buffer.get(i) == '\n') {
        String line = new String(buffer.array(), start, i - start, StandardCharsets.UTF_8);
        try {
          records.add(CallRecordLine.decode(line));
        } catch (CallRecordLine.Unreadable e) {
          unreadable.add(line);
        }
        start = i + 1;
      }
    }
    if (start == 0) {
      throw new IOException(segment.file + " was cut short by someone else");
    }
    return new Batch(records, unreadable, segment, from + start);
  }

  /// Says that a batch's records are safe elsewhere.
  void drained(Batch batch) {
    lock.lock();
    try {
      Segment segment = batch.segment();
      if (segment != null) {
        segment.drained = batch.until();
        segment.pending -= batch.size();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there may be something to drain.
  void awaitRecords(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (pending() == 0 && left > 0 && !woken) {
        left = changed.awaitNanos(left);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the present wait in [#awaitRecords], or else the next one.
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Bytes on disk.
  public long bytes() {
    lock.lock();
    try {
      return segments.stream().mapToLong(segment -> segment.good).sum();
    } finally {
      lock.unlock();
    }
  }

  /// Records that have not reached the database.
  public long pending() {
    lock.lock();
    try {
      return segments.stream().mapToLong(segment -> segment.pending).sum();
    } finally {
      lock.unlock();
    }
  }

  /// The most that may lie on disk.
  public long limitBytes() {
    return limitBytes;
  }

  /// Whether a segment more would be within the limit.
  boolean hasRoom() {
    return bytes() + segmentBytes <= limitBytes;
  }

  Path folder() {
    return folder;
  }

  private void open() throws IOException {
    if (closed) {
      throw new IOException("the outbox is closed");
    }
    if (folderLock != null) {
      return;
    }
    Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    FileChannel held = lockFolder();
    try {
      Segment.leftIn(folder).forEach(segments::addLast);
      if (!segments.isEmpty()) {
        nextNumber = segments.getLast().number + 1;
      }
      folderLock = held;
    } catch (IOException | UncheckedIOException e) {
      segments.clear();
      held.close();
      throw new IOException("can't read the outbox in " + folder, e);
    }
  }

  private FileChannel lockFolder() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNER_ONLY);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("the outbox in " + folder + " is open in this process already", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException("another process uses the outbox in " + folder);
  }

  private void flushFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void deleteDrained() throws IOException {
    Segment head = segments.peekFirst();
    while (head != null && head.sealed && head.isDrained()) {
      Files.deleteIfExists(head.file);
      segments.removeFirst();
      head = segments.peekFirst();
    }
  }

  /// Keeps what is not drained for the next process.
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      if (folderLock != null) {
        seal();
        folderLock.close();
        folderLock = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Records read from the outbox, oldest first.
  ///
  /// @param unreadable whole lines that are no record
  /// @param until where in the segment the last of them ends
  record Batch(
      List<CallRecord> records, List<String> unreadable, @Nullable Segment segment, long until) {
    static final Batch EMPTY = new Batch(List.of(), List.of(), null, 0);

    int size() {
      return records.size() + unreadable.size();
    }

    boolean isEmpty() {
      return size() == 0;
    }
  }
}
