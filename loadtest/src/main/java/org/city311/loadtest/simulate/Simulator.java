package org.city311.loadtest.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.city311.ivr.call.Termination.Result;

/// Runs scenarios, one after the other, and says what went wrong in those that did.
public final class Simulator {
  /// How many are run unless told otherwise.
  private static final int SCENARIOS = 10_000;

  private final long seed;
  private final PrintStream out;
  private long offered;
  private long answered;
  private long callbacks;
  private long connected;

  /// @param seed everything follows from it
  public Simulator(long seed, PrintStream out) {
    this.seed = seed;
    this.out = out;
  }

  /// Carries out `simulate` with its options.
  ///
  /// @return the exit status: 0 when nothing was broken; empty when the options are not ours
  public static OptionalInt command(List<String> options, PrintStream out) {
    Map<String, Long> given = new HashMap<>();
    for (int index = 0; index < options.size(); index += 2) {
      String name = options.get(index);
      String value = index + 1 < options.size() ? options.get(index + 1) : "";
      boolean known = List.of("--seed", "--scenarios", "--scenario").contains(name);
      if (!known || !value.matches(name.equals("--seed") ? "-?[0-9]{1,18}" : "[0-9]{1,9}")) {
        return OptionalInt.empty();
      }
      given.put(name, Long.valueOf(value));
    }
    Long seed = given.get("--seed");
    Simulator simulator =
        new Simulator(seed == null ? RandomGenerator.getDefault().nextInt() : seed, out);
    Long only = given.get("--scenario");
    boolean good =
        only == null
            ? simulator.run(given.getOrDefault("--scenarios", (long) SCENARIOS).intValue())
            : simulator.runOne(only.intValue());
    if (only != null && good) {
      out.println("Scenario " + only + " of seed " + simulator.seed + ": no invariant broken.");
    }
    return OptionalInt.of(good ? 0 : 1);
  }

  /// Replays a bank's real month, and prints what came of it beside what the bank made of it.
  ///
  /// @return the exit status; without the file there is nothing to replay, which is no failure
  public static int replay(Path file, PrintStream out) throws IOException {
    if (!Files.isRegularFile(file)) {
      out.println("Nothing is replayed: there is no file " + file);
      return 0;
    }
    BankCalls bank = BankCalls.read(file);
    out.println("The bank:  " + BankReplay.bank(bank));
    out.println("This ACD:  " + new BankReplay(bank, 311, (_, _) -> {}).run());
    return 0;
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
            + " were answered; "
            + callbacks
            + " were to be called back, "
            + connected
            + " were reached.");
    return true;
  }

  /// @return whether it went well
  public boolean runOne(int number) {
    Scenario scenario = new Scenario(seed, number);
    try {
      scenario.run();
      offered += scenario.ledger().offered();
      callbacks += scenario.ledger().callbacks();
      connected += scenario.ledger().count(Result.CALLBACK_CONNECTED);
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
    out.println(scenario.trail().about(what));
    out.println("This one again: ./city311 simulate --seed " + seed + " --scenario " + number);
  }
}
