package org.city311.requests.notify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.city311.requests.notify.letter.Occasion;
import org.city311.requests.notify.send.Way;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;
import org.jspecify.annotations.Nullable;

/// The table `requests.notice`, the outbox. Safe for any thread.
final class Notices {
  private static final int MAX_WHY = 500;

  private static final String PUT =
      """
      insert into requests.notice (event, recipient, occasion, number, version, rule, happened_at, next_at)
      select ?, recipient, ?, ?, ?, ?, ?, ? from unnest(?) as recipient
      on conflict do nothing
      """;

  /// Of a request and all that are merged into it, each once; without those who came after what is told.
  private static final String FOLLOWERS =
      """
      with recursive together as (
        select number from requests.request where number = ?
        union
        select r.number from requests.request r join together t on r.merged_into = t.number),
      late as (
        select h.number, h.became as follower
        from requests.history h join together using (number)
        where h.kind = 'FOLLOWED'
          and case h.number when ? then h.version > ? else h.at > ? end)
      select array(
        select distinct f.follower
        from requests.follower f join together using (number)
        where not exists (select from late l where l.number = f.number and l.follower = f.follower))
      """;

  private static final String NEXT =
      """
      select id, message_id, event, occasion, recipient, number, version, rule, happened_at, attempts, unclear, why
      from requests.notice
      where state = 'WAITING' and next_at <= ? and (way is null or way <> all (?))
      order by next_at
      limit 1
      for update skip locked
      """;

  private static final String END =
      """
      update requests.notice
      set state = ?, ended_at = ?, way = coalesce(?, way), why = ?, address_hash = ?
      where id = ?
      """;

  private static final String AGAIN =
      """
      update requests.notice
      set next_at = ?, way = coalesce(?, way), why = ?, attempts = attempts + ?, unclear = unclear + ?
      where id = ?
      """;

  private static final String SENT_TO =
      "select count(*) from requests.notice where address_hash = ? and ended_at > ?";

