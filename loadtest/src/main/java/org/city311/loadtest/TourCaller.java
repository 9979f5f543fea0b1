package org.city311.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.loadtest.PromptCalls.Ended;
import org.city311.loadtest.TourLine.Again;
import org.city311.loadtest.TourLine.Dials;
import org.city311.loadtest.TourLine.Fate;
import org.city311.loadtest.TourLine.From;
import org.city311.loadtest.TourLine.HungUp;
import org.city311.loadtest.TourLine.Later;
import org.city311.loadtest.TourLine.Listens;
import org.city311.loadtest.TourLine.Order;
import org.city311.loadtest.TourLine.Stop;
import org.city311.loadtest.TourLine.Until;
import org.city311.loadtest.caller.CallEnd;
import org.city311.loadtest.caller.CallPlan;
import org.city311.loadtest.caller.Callers;
import org.city311.loadtest.caller.Leg;
import org.city311.loadtest.caller.Leg.Turn;
import org.city311.loadtest.caller.Prompts;
import org.city311.loadtest.caller.Way;
import org.city311.requests.number.RequestNumber;

/// One caller of a [Tour], in one language: its calls one after the other, and what is ordered in between. For one
/// thread.
final class TourCaller {
  private static final Duration SPEECH = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int CALL_SECONDS = 150;
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
  private static final String FIRST_LANGUAGE = "en";

  private final City city;
  private final Who who;
  private final Map<String, String> known;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Called> called = new ArrayList<>();

  // Of the call that is being put together.
  private List<Stop> stops = new ArrayList<>();
  private String dials = "311";
  private String from = "";
  private Way.End end = Way.End.BY_CALLER;

  /// Where it calls.
  record City(Stack stack, Callers callers, TourWords words, Prompts prompts) {}

  /// Who calls.
  ///
  /// @param number its telephone
  record Who(String name, String number, String language) {
    char languageKey() {
      return language.equals(FIRST_LANGUAGE) ? '1' : '2';
    }

    @Override
    public String toString() {
      return language + " " + name;
    }
  }

  private record Called(Way way, CompletableFuture<CallEnd> end) {}

  /// @param known what is known by names already
  TourCaller(City city, Who who, Map<String, String> known) {
    this.city = city;
    this.who = who;
    this.known = new HashMap<>(known);
    this.known.put("from", who.number());
    this.known.put("language", who.language());
    this.known.put("nobodys", RequestNumber.ofSerial(98_765_432).toString());
  }

  /// Whether this is the same in each language: nobody who calls so chooses one.
  static boolean isOfNoLanguage(List<TourLine> lines) {
    return lines.stream().anyMatch(line -> line instanceof Stop stop && stop.is(Stop.ANSWER))
        && lines.stream().noneMatch(line -> line instanceof Stop stop && stop.is(Stop.LANGUAGE));
  }

  /// Does all that is written, and returns when all calls are over.
  Ended go(List<TourLine> lines) throws IOException {
    for (var line : lines) {
      switch (line) {
        case Stop stop -> stops.add(stop);
        case HungUp _ -> end = Way.End.BY_US;
        case Dials dialled -> dials = dialled.number();
        case From elsewhere -> from = elsewhere.phone();
        case Again _ -> {
          call();
          var _ = await();
        }
        case Later later -> {
          call();
          pause(later.time());
        }
        case Order order -> {
          call();
          order(order);
        }
        case Until until -> {
          call();
          await(until);
        }
        case Fate fate -> {
          call();
          befalls(fate);
        }
      }
    }
    call();
    return await();
  }

  /// What is known by names when all is done.
  Map<String, String> known() {
    return Map.copyOf(known);
  }

  /// Begins the call whose stops have been read.
  private void call() throws IOException {
    if (stops.isEmpty()) {
      return;
    }
    var way = way();
    var secret = from.isEmpty() || from.equals(From.WITHHELD) ? "" : city.stack().phoneSecret(from);
    var by =
        new CallPlan.Line(
            from.isEmpty() ? who.number() : from.equals(From.WITHHELD) ? "anonymous" : from,
            secret,
            dials);
    var plan = way.plan(by, city.prompts());
    if (!stops.getFirst().is(Stop.CALLED)) {
      called.add(new Called(way, city.callers().call(plan, System.nanoTime())));
    } else {
      register(by);
      called.add(new Called(way, city.callers().expect(plan)));
    }
    stops = new ArrayList<>();
    end = Way.End.BY_CALLER;
  }

