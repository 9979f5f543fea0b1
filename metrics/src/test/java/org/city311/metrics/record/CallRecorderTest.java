package org.city311.metrics.record;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.metrics.FakeCentre;
import org.city311.metrics.FakeClock;
import org.city311.metrics.LoggedEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {
  private static final int LINE = CallRecordLine.encode(TestRecords.answered("call-0")).length;

  @TempDir Path parent;
  private final FakeCentre centre = new FakeCentre(new FakeClock(TestRecords.NOON));

  @AfterEach
  void closeCentre() {
    centre.close();
  }

  @Test
  void callThatEnds_isOnDiskWhenItIsConfirmed() throws Exception {
    try (Outbox outbox = new Outbox(folder(), 1 << 20);
        CallRecorder recorder = new CallRecorder(centre, outbox)) {
      recorder.start();
      centre.answeredCall("a", "water", "ana");

      await().until(() -> centre.confirmed().equals(List.of(new CallId("a"))));

      assertEquals(1, outbox.pending());
      assertEquals("a", outbox.next(1).records().getFirst().id().value());
      assertEquals(0, recorder.unconfirmed());
    }
  }

  @Test
  void callThatEndedBeforeTheSubscription_isRecordedFromTheSnapshot_andOneInProgressIsNot()
      throws Exception {
    centre.arrives("ended");
    centre.endsUnheard("ended", Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW);
    centre.arrives("in-progress");
    try (Outbox outbox = new Outbox(folder(), 1 << 20);
        CallRecorder recorder = new CallRecorder(centre, outbox)) {
      recorder.start();

      await().until(() -> centre.confirmed().equals(List.of(new CallId("ended"))));
      assertEquals(1, outbox.pending());
    }
  }

  @Test
  void outboxAtItsLimit_leavesTheNewestWithTheFeed_andTakesThemWhenThereIsRoom() throws Exception {
    try (LoggedEvents logged = LoggedEvents.of(CallRecorder.class);
        Outbox outbox = new Outbox(folder(), LINE * 20L);
        CallRecorder recorder = new CallRecorder(centre, outbox)) {
      recorder.start();
      for (int i = 0; i < 60; i++) {
        centre.answeredCall("call-" + i, "water", "ana");
      }
      await().until(() -> recorder.unconfirmed() > 0);
      assertTrue(outbox.bytes() <= LINE * 20L);
      assertEquals(1, logged.count(Level.ERROR), "said once, not for each call");

      Set<CallId> drained = new HashSet<>();
      await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () -> {
                OutboxBatch batch = outbox.next(10);
                batch.records().forEach(call -> drained.add(call.id()));
                outbox.drained(batch);
                return drained.size() == 60;
              });
      await().until(() -> new HashSet<>(centre.confirmed()).size() == 60);
    }
  }

  @Test
  void unwritableFolder_confirmsNothingAndRecordsAllOnceItIsRepaired() throws Exception {
    Files.writeString(folder(), "in the way");
    try (LoggedEvents logged = LoggedEvents.of(CallRecorder.class);
        Outbox outbox = new Outbox(folder(), 1 << 20);
        CallRecorder recorder = new CallRecorder(centre, outbox)) {
      recorder.start();
      centre.answeredCall("a", "water", "ana");
      centre.answeredCall("b", "water", "ana");
      await().until(() -> recorder.unconfirmed() >= 2);
      assertEquals(List.of(), centre.confirmed());
      assertEquals(1, logged.count(Level.ERROR));

      Files.delete(folder());

      await().until(() -> Set.copyOf(centre.confirmed()).size() == 2);
      assertEquals(2, outbox.pending());
    }
  }

  @Test
  void close_recordsWhatHasCome() throws IOException {
    Outbox outbox = new Outbox(folder(), 1 << 20);
    CallRecorder recorder = new CallRecorder(centre, outbox);
    recorder.start();
    for (int i = 0; i < 200; i++) {
      centre.answeredCall("call-" + i, "water", "ana");
    }
    recorder.close();
    outbox.close();

    assertEquals(
        centre.confirmed().size(), outbox.pending(), "confirmed and on disk are the same calls");
  }

  private Path folder() {
    return parent.resolve("outbox");
  }
}
