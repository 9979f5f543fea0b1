package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.city311.loadtest.SippAgent.Account;
import org.city311.loadtest.SippAgent.Manner;
import org.city311.loadtest.SippAgent.Work;
import org.city311.loadtest.SippOptions.CallRate;
import org.city311.loadtest.SippOptions.PhonePorts;

/// The calls of a smoke or dispatch run: residents who arrive faster than the agents can serve them,
/// so that somebody always waits. The same seed gives the same calls.
final class SmokeCalls implements AutoCloseable {
  /// What the residents' numbers begin with.
  static final String NUMBERS = "311555";

  private static final Duration RING = Duration.ofMillis(100);
  private static final Duration CHECK = Duration.ofSeconds(2);

  /// How long residents wait at most; longer than a whole run.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Centre centre;
  private final Plan plan;
  private final List<SippAgent> agents = new ArrayList<>();

  SmokeCalls(Centre centre, Plan plan) {
    this.centre = centre;
    this.plan = plan;
  }

  /// What is to be done.
  ///
  /// @param calls how many residents call
  /// @param agents how many agents `agent1`… serve them
  /// @param callsPerSecond how fast residents arrive
  /// @param talk how long each talk of the first agent lasts
  /// @param slowest how long each talk of the last agent lasts; the others' lie evenly between, so
  ///     that agents don't become free in step
  /// @param sound how long residents are to be heard
  /// @param seed for the residents' choices
  /// @param limit the run ends then, done or not
  record Plan(
      int calls,
      int agents,
      int callsPerSecond,
      Duration talk,
      Duration slowest,
      Sound sound,
      long seed,
      Duration limit) {
    /// A stack that can carry it: everyone might be in a call at once.
    StackOptions stack() {
      return StackOptions.agents(agents).withCalls(calls + agents);
    }

    /// All agents talk equally long, and residents are heard to the end.
    Plan(int calls, int agents, int callsPerSecond, Duration talk, long seed, Duration limit) {
      this(calls, agents, callsPerSecond, talk, talk, Sound.TO_THE_END, seed, limit);
    }

    /// The account of an agent, counted from 1.
    static String agent(int number) {
      return "agent" + number;
    }

    /// How long each talk of this agent lasts.
    Duration talkOf(int number) {
      return agents == 1
          ? talk
          : talk.plus(slowest.minus(talk).multipliedBy(number - 1).dividedBy(agents - 1));
    }
  }

  /// How long a resident's phone sends sound.
  enum Sound {
    /// As a real one does.
    TO_THE_END("-1"),

    /// None but its keys: where hundreds call at once, their sound is work for the machine that
    /// measures nothing.
    KEYS_ONLY("0");

    private final String repeats;

    Sound(String repeats) {
      this.repeats = repeats;
    }
  }

  /// What the phones saw.
  ///
  /// @param statistics SIPp's count of the residents' calls
  /// @param offered offers that reached an agent, by the agents' phones
  /// @param answered calls that were answered by an agent, by the agents' phones
  /// @param dispatchMillis dispatch times while callers waited
  /// @param seconds from the first call's begin to the last one's end
  /// @param errors what SIPp complained about; empty when nothing
  record Seen(
      SippStatistics statistics,
      long offered,
      long answered,
      List<Double> dispatchMillis,
      double seconds,
      String errors) {}

  /// Registers the agents' phones.
  void startAgents(UnaryOperator<String> secretOf) throws IOException {
    for (int number = 1; number <= plan.agents(); number++) {
      var account = Plan.agent(number);
      agents.add(
          SippAgent.start(
              centre.children(),
              centre.folder().resolve(account),
              new Account(centre.sip(), account, secretOf.apply(account)),
              new Manner(RING, plan.talkOf(number)),
              new Work(PhonePorts.free(centre.ports()), plan.limit())));
    }
  }

  /// Has all agents take calls from now on.
  void readyAgents(CentreApi api) throws IOException {
    for (int number = 1; number <= plan.agents(); number++) {
      api.ready(Plan.agent(number));
    }
  }

  /// Lets the residents call, and returns when the last has hung up. Says now and then how far it
  /// has come.
  Seen run(PrintStream progress) throws IOException {
    var voice = Voice.write(centre.folder());
    var options =
        SippOptions.callers(
            Scenario.of(
                "resident", Map.of("voice", voice.toString(), "repeats", plan.sound().repeats)),
            centre.sip(),
            PhonePorts.free(centre.ports()),
            residents(),
            new CallRate(centre.number(), plan.callsPerSecond(), Duration.ofSeconds(1)),
            plan.limit());
    try (var residents =
        Sipp.start(centre.children(), centre.folder().resolve("residents"), options)) {
      var end = Instant.now().plus(plan.limit()).plusSeconds(10);
      while (residents.isAlive() && Instant.now().isBefore(end)) {
        waitAWhile(residents);
        progress.printf(
            "  %d of %d calls done, %d failed%n",
            residents.statistics().successful(), plan.calls(), residents.statistics().failed());
      }
      return seen(residents);
    }
  }

  private static void waitAWhile(Sipp residents) {
    try {
      residents.awaitExit(CHECK);
    } catch (IOException stillRunning) {
      // That is what the next look is for.
    }
  }

  private Seen seen(Sipp residents) {
    var messages = residents.messages();
    var phones = agents.stream().map(SippAgent::messages).toList();
    var errors =
        Stream.concat(Stream.of(residents.errors()), agents.stream().map(SippAgent::errors))
            .filter(text -> !text.isEmpty())
            .toList();
    double seconds =
        messages.isEmpty()
            ? 0
            : (messages.getLast().micros() - messages.getFirst().micros()) / 1_000_000.0;
    return new Seen(
        residents.statistics(),
        Dispatch.offered(phones),
        Dispatch.answered(phones),
        Dispatch.milliseconds(phones, Dispatch.asked(residents.steps().stream())),
        seconds,
        String.join("\n", errors));
  }

  /// Everyone presses a language and a service after a moment, and stays.
  private List<String> residents() {
    var random = new Random(plan.seed());
    return Stream.generate(
            () ->
                (NUMBERS + "%04d;%d;%d;%d;%d;0;-;%d")
                    .formatted(
                        random.nextInt(10_000),
                        random.nextInt(300, 900),
                        random.nextInt(1, 3),
                        random.nextInt(300, 900),
                        random.nextInt(1, 3),
                        PATIENCE.toMillis()))
        .limit(plan.calls())
        .toList();
  }

  @Override
  public void close() {
    agents.forEach(SippAgent::close);
  }
}