  /// A resident's phone is found by its number.
  private void register(CallPlan.Line by) throws IOException {
    if (by.secret().isEmpty()) {
      return;
    }
    try {
      city.callers().register(by).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(by.from() + " does not get registered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Way way() {
    var all = new ArrayList<Stop>();
    boolean isCalled = stops.getFirst().is(Stop.CALLED);
    if (!isCalled && !stops.getFirst().is(Stop.ANSWER)) {
      all.add(stop(Stop.ANSWER, "welcome"));
      if (!stops.getFirst().is(Stop.LANGUAGE)) {
        all.add(stop(Stop.LANGUAGE, "@main"));
      }
    }
    all.addAll(stops);
    // Phones of the centre speak the first language, and residents who are called theirs.
    var language = isCalled && from.isEmpty() ? who.language() : FIRST_LANGUAGE;
    var gone = new ArrayList<Way.Stop>();
    for (int i = 0; i < all.size(); i++) {
      language = all.get(i).is(Stop.LANGUAGE) ? who.language() : language;
      gone.add(stop(all.get(i), language, i == all.size() - 1));
    }
    return new Way(who.language() + " " + who.name() + ", " + (called.size() + 1), gone, end);
  }

  private static Stop stop(String does, String prompt) {
    return new Stop(does, false, List.of(prompt), new Listens.AMoment());
  }

  private Way.Stop stop(Stop stop, String language, boolean isLast) {
    boolean isSilent = stop.is(Stop.NOTHING);
    var prompts =
        city.words().prompts(stop.prompts().stream().map(this::filled).toList(), language);
    var leg = new Leg(language, prompts, isSilent ? Turn.CALLERS : Turn.OURS);
    var toTheEnd = city.words().toTheEnd(stop.prompts(), leg, city.prompts());
    var listens =
        switch (stop.listens()) {
          case Listens.AMoment() -> isLast ? toTheEnd : MenuWays.A_MOMENT;
          case Listens.ToTheEnd() -> toTheEnd;
          case Listens.For(Duration time) -> time;
        };
    var speech = stop.speaks() ? SPEECH : Duration.ZERO;
    return isSilent
        ? Way.Stop.afterSilence(speech, leg, listens)
        : new Way.Stop(keys(stop.does()), speech, leg, listens);
  }

  private String keys(String does) {
    return switch (does) {
      case Stop.ANSWER, Stop.CALLED -> "";
      case Stop.LANGUAGE -> "" + who.languageKey();
      default -> filled(does);
    };
  }

  private String filled(String text) {
    return NAME.matcher(text)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(
                    known.getOrDefault(name.group(1), "{" + name.group(1) + "}")));
  }

  private Ended await() throws IOException {
    var ended = new ArrayList<Ended.Call>();
    for (var each : called) {
      ended.add(new Ended.Call(each.way(), await(each.end())));
    }
    return new Ended(ended);
  }

  /// A call that never comes, or never ends, has failed; the others tell their own.
  private static CallEnd await(CompletableFuture<CallEnd> end) throws IOException {
    try {
      return end.get(CALL_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return CallEnd.none();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void order(Order order) throws IOException {
    var api = city.stack().api();
    var path = filled(order.path());
    var body = filled(order.body()).replace("{inAnHour}", inAnHour());
    var answer =
        switch (order.method()) {
          case "PUT" -> api.put(path, body);
          case "POST" -> api.post(path, body);
          default -> api.delete(path);
        };
    for (var kept : order.keeps().entrySet()) {
      known.put(kept.getKey(), json.readTree(answer).at(kept.getValue()).asText());
    }
  }

  private static String inAnHour() {
    return Instant.now().plus(Duration.ofHours(1)).toString();
  }

  private void await(Until until) throws IOException {
    var limit = Instant.now().plus(PATIENCE);
    var is = "";
    while (Instant.now().isBefore(limit)) {
      is = json.readTree(city.stack().api().get(filled(until.path()))).at(until.field()).asText();
      if (is.equals(filled(until.value()))) {
        return;
      }
      pause(LOOK);
    }
    throw new IOException(
        "%s: %s of %s is '%s', not '%s'"
            .formatted(who.name(), until.field(), until.path(), is, until.value()));
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void befalls(Fate fate) throws IOException {
    switch (fate) {
      case FREEZE_POSTGRES -> city.stack().postgres().freeze();
      case THAW_POSTGRES -> {
        city.stack().postgres().thaw();
        TourCalls.awaitRequests(city.stack());
      }
      case KILL_SERVER -> city.stack().node(1).kill();
    }
  }
}
