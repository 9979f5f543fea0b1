package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.city311.loadtest.SippOptions.CallRate;
import org.city311.loadtest.SippOptions.PhonePorts;

/// A few minutes' residents of the demo: mixed languages and services, some who press a wrong key
/// or none, and some whose patience ends.
final class DemoResidents implements AutoCloseable {
  /// How many residents one batch has.
  static final int CALLS = 15;

  /// A batch ends by then even if nobody serves it.
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Sipp sipp;

  private DemoResidents(Sipp sipp) {
    this.sipp = sipp;
  }

  /// What residents can choose from.
  ///
  /// @param languages how many languages there are; key 1 is the first
  /// @param services how many services the menu has; key 1 is the first
  record Choice(int languages, int services) {}

  /// Lets a batch begin to call, one resident each `period`.
  static DemoResidents start(
      Centre centre, Path folder, Choice choice, Duration period, RandomGenerator random)
      throws IOException {
    var voice = Voice.write(centre.folder());
    var plan = Stream.generate(() -> resident(choice, random)).limit(CALLS).toList();
    var options =
        SippOptions.callers(
            Scenario.of("resident", Map.of("voice", voice.toString(), "repeats", "-1")),
            centre.sip(),
            PhonePorts.free(centre.ports()),
            plan,
            new CallRate(centre.number(), 1, period),
            LIMIT);
    return new DemoResidents(Sipp.start(centre.children(), folder, options));
  }

  /// One line of the plan. Of 20 residents 14 press what they should, 2 a wrong key first, 1
  /// presses nothing, and 3 run out of patience.
  static String resident(Choice choice, RandomGenerator random) {
    var language = "" + random.nextInt(1, choice.languages() + 1);
    var service = "" + random.nextInt(1, choice.services() + 1);
    int kind = random.nextInt(20);
    List<String> keys =
        switch (kind) {
          case 0, 1 -> List.of("9", language, service);
          case 2 -> List.of("-", "-", "-");
          default -> List.of(language, service, "-");
        };
    long stay = kind >= 17 ? random.nextLong(2_000, 40_000) : PATIENCE.toMillis();
    return "311555%04d;%d;%s;%d;%s;%d;%s;%d"
        .formatted(
            random.nextInt(10_000),
            pause(random),
            keys.get(0),
            pause(random),
            keys.get(1),
            keys.get(2).equals("-") ? 0 : pause(random),
            keys.get(2),
            stay);
  }

  private static int pause(RandomGenerator random) {
    return random.nextInt(1_500, 5_000);
  }

  boolean isAlive() {
    return sipp.isAlive();
  }

  SippStatistics statistics() {
    return sipp.statistics();
  }

  /// All who are still on the line hang up.
  @Override
  public void close() {
    try {
      sipp.hangUp();
    } catch (IOException e) {
      // It did not go in order; it goes now.
    }
    sipp.close();
  }
}
