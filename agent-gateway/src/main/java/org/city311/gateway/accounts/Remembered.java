package org.city311.gateway.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions that this node has seen, by a hash of their tokens, and who is told when one is over. Safe for any
/// thread; asks no database.
final class Remembered {
  /// Of more, the database is asked each time.
  static final int MOST = 10_000;

  /// How exactly the table says when a session was used.
  private static final Duration WRITE_USE_EVERY = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Remembered.class);

  private final SessionLimits limits;
  private final Map<String, Known> byToken = new ConcurrentHashMap<>();

  /// Counts what this node was told, by which it knows that what it has read may be older.
  private final AtomicLong changes = new AtomicLong();

  private final List<BiConsumer<Session, SessionEnd>> listeners = new CopyOnWriteArrayList<>();

  Remembered(SessionLimits limits) {
    this.limits = limits;
  }

  /// What is known of one.
  static final class Known {
    private volatile Session session;
    private volatile Instant used;
    private volatile Instant written;

    private Known(Session session, Instant used) {
      this.session = session;
      this.used = used;
      this.written = used;
    }

    SessionId id() {
      return session.id();
    }

    Instant used() {
      return used;
    }

    /// What the table says that other nodes know.
    void update(Account account, Instant usedThere) {
      session = session.of(account);
      if (usedThere.isAfter(used)) {
        used = usedThere;
      }
    }
  }

  void onEnd(BiConsumer<Session, SessionEnd> listener) {
    listeners.add(listener);
  }

  void add(Token token, Session session, Instant now) {
    if (byToken.size() < MOST) {
      byToken.put(token.hashHex(), new Known(session, now));
    }
  }

  /// The session of a token; it counts as used.
  Optional<Session> use(Token token, Instant now) {
    Known known = byToken.get(token.hashHex());
    if (known == null || limits.over(known.session.begun(), known.used, now).isPresent()) {
      return Optional.empty();
    }
    known.used = now;
    return Optional.of(known.session);
  }

  void use(SessionId id, Instant now) {
    byToken.values().stream()
        .filter(known -> known.id().equals(id))
        .forEach(known -> known.used = now);
  }

  /// To be asked before the table is.
  long changes() {
    return changes.get();
  }

  void changed(Account account) {
    changes.incrementAndGet();
    byToken.values().stream()
        .filter(known -> known.session.account().id().equals(account.id()))
        .forEach(known -> known.session = known.session.of(account));
  }

  /// All of this moment, by the hashes of their tokens.
  Map<String, Known> all() {
    return Map.copyOf(byToken);
  }

  /// Those whose use the table does not know exactly any more; it is about to.
  Map<SessionId, Instant> usedOfLate() {
    Map<SessionId, Instant> used = new HashMap<>();
    byToken
        .values()
        .forEach(
            known -> {
              Instant latest = known.used;
              if (!latest.isBefore(known.written.plus(WRITE_USE_EVERY))) {
                used.put(known.id(), latest);
                known.written = latest;
              }
            });
    return used;
  }

  /// Forgets those that have lasted as long as one may, which needs no table.
  void forgetTooOld(Instant now) {
    byToken.forEach(
        (hash, known) ->
            limits
                .over(known.session.begun(), known.used, now)
                .filter(why -> why == SessionEnd.TOO_OLD)
                .ifPresent(why -> forget(hash, known, why)));
  }

  void forgetWhere(Predicate<Session> which, SessionEnd why) {
    changes.incrementAndGet();
    byToken.forEach(
        (hash, known) -> {
          if (which.test(known.session)) {
            forget(hash, known, why);
          }
        });
  }

  void forget(String hash, Known known, SessionEnd why) {
    if (byToken.remove(hash, known)) {
      listeners.forEach(listener -> tell(listener, known.session, why));
    }
  }

  private static void tell(
      BiConsumer<Session, SessionEnd> listener, Session session, SessionEnd why) {
    try {
      listener.accept(session, why);
    } catch (RuntimeException e) {
      log.error("who was to be told that a session is over failed: session={}", session.id(), e);
    }
  }
}
