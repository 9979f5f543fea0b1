package org.city311.metrics.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.jspecify.annotations.Nullable;

/// The table `metrics.call_record`: one row for each call that has ended. Safe for any thread.
///
/// Every method throws [SQLException] when the database is away or refuses; all may be repeated.
public final class CallRecords {
  private static final int ROWS_AT_A_TIME = 1_000;

  /// How long a question may run that a caller's flow has long ceased to wait for.
  private static final int ANSWER_WITHIN_SECONDS = 1;

  private static final String INSERT =
      """
      insert into metrics.call_record (
        call_id, ani, dnis, language, step,
        group_id, priority, skills, direct_agent_id, rungs, offers, agent_id,
        arrived_at, ivr_answered_at, language_chosen_at, queued_at,
        offered_at, answered_at, talk_ended_at, ended_at,
        result, reason, menus, callback_tries, callback_answers, callback_machines, steps, survey)
      values (
        ?, ?, ?, ?, ?,
        ?, ?, ?::jsonb, ?, ?, ?, ?,
        ?, ?, ?, ?,
        ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      on conflict (call_id) do nothing
      """;

  private static final String QUEUED_FROM =
      """
      select
        call_id, ani, dnis, language, step, menus,
        group_id, priority, skills, direct_agent_id, rungs, offers, agent_id,
        arrived_at, ivr_answered_at, language_chosen_at, queued_at,
        offered_at, answered_at, talk_ended_at, ended_at,
        result, reason, callback_tries, callback_answers, callback_machines, steps, survey
      from metrics.call_record
      where queued_at >= ?
      """;

  private static final String LAST_OF =
      """
      select result, reason, agent_id, ended_at, language
      from metrics.call_record
      where ani = ? and ani <> '' and ended_at >= ? and queued_at is not null
      order by ended_at desc
      limit 1
      """;

  private static final String LANGUAGE_OF =
      """
      select language
      from metrics.call_record
      where ani = ? and ani <> '' and ended_at >= ? and language_chosen_at is not null
      order by ended_at desc
      limit 1
      """;

  /// Calls with a number that arrived at or after an instant.
  private static final String ARRIVED_FROM =
      """
      select call_id, ani, arrived_at
      from metrics.call_record
      where arrived_at >= ? and ani <> '' and step not like 'refused-%'
      """;

  /// Numbers of callers with whom somebody talked, or who left something.
  private static final String SERVED_NUMBERS =
      """
      select distinct ani
      from metrics.call_record
      where arrived_at >= ? and arrived_at < ? and ani <> ''
        and result in ('ANSWERED', 'OVERFLOWED', 'CALLED_BACK')
      """;

  /// Whether a number has answered a survey from an instant on.
  private static final String HAS_ANSWERED =
      """
      select exists (
        select from metrics.call_record
        where ani = ? and ani <> '' and arrived_at >= ? and survey <> '{}')
      """;

  private final MetricsDatabase database;

  public CallRecords(MetricsDatabase database) {
    this.database = database;
  }

