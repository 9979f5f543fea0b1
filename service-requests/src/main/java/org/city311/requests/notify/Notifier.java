package org.city311.requests.notify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.notify.Courier.Outlets;
import org.city311.requests.notify.send.HttpTexts;
import org.city311.requests.notify.send.Mailer;
import org.city311.requests.notify.send.Way;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running part: it reads the desk's events into the outbox and sends what is there, from [#start]
/// until [#close], in threads of its own. It may run at every node; each notice is sent by one. It starts
/// whether or not the database and the servers are there.
public final class Notifier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  /// Our name among the readers of events; lasting.
  private static final String READER = "notify";

  private static final int EVENTS_AT_A_TIME = 200;
  private static final int COURIERS = 2;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(5);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(3);

  /// How long it is kept what was sent, skipped or given up.
  private static final Duration KEPT = Duration.ofDays(90);

  /// A mail server that does not answer by then is left: what it was handed may be sent once more.
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final NotifyParts parts;
  private final NotifySettings settings;
  private final Notices notices;
  private final CircuitBreakers breakers;
  private final Tally tally = new Tally();
  private final @Nullable HttpTexts texts;
  private final Semaphore work = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile Notices.Figures figures = new Notices.Figures(0, Optional.empty());

  // The reader thread's own.
  private long lookAtFigures = System.nanoTime();
  private long forgetAgain = lookAtFigures;

  /// @param settings with mail, texts or both
  public Notifier(NotifyParts parts, NotifySettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.notices = new Notices(parts.database());
    this.breakers = new CircuitBreakers(settings);
    this.texts = settings.texts().map(HttpTexts::new).orElse(null);
    threads.add(Thread.ofPlatform().name("notify-reader").daemon().unstarted(this::readOn));
    Handover handover = new Handover(parts, settings, notices);
    ConcurrentHashMap<UUID, Ending.Sent> handedOver = new ConcurrentHashMap<>();
    for (int i = 1; i <= COURIERS; i++) {
      Mailer mailer = settings.mail().map(Mailer::new).orElse(null);
      Courier courier =
          new Courier(
              handover,
              notices,
              breakers,
              tally,
              new Outlets(mailer, texts, parts.clock(), handedOver));
      threads.add(
          Thread.ofPlatform().name("notify-" + i).daemon().unstarted(() -> sendOn(courier)));
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  private interface Step {
    /// @return whether there is more to do at once
    boolean go() throws SQLException;
  }

  private void readOn() {
    repeat(this::read, () -> closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void sendOn(Courier courier) {
    try (courier) {
      repeat(
          courier::step,
          () -> {
            courier.rest();
            boolean _ = work.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
          });
    }
  }

  private interface Pause {
    void take() throws InterruptedException;
  }

  private void repeat(Step step, Pause pause) {
    boolean troubled = false;
    try {
      while (closing.getCount() > 0) {
        try {
          boolean isMore = step.go();
          troubled = false;
          if (!isMore) {
            pause.take();
          }
        } catch (SQLException | RuntimeException e) {
          if (!troubled) {
            log.warn("people can't be told at present; it is tried again: {}", e.toString());
          }
          troubled = true;
          boolean _ = closing.await(AFTER_A_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean read() throws SQLException {
    Instant now = parts.clock().instant();
    look(now);
    if (figures.waiting() >= settings.limits().waiting()) {
      return false;
    }
    int read = parts.events().read(READER, EVENTS_AT_A_TIME, now, this::put);
    if (read > 0) {
      work.release(COURIERS);
    }
    if (read == EVENTS_AT_A_TIME) {
      lookAtFigures = System.nanoTime();
      return true;
    }
    return false;
  }

  /// Into the outbox in the transaction in which the events are read: all of it, or nothing.
  private void put(Connection connection, List<DeskEvent> events) throws SQLException {
    Instant now = parts.clock().instant();
    Instant from = now.minus(settings.limits().giveUp());
    for (DeskEvent event : events) {
      Optional<News> news = News.of(event).filter(n -> !n.happened().isBefore(from));
      if (news.isPresent()) {
        int _ = Notices.put(connection, news.get(), now);
      }
    }
  }

  private void look(Instant now) throws SQLException {
    long tick = System.nanoTime();
    if (tick - lookAtFigures >= 0) {
      lookAtFigures = tick + FIGURES_EVERY.toNanos();
      boolean wasFull = isFull();
      figures = notices.figures();
      if (isFull() && !wasFull) {
        log.warn(
            "{} messages wait to be sent, which is the limit: further events wait where they are",
            figures.waiting());
      }
    }
    if (tick - forgetAgain >= 0) {
      forgetAgain = tick + FORGET_EVERY.toNanos();
      while (notices.forget(now.minus(KEPT)) > 0) {
        // Some thousands each time.
      }
    }
  }

  private boolean isFull() {
    return figures.waiting() >= settings.limits().waiting();
  }

  /// Messages in the outbox of all nodes, some seconds ago.
  public long waiting() {
    return figures.waiting();
  }

  public long waitingLimit() {
    return settings.limits().waiting();
  }

  /// Seconds since what waits longest happened; 0 when nothing waits.
  public double oldestSeconds() {
    return figures
        .oldest()
        .map(oldest -> Duration.between(oldest, parts.clock().instant()).toMillis() / 1e3)
        .orElse(0.0);
  }

  /// Messages that this node has handed over.
  public long sent(Way way) {
    return tally.sent(way);
  }

  /// Messages that this node gave up: refused, or too late.
  public long failed() {
    return tally.failed();
  }

  /// Messages that were not sent as nobody wanted them, or nobody was to be reached.
  public long skipped() {
    return tally.skipped();
  }

  /// Attempts that failed and were put off.
  public long putOff() {
    return tally.again();
  }

  /// Whether the last attempt by a way went through. True too of a way that the city does not have.
  public boolean isWell(Way way) {
    return !breakers.has(way) || breakers.isWell(way);
  }

  /// Ends: a message that is being handed over is still marked, if its server answers in time.
  @Override
  public void close() {
    closing.countDown();
    work.release(COURIERS);
    Instant until = Instant.now().plus(CLOSE_WITHIN);
    for (Thread thread : threads) {
      try {
        if (!thread.join(Duration.between(Instant.now(), until))) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (texts != null) {
      texts.close();
    }
  }
}
