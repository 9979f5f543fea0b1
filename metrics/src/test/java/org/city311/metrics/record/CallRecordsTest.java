package org.city311.metrics.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.metrics.PostgresServer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallRecordsTest {
  private final PostgresServer server = PostgresServer.emptied();
  private final MetricsDatabase database = new MetricsDatabase(server.settings());
  private final CallRecords records = new CallRecords(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void insert_thenRead_givesEqualRecordsToTheMillisecond() throws Exception {
    List<CallRecord> written = List.of(TestRecords.answered("a"), TestRecords.answered("b"));

    assertEquals(2, records.insert(written));

    assertEquals(written, queuedFrom(Instant.EPOCH));
    assertEquals(
        List.of("09.124"),
        server.query(
            "select to_char(answered_at, 'SS.MS') from metrics.call_record where call_id = 'a'"));
  }

  @Test
  void insert_ofACallThatHasItsRow_changesNothing() throws Exception {
    records.insert(List.of(TestRecords.answered("a")));

    assertEquals(1, records.insert(List.of(TestRecords.answered("a"), TestRecords.answered("b"))));
    assertEquals(List.of("2"), server.query("select count(*) from metrics.call_record"));
  }

  @Test
  void insert_withOneRefused_writesNone() throws Exception {
    CallRecord refused = with(Result.ANSWERED, Reason.CALLER_HUNG_UP, null);

    SQLException e =
        assertThrows(
            SQLException.class, () -> records.insert(List.of(TestRecords.answered("a"), refused)));

    assertEquals("23514", e.getSQLState());
    assertEquals(List.of("0"), server.query("select count(*) from metrics.call_record"));
  }

  @Test
  void callersWhoWereServed_areToldOnce_andThoseWhoOnlyCalledAreNot() throws Exception {
    records.insert(
        List.of(
            TestRecords.answered("a"), TestRecords.answered("b"), TestRecords.leftInIvr("ivr")));

    List<String> numbers = new ArrayList<>();
    records.servedNumbers(
        TestRecords.NOON.minusSeconds(1), TestRecords.NOON.plusSeconds(1), numbers::add);
    assertEquals(List.of("+1 311 555 0100"), numbers);

    numbers.clear();
    records.servedNumbers(Instant.EPOCH, TestRecords.NOON.minusSeconds(1), numbers::add);
    assertEquals(List.of(), numbers);
  }

  @Test
  void arrivals_areThoseOfCallsWithANumberThatWereLetIn() throws Exception {
    records.insert(
        List.of(
            TestRecords.answered("a"),
            TestRecords.leftInIvr("withheld"),
            TestRecords.refused("refused")));

    List<CallRecords.Arrival> arrivals = new ArrayList<>();
    records.arrivedFrom(TestRecords.NOON.minusSeconds(1), arrivals::add);
    assertEquals(
        List.of(
            new CallRecords.Arrival(
                new CallId("a"), "+1 311 555 0100", Instant.parse("2026-03-02T12:00:00.123Z"))),
        arrivals);
  }

  @Test
  void table_knowsEveryResultAndReason() throws Exception {
    List<CallRecord> all = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      all.add(with(Result.ANSWERED, reason, TestRecords.NOON));
      all.add(with(Result.ABANDONED, reason, null));
      all.add(with(Result.LOST, reason, null));
      all.add(with(Result.OVERFLOWED, reason, null));
      all.add(with(Result.CALLED_BACK, reason, null));
    }

    assertEquals(all.size(), records.insert(all));
    assertEquals(1, records.insert(List.of(TestRecords.leftInIvr("ivr"))));
  }

  @Test
  void callback_readsBackAsItWasWritten_andEndsInNoOtherWay() throws Exception {
    CallRecord connected = TestRecords.callback("callback-c1", Result.CALLBACK_CONNECTED);
    assertEquals(1, records.insert(List.of(connected)));
    assertEquals(List.of(connected), queuedFrom(Instant.EPOCH));
    assertThrows(
        SQLException.class,
        () -> records.insert(List.of(TestRecords.callback("callback-c2", Result.ANSWERED))));
  }

  @Test
  void queuedFrom_leavesOutEarlierCallsAndThoseThatNeverAsked() throws Exception {
    records.insert(List.of(TestRecords.answered("a"), TestRecords.leftInIvr("b")));
    Instant queued = Instant.parse("2026-03-02T12:00:05.123Z");

    assertEquals(1, queuedFrom(queued).size());
    assertEquals(0, queuedFrom(queued.plusMillis(1)).size());
  }

  @Test
  void queuedFrom_readsMoreThanOneFetch() throws Exception {
    records.insert(TestRecords.answered(0, 2_500));

    assertEquals(2_500, queuedFrom(Instant.EPOCH).size());
  }

  @Test
  void whatACallAskedFor_canBeAskedForInSql() throws Exception {
    records.insert(List.of(TestRecords.answered("a"), TestRecords.leftInIvr("b")));

    assertEquals(
        List.of("a"),
        server.query(
            "select call_id from metrics.call_record where priority = -7 and direct_agent_id = 'ben'"
                + " and (skills ->> 'sewers')::int >= 3 and 3 = any (rungs)"));
  }

  @Test
  void rowOfAnOlderVersion_isReadAsACallWithoutPrioritySkillsAndRungs() throws Exception {
    Flyway.configure()
        .dataSource(server.settings().url(), server.settings().user(), server.settings().password())
        .schemas("metrics")
        .locations("classpath:db/metrics")
        .target("1")
        .load()
        .migrate();
    server.execute(
        "insert into metrics.call_record (call_id, ani, dnis, language, step, group_id, offers,"
            + " arrived_at, queued_at, ended_at, result, reason) values ('old', '', '311', 'en',"
            + " 'service', 'water', 0, now(), now(), now(), 'ABANDONED', 'HUNG_UP_WAITING')");

    CallRecord old = queuedFrom(Instant.EPOCH).getFirst();

    assertEquals(Demand.of(new SkillGroupId("water")), old.demand());
    assertEquals(List.of(), old.rungs());
    assertEquals(1, records.insert(List.of(with(Result.OVERFLOWED, Reason.TOLD_FULL, null))));
  }

  @Test
  void migrations_haveTheirHistoryInTheirOwnSchema() throws Exception {
    records.insert(List.of());

    assertEquals(
        List.of("call_record", "call_wrap_up", "flyway_schema_history"),
        server.query(
            "select table_name from information_schema.tables"
                + " where table_schema = 'metrics' order by 1"));
  }

  private List<CallRecord> queuedFrom(Instant from) throws SQLException {
    List<CallRecord> found = new ArrayList<>();
    records.queuedFrom(from, found::add);
    return found;
  }

  static CallRecord with(Result result, Reason reason, @Nullable Instant answered) {
    CallTimes times = CallTimes.arrivedAt(TestRecords.NOON).queued(TestRecords.NOON);
    CallRecord plain = TestRecords.leftInIvr(result + "-" + reason);
    return new CallRecord(
        new CallId(result + "-" + reason),
        plain.ani(),
        plain.dnis(),
        plain.language(),
        plain.step(),
        plain.menus(),
        Demand.of(new SkillGroupId("water")),
        List.of(),
        1,
        new AgentId("ana"),
        (answered == null ? times : times.answered(answered)).ended(TestRecords.NOON),
        new Termination(result, reason),
        Journey.NONE);
  }
}
