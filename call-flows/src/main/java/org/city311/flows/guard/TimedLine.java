package org.city311.flows.guard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.jspecify.annotations.Nullable;

/// A line on which nothing more is begun once its time is up. What has begun is heard to its end. Its caller has
/// the language that was chosen on it.
final class TimedLine implements Line {
  private final Line line;
  private final InstantSource clock;
  private Instant until;
  private @Nullable Language spoken;

  TimedLine(Line line, Instant until, InstantSource clock) {
    this.line = line;
    this.until = until;
    this.clock = clock;
  }

  /// Ends the conversation. Not a fault.
  static final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TimeIsUp() {
      super("the longest time in the IVR is over", null, false, false);
    }
  }

  /// From now on there is time for everything.
  void free() {
    until = Instant.MAX;
  }

  private Line line() {
    if (!clock.instant().isBefore(until)) {
      throw new TimeIsUp();
    }
    return line;
  }

  @Override
  public Caller caller() {
    Caller caller = line.caller();
    return spoken == null
        ? caller
        : new Caller(caller.call(), caller.ani(), caller.dnis(), spoken, caller.group());
  }

  @Override
  public void step(String step) {
    line.step(step);
  }

  @Override
  public void step(String step, String menus) {
    line.step(step, menus);
  }

  @Override
  public void pressed(String step, char key) {
    line.pressed(step, key);
  }

  @Override
  public void settled() throws CallerGone {
    line.settled();
  }

  @Override
  public void speak(Language language) throws CallerGone {
    spoken = language;
    line.speak(language);
  }

  @Override
  public void play(Spoken words) throws CallerGone {
    line().play(words);
  }

  @Override
  public Optional<Character> ask(Spoken question, Duration patience) throws CallerGone {
    return line().ask(question, patience);
  }

  @Override
  public String askDigits(Spoken question, Duration patience, int most) throws CallerGone {
    return line().askDigits(question, patience, most);
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    line().record(file, atMost, silence);
  }

  @Override
  public void playRecording(Path file) throws CallerGone {
    line().playRecording(file);
  }

  @Override
  public void remember(String name, String value) throws CallerGone {
    line.remember(name, value);
  }

  @Override
  public Optional<String> recall(String name) throws CallerGone {
    return line.recall(name);
  }
}
