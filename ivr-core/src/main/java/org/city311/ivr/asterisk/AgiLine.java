package org.city311.ivr.asterisk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// A resident's line over AGI. Each method is one round trip to Asterisk.
final class AgiLine implements Line {
  private static final String ALL_KEYS = "0123456789*#";

  private final CallId call;
  private final AgiChannel channel;
  private final Consumer<AcdEvent> acd;

  AgiLine(CallId call, AgiChannel channel, Consumer<AcdEvent> acd) {
    this.call = call;
    this.channel = channel;
    this.acd = acd;
  }

  @Override
  public CallId call() {
    return call;
  }

  @Override
  public void step(String step) {
    acd.accept(new AcdEvent.ForCall(call, new CallInput.ReachedStep(step)));
  }

  @Override
  public void speak(Language language) throws CallerGone {
    acd.accept(new AcdEvent.ForCall(call, new CallInput.ChoseLanguage(language)));
    set("CHANNEL(language)", language.tag());
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

  void set(String variable, String value) throws CallerGone {
    run(() -> channel.setVariable(variable, value));
  }

  /// Result −1 means that the channel was hung up during the command (AGI documentation, "GET
  /// OPTION", "STREAM FILE").
  private void run(AgiCommand command) throws CallerGone {
    try {
      command.send();
    } catch (AgiHangupException | AgiNetworkException e) {
      throw new CallerGone();
    } catch (AgiException e) {
      throw new IllegalStateException("Asterisk refused an AGI command: " + e.getMessage(), e);
    }
    if (channel.getLastReply().getResultCode() < 0) {
      throw new CallerGone();
    }
  }

  @FunctionalInterface
  private interface AgiCommand {
    void send() throws AgiException;
  }
}
