package org.city311.ivr.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An append-only file of keyed entries, read back when no member of the cluster was alive to
/// remember. Each line is `key TAB value`; an empty value forgets the key; the last line of a key
/// counts; a torn last line is left out.
///
/// Only its owner can read it: it holds callers' numbers. Every entry is handed to the operating system
/// before [#append] returns: it outlives the death of this process, though not a power cut. A disk that
/// can't be written is logged, tried again once a second, and does not stop calls. Used by one thread.
final class Journal implements AutoCloseable {
  /// Size at which the file is written anew with only what still counts, in bytes; twice that, if that
  /// is more.
  static final long MAX_BYTES = 16L * 1024 * 1024;

  /// To write all anew takes the time of many decisions.
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final Path file;
  private final LongSupplier nanos;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private BufferedWriter writer;
  private long bytes;
  private long limit = MAX_BYTES;
  private boolean broken;
  private long brokenAt;
  private boolean outdated;

  /// @throws UncheckedIOException if the folder can't be written
  Journal(Path file) {
    this(file, System::nanoTime);
  }

  /// @param nanos as [System#nanoTime]
  Journal(Path file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
    try {
      Files.createDirectories(file.getParent());
      read();
      this.writer = compact();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be written; check the folder's rights", e);
    }
  }

  /// All entries that count, in the order they were first made.
  Map<String, String> entries() {
    return Map.copyOf(entries);
  }

  /// Appends changes. After a fault the whole file is written anew, so that no half line stays in it.
  ///
  /// @param changes key to value; an empty value forgets the key; no value holds a line break
  void append(Map<String, String> changes) {
    changes.forEach(this::remember);
    if (broken && nanos.getAsLong() - brokenAt < RETRY.toNanos()) {
      return;
    }
    try {
      if (broken || outdated || bytes > limit) {
        writer.close();
        writer = compact();
        outdated = false;
      } else {
        for (Map.Entry<String, String> change : changes.entrySet()) {
          write(writer, change.getKey(), change.getValue());
        }
        writer.flush();
      }
      if (broken) {
        broken = false;
        log.info("journal can be written again: file={}", file);
      }
    } catch (IOException e) {
      brokenAt = nanos.getAsLong();
      if (!broken) {
        broken = true;
        log.error("journal can't be written; calls go on without it: file={}", file, e);
      }
    }
  }

  /// Forgets all and begins anew with these.
  void replace(Map<String, String> all) {
    entries.clear();
    outdated = true;
    append(all);
  }

  private void remember(String key, String value) {
    if (value.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      log.warn("journal could not be closed: file={}", file, e);
    }
  }

  private void write(BufferedWriter out, String key, String value) throws IOException {
    out.write(key);
    out.write('\t');
    out.write(value);
    out.write('\n');
    bytes += key.length() + value.length() + 2L;
  }

  private void read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return;
    }
    int whole = text.lastIndexOf('\n') + 1;
    text.substring(0, whole)
        .lines()
        .forEach(
            line -> {
              int tab = line.indexOf('\t');
              if (tab > 0) {
                remember(line.substring(0, tab), line.substring(tab + 1));
              }
            });
  }

  private BufferedWriter compact() throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    bytes = 0;
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
          write(out, entry.getKey(), entry.getValue());
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // On a full disk others need the space.
      Files.deleteIfExists(fresh);
      throw e;
    }
    limit = Math.max(MAX_BYTES, 2 * bytes);
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
