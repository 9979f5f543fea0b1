package org.city311.ivr.asterisk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// A resident's line over AGI. Each method is one round trip to Asterisk, a question of several prompts two, one for
/// each digit of a number. Keys that are pressed between two commands are heard too, by the [Keypad].
final class AgiLine implements Line {
  /// The key by which a question is stopped whose answer is there already. It means nothing itself, as the others do
  /// that few telephones have: A to C.
  static final String NUDGE = "D";

  private static final String STOPPING_KEYS = Keypad.ALL_KEYS + NUDGE;

  /// How often a question is asked that only keys without a meaning have stopped.
  private static final int MOST_TRIES = 5;

  /// How long the next digit is waited for after a 0: 0 alone is a number of its own, and who wants a person
  /// must not think that nobody hears.
  private static final Duration AFTER_A_ZERO = Duration.ofMillis(1_500);

  /// So long after the last digit of a number that is whole, `#` is its end still, and answers no other question.
  private static final Duration LATE_END = Duration.ofMillis(1_500);

  /// The results of a command that came to nothing, and of an application that is not there.
  private static final Set<String> FAILED = Set.of("-1", "-2");

  private final Caller caller;
  private final AgiChannel channel;
  private final Consumer<AcdEvent> acd;
  private final Keypad keypad;

  /// When a number became whole that nothing has ended, by [System#nanoTime()].
  private OptionalLong wholeAt = OptionalLong.empty();

  AgiLine(Caller caller, AgiChannel channel, Consumer<AcdEvent> acd, Keypad keypad) {
    this.caller = caller;
    this.channel = channel;
    this.acd = acd;
    this.keypad = keypad;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void step(String step) {
    reached(new CallInput.ReachedStep(step));
  }

  @Override
  public void step(String step, String menus) {
    reached(new CallInput.ReachedStep(step, menus));
  }

  @Override
  public void pressed(String step, char key) {
    reached(new CallInput.ReachedStep(step, null, String.valueOf(key)));
  }

  private void reached(CallInput.ReachedStep step) {
    acd.accept(new AcdEvent.ForCall(caller.call(), step));
  }

  @Override
  public void speak(Language language) throws CallerGone {
    acd.accept(new AcdEvent.ForCall(caller.call(), new CallInput.ChoseLanguage(language)));
    run(
        () ->
            channel.exec(
                "MSet",
                "CHANNEL(language)=" + language + "," + Dialplan.LANGUAGE + "=" + language));
  }

  @Override
  public void play(Spoken spoken) throws CallerGone {
    switch (spoken.prompts().size()) {
      case 0 -> {}
      case 1 -> tell(() -> channel.streamFile(Dialplan.files(spoken), Keypad.ALL_KEYS));
      default -> tell(() -> channel.exec("Background", Dialplan.files(spoken)));
    }
  }

  /// The question and the patience are one command, so that the first key stops it whenever it comes.
  @Override
  public Optional<Character> ask(Spoken question, Duration patience) throws CallerGone {
    Optional<Character> key = asked(question, patience);
    boolean isLateEnd = key.isPresent() && key.get() == '#' && wholeFor(LATE_END);
    wholeAt = OptionalLong.empty();
    return isLateEnd ? asked(question, patience) : key;
  }

  private boolean wholeFor(Duration atMost) {
    return wholeAt.isPresent() && System.nanoTime() - wholeAt.getAsLong() < atMost.toNanos();
  }

  private Optional<Character> asked(Spoken question, Duration patience) throws CallerGone {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Character> ahead = keypad.nextOrAsk();
      if (ahead.isPresent()) {
        return ahead;
      }
      char key = stoppedBy(question, patience);
      keypad.stopped(key);
      if (key == Keypad.NO_KEY) {
        break;
      }
    }
    return keypad.next();
  }

  private char stoppedBy(Spoken question, Duration patience) throws CallerGone {
    long millis = patience.toMillis();
    return switch (question.prompts().size()) {
      case 0 -> stoppedBy(() -> channel.waitForDigit((int) millis));
      case 1 -> stoppedBy(() -> channel.getOption(Dialplan.files(question), STOPPING_KEYS, millis));
      default -> read(question, patience);
    };
  }

  /// One question for each digit, so that `*` and `#` are heard at once wherever they come.
  @Override
  public String askDigits(Spoken question, Duration patience, int most) throws CallerGone {
    StringBuilder dialled = new StringBuilder();
    Optional<Character> key = ask(question, patience);
    while (key.isPresent()) {
      char pressed = key.get();
      if (pressed == '*' || (pressed == '#' && dialled.isEmpty())) {
        return String.valueOf(pressed);
      }
      if (pressed == '#') {
        break;
      }
      dialled.append(pressed);
      if (dialled.length() >= most) {
        wholeAt = OptionalLong.of(System.nanoTime());
        break;
      }
      key = ask(Spoken.NOTHING, dialled.toString().equals("0") ? AFTER_A_ZERO : patience);
    }
    return dialled.toString();
  }

