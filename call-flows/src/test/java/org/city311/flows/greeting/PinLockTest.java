package org.city311.flows.greeting;

import static org.city311.flows.greeting.PinLock.Verdict.LOCKED;
import static org.city311.flows.greeting.PinLock.Verdict.RIGHT;
import static org.city311.flows.greeting.PinLock.Verdict.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinLockTest {
  private static final String PIN = "480213";

  private final MemoryNote tries = new MemoryNote();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final PinLock lock = new PinLock(PIN, tries, () -> now);

  @Test
  void rightPin_isRight_asOftenAsItIsEntered() {
    for (int i = 0; i < 2 * PinLock.MOST_WRONG; i++) {
      assertEquals(RIGHT, lock.judge(PIN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "#", "4", "48021", "4802133", "480214"})
  void anythingElse_isWrong(String entered) {
    assertEquals(WRONG, lock.judge(entered));
  }

  @Test
  void afterFiveWrongOnes_noneIsRight_forAnHour_atAnyNode() {
    wrong(PinLock.MOST_WRONG - 1);
    assertEquals(LOCKED, lock.judge("0"));
    assertEquals(LOCKED, lock.judge(PIN));
    now = now.plus(PinLock.WINDOW).minusSeconds(1);
    assertEquals(LOCKED, new PinLock(PIN, tries, () -> now).judge(PIN));
    now = now.plusSeconds(1);
    assertEquals(RIGHT, lock.judge(PIN));
  }

  /// Whoever goes on trying would otherwise keep the supervisors out for ever.
  @Test
  void triesWhileItIsLocked_doNotLockItForLonger() {
    wrong(PinLock.MOST_WRONG - 1);
    assertEquals(LOCKED, lock.judge("0"));
    now = now.plus(PinLock.WINDOW).minusSeconds(1);
    assertEquals(LOCKED, lock.judge("0"));
    now = now.plusSeconds(1);
    assertEquals(WRONG, lock.judge("0"));
  }

  @Test
  void rightPin_forgetsTheWrongOnes() {
    wrong(PinLock.MOST_WRONG - 1);
    assertEquals(RIGHT, lock.judge(PIN));
    wrong(PinLock.MOST_WRONG - 1);
  }

  @Test
  void noteThatIsNone_countsAsNone() {
    tries.write("what?");
    assertEquals(WRONG, lock.judge("0"));
  }

  private void wrong(int times) {
    for (int i = 0; i < times; i++) {
      assertEquals(WRONG, lock.judge("0"));
    }
  }
}
