package org.city311.gateway.accounts;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is signed in. Sessions are kept in PostgreSQL, so that all nodes know them; each node remembers
/// those that it has seen, and looks every [#LOOK] whether they still are. So a request asks no database, a
/// session that is ended at one node is over at the others at the next look, and while the database is away
/// whoever is signed in goes on.
///
/// Safe for any thread. What is said to block asks the database.
public final class Sessions implements AutoCloseable {
  /// How long after its end at another node a session may still be good at this one.
  public static final Duration LOOK = Duration.ofSeconds(2);

  /// At how many browsers one account may be signed in; the earliest goes.
  static final int MOST_OF_AN_ACCOUNT = 10;

  private static final Duration FORGET_AFTER = Duration.ofDays(1);
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final AccountsDatabase database;
  private final SessionLimits limits;
  private final InstantSource clock;
  private final Remembered remembered;

  /// Ended here, and the table may not know yet.
  private final Map<SessionId, SessionEnd> unwritten = new ConcurrentHashMap<>();

  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sessions").daemon().factory());
  private @Nullable Instant forgot;
  private boolean away;

  public Sessions(AccountsDatabase database, SessionLimits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
    this.remembered = new Remembered(limits);
  }

  /// A session that was begun.
  ///
  /// @param token for the browser; it is kept nowhere else
  public record Begun(Session session, Token token) {}

  /// Says who it is whose session begins, in the transaction in which it does; empty: nobody, and none begins.
  /// What it does besides is done then, or not at all.
  @FunctionalInterface
  interface Admission {
    Optional<Account> admit(Connection connection) throws SQLException, IOException;
  }

  /// Begins to look after them.
  public void start() {
    var _ =
        looker.scheduleWithFixedDelay(
            this::lookSafely, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Whoever listens is told once of each session that this node knew and that is over, on no thread of its
  /// own; it must not wait.
  public void onEnd(BiConsumer<Session, SessionEnd> listener) {
    remembered.onEnd(listener);
  }

  /// Signs somebody in who has shown that it is they. Blocks.
  ///
  /// @param address where from: an IP address
  /// @throws SQLException if it can't be kept; may be repeated
  public Begun begin(Account account, String address) throws SQLException, IOException {
    return begin(address, _ -> Optional.of(account)).orElseThrow();
  }

  /// Signs somebody in if they are admitted at that instant. Blocks.
  ///
  /// @param address where from: an IP address
  /// @throws SQLException if it can't be kept; may be repeated
  Optional<Begun> begin(String address, Admission admission) throws SQLException, IOException {
    Token token = Token.made();
    Instant now = clock.instant();
    long before = remembered.changes();
    Session session;
    try (Connection connection = database.connection()) {
      Optional<Account> account = admission.admit(connection);
      if (account.isEmpty()) {
        return Optional.empty();
      }
      session = new Session(new SessionId(UUID.randomUUID()), account.get(), address, now);
      SessionTable.insert(connection, session, token);
      SessionTable.crowdOut(connection, account.get().id(), MOST_OF_AN_ACCOUNT, now);
      connection.commit();
    }
    if (remembered.changes() == before) {
      remembered.add(token, session, now);
    }
    return Optional.of(new Begun(session, token));
  }

  /// The session of a token that this node remembers; it counts as used. Does not block. Empty says nothing:
  /// ask [#find] then.
  public Optional<Session> remembered(Token token) {
    return remembered.use(token, clock.instant());
  }

  /// The session of a token; it counts as used. Blocks.
  ///
  /// @throws SQLException while the database is away
  public Optional<Session> find(Token token) throws SQLException {
    Optional<Session> known = remembered(token);
    if (known.isPresent()) {
      return known;
    }
    Instant now = clock.instant();
    long before = remembered.changes();
    try (Connection connection = database.connection()) {
      Optional<SessionTable.Row> row = SessionTable.find(connection, token);
      if (row.isEmpty() || over(row.get(), row.get().used(), now).isPresent()) {
        return Optional.empty();
      }
      Session session = row.get().session();
      SessionTable.used(connection, Map.of(session.id(), now));
      connection.commit();
      if (remembered.changes() == before) {
        remembered.add(token, session, now);
      }
      return Optional.of(session);
    }
  }

  /// Says that a session is in use where no request shows it, such as by an open stream.
  public void use(SessionId id) {
    remembered.use(id, clock.instant());
  }

  /// Ends one, if it goes on: at this node at once, at the others as soon as the database can be told. Blocks.
  public void end(SessionId id, SessionEnd why) {
    unwritten.put(id, why);
    ended(session -> session.id().equals(id), why);
    try (Connection connection = database.connection()) {
      SessionTable.end(connection, id, why, clock.instant());
      connection.commit();
    } catch (SQLException e) {
      log.warn("the end of a session can't be written yet: session={}: {}", id, e.toString());
      return;
    }
    unwritten.remove(id);
  }

  /// Ends all of an account. Blocks.
  ///
  /// @throws SQLException if they can't be ended; may be repeated
  public void endAll(AccountId account, SessionEnd why) throws SQLException {
    try (Connection connection = database.connection()) {
      SessionTable.endAll(connection, account, why, clock.instant());
      connection.commit();
    }
    ended(session -> session.account().id().equals(account), why);
  }

  /// Says that some are over, in the database too, so that this node knows at once. Does not block.
  void ended(Predicate<Session> which, SessionEnd why) {
    remembered.forgetWhere(which, why);
  }

  /// Says that an account was changed, so that its sessions at this node know at once. Does not block.
  void changed(Account account) {
    remembered.changed(account);
  }

  /// Those of an account that go on, the latest first. Blocks.
  public List<Session> of(AccountId account) throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = database.connection()) {
      return SessionTable.of(connection, account).stream()
          .filter(row -> over(row, row.used(), now).isEmpty())
          .map(SessionTable.Row::session)
          .toList();
    }
  }

