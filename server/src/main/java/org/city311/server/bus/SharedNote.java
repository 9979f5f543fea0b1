package org.city311.server.bus;

import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Optional;
import java.util.function.Consumer;
import org.city311.flows.greeting.Note;
import org.city311.ivr.cluster.ClusterMember;

/// A note in the cluster's memory.
public final class SharedNote implements Note {
  private static final String NOTES = "notes";

  private final IMap<String, String> notes;
  private final String name;

  public SharedNote(ClusterMember member, String name) {
    this.notes = member.hazelcast().getMap(NOTES);
    this.name = name;
  }

  @Override
  public Optional<String> text() {
    return Optional.ofNullable(notes.get(name));
  }

  @Override
  public void write(String text) {
    notes.set(name, text);
  }

  @Override
  public void onChange(Consumer<String> then) {
    EntryAddedListener<String, String> added = entry -> then.accept(entry.getValue());
    EntryUpdatedListener<String, String> updated = entry -> then.accept(entry.getValue());
    notes.addEntryListener(added, name, true);
    notes.addEntryListener(updated, name, true);
  }
}
