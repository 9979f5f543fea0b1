package org.city311.flows.greeting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.city311.flows.greeting.GreetingDesk.Somebody;
import org.city311.flows.message.Recording;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A supervisor at one of the centre's phones who knows the PIN: hears whether the emergency greeting is on,
/// and then records it (`1`), hears it (`2`), turns it on (`3`) or off (`4`).
public final class GreetingByPhone {
  /// How often a PIN is asked for in one call.
  static final int TRIES = 3;

  /// How much may be done in one call; then the supervisor calls again.
  static final int ROUNDS = 20;

  /// How long a greeting may be. Callers want to go on.
  static final Duration MOST = Duration.ofSeconds(60);

  static final Duration SILENCE = Duration.ofSeconds(4);
  static final Duration PATIENCE = Duration.ofSeconds(8);

  /// What is shorter is a slip, in seconds.
  private static final double LEAST_SPEECH_SECONDS = 1;

  private static final Logger log = LoggerFactory.getLogger(GreetingByPhone.class);

  private final GreetingDesk desk;
  private final PinLock pin;
  private final Path folder;

  /// @param folder where a recording lies until it is accepted; Asterisk writes there
  public GreetingByPhone(GreetingDesk desk, PinLock pin, Path folder) {
    this.desk = desk;
    this.pin = pin;
    this.folder = folder;
  }

  /// @param phone the SIP account, for the audit
  public void converse(Line line, String phone) throws CallerGone {
    if (!knowsThePin(line)) {
      return;
    }
    Somebody by = new Somebody("phone " + phone, "by phone");
    String before = desk.now().on() ? "greeting-is-on" : "greeting-is-off";
    for (int round = 1; round <= ROUNDS; round++) {
      Optional<Character> key = line.ask(Spoken.of(before, "greeting-menu"), PATIENCE);
      if (key.isEmpty()) {
        line.play("goodbye");
        return;
      }
      before = done(line, key.get(), by);
    }
  }

  private boolean knowsThePin(Line line) throws CallerGone {
    Spoken question = Spoken.of("greeting-pin");
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      switch (pin.judge(line.askDigits(question, PATIENCE, PinLock.MOST_DIGITS))) {
        case RIGHT -> {
          return true;
        }
        case WRONG -> question = Spoken.of("greeting-pin-wrong", "greeting-pin");
        case LOCKED -> {
          line.play("greeting-locked");
          return false;
        }
      }
    }
    line.play(Spoken.of("greeting-pin-wrong", "goodbye"));
    return false;
  }

  /// @return the prompt that says what has become of it
  private String done(Line line, char key, Somebody by) throws CallerGone {
    try {
      return switch (key) {
        case '1' -> record(line, by);
        case '2' -> hear(line);
        case '3' -> turn(true, by);
        case '4' -> turn(false, by);
        default -> "not-understood";
      };
    } catch (IOException e) {
      log.error("the emergency greeting can't be changed", e);
      return "greeting-unable";
    }
  }

  private String turn(boolean on, Somebody by) throws IOException {
    if (on && desk.now().words().isEmpty()) {
      return "greeting-none-yet";
    }
    desk.turn(on, by);
    return on ? "greeting-is-on" : "greeting-is-off";
  }

  /// What callers hear in the language that the centre's phones speak.
  private String hear(Line line) throws CallerGone {
    if (desk.now().words().isEmpty()) {
      return "greeting-none-yet";
    }
    if (!desk.isAudible()) {
      return "greeting-not-ready";
    }
    line.play(desk.now().key());
    return desk.now().on() ? "greeting-is-on" : "greeting-is-off";
  }

  /// In each language; `*` leaves one out. It stays on or off as it was.
  private String record(Line line, Somebody by) throws CallerGone, IOException {
    Map<Language, Path> spoken = new LinkedHashMap<>();
    for (Language language : desk.languages()) {
      Path file = folder.resolve("greeting-" + line.caller().call() + "-" + language);
      try {
        if (isRecorded(line, language, file)) {
          spoken.put(language, wav(file));
        }
      } catch (CallerGone e) {
        Files.deleteIfExists(wav(file));
        for (Path accepted : spoken.values()) {
          Files.deleteIfExists(accepted);
        }
        throw e;
      }
    }
    if (spoken.isEmpty()) {
      return "greeting-not-recorded";
    }
    boolean on = desk.now().on();
    desk.record(on, spoken, by);
    return on ? "greeting-recorded-on" : "greeting-recorded-off";
  }

  private boolean isRecorded(Line line, Language language, Path file)
      throws CallerGone, IOException {
    Files.createDirectories(folder);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Spoken offer = Spoken.of("greeting-record-" + language);
      if (line.ask(offer, Duration.ofSeconds(1)).filter(key -> key == '*').isPresent()) {
        return false;
      }
      line.play("tone");
      line.record(file, MOST, SILENCE);
      if (Recording.of(wav(file)).speechSeconds() < LEAST_SPEECH_SECONDS) {
        line.play("message-none");
      } else if (isAccepted(line, file)) {
        return true;
      }
    }
    Files.deleteIfExists(wav(file));
    return false;
  }

  /// Kept by `1`, heard by `2`, spoken anew by `3`. Nothing is put before all callers unheard and unsaid.
  private static boolean isAccepted(Line line, Path file) throws CallerGone {
    for (int round = 1; round <= ROUNDS; round++) {
      Optional<Character> key = line.ask("message-review", PATIENCE);
      if (key.isEmpty() || key.get() == '3') {
        return false;
      }
      if (key.get() == '1') {
        return true;
      }
      if (key.get() == '2') {
        line.playRecording(file);
      }
    }
    return false;
  }

  private static Path wav(Path file) {
    return file.resolveSibling(file.getFileName() + ".wav");
  }
}
