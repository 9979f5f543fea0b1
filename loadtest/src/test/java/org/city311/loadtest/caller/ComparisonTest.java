package org.city311.loadtest.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.city311.loadtest.Ulaw;
import org.city311.loadtest.caller.Leg.Turn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final long BEGIN = 1_000_000_000_000L;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int FRAME = 160;
  private static final Leg WELCOME = new Leg("en", List.of("welcome"), Turn.OURS);
  private static final Leg MENU = new Leg("en", List.of("menu", "keys"), Turn.OURS);

  @TempDir Path sounds;
  private Prompts prompts;
  private final Recording call = new Recording();
  private long now = BEGIN;

  @BeforeEach
  void threePrompts() throws IOException {
    Files.createDirectories(sounds.resolve("en/city311"));
    speech("welcome", 1, 100 * FRAME);
    // A file ends where the words do, and not with a packet.
    speech("menu", 2, 50 * FRAME + 96);
    speech("keys", 3, 50 * FRAME);
    speech("other", 4, 50 * FRAME);
    prompts = new Prompts(sounds);
    call.answered(BEGIN);
  }

  /// Words are loud enough, and none are like others.
  private void speech(String key, int seed, int samples) throws IOException {
    var random = new Random(seed);
    var sound = new byte[samples];
    for (int i = 0; i < samples; i++) {
      sound[i] = Ulaw.encode(random.nextInt(-10_000, 10_000));
    }
    Files.write(sounds.resolve("en/city311/" + key + ".ulaw"), sound);
  }

  private byte[] sound(String key) {
    try {
      return Files.readAllBytes(sounds.resolve("en/city311/" + key + ".ulaw"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ComparisonTest hears(byte[] sound) {
    for (int at = 0; at < sound.length; at += FRAME) {
      call.hear(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + FRAME)), now);
      now += FRAME_NANOS;
    }
    return this;
  }

  private ComparisonTest hears(String key) {
    return hears(sound(key));
  }

  private ComparisonTest hears(String key, int frames) {
    return hears(Arrays.copyOf(sound(key), frames * FRAME));
  }

  /// Nothing comes.
  private ComparisonTest silence(int millis) {
    now += millis * 1_000_000L;
    return this;
  }

  private ComparisonTest presses() {
    call.did(new Recording.Deed(now - 100_000_000, now));
    return this;
  }

  private Heard compared(Leg... legs) {
    call.ended(now);
    return Comparison.of(call, List.of(legs), prompts);
  }

  @Test
  void promptsThatAreHeard_areRight_andTheirTimesAreMeasured() {
    var heard =
        silence(70)
            .hears("welcome", 60)
            .presses()
            .silence(40)
            .hears("menu")
            .hears("keys")
            .compared(WELCOME, MENU);

    assertTrue(heard.isRight(), heard.toString());
    assertEquals(70, heard.firstSoundMs().orElseThrow());
    assertEquals(List.of(40.0), heard.nextSoundMs());
    assertEquals(70, heard.longestSilenceMs());
  }

  @Test
  void promptThatAKeyStops_mayBeHeardForAMoment_andWhatFollowsItNeedNotBe() {
    var heard =
        hears("welcome", 60)
            .presses()
            .hears(Arrays.copyOfRange(sound("welcome"), 60 * FRAME, 64 * FRAME))
            .hears("menu", 30)
            .presses()
            .silence(100)
            .hears("other")
            .compared(WELCOME, MENU, new Leg("en", List.of("other"), Turn.OURS));

    assertTrue(heard.isRight(), heard.toString());
    assertEquals(List.of(80.0, 100.0), heard.nextSoundMs());
  }

  @Test
  void anotherPrompt_isWrong_andTheOneThatWasExpectedIsUnheard() {
    var heard = hears("welcome", 60).presses().hears("other").compared(WELCOME, MENU);

    assertEquals(List.of("en/menu"), heard.unheard());
    assertEquals(1_000, heard.wrong().millis(), 1);
  }

  @Test
  void promptThatIsMissingAtTheEnd_isUnheard() {
    var heard = hears("welcome", 60).presses().hears("menu").silence(1_500).compared(WELCOME, MENU);

    assertEquals(List.of("en/keys"), heard.unheard());
  }

  @Test
  void promptWithAHoleInIt_isWrong() {
    var menu = sound("menu");
    var heard =
        hears("welcome", 60)
            .presses()
            .hears(Arrays.copyOf(menu, 30 * FRAME))
            .hears(Arrays.copyOfRange(menu, 31 * FRAME, menu.length))
            .compared(WELCOME, new Leg("en", List.of("menu"), Turn.OURS));

    assertTrue(heard.wrong().millis() > 300, heard.toString());
  }

  @Test
  void whatIsHeardAfterTheMenusAreLeft_isFree() {
    var heard =
        hears("welcome", 60)
            .presses()
            .hears("menu")
            .hears("other")
            .compared(WELCOME, new Leg("en", List.of("menu", Leg.ANYTHING), Turn.OURS));

    assertTrue(heard.isRight(), heard.toString());
  }

  @Test
  void silenceInWhichTheSystemWaitsForAKey_isTheCallers() {
    var question = new Leg("en", List.of("menu"), Turn.OURS);
    var again = new Leg("en", List.of("other"), Turn.CALLERS);
    hears("welcome", 60).presses().hears("menu").silence(300);
    call.did(new Recording.Deed(now, now));
    var heard = silence(5_000).hears("other").compared(WELCOME, question, again);

    assertTrue(heard.isRight(), heard.toString());
    assertEquals(20, heard.longestSilenceMs());
    assertEquals(1, heard.nextSoundMs().size());
  }

  @Test
  void silenceAtTheEnd_isOurs() {
    var heard = hears("welcome", 60).silence(3_000).compared(WELCOME);

    assertEquals(3_020, heard.longestSilenceMs());
  }
}
