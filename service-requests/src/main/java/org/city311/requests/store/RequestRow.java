package org.city311.requests.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.Pause;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Location;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.Timing;
import org.city311.requests.number.RequestNumber;

/// A row of `requests.request`, to and fro.
final class RequestRow {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, List<String>>> ANSWERS = new TypeReference<>() {};

  private RequestRow() {}

  /// What never changes: from `number` to `search`, then `clock_from` and `first_due`.
  static void bindFixed(Parameters to, Request request) throws SQLException {
    Report report = request.report();
    Location location = report.location();
    to.number(request.number().value())
        .text(report.type())
        .text(report.channel().name())
        .text(report.language())
        .text(report.words())
        .text(json(report.answers()))
        .figure(location.position().map(Position::latitude).orElse(null))
        .figure(location.position().map(Position::longitude).orElse(null))
        .text(location.address())
        .text(location.neighbourhood())
        .text(location.asset())
        .at(report.at())
        .texts(SearchWords.of(report))
        .at(request.timing().from())
        .at(request.timing().firstDue());
  }

  /// What changes: from `version` to `paused_to`.
  static void bindChanging(Parameters to, Request request) throws SQLException {
    Timing timing = request.timing();
    Promise promise = timing.promise();
    to.number(request.version())
        .text(request.department())
        .text(request.assignee().orElse(null))
        .at(request.changedAt());
    StateColumns.of(request.state()).bind(to);
    to.number(promise.amount())
        .text(promise.unit().name())
        .text(promise.time().name())
        .truth(promise.stopsOnHold())
        .at(timing.due())
        .instants(timing.pauses().stream().map(Pause::from).toList())
        .instants(timing.pauses().stream().map(Pause::to).toList());
  }

  /// Reads a row that has the column `followers` beside the table's own.
  static Request read(ResultSet row) throws SQLException {
    return new Request(
        new RequestNumber(row.getLong("number")),
        row.getLong("version"),
        report(row),
        row.getString("department"),
        StateColumns.read(row),
        Optional.ofNullable(row.getString("assignee")),
        timing(row),
        Set.of((String[]) row.getArray("followers").getArray()),
        instant(row, "changed_at"));
  }

  private static Report report(ResultSet row) throws SQLException {
    return new Report(
        row.getString("type"),
        Channel.valueOf(row.getString("channel")),
        row.getString("language"),
        row.getString("words"),
        answers(row.getString("answers")),
        location(row),
        instant(row, "reported_at"));
  }

  private static Location location(ResultSet row) throws SQLException {
    double latitude = row.getDouble("latitude");
    Optional<Position> position =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new Position(latitude, row.getDouble("longitude")));
    return new Location(
        position, row.getString("address"), row.getString("neighbourhood"), row.getString("asset"));
  }

  private static Timing timing(ResultSet row) throws SQLException {
    Promise promise =
        new Promise(
            row.getInt("promise_amount"),
            Promise.Unit.valueOf(row.getString("promise_unit")),
            Promise.Time.valueOf(row.getString("promise_time")),
            row.getBoolean("promise_stops_on_hold"));
    return new Timing(
        promise,
        instant(row, "clock_from"),
        instant(row, "first_due"),
        instant(row, "due"),
        pauses(row.getArray("paused_from"), row.getArray("paused_to")));
  }

  private static List<Pause> pauses(Array from, Array to) throws SQLException {
    Timestamp[] begins = (Timestamp[]) from.getArray();
    Timestamp[] ends = (Timestamp[]) to.getArray();
    List<Pause> pauses = new ArrayList<>();
    for (int i = 0; i < begins.length; i++) {
      pauses.add(new Pause(begins[i].toInstant(), ends[i].toInstant()));
    }
    return pauses;
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String json(Map<String, List<String>> answers) {
    try {
      return JSON.writeValueAsString(answers);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, List<String>> answers(String json) {
    try {
      return JSON.readValue(json, ANSWERS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
