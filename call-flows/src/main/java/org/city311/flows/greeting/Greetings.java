package org.city311.flows.greeting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.city311.ivr.disk.WholeFile;
import org.city311.ivr.line.Spoken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The emergency greeting that holds now, the same on all nodes; each keeps it on its disk, so that it outlives
/// them all. Of two that were set at once the later holds. Thread-safe.
public final class Greetings implements Supplier<Spoken>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Greetings.class);

  private final Path file;
  private final Note note;
  private final Note audible;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("greeting").factory());
  private volatile Greeting now = Greeting.NONE;

  /// The key of the greeting that Asterisk can play; kept here, as no call may wait for the other nodes.
  private final AtomicReference<String> audibleKey = new AtomicReference<>("");

  private volatile Consumer<Greeting> speaker = _ -> {};

  /// @param file this node's own
  /// @param note has the greeting
  /// @param audible has the key of the one that Asterisk can play
  public Greetings(Path file, Note note, Note audible) {
    this.file = file;
    this.note = note;
    this.audible = audible;
  }

  /// Takes up what the other nodes have, or what this node's disk has if that is later.
  ///
  /// @param speak makes a greeting audible, and calls [#madeAudible] then; it must not block
  public void start(Consumer<Greeting> speak) {
    speaker = speak;
    note.onChange(text -> later(() -> take(text)));
    audible.onChange(audibleKey::set);
    later(
        () -> {
          note.text().ifPresent(this::take);
          audible.text().ifPresent(key -> audibleKey.compareAndSet("", key));
          Greeting kept = kept();
          if (kept.since().isAfter(now.since())) {
            note.write(GreetingJson.write(kept));
          }
        });
  }

  private void later(Runnable work) {
    try {
      worker.execute(work);
    } catch (RejectedExecutionException e) {
      log.debug("this node ends: the others know");
    }
  }

  /// What holds.
  public Greeting now() {
    return now;
  }

  /// What callers hear before the menu; nothing while no greeting is on, or it can't be played yet.
  @Override
  public Spoken get() {
    Greeting greeting = now;
    return greeting.on() && isAudible(greeting) ? Spoken.of(greeting.key()) : Spoken.NOTHING;
  }

  /// Whether Asterisk can play it.
  boolean isAudible(Greeting greeting) {
    return greeting.key().equals(audibleKey.get());
  }

  /// Sets it for all nodes.
  ///
  /// @throws IOException if this node's disk does not take it; then nothing is changed
  public synchronized void set(Greeting greeting) throws IOException {
    keep(greeting);
    note.write(GreetingJson.write(greeting));
    now = greeting;
  }

  /// Asterisk can play the greeting of this key.
  public void madeAudible(String key) {
    audibleKey.set(key);
    audible.write(key);
  }

  private synchronized void take(String text) {
    try {
      Greeting told = GreetingJson.read(text);
      if (told.since().isBefore(now.since())) {
        return;
      }
      now = told;
      keep(told);
      speaker.accept(told);
    } catch (IOException e) {
      log.warn("the emergency greeting that holds can't be kept here: file={}", file, e);
    }
  }

  private Greeting kept() {
    try {
      return Files.exists(file) ? GreetingJson.read(Files.readString(file)) : Greeting.NONE;
    } catch (IOException e) {
      log.warn("the emergency greeting of before can't be read: file={}", file, e);
      return Greeting.NONE;
    }
  }

  private void keep(Greeting greeting) throws IOException {
    WholeFile.write(file, GreetingJson.write(greeting));
  }

  @Override
  public void close() {
    worker.close();
  }
}
