package org.city311.requests.store;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters of a statement, bound one after the other. For one thread.
public final class Parameters {
  private final PreparedStatement statement;
  private int last;

  public Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  public Parameters text(@Nullable String value) throws SQLException {
    statement.setString(++last, value);
    return this;
  }

  public Parameters number(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  public Parameters number(@Nullable Long value) throws SQLException {
    statement.setObject(++last, value, Types.BIGINT);
    return this;
  }

  public Parameters figure(@Nullable Double value) throws SQLException {
    statement.setObject(++last, value, Types.DOUBLE);
    return this;
  }

  public Parameters truth(@Nullable Boolean value) throws SQLException {
    statement.setObject(++last, value, Types.BOOLEAN);
    return this;
  }

  public Parameters at(@Nullable Instant value) throws SQLException {
    statement.setObject(
        ++last,
        value == null ? null : value.atOffset(ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
    return this;
  }

  public Parameters texts(Collection<String> values) throws SQLException {
    return array("text", values.toArray());
  }

  public Parameters numbers(Collection<Long> values) throws SQLException {
    return array("bigint", values.toArray());
  }

  public Parameters instants(List<Instant> values) throws SQLException {
    return array("timestamptz", values.stream().map(Instant::toString).toArray());
  }

  private Parameters array(String type, Object[] values) throws SQLException {
    Array array = statement.getConnection().createArrayOf(type, values);
    statement.setArray(++last, array);
    return this;
  }
}
