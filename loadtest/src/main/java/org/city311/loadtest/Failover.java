package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.city311.loadtest.FailoverSight.Offer;
import org.city311.loadtest.SippAgent.Account;
import org.city311.loadtest.SippAgent.Manner;
import org.city311.loadtest.SippAgent.Work;
import org.city311.loadtest.SippOptions.CallRate;
import org.city311.loadtest.SippOptions.PhonePorts;
import org.city311.loadtest.StackOptions.Nodes;

/// The death of the node that leads, of three, while many callers wait and agents are at work.
///
/// All callers arrive while no agent is ready, so each has a place before the first is served. Then
/// the agents begin; once a part of the callers is served, the leader is killed (SIGKILL). It passes
/// when everyone was served, once, in the order of their places, and dispatch went on in time.
final class Failover {
  static final Plan PLAN = new Plan(540, 500, 20, Duration.ofSeconds(2), 25);

  /// How long nobody may be dispatched after the leader's death.
  static final Duration RESUMED_WITHIN = Duration.ofSeconds(5);

  private static final String NUMBERS = "311556";
  private static final Duration RING = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final Duration STEP_LIMIT = Duration.ofMinutes(4);

  private final PrintStream out;
  private final Plan plan;

  Failover(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// What is to be done.
  ///
  /// @param callers how many residents call
  /// @param waiting how many of them still wait when the leader is killed
  /// @param agents how many agents `agent1`… serve them
  /// @param talk how long each talk lasts
  /// @param callsPerSecond how fast residents arrive
  record Plan(int callers, int waiting, int agents, Duration talk, int callsPerSecond) {}

  /// Runs, writes `result.json` into a folder and prints a table.
  ///
  /// @return true when it passed
  boolean run(Path folder) throws IOException {
    Sipp.requireInstalled();
    out.println("starting a City311 of three nodes of its own");
    var options =
        StackOptions.agents(plan.agents())
            .withNodes(Nodes.THREE)
            .withCalls(plan.callers() + plan.agents());
    try (var stack = Stack.start(options);
        var residents = call(stack)) {
      var result = run(stack, residents);
      result.write(folder);
      result.print(out);
      if (!result.passed()) {
        out.println("FAILED" + (residents.errors().isEmpty() ? "" : "\n" + residents.errors()));
        stack.keep();
      }
      return result.passed();
    }
  }

  private FailoverResult run(Stack stack, Sipp residents) throws IOException {
    var startedAt = Instant.now();
    var cpu = MachineClock.Cpu.now();
    var leader = leader(stack);
    await("all callers wait", () -> waiting(leader) == plan.callers(), residents);
    var agents = new ArrayList<SippAgent>();
    try {
      for (int number = 1; number <= plan.agents(); number++) {
        agents.add(agent(stack, SmokeCalls.Plan.agent(number)));
      }
      out.printf("%d callers wait; %d agents begin%n", plan.callers(), plan.agents());
      for (var agent : agents) {
        leader.api().ready(agent.account());
      }
      await("enough are served", () -> waiting(leader) <= plan.waiting(), residents);
      int waitingWhenKilled = waiting(leader);
      long killed = nowMicros();
      leader.kill();
      out.printf("node %d, which led, is killed%n", leader.number());
      await("all calls are over", () -> !residents.isAlive(), residents);
      var survivor = leader(stack);
      await("all is recorded", () -> records(stack).size() >= plan.callers(), residents);
      var sight =
          new FailoverSight(
              records(stack),
              agents.stream().flatMap(agent -> Offer.parse(agent.steps().stream())).toList(),
              killed);
      return new FailoverResult(
          startedAt.toString(),
          stack.nodes().size(),
          plan.callers(),
          plan.agents(),
          plan.talk().toMillis(),
          waitingWhenKilled,
          plan.callers() - sight.served(),
          sight.duplicated(),
          sight.outOfOrder(),
          sight.resumeSeconds(),
          residents.statistics().failed(),
          survivor.number(),
          cpu.stealPercentUntilNow(),
          SmokeResult.Machine.here());
    } finally {
      agents.forEach(SippAgent::close);
    }
  }

  /// Residents who say nothing, so that the machine has its time for the rest.
  private Sipp call(Stack stack) throws IOException {
    var options =
        SippOptions.callers(
            Scenario.of("resident", Map.of("voice", "none", "repeats", "0")).silent(),
            stack.sip(),
            PhonePorts.free(stack.freePorts()),
            IntStream.range(0, plan.callers())
                .mapToObj(
                    number ->
                        (NUMBERS + "%04d;600;1;600;1;0;-;%d").formatted(number, LIMIT.toMillis()))
                .toList(),
            new CallRate("311", plan.callsPerSecond(), Duration.ofSeconds(1)),
            LIMIT);
    return Sipp.start(stack.children(), stack.folder().resolve("residents"), options);
  }

  private SippAgent agent(Stack stack, String account) throws IOException {
    return SippAgent.start(
        stack.children(),
        stack.folder().resolve(account),
        new Account(stack.sip(), account, stack.phoneSecret(account)),
        new Manner(RING, plan.talk()),
        new Work(PhonePorts.free(stack.freePorts()), LIMIT));
  }

  private static StackNode leader(Stack stack) throws IOException {
    for (var node : stack.nodes()) {
      if (node.isRunning() && node.standing().equals("leader")) {
        return node;
      }
    }
    throw new IOException("no node leads");
  }

  private static int waiting(StackNode node) throws IOException {
    return node.api().live().path("waiting").asInt();
  }

  private static long nowMicros() {
    var now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /// The answered calls as they are recorded: callers' numbers and places, in microseconds since 1970.
  private static Map<String, Long> records(Stack stack) throws IOException {
    var url = "jdbc:postgresql://127.0.0.1:" + stack.postgres().port() + "/postgres";
    try (var connection =
            DriverManager.getConnection(url, "postgres", stack.secret("postgres.password"));
        var query =
            connection.prepareStatement(
                "select ani, (extract(epoch from queued_at) * 1000000)::bigint"
                    + " from metrics.call_record where ani like ? and result = 'ANSWERED'")) {
      query.setString(1, NUMBERS + "%");
      var places = new HashMap<String, Long>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          places.put(Objects.requireNonNull(row.getString(1)), row.getLong(2));
        }
      }
      return places;
    } catch (SQLException e) {
      throw new IOException("the call records cannot be read", e);
    }
  }

  /// Waits, and says now and then that it does; what does not come in time is for the result to show.
  private void await(String what, Callable<Boolean> holds, Sipp residents) throws IOException {
    var end = Instant.now().plus(STEP_LIMIT);
    try {
      for (int look = 0; !holds.call() && Instant.now().isBefore(end); look++) {
        if (look % 50 == 49) {
          out.printf(
              "  until %s: %d calls begun, %d over%n",
              what, residents.statistics().created(), residents.statistics().successful());
        }
        Thread.sleep(100);
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("interrupted until " + what, e);
    }
  }
}
