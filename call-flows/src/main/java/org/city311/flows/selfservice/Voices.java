package org.city311.flows.selfservice;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.message.Recording;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.phone.PhoneDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what callers speak into their requests: after the tone, ended by `#` or a silence; then
/// kept by `1`, heard by `2`, spoken anew by `3`. Kept by the desk; nothing of it stays here.
public final class Voices {
  /// How long a caller may speak.
  static final Duration MOST = Duration.ofMinutes(1);

  /// The silence that ends it.
  static final Duration SILENCE = Duration.ofSeconds(4);

  /// How often a caller who said nothing is asked; then a person asks.
  static final int TRIES = 2;

  /// How often a caller may hear it or speak anew; then it is kept as it is.
  static final int REVIEWS = 8;

  /// No call is recorded so long after.
  static final Duration LEFT_BEHIND = Duration.ofHours(1);

  /// Less is a cough.
  private static final double LEAST_SPEECH_SECONDS = 0.4;

  private static final Map<Character, Review> REVIEW =
      Map.of('1', Review.KEEP, '2', Review.HEAR, '3', Review.AGAIN);

  private static final Logger log = LoggerFactory.getLogger(Voices.class);

  private final Path folder;
  private final PhoneDesk desk;
  private final Lookup lookup;

  private enum Review {
    KEEP,
    HEAR,
    AGAIN
  }

  /// @param folder where the switch can write and we can read; made when it is needed
  public Voices(Path folder, PhoneDesk desk, Lookup lookup) {
    this.folder = folder;
    this.desk = desk;
    this.lookup = lookup;
  }

  /// What a caller speaks, asked for once on a call.
  ///
  /// @param kept as of [Dialogue#once]
  /// @param prompt what asks for it, and says to speak after the tone
  /// @return the id by which a report names it
  /// @throws WantsPerson when nothing was said, or nothing can be taken: the caller was told
  String take(Dialogue dialogue, String kept, String prompt) throws CallerGone, Elsewhere {
    Path file = folder.resolve(dialogue.line().caller().call().value().replaceAll("[^\\w.-]", "_"));
    Path wav = file.resolveSibling(file.getFileName() + ".wav");
    try {
      return dialogue.once(kept, () -> spoken(dialogue, prompt, file, wav));
    } finally {
      // Not before it is known on the call that the desk has it.
      remove(wav);
    }
  }

  private String spoken(Dialogue dialogue, String prompt, Path file, Path wav)
      throws CallerGone, Elsewhere {
    try {
      Files.createDirectories(folder);
      sweep();
      if (!isSpoken(wav)) {
        record(dialogue, prompt, file, wav);
      }
      review(dialogue, prompt, file, wav);
      Optional<String> taken = lookup.answer(dialogue, () -> desk.keep(wav));
      if (taken.isPresent()) {
        return taken.get();
      }
    } catch (IOException e) {
      log.error("what a caller says can't be taken: callId={}", dialogue.line().caller().call(), e);
    }
    dialogue.say("desk-away");
    throw new WantsPerson(Elsewhere.Why.ASKED);
  }

  private static void record(Dialogue dialogue, String prompt, Path file, Path wav)
      throws CallerGone, Elsewhere, IOException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      dialogue.say(prompt);
      dialogue.say("tone");
      dialogue.line().record(file, MOST, SILENCE);
      if (isSpoken(wav)) {
        return;
      }
      dialogue.say("report-nothing-said");
    }
    throw new WantsPerson(Elsewhere.Why.NOT_UNDERSTOOD);
  }

  /// Also on the call of a node that died meanwhile: the switch goes on recording.
  private static boolean isSpoken(Path wav) throws IOException {
    return Recording.of(wav).speechSeconds() >= LEAST_SPEECH_SECONDS;
  }

  /// Who presses nothing is content.
  private static void review(Dialogue dialogue, String prompt, Path file, Path wav)
      throws CallerGone, Elsewhere, IOException {
    for (int round = 1; round <= REVIEWS; round++) {
      switch (dialogue.choose(Spoken.of("report-review"), REVIEW)) {
        case KEEP -> {
          return;
        }
        case HEAR -> dialogue.line().playRecording(file);
        case AGAIN -> record(dialogue, prompt, file, wav);
      }
    }
  }

  /// Removes what was left behind by a node that died.
  private void sweep() throws IOException {
    Instant before = Instant.now().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.wav")) {
      for (Path wav : files) {
        if (isOlder(wav, before)) {
          remove(wav);
        }
      }
    }
  }

  private static boolean isOlder(Path wav, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(wav).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      return false; // It has been taken meanwhile.
    }
  }

  private static void remove(Path wav) {
    try {
      Files.deleteIfExists(wav);
    } catch (IOException e) {
      log.warn("a recording is left behind: file={}", wav, e);
    }
  }
}
