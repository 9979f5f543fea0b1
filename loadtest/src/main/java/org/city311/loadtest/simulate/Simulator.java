package org.city311.loadtest.simulate;

import java.io.PrintStream;
import org.city311.ivr.call.Termination.Result;

/// Runs scenarios, one after the other, and says what went wrong in those that did.
public final class Simulator {
  private final long seed;
  private final PrintStream out;
  private long offered;
  private long answered;

  /// @param seed everything follows from it
  public Simulator(long seed, PrintStream out) {
    this.seed = seed;
    this.out = out;
  }

  /// Runs scenarios 0 to one less than this, until one fails.
  ///
  /// @return whether all went well
  public boolean run(int scenarios) {
    out.println("Simulating " + scenarios + " scenarios with seed " + seed + ".");
    for (int number = 0; number < scenarios; number++) {
      if (!runOne(number)) {
        return false;
      }
    }
    out.println(
        scenarios
            + " scenarios, no invariant broken: "
            + offered
            + " calls asked for a person, "
            + answered
            + " were answered.");
    return true;
  }

  /// @return whether it went well
  public boolean runOne(int number) {
    Scenario scenario = new Scenario(seed, number);
    try {
      scenario.run();
      offered += scenario.ledger().offered();
      answered += scenario.ledger().count(Result.ANSWERED);
      return true;
    } catch (Violation e) {
      report(scenario, number, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever the ACD throws is a finding too.
      report(scenario, number, "the ACD threw " + e);
      e.printStackTrace(out);
    }
    return false;
  }

  private void report(Scenario scenario, int number, String what) {
    out.println("BROKEN: " + what);
    out.println("seed " + seed + ", scenario " + number + ", virtual time " + scenario.now());
    out.println(scenario.plan());
    out.println("What happened last:");
    out.println(scenario.trail());
    out.println(
        "This one again: ./city311 simulate --seed " + seed + " --scenario " + number);
  }
}
