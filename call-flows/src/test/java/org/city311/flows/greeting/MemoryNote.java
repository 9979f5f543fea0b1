package org.city311.flows.greeting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A note that nodes share which are in one process.
public final class MemoryNote implements Note {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable String text;

  @Override
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  @Override
  public void write(String now) {
    text = now;
    listeners.forEach(listener -> listener.accept(now));
  }

  @Override
  public void onChange(Consumer<String> then) {
    listeners.add(then);
  }
}
