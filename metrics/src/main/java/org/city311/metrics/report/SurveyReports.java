package org.city311.metrics.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.metrics.record.MetricsDatabase;
import org.city311.metrics.report.SurveyReport.Answers;
import org.jspecify.annotations.Nullable;

/// Adds up from the call records what callers answered after the talk. Safe for any thread.
public final class SurveyReports {
  private static final String SUMS =
      """
      select group_id, agent_id, answer.question, answer.key::integer as key, count(*) as answers
      from metrics.call_record
        cross join lateral jsonb_each_text(survey) as answer (question, key)
      where survey <> '{}' and arrived_at >= ? and arrived_at < ?
      group by 1, 2, 3, 4
      """;

  private static final String CALLS =
      """
      with chosen as (
        select call_id, arrived_at, group_id, agent_id, survey
        from metrics.call_record
        where survey <> '{}' and arrived_at >= ? and arrived_at < ?
        order by arrived_at desc, call_id
        limit ?
      )
      select call_id, arrived_at, group_id, agent_id, answer.question, answer.key::integer as key
      from chosen cross join lateral jsonb_each_text(survey) as answer (question, key)
      order by arrived_at desc, call_id, answer.question
      """;

  private final MetricsDatabase database;

  public SurveyReports(MetricsDatabase database) {
    this.database = database;
  }

  /// The calls that arrived from one instant until before another.
  ///
  /// @throws SQLException when the database is away; may be repeated
  public SurveyReport between(Instant from, Instant until) throws SQLException {
    Answers all = new Answers();
    SortedMap<String, Answers> groups = new TreeMap<>();
    SortedMap<String, Answers> agents = new TreeMap<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(SUMS)) {
      bind(select, from, until);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(row.getString("question"), row.getInt("key"), row.getLong("answers"));
          add(groups, row.getString("group_id"), row);
          add(agents, row.getString("agent_id"), row);
        }
      }
    }
    return new SurveyReport(all, groups, agents);
  }

  private static void add(SortedMap<String, Answers> by, @Nullable String id, ResultSet row)
      throws SQLException {
    if (id != null) {
      by.computeIfAbsent(id, _ -> new Answers())
          .add(row.getString("question"), row.getInt("key"), row.getLong("answers"));
    }
  }

  /// The answers of the calls that arrived from one instant until before another, the latest first.
  ///
  /// @param limit of how many calls
  /// @throws SQLException when the database is away; may be repeated
  public SurveyReport.Calls calls(Instant from, Instant until, int limit) throws SQLException {
    Map<String, SurveyReport.OfCall> calls = new LinkedHashMap<>();
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(CALLS)) {
      bind(select, from, until);
      select.setInt(3, limit + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String id = row.getString("call_id");
          if (!calls.containsKey(id)) {
            calls.put(id, call(row));
          }
          Objects.requireNonNull(calls.get(id))
              .answers()
              .put(row.getString("question"), row.getInt("key"));
        }
      }
    }
    return new SurveyReport.Calls(
        calls.values().stream().limit(limit).toList(), calls.size() > limit);
  }

  /// Without its answers.
  private static SurveyReport.OfCall call(ResultSet row) throws SQLException {
    return new SurveyReport.OfCall(
        row.getString("call_id"),
        row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
        row.getString("group_id"),
        row.getString("agent_id"),
        new TreeMap<>());
  }

  private static void bind(PreparedStatement select, Instant from, Instant until)
      throws SQLException {
    select.setObject(1, from.atOffset(ZoneOffset.UTC));
    select.setObject(2, until.atOffset(ZoneOffset.UTC));
  }
}
