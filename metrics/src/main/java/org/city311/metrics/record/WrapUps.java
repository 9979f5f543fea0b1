package org.city311.metrics.record;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.jspecify.annotations.Nullable;

/// What agents say of calls: the table `metrics.call_wrap_up`. Methods block; safe for any thread.
public final class WrapUps {
  private static final int ANSWER_WITHIN_SECONDS = 5;

  private static final String KEEP =
      """
      insert into metrics.call_wrap_up (call_id, agent_id, codes, note, written_at)
      values (?, ?, ?, ?, ?)
      on conflict (call_id, agent_id) do update
        set codes = excluded.codes, note = excluded.note, written_at = excluded.written_at
        where metrics.call_wrap_up.written_at <= excluded.written_at
      """;

  private static final String OF =
      "select codes, note from metrics.call_wrap_up where call_id = ? and agent_id = ?";

  private static final String WAS_HAD =
      """
      select exists (
          select from metrics.call_record where call_id = ? and agent_id = ? and ended_at > ?)
        or exists (
          select from metrics.call_wrap_up where call_id = ? and agent_id = ? and written_at > ?)
      """;

  private static final String FROM_NUMBER =
      """
      select r.call_id, r.arrived_at, r.group_id, r.language, r.agent_id, r.result,
        coalesce(extract(epoch from r.talk_ended_at - r.answered_at), 0) as talk_seconds,
        w.codes, w.note
      from metrics.call_record r
      left join lateral (
        select coalesce(string_agg(nullif(note, ''), chr(10) order by written_at), '') as note,
          case when count(*) > 0 then array(
            select distinct code from metrics.call_wrap_up each, unnest(each.codes) as code
            where each.call_id = r.call_id order by code) end as codes
        from metrics.call_wrap_up where call_id = r.call_id) w on true
      where r.ani = ? and r.ani <> ''
      order by r.ended_at desc
      limit ?
      """;

  private final MetricsDatabase database;

  public WrapUps(MetricsDatabase database) {
    this.database = database;
  }

  /// What an agent says of a call.
  public record Word(List<String> codes, String note) {
    public Word {
      codes = List.copyOf(codes);
    }
  }

  /// A call that is over.
  ///
  /// @param agent who had it last; null for nobody
  /// @param word what all who had it said, one after the other; null where nothing was said of it
  public record Past(
      CallId call,
      Instant arrived,
      @Nullable String group,
      String language,
      @Nullable AgentId agent,
      String result,
      double talkSeconds,
      @Nullable Word word) {}

  /// Keeps it in the place of what was said before, unless that is later.
  public void keep(CallId call, AgentId agent, Word word, Instant at) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(KEEP)) {
      insert.setQueryTimeout(ANSWER_WITHIN_SECONDS);
      insert.setString(1, call.value());
      insert.setString(2, agent.value());
      insert.setArray(3, connection.createArrayOf("text", word.codes().toArray()));
      insert.setString(4, word.note());
      insert.setObject(5, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  public Optional<Word> of(CallId call, AgentId agent) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(OF)) {
      select.setQueryTimeout(ANSWER_WITHIN_SECONDS);
      select.setString(1, call.value());
      select.setString(2, agent.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.ofNullable(word(row)) : Optional.empty();
      }
    }
  }

  /// Whether a call was this agent's, and ended after an instant.
  public boolean wasHad(CallId call, AgentId agent, Instant since) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(WAS_HAD)) {
      select.setQueryTimeout(ANSWER_WITHIN_SECONDS);
      for (int each = 0; each < 2; each++) {
        select.setString(3 * each + 1, call.value());
        select.setString(3 * each + 2, agent.value());
        select.setObject(3 * each + 3, since.atOffset(ZoneOffset.UTC));
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /// The latest calls from a number, latest first.
  public List<Past> callsFrom(String number, int limit) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(FROM_NUMBER)) {
      select.setQueryTimeout(ANSWER_WITHIN_SECONDS);
      select.setString(1, number);
      select.setInt(2, limit);
      List<Past> calls = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          calls.add(past(row));
        }
      }
      return calls;
    }
  }

  private static Past past(ResultSet row) throws SQLException {
    String agent = row.getString("agent_id");
    return new Past(
        new CallId(row.getString("call_id")),
        row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
        row.getString("group_id"),
        row.getString("language"),
        agent == null ? null : new AgentId(agent),
        row.getString("result"),
        row.getDouble("talk_seconds"),
        word(row));
  }

  private static @Nullable Word word(ResultSet row) throws SQLException {
    Array codes = row.getArray("codes");
    return codes == null
        ? null
        : new Word(List.of((String[]) codes.getArray()), row.getString("note"));
  }
}
