package org.city311.server.bus;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.city311.flows.guard.SharedText;
import org.city311.ivr.cluster.ClusterMember;
import org.city311.ivr.disk.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A text that all nodes of the centre have, each also on its own disk: it is there again when all of them have
/// been stopped. It carries its version; where two nodes differ, as after both were stopped for a while, the
/// higher one holds. Thread-safe; nobody who reads it waits for another node.
public final class KeptText implements SharedText {
  private static final String NOTES = "kept-notes";
  private static final Logger log = LoggerFactory.getLogger(KeptText.class);

  private final IMap<String, String> notes;
  private final String name;
  private final Path file;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile Version held;

  /// A text and how often it was written.
  private record Version(long number, String text) {
    static Version of(String note) {
      int end = note.indexOf('\n');
      if (end < 1 || !note.substring(0, end).matches("\\d{1,18}")) {
        throw new IllegalArgumentException("no version in its first line");
      }
      return new Version(Long.parseLong(note.substring(0, end)), note.substring(end + 1));
    }

    String note() {
      return number + "\n" + text;
    }
  }

  /// @param file where this node keeps it; its folder is made when missing
  /// @throws IOException if it is there but can't be read, or can't be written
  public KeptText(ClusterMember member, String name, Path file) throws IOException {
    this.notes = member.hazelcast().getMap(NOTES);
    this.name = name;
    this.file = file;
    this.held = onDisk();
    EntryAddedListener<String, String> added = entry -> hear(entry.getValue());
    EntryUpdatedListener<String, String> updated = entry -> hear(entry.getValue());
    EntryMergedListener<String, String> merged = entry -> hear(entry.getValue());
    notes.addEntryListener(added, name, true);
    notes.addEntryListener(updated, name, true);
    notes.addEntryListener(merged, name, true);
    String there = notes.putIfAbsent(name, held.note());
    if (there != null) {
      hear(there);
    }
  }

  @Override
  public String text() {
    return held.text();
  }

  @Override
  public boolean replace(String from, String to) throws IOException {
    try {
      String there = notes.get(name);
      if (there == null) {
        there = held.note();
        notes.putIfAbsent(name, there);
      }
      Version now = Version.of(there);
      if (!now.text().equals(from)) {
        hear(there);
        return false;
      }
      Version next = new Version(now.number() + 1, to);
      if (!notes.replace(name, there, next.note())) {
        return false;
      }
      take(next);
      return true;
    } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
      throw new IOException("the other nodes can't be told of it", e);
    }
  }

  @Override
  public void onChange(Consumer<String> then) {
    listeners.add(then);
  }

  private void hear(String note) {
    try {
      Version version = Version.of(note);
      if (version.number() < held.number()) {
        // Two halves of a cluster have met, or the node that was first had been away for long.
        String newer = held.note();
        Thread.ofVirtual().name("kept-text").start(() -> notes.replace(name, note, newer));
        return;
      }
      take(version);
    } catch (IOException e) {
      log.error("what another node has changed is not on this node's disk: file={}", file, e);
    } catch (IllegalArgumentException e) {
      log.error("what another node has written can't be read: name={}", name, e);
    }
  }

  private synchronized void take(Version version) throws IOException {
    if (version.number() < held.number() || version.equals(held)) {
      return;
    }
    held = version;
    listeners.forEach(each -> each.accept(version.text()));
    keep(version);
  }

  private Version onDisk() throws IOException {
    if (!Files.exists(file)) {
      return new Version(0, "");
    }
    try {
      return Version.of(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: restore it from a backup, or remove it", e);
    }
  }

  private void keep(Version version) throws IOException {
    WholeFile.write(file, version.note());
  }
}