  /// Writes all or none, in one transaction. A call that has its row already keeps it.
  ///
  /// @return how many rows are new
  public int insert(List<CallRecord> calls) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (CallRecord call : calls) {
        bind(insert, call);
        insert.addBatch();
      }
      int added = 0;
      for (int count : insert.executeBatch()) {
        added += count == Statement.SUCCESS_NO_INFO ? 0 : count;
      }
      connection.commit();
      return added;
    }
  }

  /// Reads the calls that asked for a person at or after an instant, in no order, a part at a time.
  public void queuedFrom(Instant from, Consumer<CallRecord> each) throws SQLException {
    read(QUEUED_FROM, List.of(from), row -> each.accept(read(row)));
  }

  /// A call that came in.
  public record Arrival(CallId call, String ani, Instant at) {}

  /// The calls with a number that arrived at or after an instant and were let in, in no order.
  public void arrivedFrom(Instant from, Consumer<Arrival> each) throws SQLException {
    read(
        ARRIVED_FROM,
        List.of(from),
        row ->
            each.accept(
                new Arrival(
                    new CallId(row.getString("call_id")),
                    row.getString("ani"),
                    Objects.requireNonNull(instant(row, "arrived_at")))));
  }

  /// The numbers that called from one instant until before another and were served by a person, or left
  /// something; each once, in no order.
  public void servedNumbers(Instant from, Instant until, Consumer<String> each)
      throws SQLException {
    read(SERVED_NUMBERS, List.of(from, until), row -> each.accept(row.getString("ani")));
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /// A part at a time, in a transaction: without one the driver would fetch all at once.
  private void read(String sql, List<Instant> bounds, RowReader each) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      select.setFetchSize(ROWS_AT_A_TIME);
      for (int i = 0; i < bounds.size(); i++) {
        select.setObject(i + 1, bounds.get(i).atOffset(ZoneOffset.UTC));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          each.read(row);
        }
      }
      connection.commit();
    }
  }

  /// The last call of a number that asked for a person and ended at or after an instant.
  Optional<LastCall> lastOf(String ani, Instant from) throws SQLException {
    return firstOf(LAST_OF, ani, from, CallRecords::last);
  }

  /// The language that a number chose last, in a call that ended at or after an instant.
  Optional<Language> languageOf(String ani, Instant from) throws SQLException {
    return firstOf(LANGUAGE_OF, ani, from, row -> new Language(row.getString(1)));
  }

  /// Whether a number has answered the questions after a talk, in a call that arrived at or after an instant.
  boolean hasAnswered(String ani, Instant from) throws SQLException {
    return firstOf(HAS_ANSWERED, ani, from, row -> row.getBoolean(1)).orElse(false);
  }

  /// What the first row says of a number's calls from an instant on, asked while somebody waits for it.
  private <T> Optional<T> firstOf(String sql, String ani, Instant from, RowValue<T> value)
      throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setQueryTimeout(ANSWER_WITHIN_SECONDS);
      select.setString(1, ani);
      select.setObject(2, from.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(value.of(row)) : Optional.empty();
      }
    }
  }

  private interface RowValue<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// How a call ended.
  ///
  /// @param agent the agent it was last offered to; null when never offered
  /// @param language what was spoken
  record LastCall(
      Termination termination, @Nullable AgentId agent, Instant ended, Language language) {}

  private static LastCall last(ResultSet row) throws SQLException {
    String agent = row.getString("agent_id");
    return new LastCall(
        termination(row),
        agent == null ? null : new AgentId(agent),
        Objects.requireNonNull(instant(row, "ended_at")),
        new Language(row.getString("language")));
  }

  private static Termination termination(ResultSet row) throws SQLException {
    return new Termination(
        Termination.Result.valueOf(row.getString("result")),
        Termination.Reason.valueOf(row.getString("reason")));
  }

  private static void bind(PreparedStatement insert, CallRecord call) throws SQLException {
    AgentId agent = call.agent();
    CallTimes times = call.times();
    insert.setString(1, call.id().value());
    insert.setString(2, call.ani());
    insert.setString(3, call.dnis());
    insert.setString(4, call.language().tag());
    insert.setString(5, call.step());
    bindDemand(insert, call.demand());
    insert.setArray(10, insert.getConnection().createArrayOf("integer", call.rungs().toArray()));
    insert.setInt(11, call.offers());
    insert.setString(12, agent == null ? null : agent.value());
    bind(insert, 13, times.arrived());
    bind(insert, 14, times.ivrAnswered());
    bind(insert, 15, times.languageChosen());
    bind(insert, 16, times.queued());
    bind(insert, 17, times.offered());
    bind(insert, 18, times.answered());
    bind(insert, 19, times.talkEnded());
    bind(insert, 20, times.ended());
    insert.setString(21, call.termination().result().name());
    insert.setString(22, call.termination().reason().name());
    insert.setString(23, call.menus());
    CallRecord.Tries callback = call.callback();
    insert.setObject(24, callback == null ? null : callback.placed(), Types.INTEGER);
    insert.setObject(25, callback == null ? null : callback.answered(), Types.INTEGER);
    insert.setObject(26, callback == null ? null : callback.machines(), Types.INTEGER);
    insert.setArray(
        27, insert.getConnection().createArrayOf("text", call.journey().steps().toArray()));
    insert.setString(28, SurveyJson.node(call.journey().answers()).toString());
  }

  /// The columns 6 to 9.
  private static void bindDemand(PreparedStatement insert, @Nullable Demand demand)
      throws SQLException {
    AgentId direct = demand == null ? null : demand.direct();
    insert.setString(6, demand == null ? null : demand.group().value());
    insert.setInt(7, demand == null ? 0 : demand.priority());
    insert.setString(8, SkillsJson.node(demand == null ? Map.of() : demand.skills()).toString());
    insert.setString(9, direct == null ? null : direct.value());
  }

  private static void bind(PreparedStatement insert, int index, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      insert.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      insert.setObject(index, instant.atOffset(ZoneOffset.UTC));
    }
  }

  private static CallRecord read(ResultSet row) throws SQLException {
    String agent = row.getString("agent_id");
    return new CallRecord(
        new CallId(row.getString("call_id")),
        row.getString("ani"),
        row.getString("dnis"),
        new Language(row.getString("language")),
        row.getString("step"),
        row.getString("menus"),
        demand(row),
        List.of((Integer[]) row.getArray("rungs").getArray()),
        row.getInt("offers"),
        agent == null ? null : new AgentId(agent),
        new CallTimes(
            Objects.requireNonNull(instant(row, "arrived_at")),
            instant(row, "ivr_answered_at"),
            instant(row, "language_chosen_at"),
            instant(row, "queued_at"),
            instant(row, "offered_at"),
            instant(row, "answered_at"),
            instant(row, "talk_ended_at"),
            instant(row, "ended_at")),
        termination(row),
        tries(row),
        new Journey(
            List.of((String[]) row.getArray("steps").getArray()),
            SurveyJson.answers(row.getString("survey"))));
  }

  private static CallRecord.@Nullable Tries tries(ResultSet row) throws SQLException {
    Integer placed = row.getObject("callback_tries", Integer.class);
    return placed == null
        ? null
        : new CallRecord.Tries(
            placed, row.getInt("callback_answers"), row.getInt("callback_machines"));
  }

  private static @Nullable Demand demand(ResultSet row) throws SQLException {
    String group = row.getString("group_id");
    String direct = row.getString("direct_agent_id");
    return group == null
        ? null
        : new Demand(
            new SkillGroupId(group),
            SkillsJson.skills(row.getString("skills")),
            row.getInt("priority"),
            direct == null ? null : new AgentId(direct));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
