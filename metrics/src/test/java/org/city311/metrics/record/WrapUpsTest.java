package org.city311.metrics.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.metrics.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What agents say of calls, in a real PostgreSQL.
class WrapUpsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T14:00:00Z");
  private static final AgentId ANA = new AgentId("ana");
  private static final AgentId BEN = new AgentId("ben");
  private static final CallId CALL = new CallId("a");

  private final PostgresServer server = PostgresServer.emptied();
  private final MetricsDatabase database = new MetricsDatabase(server.settings());
  private final WrapUps words = new WrapUps(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theLastWordCounts_andOneThatComesLateDoesNot() throws Exception {
    words.keep(CALL, ANA, word("first"), NOW);
    words.keep(CALL, ANA, word("second"), NOW.plusSeconds(2));
    words.keep(CALL, ANA, word("late"), NOW.plusSeconds(1));
    words.keep(CALL, BEN, word("another's"), NOW);
    assertEquals(Optional.of(word("second")), words.of(CALL, ANA));
    assertEquals(Optional.empty(), words.of(new CallId("b"), ANA));
  }

  @Test
  void whoHadACall_mayStillSaySomething_andNobodyElse() throws Exception {
    CallRecord call = TestRecords.answered("a");
    new CallRecords(database).insert(List.of(call));
    Instant before = call.times().arrived();
    assertTrue(words.wasHad(CALL, ANA, before));
    assertFalse(words.wasHad(CALL, BEN, before));
    assertFalse(words.wasHad(CALL, ANA, before.plusSeconds(86_400)));
  }

  @Test
  void callsOfANumber_haveWhatWasSaidOfThem() throws Exception {
    CallRecord call = TestRecords.answered("a");
    new CallRecords(database).insert(List.of(call, TestRecords.answered("b")));
    words.keep(CALL, ANA, word("Crew is on its way."), NOW);
    List<WrapUps.Past> past = words.callsFrom(call.ani(), 10);
    assertEquals(2, past.size());
    assertEquals(
        List.of("Crew is on its way."),
        past.stream()
            .flatMap(each -> Stream.ofNullable(each.word()))
            .map(WrapUps.Word::note)
            .toList());
    assertEquals(List.of(), words.callsFrom("", 10));
  }

  @Test
  void callThatWasHandedOn_hasTheWordsOfAllWhoHadIt() throws Exception {
    CallRecord call = TestRecords.answered("a");
    new CallRecords(database).insert(List.of(call));
    words.keep(CALL, BEN, word("Ben has it."), NOW);
    words.keep(CALL, new AgentId("cid"), new WrapUps.Word(List.of("follow-up"), ""), NOW);
    words.keep(CALL, ANA, word("So has Ana."), NOW.plusSeconds(9));
    assertEquals(
        List.of(new WrapUps.Word(List.of("follow-up", "resolved"), "Ben has it.\nSo has Ana.")),
        words.callsFrom(call.ani(), 10).stream()
            .flatMap(each -> Stream.ofNullable(each.word()))
            .toList());
  }

  private static WrapUps.Word word(String note) {
    return new WrapUps.Word(List.of("resolved"), note);
  }
}
