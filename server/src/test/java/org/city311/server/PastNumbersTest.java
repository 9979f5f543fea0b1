package org.city311.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.city311.flows.guard.Admission;
import org.city311.flows.guard.KnownNumbers;
import org.city311.flows.guard.Limits;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallerNumber;
import org.city311.metrics.record.CallRecords;
import org.junit.jupiter.api.Test;

class PastNumbersTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final KnownNumbers known = new KnownNumbers();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void callersOfTwoYears_butNotOfTheLastDay_areKnownAsSoonAsTheDatabaseIsThere() {
    AtomicInteger faults = new AtomicInteger(2);
    PastNumbers.Records records =
        new PastNumbers.Records() {
          @Override
          public void arrivedFrom(Instant from, Consumer<CallRecords.Arrival> each)
              throws SQLException {
            if (faults.getAndDecrement() > 0) {
              throw new SQLException("on purpose");
            }
            asked.add("arrived from " + from);
            each.accept(new CallRecords.Arrival(new CallId("old"), "4105550101", from));
          }

          @Override
          public void servedNumbers(Instant from, Instant until, Consumer<String> each) {
            asked.add("served from " + from + " until " + until);
            List.of("+14105550102", "anonymous", "4105550102", "4105550103").forEach(each);
          }
        };
    Admission admission = new Admission(Limits.NONE, _ -> false, known, () -> NOW);
    try (PastNumbers past =
        new PastNumbers(records, known, admission, () -> NOW, Duration.ofMillis(1))) {
      past.start();
      await().until(() -> known.size() > 0);
    }

    assertEquals(2, known.size());
    assertTrue(known.test(new CallerNumber("4105550102")));
    assertTrue(known.test(new CallerNumber("4105550103")));
    assertEquals(
        List.of(
            "arrived from 2026-03-02T11:00:00Z",
            "served from 2024-03-02T12:00:00Z until 2026-03-01T12:00:00Z"),
        asked);
  }
}
