package org.city311.metrics.record;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.metrics.LoggedEvents;
import org.city311.metrics.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxDrainTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final PostgresServer server = PostgresServer.emptied();

  @Test
  void databaseStoppedAndStartedAgain_underAStreamOfRecords_losesAndDoublesNone() throws Exception {
    try (LoggedEvents logged = LoggedEvents.of(MetricsDatabase.class);
        Outbox outbox = new Outbox(folder, 1 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings());
        OutboxDrain drain = new OutboxDrain(outbox, database, _ -> {})) {
      drain.start();
      append(outbox, 0, 50);
      await().atMost(RECOVERY).until(() -> outbox.pending() == 0);

      server.stop();
      append(outbox, 50, 150);
      await().atMost(RECOVERY).until(() -> !database.isUp());
      append(outbox, 150, 200);
      assertTrue(outbox.pending() >= 150, "nothing leaves the outbox while the database is away");

      server.start();
      append(outbox, 200, 250);
      await().atMost(RECOVERY).until(() -> outbox.pending() == 0);

      assertTrue(database.isUp());
      assertEquals(1, logged.count(Level.WARN), "an outage is told once");
      assertEquals(List.of("250"), server.query("select count(*) from metrics.call_record"));
    } finally {
      server.start();
    }
  }

  @Test
  void databaseAwayAtStart_isMigratedAndFilledWhenItComes() throws Exception {
    server.stop();
    try (Outbox outbox = new Outbox(folder, 1 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings());
        OutboxDrain drain = new OutboxDrain(outbox, database, _ -> {})) {
      drain.start();
      append(outbox, 0, 10);
      assertFalse(database.isUp());

      server.start();

      await().atMost(RECOVERY).until(() -> outbox.pending() == 0);
      assertEquals(List.of("10"), server.query("select count(*) from metrics.call_record"));
    } finally {
      server.start();
    }
  }

  @Test
  void recordCarriedTwice_afterAKillBetweenInsertAndDelete_isOneRow() throws Exception {
    try (Outbox outbox = new Outbox(folder, 1 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings())) {
      append(outbox, 0, 10);
      new CallRecords(database).insert(outbox.next(100).records());
    }
    try (Outbox outbox = new Outbox(folder, 1 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings());
        OutboxDrain drain = new OutboxDrain(outbox, database, _ -> {})) {
      append(outbox, 10, 12);
      drain.start();
      await().until(() -> outbox.pending() == 0);

      assertEquals(0, drain.setAside(), "a repetition is no refusal");
      assertEquals(List.of("12"), server.query("select count(*) from metrics.call_record"));
    }
  }

  @Test
  void recordThatTheDatabaseRefuses_isSetAsideAndHoldsUpNoOther() throws Exception {
    CallRecord refused = CallRecordsTest.with(Result.ANSWERED, Reason.CALLER_HUNG_UP, null);
    try (Outbox outbox = new Outbox(folder, 1 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings());
        OutboxDrain drain = new OutboxDrain(outbox, database, _ -> {})) {
      append(outbox, 0, 3);
      outbox.append(List.of(refused));
      append(outbox, 3, 6);
      drain.start();
      await().until(() -> outbox.pending() == 0);

      assertEquals(1, drain.setAside());
      assertEquals(List.of("6"), server.query("select count(*) from metrics.call_record"));
      List<String> kept = Files.readAllLines(folder.resolve("set-aside.jsonl"));
      assertEquals(refused, CallRecordLine.decode(kept.getFirst()));
    }
  }

  @Test
  void close_carriesWhatIsLeftWhileTheDatabaseAnswers() throws Exception {
    try (Outbox outbox = new Outbox(folder, 8 << 20);
        MetricsDatabase database = new MetricsDatabase(server.settings())) {
      OutboxDrain drain = new OutboxDrain(outbox, database, _ -> {});
      drain.start();
      await().until(database::isUp);
      append(outbox, 0, 1_000);
      drain.close();

      assertEquals(0, outbox.pending());
      assertEquals(List.of("1000"), server.query("select count(*) from metrics.call_record"));
    }
  }

  private static void append(Outbox outbox, int from, int until) throws Exception {
    List<CallRecord> calls = TestRecords.answered(from, until);
    assertEquals(calls.size(), outbox.append(calls));
  }
}
