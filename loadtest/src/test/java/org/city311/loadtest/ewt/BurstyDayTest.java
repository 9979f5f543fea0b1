package org.city311.loadtest.ewt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// It works the processor hard: it is over before the stories' stacks have started.
@Order(0)
class BurstyDayTest {

  /// Not on every single day: there are days on which little can be known.
  @Test
  void manyDays_oursIsAtMostHalfAsWrongAsTheAverageHoldTimeForTheSameCallers() {
    Errors all = new Errors();
    for (long seed = 101; seed <= 112; seed++) {
      all.add(BurstyDay.run(seed));
    }
    assertTrue(all.calls() > 15_000, all.calls() + " calls");
    assertTrue(all.meanWait() > 30, "mean wait " + all.meanWait() + " s");
    assertTrue(all.ratio() <= 0.5, "ratio " + all.ratio());
  }

  @Test
  void sameSeed_isTheSameDay() {
    Errors one = BurstyDay.run(7);
    Errors other = BurstyDay.run(7);
    assertEquals(one.calls(), other.calls());
    assertEquals(one.mae(), other.mae());
    assertEquals(one.peersMae(), other.peersMae());
  }
}
