package org.city311.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.city311.flows.message.Messages;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a resident for a message: spoken after the tone, ended by `#` or a silence; then kept by `1`,
/// heard by `2`, spoken anew by `3`. What was said is kept also when the resident hangs up. Who has left
/// one hears that, what became of it, and goodbye.
public final class MessageDialogue {
  /// How long a message may be.
  static final Duration MOST = Duration.ofMinutes(2);

  /// The silence that ends one.
  static final Duration SILENCE = Duration.ofSeconds(5);

  /// How often a resident who said nothing is asked.
  static final int TRIES = 2;

  /// How often a resident may hear the message or speak it anew; then it is kept as it is.
  static final int REVIEWS = 8;

  /// How long to wait for a key after a question.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(MessageDialogue.class);

  private final Messages messages;
  private final Language fallback;
  private final AfterMessage after;

  /// @param fallback the language of callers who chose none
  /// @param after what becomes of a message that is kept
  public MessageDialogue(Messages messages, Language fallback, AfterMessage after) {
    this.messages = messages;
    this.fallback = fallback;
    this.after = after;
  }

  /// What a dialogue came to.
  enum Taken {
    /// The message is safe.
    KEPT,
    /// The resident said nothing.
    NOTHING_SAID,
    /// A fault of ours: no message can be taken.
    UNABLE
  }

  /// @throws CallerGone when the resident hung up and had said nothing
  Taken converse(Line line, Caller caller) throws CallerGone {
    Taken taken = take(line, caller);
    switch (taken) {
      case KEPT -> lastWords(line, caller);
      case NOTHING_SAID -> {}
      case UNABLE -> line.play("message-unable");
    }
    return taken;
  }

  /// A resident who hangs up in them knows enough.
  private void lastWords(Line line, Caller caller) {
    try {
      after.say(line, caller.call(), language(caller));
      line.play("goodbye");
    } catch (CallerGone e) {
      log.debug("gone in the last words: callId={}", caller.call());
    }
  }

  private Taken take(Line line, Caller caller) throws CallerGone {
    CallId call = caller.call();
    if (messages.isKept(call)) {
      return Taken.KEPT; // The node died in the last words.
    }
    try {
      // A node may have died before it could ask what is to become of the message.
      if (messages.hasSpeech(call) || hasSpoken(line, caller)) {
        review(line, caller);
      }
      return kept(call);
    } catch (IOException e) {
      log.error("a message can't be taken: callId={}", call, e);
      return kept(call) == Taken.KEPT ? Taken.KEPT : Taken.UNABLE;
    } catch (CallerGone e) {
      if (kept(call) == Taken.KEPT) {
        return Taken.KEPT;
      }
      throw e;
    }
  }

  private boolean hasSpoken(Line line, Caller caller) throws CallerGone, IOException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      record(line, caller);
      if (messages.hasSpeech(caller.call())) {
        return true;
      }
      line.play("message-none");
    }
    return false;
  }

  private void record(Line line, Caller caller) throws CallerGone, IOException {
    line.play("message-offer");
    Path file = messages.begin(caller, language(caller));
    line.play("tone");
    line.record(file, MOST, SILENCE);
  }

  /// A resident who presses nothing is content.
  private void review(Line line, Caller caller) throws CallerGone, IOException {
    for (int round = 1; round <= REVIEWS; round++) {
      Optional<Character> key = line.ask("message-review", PATIENCE);
      if (key.isEmpty() || key.get() == '1') {
        return;
      }
      if (key.get() == '2') {
        line.playRecording(messages.recording(caller.call()));
      } else if (key.get() == '3') {
        record(line, caller);
      } else {
        line.play("not-understood");
      }
    }
  }

  /// Keeps what was said, if anything was.
  private Taken kept(CallId call) {
    try {
      if (!messages.hasSpeech(call)) {
        messages.discard(call);
        return Taken.NOTHING_SAID;
      }
      messages.keep(call);
      return Taken.KEPT;
    } catch (IOException e) {
      log.error("a message may not be safe on the disk: callId={}", call, e);
      return Taken.UNABLE;
    }
  }

  private Language language(Caller caller) {
    Language chosen = caller.chosen();
    return chosen == null ? fallback : chosen;
  }
}