  private void lookSafely() {
    try {
      look();
      away = false;
    } catch (SQLException | RuntimeException e) {
      if (!away) {
        log.warn("sessions can't be looked after; who is signed in goes on: {}", e.toString());
      }
      away = true;
    }
  }

  /// Ends what is over, and learns what other nodes have ended or changed.
  void look() throws SQLException {
    Instant now = clock.instant();
    remembered.forgetTooOld(now);
    long before = remembered.changes();
    // Not those that come meanwhile, which the table need not have yet.
    Map<String, Remembered.Known> asked = remembered.all();
    Map<SessionId, SessionEnd> ends = Map.copyOf(unwritten);
    if (asked.isEmpty() && ends.isEmpty()) {
      return;
    }
    Map<SessionId, SessionTable.Row> rows;
    try (Connection connection = database.connection()) {
      for (Map.Entry<SessionId, SessionEnd> end : ends.entrySet()) {
        SessionTable.end(connection, end.getKey(), end.getValue(), now);
      }
      Map<SessionId, Instant> used = remembered.usedOfLate();
      if (!used.isEmpty()) {
        SessionTable.used(connection, used);
      }
      rows =
          SessionTable.find(connection, asked.values().stream().map(Remembered.Known::id).toList())
              .stream()
              .collect(Collectors.toMap(row -> row.session().id(), row -> row));
      forgetOld(connection, now);
      connection.commit();
    }
    unwritten.keySet().removeAll(ends.keySet());
    if (remembered.changes() != before) {
      // What was read may be older than what this node has just been told; the next look knows.
      return;
    }
    asked.forEach((hash, known) -> compare(hash, known, rows.get(known.id()), now));
  }

  private void compare(
      String hash, Remembered.Known known, SessionTable.@Nullable Row row, Instant now) {
    if (row == null) {
      remembered.forget(hash, known, SessionEnd.TOO_OLD);
      return;
    }
    known.update(row.session().account(), row.used());
    over(row, known.used(), now).ifPresent(why -> remembered.forget(hash, known, why));
  }

  private Optional<SessionEnd> over(SessionTable.Row row, Instant used, Instant now) {
    if (row.ended() != null) {
      return Optional.of(row.ended());
    }
    SessionEnd mine = unwritten.get(row.session().id());
    if (mine != null) {
      return Optional.of(mine);
    }
    return row.session().account().disabled()
        ? Optional.of(SessionEnd.DISABLED)
        : limits.over(row.session().begun(), used, now);
  }

  private void forgetOld(Connection connection, Instant now) throws SQLException {
    if (forgot == null || forgot.plus(FORGET_AFTER).isBefore(now)) {
      SessionTable.forget(connection, now.minus(limits.longest()).minus(FORGET_AFTER));
      forgot = now;
    }
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }
}
