package org.city311.ivr.centre;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each subscriber a queue and a thread of its own. One that falls behind by
/// [#MAX_EVENTS_BEHIND] loses what it has not read, and starts again from a snapshot.
final class FeedHub implements AutoCloseable {
  static final int MAX_EVENTS_BEHIND = 50_000;

  private static final Logger log = LoggerFactory.getLogger(FeedHub.class);

  private final List<Reader> readers = new CopyOnWriteArrayList<>();

  /// @param askForSnapshot called when the reader needs a snapshot, from any thread
  CentreFeed.Subscription subscribe(
      String name, CentreFeed.Subscriber subscriber, Consumer<Reader> askForSnapshot) {
    Reader reader = new Reader(name, subscriber, askForSnapshot);
    askForSnapshot.accept(reader);
    return reader;
  }

  /// Called by the single writer: from here on the reader misses nothing.
  void feed(Reader reader, CentreEvent.Snapshot snapshot) {
    reader.startFrom(snapshot);
    add(reader);
  }

  /// Called by the single writer: the reader waits for the next snapshot.
  void add(Reader reader) {
    if (!reader.closed && !readers.contains(reader)) {
      readers.add(reader);
    }
  }

  /// Called by the single writer: all readers start again.
  void feedAll(CentreEvent.Snapshot snapshot) {
    readers.forEach(reader -> reader.startFrom(snapshot));
  }

  /// Called by the single writer.
  void publish(List<CentreEvent> events) {
    for (CentreEvent event : events) {
      readers.forEach(reader -> reader.add(event));
    }
  }

  @Override
  public void close() {
    readers.forEach(Reader::close);
  }

  /// One subscriber's queue and thread.
  final class Reader implements CentreFeed.Subscription {
    private final LinkedBlockingQueue<CentreEvent> queue =
        new LinkedBlockingQueue<>(MAX_EVENTS_BEHIND);
    private final String name;
    private final CentreFeed.Subscriber subscriber;
    private final Consumer<Reader> askForSnapshot;
    private final Thread thread;
    private volatile boolean closed;

    Reader(String name, CentreFeed.Subscriber subscriber, Consumer<Reader> askForSnapshot) {
      this.name = name;
      this.subscriber = subscriber;
      this.askForSnapshot = askForSnapshot;
      this.thread = Thread.ofVirtual().name("feed-" + name).start(this::read);
    }

    void startFrom(CentreEvent.Snapshot snapshot) {
      queue.clear();
      queue.add(snapshot);
    }

    void add(CentreEvent event) {
      if (!queue.offer(event)) {
        log.warn("feed subscriber too slow; it starts again from a snapshot: subscriber={}", name);
        readers.remove(this);
        queue.clear();
        askForSnapshot.accept(this);
      }
    }

    @Override
    public void close() {
      closed = true;
      readers.remove(this);
      thread.interrupt();
    }

    private void read() {
      while (!closed) {
        try {
          subscriber.on(queue.take());
        } catch (InterruptedException e) {
          return;
        } catch (RuntimeException e) {
          log.error("feed subscriber failed; the event is skipped: subscriber={}", name, e);
        }
      }
    }
  }
}
