package org.city311.ivr.centre;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.city311.ivr.acd.Decision;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void allItsCallsAreServed() {
    assertEquals(Rehearsal.CALLS, Rehearsal.play(new Store(false)));
  }

  @Test
  void oneThatGoesWrongIsBrokenOff() {
    assertEquals(0, Rehearsal.play(new Store(true)));
  }

  private record Store(boolean fails) implements CentreStore {
    @Override
    public Saved load() {
      return new Saved(null, List.of(), List.of());
    }

    @Override
    public void save(Decision decision) {
      if (fails) {
        throw new IllegalStateException("a store that fails on purpose");
      }
    }
  }
}
