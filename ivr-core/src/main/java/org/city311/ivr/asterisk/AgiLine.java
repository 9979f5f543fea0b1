package org.city311.ivr.asterisk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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

/// A resident's line over AGI. Each method is one round trip to Asterisk, a question of several
/// prompts two.
final class AgiLine implements Line {
  private static final String ALL_KEYS = "0123456789*#";

  /// The results of a command that came to nothing, and of an application that is not there.
  private static final Set<String> FAILED = Set.of("-1", "-2");

  private final Caller caller;
  private final AgiChannel channel;
  private final Consumer<AcdEvent> acd;

  /// Keys that were pressed before their question was asked.
  private final Deque<Character> ahead = new ArrayDeque<>();

  AgiLine(Caller caller, AgiChannel channel, Consumer<AcdEvent> acd) {
    this.caller = caller;
    this.channel = channel;
    this.acd = acd;
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
      case 1 -> tell(() -> channel.streamFile(Dialplan.files(spoken), ALL_KEYS));
      default -> tell(() -> channel.exec("Background", Dialplan.files(spoken)));
    }
  }

  /// The question and the patience are one command: a key between two commands is lost (`run_agi`).
  @Override
  public Optional<Character> ask(Spoken question, Duration patience) throws CallerGone {
    if (!ahead.isEmpty()) {
      return Optional.of(ahead.remove());
    }
    long millis = patience.toMillis();
    return switch (question.prompts().size()) {
      case 0 -> key(() -> channel.waitForDigit((int) millis));
      case 1 -> key(() -> channel.getOption(Dialplan.files(question), ALL_KEYS, millis));
      default ->
          read(question, patience)
              .chars()
              .mapToObj(key -> (char) key)
              .filter(key -> ALL_KEYS.indexOf(key) >= 0)
              .findAny();
    };
  }

  /// The first key alone, so that `*` and `#` are heard at once; then the others. The next key
  /// can't be let go in the moment between.
  @Override
  public String askDigits(Spoken question, Duration patience, int most) throws CallerGone {
    Optional<Character> first = ask(question, patience);
    if (first.isEmpty()) {
      return "";
    }
    StringBuilder dialled = new StringBuilder().append(first.get());
    while (!ahead.isEmpty() && !isWhole(dialled, most)) {
      dialled.append(ahead.remove());
    }
    if (!isWhole(dialled, most)) {
      int left = most - dialled.length();
      run(() -> dialled.append(channel.getData("", patience.toMillis(), left)));
    }
    if (dialled.indexOf("*") >= 0) {
      return "*";
    }
    int end = dialled.indexOf("#");
    return end > 0 ? dialled.substring(0, end) : dialled.toString();
  }

  private static boolean isWhole(StringBuilder dialled, int most) {
    int length = dialled.length();
    return length >= most || "*#".indexOf(dialled.charAt(length - 1)) >= 0;
  }

  /// Asks with several prompts, by Asterisk's application `Read`, which waits 50 ms between them.
  /// With its option `t` no key is left out.
  ///
  /// @return the key; empty if none was pressed
  private String read(Spoken question, Duration patience) throws CallerGone {
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
    return get(Dialplan.KEYS);
  }

  /// Keeps the key that stopped what was told.
  private void tell(AgiCommand command) throws CallerGone {
    key(command).ifPresent(ahead::add);
  }

  /// The key that a command came to. There are telephones with keys A to D; they mean nothing here.
  private Optional<Character> key(AgiCommand command) throws CallerGone {
    run(command);
    char key = channel.getLastReply().getResultCodeAsChar();
    return ALL_KEYS.indexOf(key) >= 0 ? Optional.of(key) : Optional.empty();
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    ahead.clear();
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
    if (!recorded) {
      throw new IOException(
          "Asterisk can't record to "
              + file
              + ".wav: it must run as the server's user and see the same folder");
    }
  }

  @Override
  public void playRecording(Path file) throws CallerGone {
    tell(() -> channel.streamFile(file.toString(), ALL_KEYS));
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
    return new AgiLine(placed, channel, acd);
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
