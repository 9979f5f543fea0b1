package org.city311.metrics.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.city311.metrics.record.MetricsDatabase;

/// Adds up from the call records how callers fared in the IVR. Safe for any thread.
public final class IvrReports {
  /// How many steps are told of; a city's menus have far fewer.
  private static final int MOST_STEPS = 500;

  /// A call that ended before the first step was told has it as its last one.
  private static final String CALLS =
      """
      with call as (
        select
          step as last_step,
          case when cardinality(steps) = 0 then array[step] else steps end as steps,
          step like 'refused-%' as refused,
          queued_at is not null as person,
          queued_at is null
            and (
              exists (select from unnest(steps) s where s like 'served-%')
              or step like 'told-%' and reason = 'HUNG_UP_IN_FLOW'
            ) as self_served,
          reason = 'HUNG_UP_IN_FLOW' as hung_up
        from metrics.call_record
        where arrived_at >= ? and arrived_at < ?
      )
      """;

  private static final String TOTALS =
      CALLS
          + """
          select
            count(*) filter (where not refused) as reached,
            count(*) filter (where refused) as refused,
            count(*) filter (where not refused and self_served) as self_served,
            count(*) filter (where not refused and person) as person,
            count(*) filter (where not refused and hung_up and not self_served and not person)
              as gave_up
          from call
          """;

  private static final String STEPS =
      CALLS
          + """
          select
            reached.step,
            count(*) as reached,
            count(*) filter (where self_served) as self_served,
            count(*) filter (where person) as person,
            count(*) filter (where hung_up and not self_served and not person) as gave_up,
            count(*) filter (
              where hung_up and not self_served and not person and last_step = reached.step)
              as gave_up_here
          from call cross join lateral unnest(steps) as reached (step)
          where not refused
          group by reached.step
          order by count(*) desc, reached.step
          limit ?
          """;

  private final MetricsDatabase database;

  public IvrReports(MetricsDatabase database) {
    this.database = database;
  }

  /// The calls that arrived from one instant until before another.
  ///
  /// @throws SQLException when the database is away; may be repeated
  public IvrReport between(Instant from, Instant until) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement totals = connection.prepareStatement(TOTALS);
        PreparedStatement steps = connection.prepareStatement(STEPS)) {
      bind(totals, from, until);
      bind(steps, from, until);
      steps.setInt(3, MOST_STEPS);
      List<IvrReport.Step> found = new ArrayList<>();
      try (ResultSet row = steps.executeQuery()) {
        while (row.next()) {
          found.add(
              new IvrReport.Step(
                  row.getString("step"),
                  row.getLong("reached"),
                  fates(row),
                  row.getLong("gave_up_here")));
        }
      }
      try (ResultSet row = totals.executeQuery()) {
        row.next();
        return new IvrReport(row.getLong("reached"), row.getLong("refused"), fates(row), found);
      }
    }
  }

  private static IvrReport.Fates fates(ResultSet row) throws SQLException {
    return new IvrReport.Fates(
        row.getLong("self_served"), row.getLong("person"), row.getLong("gave_up"));
  }

  private static void bind(PreparedStatement select, Instant from, Instant until)
      throws SQLException {
    select.setObject(1, from.atOffset(ZoneOffset.UTC));
    select.setObject(2, until.atOffset(ZoneOffset.UTC));
  }
}