  /// Asks with several prompts, by Asterisk's application `Read`, which waits 50 ms between them.
  /// With its option `t` no key is left out.
  ///
  /// @return the key, or [Keypad#NO_KEY]
  private char read(Spoken question, Duration patience) throws CallerGone {
    run(
        () ->
            channel.exec(
                "Read",
                Dialplan.KEYS,
                Dialplan.files(question),
                "1",
                "t",
                "1",
                Double.toString(patience.toMillis() / 1_000.0)));
    String keys = get(Dialplan.KEYS);
    return keys.isEmpty() ? Keypad.NO_KEY : keys.charAt(0);
  }

  /// The key that stops what is told answers the next question.
  private void tell(AgiCommand command) throws CallerGone {
    keypad.tells();
    keypad.stopped(stoppedBy(command));
  }

  /// @return the key that stopped the command, or [Keypad#NO_KEY]
  private char stoppedBy(AgiCommand command) throws CallerGone {
    run(command);
    return channel.getLastReply().getResultCodeAsChar();
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    keypad.tells();
    boolean recorded =
        isDone(
            () ->
                channel.recordFile(
                    file.toString(),
                    "wav",
                    "#",
                    (int) atMost.toMillis(),
                    0,
                    false,
                    (int) silence.toSeconds()));
    if (recorded) {
      keypad.stopped(channel.getLastReply().getResultCodeAsChar());
    }
    keypad.forget();
    if (!recorded) {
      throw new IOException(
          "Asterisk can't record to "
              + file
              + ".wav: it must run as the server's user and see the same folder");
    }
  }

  @Override
  public void playRecording(Path file) throws CallerGone {
    tell(() -> channel.streamFile(file.toString(), Keypad.ALL_KEYS));
  }

  @Override
  public void remember(String name, String value) throws CallerGone {
    String variable = Dialplan.remembered(name);
    if (!Dialplan.REMEMBERED_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "what is remembered of a call as '" + name + "' must be one short line without quotes");
    }
    set(variable, value);
  }

  @Override
  public Optional<String> recall(String name) throws CallerGone {
    return Optional.of(get(Dialplan.remembered(name))).filter(value -> !value.isEmpty());
  }

  /// This line, of a caller whose skill group only the channel remembers.
  AgiLine placedByItsChannel() throws CallerGone {
    SkillGroupId group =
        Dialplan.placeIn(get(Dialplan.NEXT)).map(place -> place.demand().group()).orElse(null);
    Caller placed = new Caller(caller.call(), caller.ani(), caller.dnis(), caller.chosen(), group);
    return new AgiLine(placed, channel, acd, keypad);
  }

  /// @return empty for a variable that is not set
  private String get(String variable) throws CallerGone {
    String[] value = new String[1];
    run(() -> value[0] = channel.getVariable(variable));
    return value[0] == null ? "" : value[0];
  }

  void set(String variable, String value) throws CallerGone {
    run(() -> channel.setVariable(variable, value));
  }

  @Override
  public void settled() throws CallerGone {
    endTreatment();
  }

  /// Says what the dialplan is to do after a treatment. At once, so that no caller is left outside
  /// the queue by a node that dies in between.
  void endTreatment() throws CallerGone {
    run(
        () ->
            channel.exec(
                "MSet",
                Dialplan.NEXT
                    + "="
                    + Dialplan.DONE
                    + ","
                    + Dialplan.TREATED
                    + "="
                    + Dialplan.DONE));
  }

  private void run(AgiCommand command) throws CallerGone {
    if (!isDone(command)) {
      throw new IllegalStateException(
          "Asterisk could not do an AGI command, such as play a file that is not there; its log"
              + " says which");
    }
  }

  /// Result −1 means that the channel was hung up meanwhile, or that Asterisk could not open a file
  /// (`res_agi.c`; among several, one that is missing is only in Asterisk's log). Only one that is
  /// not hung up may then ask for its state. Digits that were dialled need not fit a number.
  ///
  /// @return false if Asterisk could not do it, and the caller is still there
  private boolean isDone(AgiCommand command) throws CallerGone {
    send(command);
    if (!FAILED.contains(channel.getLastReply().getResult())) {
      return true;
    }
    send(channel::getChannelStatus);
    return false;
  }

  private static void send(AgiCommand command) throws CallerGone {
    try {
      command.send();
    } catch (AgiHangupException | AgiNetworkException e) {
      throw new CallerGone();
    } catch (AgiException e) {
      throw new IllegalStateException("Asterisk refused an AGI command: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface AgiCommand {
    void send() throws AgiException;
  }
}
