package org.city311.loadtest.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// It works the processor hard: it is over before the stories' stacks have started.
@Order(0)
class SimulatorTest {
  /// A failure prints how it is run again; other seeds are for `./city311 simulate`.
  private static final long SEED = 311;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PrintStream print() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noInvariantIsBrokenInTenThousandScenarios() {
    assertTrue(new Simulator(SEED, print()).run(10_000), this::printed);
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    Scenario one = new Scenario(SEED, 5);
    Scenario again = new Scenario(SEED, 5);
    one.run();
    again.run();

    assertEquals(one.trail().about(""), again.trail().about(""));
    assertTrue(one.ledger().offered() > 0);
  }

  @Test
  void optionsThatItDoesNotKnow_areRefused() {
    assertEquals(OptionalInt.empty(), Simulator.command(List.of("--seed"), print()));
    assertEquals(OptionalInt.empty(), Simulator.command(List.of("--seed", "x"), print()));
    assertEquals(OptionalInt.empty(), Simulator.command(List.of("--calls", "3"), print()));
    assertEquals(
        OptionalInt.of(0), Simulator.command(List.of("--seed", "1", "--scenario", "3"), print()));
  }
}
