package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.city311.loadtest.simulate.Simulator;

/// The command line of `city311-loadtest.jar`.
final class Main {
  private static final int USAGE_STATUS = 2;

  private static final String USAGE =
      """
      usage: java -jar city311-loadtest.jar COMMAND

        smoke [--out FOLDER]  start a City311 of its own, make 50 real calls to 5 agents, and
                              write the figures to FOLDER/result.json (default: target/smoke);
                              ends with 0 when every call was answered
        dispatch [--out FOLDER]
                              the same with 300 calls to 20 agents, and once more with Asterisk's
                              app_queue on the same Asterisk; compares how soon a freed agent has
                              the next call (default: target/dispatch); ends with 0 when every
                              call was answered and ours is 20 times faster at p50
        nodes [--out FOLDER]  make the same calls to one node and to three, in turn (default:
                              target/nodes); ends with 0 when every call was answered and three
                              cost at most 2 ms more at p50
        ewt [--out FOLDER]    compare how wrong our estimates of the wait are with how wrong
                              app_queue's average hold time is, for the same callers, in virtual
                              days full of bursts (default: target/ewt); checks that average
                              against a real app_queue; ends with 0 when ours is at most half as
                              wrong
        bench [--out FOLDER]  measure what one decision of the ACD costs, in time and memory
                              (default: target/bench); ends with 0 when its goals are reached
        failover [--out FOLDER]
                              start a City311 of three nodes, let 540 callers wait, kill the node
                              that leads, and write the figures to FOLDER/result.json (default:
                              target/failover); ends with 0 when nobody was lost, rung twice or
                              passed over, and dispatch went on within 5 s
        requests [--out FOLDER]
                              import a million service requests into a PostgreSQL of its own, and
                              measure intake, duplicate check, searches and one more import
                              (default: target/requests); ends with 0 when its goals are reached
        ivr [--out FOLDER]    let 2000 callers go through the menus by keys, 40 a second, and compare all
                              that they hear with the prompts (default: target/ivr); ends with 0 when
                              each heard what was to be heard, and in time
        tour [--out FOLDER]   go through every branch of all conversations by real calls, in
                              English and Spanish, and compare all that is heard with the prompts
                              (default: target/tour); ends with 0 when all of it was right, and
                              nobody was left in silence
        tour:NAME             go one of its written tours alone, such as tour:waiting
        simulate [--seed N] [--scenarios M] [--scenario K]
                              run the ACD among simulated callers, agents, switches and servers
                              that fail, in virtual time, and check what must always be true; M
                              scenarios (default: 10000), or only the one numbered K; without N
                              a seed is drawn, and printed; ends with 0 when nothing was broken
        simulate --replay FILE
                              replay a real month, from the Technion's records of a bank's calls
        demo [--config FILE]  call the City311 that runs with this configuration (default:
                              city311.yaml, or without one the defaults), as residents and agents do, until it is stopped
        help                  say this
      """;

  /// What can be measured.
  private static final Map<String, Profile> PROFILES =
      Map.of(
          "smoke", (out, folder) -> new Smoke(out, Smoke.PLAN, List.of()).run(folder),
          "dispatch", (out, folder) -> new DispatchRun(out, DispatchRun.PLAN).run(folder),
          "nodes", (out, folder) -> new NodesRun(out, NodesRun.PLAN).run(folder),
          "ewt", (out, folder) -> new EwtRun(out).run(folder),
          "bench", (out, folder) -> new BenchRun(out).run(folder),
          "failover", (out, folder) -> new Failover(out, Failover.PLAN).run(folder),
          "requests", (out, folder) -> new RequestsRun(out, RequestsRun.PLAN).run(folder),
          "ivr", (out, folder) -> new IvrRun(out, IvrRun.PLAN).run(folder),
          "tour", (out, folder) -> new TourRun(out).run(folder));

  private static final String ONE_TOUR = "tour:";

  private interface Profile {
    /// Measures, writes `result.json` into the folder and prints a table.
    ///
    /// @return true when all went well and the goals were reached
    boolean run(PrintStream out, Path folder) throws IOException;
  }

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// Carries out a command.
  ///
  /// @return the process's exit status
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      var profile = arguments.isEmpty() ? null : PROFILES.get(arguments.getFirst());
      if (profile != null && arguments.size() == 1) {
        return measure(profile, Path.of("target", arguments.getFirst()), out);
      }
      if (profile != null && hasOption(arguments, arguments.getFirst(), "--out")) {
        return measure(profile, Path.of(arguments.get(2)), out);
      }
      if (arguments.size() == 1 && arguments.getFirst().startsWith(ONE_TOUR)) {
        return new TourRun(out).part(arguments.getFirst().substring(ONE_TOUR.length())) ? 0 : 1;
      }
      if (hasOption(arguments, "simulate", "--replay")) {
        return Simulator.replay(Path.of(arguments.get(2)), out);
      }
      if (!arguments.isEmpty() && arguments.getFirst().equals("simulate")) {
        return simulate(arguments.subList(1, arguments.size()), out, err);
      }
      if (arguments.equals(List.of("demo"))) {
        return demo(Demo.in(Path.of(""), out));
      }
      if (hasOption(arguments, "demo", "--config")) {
        return demo(Demo.of(Path.of(arguments.get(2)), out));
      }
      if (arguments.size() == 1 && List.of("help", "--help", "-h").contains(arguments.getFirst())) {
        out.print(USAGE);
        return 0;
      }
      err.print(USAGE);
      return USAGE_STATUS;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static boolean hasOption(List<String> arguments, String command, String name) {
    return arguments.size() == 3
        && arguments.get(0).equals(command)
        && arguments.get(1).equals(name);
  }

  private static int measure(Profile profile, Path folder, PrintStream out) throws IOException {
    return profile.run(out, folder) ? 0 : 1;
  }

  private static int simulate(List<String> options, PrintStream out, PrintStream err) {
    var status = Simulator.command(options, out);
    if (status.isEmpty()) {
      err.print(USAGE);
    }
    return status.orElse(USAGE_STATUS);
  }

  private static int demo(Demo demo) throws IOException {
    try (demo) {
      demo.run();
      return 0;
    }
  }
}
