package org.city311.ivr.asterisk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

/// A resident's line over AGI. Each method is one round trip to Asterisk.
final class AgiLine implements Line {
  private static final String ALL_KEYS = "0123456789*#";

  /// The result of a command that came to nothing.
  private static final String FAILED = "-1";

  private final Caller caller;
  private final AgiChannel channel;
  private final Consumer<AcdEvent> acd;

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
    acd.accept(new AcdEvent.ForCall(caller.call(), new CallInput.ReachedStep(step)));
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
  public void play(String prompt) throws CallerGone {
    run(() -> channel.streamFile(Dialplan.PROMPTS + prompt, ""));
  }

  @Override
  public Optional<Character> ask(String prompt, Duration patience) throws CallerGone {
    char[] key = new char[1];
    run(() -> key[0] = channel.getOption(Dialplan.PROMPTS + prompt, ALL_KEYS, patience.toMillis()));
    return key[0] == 0 ? Optional.empty() : Optional.of(key[0]);
  }

  @Override
  public String askDigits(String prompt, Duration patience, int most) throws CallerGone {
    String[] digits = new String[1];
    run(() -> digits[0] = channel.getData(Dialplan.PROMPTS + prompt, patience.toMillis(), most));
    return digits[0];
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
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
    run(() -> channel.streamFile(file.toString(), ALL_KEYS));
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

  /// Says what the dialplan is to do after a treatment. At once, so that no caller is left outside the
  /// queue by a node that dies in between.
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
          "Asterisk could not do an AGI command, such as play a file that is not there; its log says"
              + " which");
    }
  }

  /// Result −1 means that the channel was hung up meanwhile, or that Asterisk could not open a file
  /// (`res_agi.c`). Only one that is not hung up may then ask for its state. Digits that were dialled
  /// need not fit a number.
  ///
  /// @return false if Asterisk could not do it, and the caller is still there
  private boolean isDone(AgiCommand command) throws CallerGone {
    send(command);
    if (!FAILED.equals(channel.getLastReply().getResult())) {
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
