package org.city311.server.bus;

import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Optional;
import java.util.function.Consumer;
import org.city311.ivr.cluster.ClusterMember;

/// A text that all nodes of the centre have, for as long as one of them lives. Thread-safe.
public final class SharedNote {
  private static final String NOTES = "notes";

  private final IMap<String, String> notes;
  private final String name;

  public SharedNote(ClusterMember member, String name) {
    this.notes = member.hazelcast().getMap(NOTES);
    this.name = name;
  }

  /// What is written there, by whichever node; empty if nothing is.
  public Optional<String> text() {
    return Optional.ofNullable(notes.get(name));
  }

  public void write(String text) {
    notes.set(name, text);
  }

  /// @param then is told each text that is written from now on, on a thread that it must not block
  public void onChange(Consumer<String> then) {
    EntryAddedListener<String, String> added = entry -> then.accept(entry.getValue());
    EntryUpdatedListener<String, String> updated = entry -> then.accept(entry.getValue());
    notes.addEntryListener(added, name, true);
    notes.addEntryListener(updated, name, true);
  }
}
