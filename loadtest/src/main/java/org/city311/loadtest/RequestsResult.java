package org.city311.loadtest;

import java.io.PrintStream;
import java.util.Locale;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.requests.Measured;

/// The figures of a run with service requests; in `result.json` the names are written with underscores.
///
/// @param startedAt when, ISO 8601, UTC
/// @param requests that were there while all but the first import was measured
/// @param intakePerSecond requests taken and stored, by eight residents at once
/// @param findP95Ms of finding a type by its name, misspelt
/// @param duplicateCheckP95Ms of looking for what may be of the same thing
/// @param searchP95Ms of all searches and lists
/// @param importRowsPerSecond rows of an import on top of all that is there, reading the file twice among it
/// @param loadRowsPerSecond the same of the first import, into an empty database
/// @param failed rows that did not come in, requests that were not taken, pages that were wrong
/// @param measured all times
/// @param postgres its version
/// @param stealPercent share of the machine's CPU time that the hypervisor took away in the run
/// @param machine what it ran on
record RequestsResult(
    String startedAt,
    int requests,
    double intakePerSecond,
    double findP95Ms,
    double duplicateCheckP95Ms,
    double searchP95Ms,
    double importRowsPerSecond,
    double loadRowsPerSecond,
    int failed,
    Measured measured,
    String postgres,
    double stealPercent,
    Machine machine) {
  static final double GOAL_INTAKE_PER_SECOND = 300;
  static final double GOAL_FIND_MS = 50;
  static final double GOAL_DUPLICATE_CHECK_MS = 20;
  static final double GOAL_SEARCH_MS = 50;
  static final double GOAL_IMPORT_PER_SECOND = 5_000;

  boolean reachesGoals() {
    return failed == 0
        && intakePerSecond >= GOAL_INTAKE_PER_SECOND
        && findP95Ms <= GOAL_FIND_MS
        && duplicateCheckP95Ms <= GOAL_DUPLICATE_CHECK_MS
        && searchP95Ms <= GOAL_SEARCH_MS
        && importRowsPerSecond >= GOAL_IMPORT_PER_SECOND;
  }

  /// A table for people.
  void print(PrintStream out) {
    out.printf("%-30s %9s %9s %9s %9s %7s%n", "in ms", "p50", "p95", "p99", "max", "count");
    row(out, "finding a type", measured.finding());
    row(out, "duplicate check", measured.duplicateCheck());
    row(out, "searches and lists", measured.search());
    measured.searches().forEach(kind -> row(out, "  " + kind.name(), kind.times()));
    row(out, "intake", measured.intake());
    out.printf(
        Locale.ROOT,
        "with %,d requests: %.0f taken a second, %.0f rows imported a second (%.0f into nothing);"
            + " %d failed%n",
        requests,
        intakePerSecond,
        importRowsPerSecond,
        loadRowsPerSecond,
        failed);
    out.printf(
        Locale.ROOT,
        "goals: %.0f taken a second, finding a type p95 at most %.0f ms, duplicate check %.0f ms, searches %.0f ms,"
            + " %.0f rows imported a second, none failed%n",
        GOAL_INTAKE_PER_SECOND,
        GOAL_FIND_MS,
        GOAL_DUPLICATE_CHECK_MS,
        GOAL_SEARCH_MS,
        GOAL_IMPORT_PER_SECOND);
    out.printf(
        Locale.ROOT,
        "%s on %d cores, %s; stolen CPU time %.1f %%%n",
        postgres,
        machine.cores(),
        machine.model(),
        stealPercent);
  }

  private static void row(PrintStream out, String what, Measured.Times times) {
    out.printf(
        Locale.ROOT,
        "%-30s %9.2f %9.2f %9.2f %9.2f %7d%n",
        what,
        times.p50(),
        times.p95(),
        times.p99(),
        times.max(),
        times.count());
  }
}
