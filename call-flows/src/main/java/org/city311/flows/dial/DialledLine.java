package org.city311.flows.dial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.city311.flows.dial.Resident.Move;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// A line to a [Resident]. Words take the time that a voice needs for them, as far as that can be told.
final class DialledLine implements Line {
  /// How fast voices speak.
  private static final int CHARACTERS_A_SECOND = 14;

  /// Of a recording: 8,000 samples a second of two bytes each.
  private static final int BYTES_A_SECOND = 16_000;

  /// A sample that is no silence.
  private static final int LOUD = 1_000;

  private final Caller caller;
  private final Resident resident;
  private final BiFunction<Language, String, String> texts;
  private final SkippedTime time;
  private final Map<String, String> remembered = new HashMap<>();
  private final Deque<Character> ahead = new ArrayDeque<>();
  private Language language;

  /// @param texts the words of a prompt in a language
  DialledLine(
      Caller caller,
      Language first,
      Resident resident,
      BiFunction<Language, String, String> texts,
      SkippedTime time) {
    this.caller = caller;
    this.language = first;
    this.resident = resident;
    this.texts = texts;
    this.time = time;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  Language language() {
    return language;
  }

  @Override
  public void step(String step) {
    resident.notices("step " + step);
  }

  @Override
  public void step(String step, String menus) {
    resident.notices("step " + step + " of the menus " + menus);
  }

  @Override
  public void speak(Language chosen) {
    language = chosen;
  }

  @Override
  public void play(Spoken spoken) throws CallerGone {
    if (ahead.isEmpty()) {
      hear(spoken);
    }
  }

  @Override
  public Optional<Character> ask(Spoken question, Duration patience) throws CallerGone {
    if (ahead.isEmpty()) {
      hear(question);
      takeKeys(patience);
    }
    return Optional.ofNullable(ahead.poll());
  }

  @Override
  public String askDigits(Spoken question, Duration patience, int most) throws CallerGone {
    if (ahead.isEmpty()) {
      hear(question);
      takeKeys(patience);
    }
    StringBuilder digits = new StringBuilder();
    while (digits.length() < most && !ahead.isEmpty()) {
      char key = ahead.remove();
      if (key == '*') {
        return "*";
      }
      if (key == '#') {
        return digits.isEmpty() ? "#" : digits.toString();
      }
      digits.append(key);
    }
    return digits.toString();
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    ahead.clear();
    Move move = resident.speaks();
    Duration spoken = move instanceof Move.Speaks speaks ? speaks.time() : Duration.ZERO;
    Duration kept = spoken.compareTo(atMost) < 0 ? spoken : atMost;
    time.pass(kept.plus(silence));
    writeSpeech(file.resolveSibling(file.getFileName() + ".wav"), kept);
    if (move instanceof Move.HangsUp) {
      throw new CallerGone();
    }
  }

  @Override
  public void playRecording(Path file) {
    resident.hears("(the recording)");
  }

  @Override
  public void remember(String name, String value) {
    remembered.put(name, value);
  }

  @Override
  public Optional<String> recall(String name) {
    return Optional.ofNullable(remembered.get(name)).filter(value -> !value.isEmpty());
  }

  private void hear(Spoken spoken) {
    String words =
        spoken.prompts().stream()
            .map(prompt -> texts.apply(language, prompt))
            .collect(Collectors.joining(" "));
    if (!words.isEmpty()) {
      time.pass(Duration.ofSeconds(words.length() / CHARACTERS_A_SECOND));
      resident.hears(words);
    }
  }

  private void takeKeys(Duration patience) throws CallerGone {
    switch (resident.answers()) {
      case Move.Presses presses -> presses.keys().chars().forEach(key -> ahead.add((char) key));
      case Move.Waits _, Move.Speaks _ -> time.pass(patience);
      case Move.HangsUp _ -> throw new CallerGone();
    }
  }

  /// A WAV file with something to be heard (RIFF, `WAVE` with a `fmt ` and a `data` chunk).
  private static void writeSpeech(Path file, Duration length) throws IOException {
    int bytes = (int) (length.toSeconds() * BYTES_A_SECOND);
    ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(BYTES_A_SECOND);
    wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(bytes);
    for (int sample = 0; sample < bytes / Short.BYTES; sample++) {
      wav.putShort((short) (sample % 2 == 0 ? LOUD : -LOUD));
    }
    Files.write(file, wav.array());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