  /// Until the end of the transaction.
  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?, 0))";

  private static final String TOLD =
      "select exists (select from requests.notice where address_hash = ? and event = ? and state = 'SENT')";

  private static final String FIGURES =
      """
      select count(*) as waiting, min(happened_at) as oldest
      from requests.notice where state = 'WAITING'
      """;

  private static final String FORGET =
      """
      delete from requests.notice
      where id in (select id from requests.notice where state <> 'WAITING' and ended_at < ? limit 10000)
      """;

  private final RequestsDatabase database;

  Notices(RequestsDatabase database) {
    this.database = database;
  }

  /// Tells what becomes of a notice.
  interface Handler {
    /// @param turns asked before it is sent
    /// @throws SQLException when the database is away: then nothing becomes of it
    Ending handle(Notice notice, Turns turns) throws SQLException;
  }

  /// Whether a notice is to be sent to an address. Who made two reports that were joined follows twice, by
  /// two contacts, and is told once of what happens.
  interface Turns {
    /// @param addressHash by which the address is known again
    Turn of(String addressHash) throws SQLException;
  }

  /// Whose turn it is to tell of an event at an address.
  enum Turn {
    /// This notice's, until what becomes of it is stored.
    ITS_OWN,
    /// Another's, at this moment.
    ANOTHERS,
    /// Nobody's any more: it was told.
    TOLD
  }

  /// How the outbox stands.
  ///
  /// @param oldest when what waits longest happened; empty when nothing waits
  record Figures(long waiting, Optional<Instant> oldest) {}

  /// Puts a notice for each who is to be told into the outbox, unless it is or was there.
  ///
  /// @param connection in a transaction of the caller
  /// @return how many were put
  static int put(Connection connection, News news, Instant now) throws SQLException {
    Collection<String> recipients =
        switch (news.to()) {
          case News.To.One(String one) -> Optional.of(one).stream().toList();
          case News.To.Followers() -> followers(connection, news);
        };
    if (recipients.isEmpty()) {
      return 0;
    }
    try (PreparedStatement insert = connection.prepareStatement(PUT)) {
      new Parameters(insert)
          .text(news.event())
          .text(news.occasion().name())
          .number(news.number().value())
          .number(news.version())
          .text(news.rule())
          .at(news.happened())
          .at(now)
          .texts(recipients);
      return insert.executeUpdate();
    }
  }

  private static Collection<String> followers(Connection connection, News news)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FOLLOWERS)) {
      new Parameters(select)
          .number(news.number().value())
          .number(news.number().value())
          .number(news.version())
          .at(news.happened());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return List.of((String[]) row.getArray(1).getArray());
      }
    }
  }

  /// Takes the notice that is due first, so that nobody else can, and stores what becomes of it. If this
  /// process or its way to the database dies meanwhile, the notice is free again as it was.
  ///
  /// @param resting ways that are not tried now. A way that the city has no more rests never: what was to go by
  ///     it is looked at anew
  /// @param handler called once at most. It has its own connections
  /// @param clock asked when the notice was handled
  /// @return the notice; empty when none is due
  Optional<Notice> next(Instant now, Collection<Way> resting, Handler handler, InstantSource clock)
      throws SQLException {
    try (Connection connection = database.connection()) {
      Optional<Notice> next = lockNext(connection, now, resting);
      if (next.isPresent()) {
        Notice notice = next.get();
        Ending ending = handler.handle(notice, hash -> turn(connection, notice, hash));
        store(connection, notice.row(), ending, clock.instant());
      }
      connection.commit();
      return next;
    }
  }

  private static Optional<Notice> lockNext(
      Connection connection, Instant now, Collection<Way> resting) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEXT)) {
      new Parameters(select).at(now).texts(resting.stream().map(Way::name).toList());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  /// The lock comes before the look, so that of two who look at once one sees what the other has sent.
  private static Turn turn(Connection connection, Notice notice, String addressHash)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      new Parameters(lock).text(notice.event() + " " + addressHash);
      if (!isTrue(lock)) {
        return Turn.ANOTHERS;
      }
    }
    try (PreparedStatement select = connection.prepareStatement(TOLD)) {
      new Parameters(select).text(addressHash).text(notice.event());
      return isTrue(select) ? Turn.TOLD : Turn.ITS_OWN;
    }
  }

  private static boolean isTrue(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Notice read(ResultSet row) throws SQLException {
    return new Notice(
        row.getLong("id"),
        row.getObject("message_id", UUID.class),
        row.getString("event"),
        Occasion.valueOf(row.getString("occasion")),
        row.getString("recipient"),
        new RequestNumber(row.getLong("number")),
        row.getLong("version"),
        row.getString("rule"),
        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        row.getInt("unclear"),
        row.getString("why"));
  }

  private static void store(Connection connection, long row, Ending ending, Instant now)
      throws SQLException {
    switch (ending) {
      case Ending.Sent(Way way, String hash) -> end(connection, row, now, "SENT", way, "", hash);
      case Ending.Skipped(String why) -> end(connection, row, now, "SKIPPED", null, why, null);
      case Ending.Failed(String why) -> end(connection, row, now, "FAILED", null, why, null);
      case Ending.Again again -> {
        int unclear = again.unclear() == Ending.Unclear.YES ? 1 : 0;
        again(
            connection,
            row,
            now.plus(again.pause()),
            again.way().orElse(null),
            again.why(),
            1,
            unclear);
      }
      case Ending.Closed(Way way, String why) -> again(connection, row, now, way, why, 0, 0);
    }
  }

  private static void end(
      Connection connection,
      long row,
      Instant now,
      String state,
      @Nullable Way way,
      String why,
      @Nullable String hash)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END)) {
      new Parameters(update)
          .text(state)
          .at(now)
          .text(way == null ? null : way.name())
          .text(shortened(why))
          .text(hash)
          .number(row);
      update.executeUpdate();
    }
  }

  private static void again(
      Connection connection,
      long row,
      Instant next,
      @Nullable Way way,
      String why,
      int attempts,
      int unclear)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(AGAIN)) {
      new Parameters(update)
          .at(next)
          .text(way == null ? null : way.name())
          .text(shortened(why))
          .number(attempts)
          .number(unclear)
          .number(row);
      update.executeUpdate();
    }
  }

  private static String shortened(String why) {
    String storable = why.replace('\0', ' ');
    return storable.length() <= MAX_WHY ? storable : storable.substring(0, MAX_WHY);
  }

  /// How many were sent to an address since.
  long sentTo(String addressHash, Instant since) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(SENT_TO)) {
      new Parameters(select).text(addressHash).at(since);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long count = row.getLong(1);
        connection.commit();
        return count;
      }
    }
  }

  Figures figures() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(FIGURES);
        ResultSet row = select.executeQuery()) {
      row.next();
      OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
      Figures figures =
          new Figures(
              row.getLong("waiting"), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
      connection.commit();
      return figures;
    }
  }

  /// Removes what ended before.
  ///
  /// @return how many, some thousands at most: call again while there are any
  int forget(Instant before) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement delete = connection.prepareStatement(FORGET)) {
      new Parameters(delete).at(before);
      int removed = delete.executeUpdate();
      connection.commit();
      return removed;
    }
  }
}
