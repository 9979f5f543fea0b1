package org.city311.gateway.recording;

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
import java.util.UUID;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;

/// The table `gateway.recording`. Methods work in the caller's transaction.
final class RecordingTable {
  private static final String INSERT =
      """
      insert into gateway.recording (id, call, leg, agent, skill_group, begun_at, bytes)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  private static final String COLUMNS =
      "select call, leg, agent, skill_group, begun_at, bytes from gateway.recording ";

  private static final String OF_CALL = COLUMNS + "where call = ? order by begun_at limit 100";

  private static final String ONE = COLUMNS + "where id = ?";

  private static final String OLD = COLUMNS + "where begun_at < ? order by begun_at limit ?";

  private static final String REMOVE = "delete from gateway.recording where id = ?";

  private RecordingTable() {}

  /// One that is there already stays as it is.
  static void insert(Connection connection, Recording recording) throws SQLException {
    Leg leg = recording.leg();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, leg.id().value());
      insert.setString(2, leg.call().value());
      insert.setString(3, leg.leg().value());
      insert.setString(4, leg.agent().value());
      insert.setString(5, leg.group().value());
      insert.setObject(6, leg.begun().atOffset(ZoneOffset.UTC));
      insert.setLong(7, recording.bytes());
      insert.executeUpdate();
    }
  }

  /// Those of a call, the earliest first.
  static List<Recording> ofCall(Connection connection, CallId call) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_CALL)) {
      select.setString(1, call.value());
      return rows(select);
    }
  }

  static Optional<Recording> find(Connection connection, RecordingId id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setObject(1, id.value());
      return rows(select).stream().findFirst();
    }
  }

  /// Those that began before a moment, the earliest first.
  static List<Recording> begunBefore(Connection connection, Instant moment, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OLD)) {
      select.setObject(1, moment.atOffset(ZoneOffset.UTC));
      select.setInt(2, limit);
      return rows(select);
    }
  }

  static void remove(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      delete.setObject(1, id);
      delete.executeUpdate();
    }
  }

  private static List<Recording> rows(PreparedStatement select) throws SQLException {
    List<Recording> all = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Recording(
                new Leg(
                    new CallId(row.getString("call")),
                    new OfferId(row.getString("leg")),
                    new AgentId(row.getString("agent")),
                    new SkillGroupId(row.getString("skill_group")),
                    row.getObject("begun_at", OffsetDateTime.class).toInstant()),
                row.getLong("bytes")));
      }
    }
    return all;
  }
}
