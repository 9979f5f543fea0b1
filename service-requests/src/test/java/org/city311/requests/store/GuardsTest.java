package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database refuses, whoever asks: code with a mistake, or a person at a console.
class GuardsTest {
  private static final String STEP =
      "insert into requests.history (number, version, at, who_kind, who_id, kind, was, became, why";

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);
  private final Request request = made(0, TWO_DAYS).request();

  @BeforeEach
  void make() throws SQLException {
    requests.save(made(0, TWO_DAYS).steps());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update requests.history set why = 'never said'",
        "delete from requests.history",
        "truncate requests.history cascade",
        "update requests.history set due_became = due_became + interval '1 day'",
        "delete from requests.request",
      })
  void history_isNeitherChangedNorRemoved(String sql) throws SQLException {
    assertRefused(sql, "23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update requests.request set version = 2, assignee = 'ben'",
        "update requests.request set assignee = 'ben'",
        "update requests.request set version = 1, state = 'OPEN', active_state = 'OPEN'",
        "insert into requests.request select (jsonb_populate_record(r, '{\"number\": 10000013}')).*"
            + " from requests.request r",
      })
  void request_doesNotChange_withoutItsLineInTheHistory(String sql) throws SQLException {
    assertRefused(sql, "23");
  }

  @Test
  void versions_followEachOther() throws SQLException {
    assertRefused(
        STEP
            + ") values (10000004, 3, now(), 'SYSTEM', 'x', 'ASSIGNED', '', 'ben', '');"
            + " update requests.request set version = 3, assignee = 'ben'",
        "23000");
  }

  @Test
  void dueTime_doesNotMove_whenTheHistoryDoesNotSaySo() throws SQLException {
    String entry =
        STEP + ") values (10000004, 2, now(), 'SYSTEM', 'x', 'STATE', 'NEW', 'OPEN', '');";
    String move =
        "update requests.request set version = 2, state = 'OPEN', active_state = 'OPEN', due = due + interval '1 day'";
    assertRefused(entry + move, "23000");

    server.execute(
        STEP
            + ", due_was, due_became) select 10000004, 2, now(), 'SYSTEM', 'x', 'STATE', 'NEW', 'OPEN', '',"
            + " due, due + interval '1 day' from requests.request;"
            + move);
    assertEquals(2, requests.find(number(0)).orElseThrow().version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first_due = first_due + interval '1 day'",
        "clock_from = clock_from - interval '1 day'",
        "type = 'graffiti'",
        "reported_at = now()"
      })
  void whatWasReportedAndPromised_neverChanges(String column) throws SQLException {
    assertRefused(
        STEP
            + ") values (10000004, 2, now(), 'SYSTEM', 'x', 'STATE', '', '', '');"
            + " update requests.request set version = 2, "
            + column,
        "23000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state = 'CLOSED'",
        "state = 'MERGED'",
        "state = 'ON_HOLD'",
        "state = 'LOST'",
        "merged_into = number",
        "latitude = null",
        "latitude = 'NaN'",
        "paused_from = array[now()]",
      })
  void stateThatIsNone_isRefused(String column) throws SQLException {
    assertRefused("update requests.request set version = 2, " + column, "23514");
  }

  @Test
  void rulesAndTable_agree_onWhatIsDecided() throws SQLException {
    Request closed = done(request, new Change.Close(Outcome.DONE, ""), T0).request();
    assertEquals(
        new Saved.All(),
        requests.save(done(request, new Change.Close(Outcome.DONE, ""), T0).steps()));

    assertEquals(Optional.of(closed), requests.find(number(0)));
  }

  private void assertRefused(String sql, String state) throws SQLException {
    List<String> before = everything();
    SQLException e = assertThrows(SQLException.class, () -> server.execute(sql));

    assertTrue(e.getSQLState().startsWith(state), e.getSQLState() + ": " + e.getMessage());
    assertEquals(before, everything());
  }

  private List<String> everything() throws SQLException {
    return server.query(
        "select r::text || h::text from requests.request r join requests.history h using (number)");
  }
}
