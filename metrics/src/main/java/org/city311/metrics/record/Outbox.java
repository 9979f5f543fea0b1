package org.city311.metrics.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Call records on this node's disk, between the feed and the database. What [#append] took is
/// flushed to the disk before it returns, and stays until [#drained] says that it is elsewhere; what
/// it did not take was not written. A process may be killed at any moment: the next one finds every
/// record that was taken, and perhaps some that had been drained already.
///
/// On disk it is a row of segments, files of one record per line. The newest is appended to; each is
/// deleted when all of it is drained and it is not appended to any more.
///
/// One thread appends and one drains; the rest is for any thread.
public final class Outbox implements AutoCloseable {
  /// What a node keeps while the database is away unless told otherwise: about half a million calls.
  public static final long DEFAULT_LIMIT_BYTES = 256L << 20;

  private static final int SEGMENTS_AT_LIMIT = 8;
  private static final long MAX_SEGMENT_BYTES = 1L << 20;

  private final Path path;
  private final long limitBytes;
  private final long segmentBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Segment> segments = new ArrayDeque<>();
  private @Nullable OutboxFolder folder;
  private @Nullable FileChannel active;
  private long nextNumber = 1;
  private boolean closed;
  private boolean woken;

  /// Touches no disk yet: a folder that can't be used shows at the first [#append] or [#next].
  ///
  /// @param path a folder, made when absent; no two processes use one at a time
  /// @param limitBytes the most that may lie on disk
  public Outbox(Path path, long limitBytes) {
    this.path = path;
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
        Segment fresh = Segment.fresh(path, nextNumber++);
        active = open().create(fresh);
        segments.addLast(fresh);
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
  OutboxBatch next(int most) throws IOException {
    Segment head;
    long from;
    long until;
    lock.lock();
    try {
      open();
      deleteDrained();
      head = segments.peekFirst();
      if (head == null || head.isDrained()) {
        return OutboxBatch.EMPTY;
      }
      from = head.drained;
      until = head.good;
    } finally {
      lock.unlock();
    }
    return OutboxBatch.read(head, from, until, most);
  }

  /// Says that a batch's records are safe elsewhere.
  void drained(OutboxBatch batch) {
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
    return path;
  }

  private OutboxFolder open() throws IOException {
    if (closed) {
      throw new IOException("the outbox is closed");
    }
    if (folder != null) {
      return folder;
    }
    OutboxFolder taken = OutboxFolder.take(path);
    try {
      segments.addAll(taken.segments());
    } catch (IOException e) {
      taken.close();
      throw e;
    }
    if (!segments.isEmpty()) {
      nextNumber = segments.getLast().number + 1;
    }
    folder = taken;
    return taken;
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
      if (folder != null) {
        seal();
        folder.close();
        folder = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
