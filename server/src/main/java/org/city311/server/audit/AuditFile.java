package org.city311.server.audit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.city311.gateway.audit.AuditEntry;
import org.city311.metrics.record.SetAside;

/// Audit entries on the disk, one JSON object per line, until they are in the database. Not for several
/// threads.
final class AuditFile implements AutoCloseable {
  private final FileChannel channel;
  private final SetAside setAside;
  private long good;

  /// @param file made when missing, readable by its owner alone
  AuditFile(Path file, SetAside setAside) throws IOException {
    Files.createDirectories(file.getParent());
    this.setAside = setAside;
    this.channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /// What is there. A last line without an end was never confirmed to anyone, and goes; a damaged one, as
  /// a power cut may leave it, is set aside.
  List<AuditEntry> read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    good = whole.getBytes(StandardCharsets.UTF_8).length;
    channel.truncate(good);
    List<AuditEntry> entries = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    for (String line : whole.lines().toList()) {
      try {
        entries.add(entry(new JsonObject(line)));
      } catch (DecodeException
          | ClassCastException
          | DateTimeParseException
          | NullPointerException e) {
        damaged.add(line);
      }
    }
    setAside.putUnreadable(damaged);
    if (entries.isEmpty()) {
      clear();
    }
    return entries;
  }

  /// In bytes.
  long size() {
    return good;
  }

  /// When it returns, the entry is on the disk; if it fails, nothing of it is.
  void append(AuditEntry entry) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(line(entry));
    long end = good;
    try {
      while (line.hasRemaining()) {
        end += channel.write(line, end);
      }
      channel.force(false);
      good = end;
    } catch (IOException e) {
      channel.truncate(good);
      throw e;
    }
  }

  /// All of it is elsewhere.
  void clear() throws IOException {
    channel.truncate(0);
    good = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static byte[] line(AuditEntry entry) {
    return (json(entry).encode() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject json(AuditEntry entry) {
    return new JsonObject()
        .put("id", entry.id())
        .put("at", entry.at().toString())
        .put("who", entry.who())
        .put("address", entry.address())
        .put("what", entry.what())
        .put("before", entry.before())
        .put("after", entry.after())
        .put("outcome", entry.outcome());
  }

  private static AuditEntry entry(JsonObject json) {
    return new AuditEntry(
        json.getString("id"),
        Instant.parse(json.getString("at")),
        json.getString("who"),
        json.getString("address"),
        json.getString("what"),
        json.getString("before"),
        json.getString("after"),
        json.getString("outcome"));
  }
}
