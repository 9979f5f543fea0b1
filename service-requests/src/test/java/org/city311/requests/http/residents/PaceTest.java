package org.city311.requests.http.residents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  private final Pace pace = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(10), 0);

  @Test
  void reader_hasTheGrace_andTheTimeOfEachPart_onTheWhole() {
    assertEquals(40 * SECOND, pace.patience(0));
    assertEquals(15 * SECOND, pace.patience(35 * SECOND));
    assertEquals(10 * SECOND, pace.patience(50 * SECOND));
    assertEquals(10 * SECOND, pace.patience(60 * SECOND));
  }

  @Test
  void readerWhoIsLate_hasNoTimeLeft() {
    assertEquals(0, pace.patience(41 * SECOND));
  }
}
