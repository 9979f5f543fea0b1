package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.city311.loadtest.PromptCalls.Ended;
import org.city311.loadtest.SippOptions.PhonePorts;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.caller.Callers;
import org.city311.loadtest.caller.Prompts;

/// Goes a [Tour]: all its callers in English and in Spanish.
final class TourCalls {
  private static final String FIRST_LANGUAGE = "en";
  private static final List<List<String>> TOGETHER = List.of(List.of(FIRST_LANGUAGE, "es"));
  private static final List<List<String>> IN_TURN = List.of(List.of(FIRST_LANGUAGE), List.of("es"));
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int FIRST_NUMBER = 559_0000;
  private static final SippAgent.Manner TALKS =
      new SippAgent.Manner(Duration.ofMillis(300), Duration.ofMillis(1_500));
  private static final Duration DATABASE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Tour tour;
  private final Stack stack;
  private final Prompts prompts;
  private final int port;
  private int numbers = FIRST_NUMBER;

  /// @param port the callers' own
  TourCalls(Tour tour, Stack stack, Prompts prompts, int port) {
    this.tour = tour;
    this.stack = stack;
    this.prompts = prompts;
    this.port = port;
  }

  /// A stack as the tour wants it.
  ///
  /// @param folder where its files are written to
  /// @param port where callers can be called
  static StackOptions stack(Tour tour, Path folder, int port) throws IOException {
    var services = tour.services();
    for (var file : tour.files().entrySet()) {
      var path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
      services = services.replace("{" + file.getKey() + "}", path.toString());
    }
    services = services.replace("{farDay}", ExampleMenus.farDay());
    var agents =
        tour.agents().entrySet().stream()
            .map(agent -> new AgentAccount(agent.getKey(), agent.getValue()))
            .toList();
    return StackOptions.agents(agents.size()).withServices(agents, services).withProxy(port);
  }

  /// Goes all of it; returns when all calls are over.
  Ended made() throws IOException {
    var answering = new ArrayList<SippAgent>();
    try (var callers = new Callers(stack.sip(), port)) {
      var city =
          new TourCaller.City(
              stack,
              callers,
              new TourWords(
                  ExampleMenus.tree(stack.configuration()), stack.data().resolve("sounds")),
              prompts);
      awaitRequests(stack);
      var known = before(city);
      for (var agent : tour.answering()) {
        answering.add(answers(agent));
      }
      var ended = new Ended(List.of());
      for (var languages : tour.inTurn() ? IN_TURN : TOGETHER) {
        ended = ended.and(made(city, languages, known));
      }
      return ended;
    } finally {
      answering.forEach(SippAgent::close);
    }
  }

  /// The server is ready for calls before its database is there, which takes longer the first time.
  static void awaitRequests(Stack stack) throws IOException {
    var limit = Instant.now().plus(DATABASE);
    while (true) {
      try {
        var _ = stack.api().get("/api/requests?limit=1");
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(limit)) {
          throw e;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private Map<String, String> before(TourCaller.City city) throws IOException {
    var nobody = new TourCaller(city, new TourCaller.Who("before", "", FIRST_LANGUAGE), Map.of());
    var _ = nobody.go(tour.before());
    return nobody.known();
  }

  /// Callers and what they do, in the languages in which they come at the same time.
  private Ended made(TourCaller.City city, List<String> languages, Map<String, String> known)
      throws IOException {
    var going = new LinkedHashMap<TourCaller.Who, Future<Ended>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var language : languages) {
        for (var caller : tour.callers().entrySet()) {
          var lines = caller.getValue();
          if (!language.equals(FIRST_LANGUAGE) && TourCaller.isOfNoLanguage(lines)) {
            continue;
          }
          var who = new TourCaller.Who(caller.getKey(), "410" + numbers++, language);
          long waits = BETWEEN.toMillis() * going.size();
          going.put(
              who,
              threads.submit(
                  () -> {
                    TimeUnit.MILLISECONDS.sleep(waits);
                    return new TourCaller(city, who, known).go(lines);
                  }));
        }
      }
    }
    var ended = new Ended(List.of());
    for (var caller : going.entrySet()) {
      try {
        ended = ended.and(caller.getValue().get());
      } catch (ExecutionException e) {
        throw new IOException(
            "%s, %s: %s".formatted(tour.name(), caller.getKey(), e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return ended;
  }

  private SippAgent answers(String agent) throws IOException {
    var phone =
        SippAgent.start(
            stack.children(),
            stack.folder().resolve("phone-" + agent),
            new SippAgent.Account(stack.sip(), agent, stack.phoneSecret(agent)),
            TALKS,
            new SippAgent.Work(PhonePorts.free(stack.freePorts()), LIMIT));
    stack.api().ready(agent);
    return phone;
  }
}
