package org.city311.asteriskconfig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
@Execution(ExecutionMode.CONCURRENT)
class PromptsTest {
  /// What the dialplan and the flows play.
  private static final Set<String> KEYS =
      Set.of(
          "welcome",
          "menu",
          "not-understood",
          "no-input",
          "connecting",
          "agent-after-tries",
          "goodbye",
          "apology",
          "apology-closing",
          "agent-ready",
          "agent-signed-out",
          "agent-not-ready",
          "agent-unknown-code",
          "agent-unknown-phone",
          "agent-system-down");

  /// What the voices have said in this run: of hundreds of prompts most are the same in each test, and few
  /// tests are about how they are spoken.
  @TempDir static Path said;

  @TempDir Path data;

  @BeforeAll
  static void speakAllOnce() {
    Prompts.render(
        said.resolve("sounds"),
        sources(List.of("es"), Map.of(), said.resolve("recordings"), once()),
        (done, of, prompt) -> {});
  }

  private static PromptCache once() {
    return PromptCache.in(said.resolve("cache"));
  }

  @Test
  void catalogue_everyLanguage_hasTheSameKeys() {
    assertEquals(
        new TreeSet<>(PromptCatalogue.load("en").keys()),
        new TreeSet<>(PromptCatalogue.load("es").keys()));
  }

  @Test
  void catalogue_everyPrompt_isThereAndHasNoPlaceholderLeft() {
    for (var language : List.of("en", "es")) {
      var prompts = PromptCatalogue.load(language).prompts(sources(List.of("en", "es"), Map.of()));
      assertTrue(prompts.keySet().containsAll(KEYS), language);
      for (var parts : prompts.values()) {
        assertFalse(parts.isEmpty());
        parts.forEach(part -> assertFalse(part.text().contains("{"), part.text()));
      }
    }
  }

  @Test
  void welcome_twoLanguages_eachIsSpokenByItsOwnVoiceAndChosenByItsOwnDigit() {
    var welcome =
        PromptCatalogue.load("en")
            .prompts(sources(List.of("en", "es"), Map.of()))
            .getOrDefault("welcome", List.of());
    assertEquals(
        List.of("en", "es"), welcome.stream().map(PromptCatalogue.Part::language).toList());
    assertTrue(welcome.getFirst().text().contains("Springfield"));
    assertTrue(welcome.getFirst().text().endsWith("press 1."));
    assertTrue(welcome.get(1).text().endsWith("oprima el 2."));
  }

  /// What may be the first or the last thing that a caller hears of us.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "welcome",
        "apology",
        "refused-blocked",
        "refused-too-many-at-once",
        "refused-too-many-an-hour",
        "refused-flood"
      })
  void whoeverCallsInAnEmergency_isToldToDial911_inEachLanguage(String prompt) {
    for (var first : List.of("en", "es")) {
      var parts =
          PromptCatalogue.load(first)
              .prompts(sources(List.of("en", "es"), Map.of()))
              .getOrDefault(prompt, List.of());
      for (var language : List.of("en", "es")) {
        assertTrue(
            parts.stream()
                .anyMatch(
                    part -> part.language().equals(language) && part.text().contains("9 1 1")),
            first + ", " + language);
      }
    }
  }

  @Test
  void welcome_oneLanguage_offersNoChoice() {
    var prompts = PromptCatalogue.load("es").prompts(sources(List.of("es"), Map.of()));
    assertEquals(1, prompts.getOrDefault("welcome", List.of()).size());
  }

  @Test
  void menu_namesGroupsInTheOrderOfTheirDigits() {
    var menu =
        PromptCatalogue.load("es")
            .prompts(sources(List.of("en", "es"), Map.of()))
            .getOrDefault("menu", List.of());
    assertEquals(
        List.of("Para Calles, oprima el 1.", "Para Agua, oprima el 2."),
        menu.stream().map(PromptCatalogue.Part::text).toList());
  }

  @Test
  void whisper_isInTheAgentsLanguage_oneForEachGroupAndCallersLanguage() {
    var prompts = PromptCatalogue.load("en").prompts(sources(List.of("en", "es"), Map.of()));
    var whisper = prompts.getOrDefault("whisper-water-es", List.of());
    assertEquals("Water, Spanish.", whisper.getFirst().text());
    assertTrue(prompts.containsKey("whisper-streets-en"));
    assertFalse(
        PromptCatalogue.load("es")
            .prompts(sources(List.of("en", "es"), Map.of()))
            .containsKey("whisper-water-es"));
  }

  @Test
  void texts_areSaidBesideTheCataloguesOrInTheirPlace() {
    var texts =
        Map.of(
            "tree-limb", Map.of("en", "A limb in {city}.", "es", "Una rama."),
            "goodbye", Map.of("en", "So long."));
    var sources = withTexts(sources(List.of("en", "es"), Map.of()), texts);
    var english = PromptCatalogue.load("en").prompts(sources);
    var spanish = PromptCatalogue.load("es").prompts(sources);
    assertEquals("A limb in Springfield.", text(english, "tree-limb"));
    assertEquals("So long.", text(english, "goodbye"));
    assertEquals("Una rama.", text(spanish, "tree-limb"));
    assertEquals("Gracias por llamar al 311. Adiós.", text(spanish, "goodbye"));
  }

  private static String text(Map<String, List<PromptCatalogue.Part>> prompts, String key) {
    return prompts.getOrDefault(key, List.of()).getFirst().text();
  }

  @ParameterizedTest
  @CsvSource({"../evil, text", "a/b, text", "A, text", "-a, text", "a&b, text", "a, '  '"})
  void texts_withAKeyThatIsNoFilesName_orNothingToSay_areRefused(String key, String text) {
    var plain = sources(List.of("en"), Map.of());
    assertThrows(
        IllegalArgumentException.class, () -> withTexts(plain, Map.of(key, Map.of("en", text))));
  }

  @Test
  void render_leavesWhatACallUnderWayMayStillPlay_forADay() {
    var before = withTexts(sources(List.of("es"), Map.of()), Map.of("old", Map.of("es", "Antes.")));
    var after =
        withTexts(sources(List.of("es"), Map.of()), Map.of("new", Map.of("es", "Después.")));
    render(before);
    var now = Instant.now();
    assertEquals(1, renderAt(now, after).made());
    var dayLater = now.plus(Prompts.KEPT);
    assertEquals(0, renderAt(dayLater.minusSeconds(1), after).made());
    assertTrue(Files.exists(sounds().resolve("es/city311/old.ulaw")));
    assertTrue(Files.exists(sounds().resolve("es/city311/new.ulaw")));
    assertEquals(0, renderAt(dayLater, after).made());
    assertFalse(Files.exists(sounds().resolve("es/city311/old.ulaw")));
    assertTrue(Files.exists(sounds().resolve("es/city311/new.ulaw")));
    assertEquals(1, render(before).made());
  }

  @Test
  void cache_bringsWhatTheSameVoiceHasSaidBefore_toAnotherFolder() throws Exception {
    var cache = PromptCache.in(data.resolve("cache/prompts"));
    var cached = sources(List.of("es"), Map.of(), data.resolve("recordings"), cache);
    render(cached);
    var goodbye = sounds().resolve("es/city311/goodbye.ulaw");
    var spoken = Files.readAllBytes(goodbye);
    // What comes from the cache now can't come from the voice.
    var marked = new byte[] {1, 2, 3};
    try (var files = Files.list(data.resolve("cache/prompts"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".ulaw")).toList()) {
        if (Arrays.equals(spoken, Files.readAllBytes(file))) {
          Files.write(file, marked);
        }
      }
    }
    Prompts.render(data.resolve("other"), cached, (done, of, prompt) -> {});
    var fetched = data.resolve("other/es/city311/goodbye.ulaw");
    assertArrayEquals(marked, Files.readAllBytes(fetched));
  }

  @Test
  void cache_thatCanNotBeWritten_isNone() throws Exception {
    var file = Files.writeString(data.resolve("file"), "");
    var none = PromptCache.in(file.resolve("prompts"));
    var sources = sources(List.of("es"), Map.of(), data.resolve("recordings"), none);
    assertFalse(none.fetch("key", sounds().resolve("x")));
    none.keep("key", sounds().resolve("x"));
    none.tidy();
    render(sources);
    assertTrue(Files.exists(sounds().resolve("es/city311/goodbye.ulaw")));
  }

  @Test
  void render_aFileThatSomebodyDeleted_isMadeAgain() throws Exception {
    var sources = sources(List.of("es"), Map.of());
    render(sources);
    Files.delete(sounds().resolve("es/city311/goodbye.ulaw"));
    assertEquals(1, render(sources).made());
    assertTrue(Files.exists(sounds().resolve("es/city311/goodbye.ulaw")));
  }

  /// A long menu and a word of a number follow each other in one sentence, in each voice.
  @Test
  void render_aWordAndALongText_areAsLoudAsEachOther_inEveryVoice() throws Exception {
    var texts =
        Map.of(
            "word", Map.of("en", "six", "es", "seis"),
            "whisper", Map.of("en", "Shh, hush", "es", "Chis"),
            "long",
                Map.of(
                    "en", "Thank you for calling. ".repeat(20),
                    "es", "Gracias por llamar. ".repeat(20)));
    var sources = withTexts(sources(List.of("en", "es"), Map.of()), texts);
    render(sources);
    for (var language : List.of("en", "es")) {
      for (var key : texts.keySet()) {
        var file = sounds().resolve(language + "/city311/" + key + ".sln16");
        var sound = Sound.ofRaw(Files.readAllBytes(file));
        assertEquals(-23, 20 * Math.log10(sound.speechRms()), 1.5, file.toString());
        assertTrue(sound.peak() < 0.95, file + " is cut off at its peaks");
      }
    }
  }

  @Test
  void render_onlyWhatChangedIsMadeAgain() {
    var sources = sources(List.of("es"), Map.of());
    var made = new ArrayList<String>();
    var first = Prompts.render(sounds(), sources, (done, of, prompt) -> made.add(prompt));
    assertEquals(made.size(), first.made());
    assertTrue(made.contains("es/goodbye") && made.contains("moh/city311-hold"));
    assertEquals(0, render(sources).made());
    assertEquals(1, render(withCity(sources, "Ogden")).made());
  }

  @Test
  void render_everyPrompt_isAsLoudAsTheOthers() throws Exception {
    render(sources(List.of("es"), Map.of()));
    try (var files = Files.list(sounds().resolve("es/city311"))) {
      var spoken = files.filter(f -> f.toString().endsWith(".sln16") && !isSilence(f)).toList();
      for (var file : spoken) {
        var level = 20 * Math.log10(Sound.ofRaw(Files.readAllBytes(file)).speechRms());
        assertEquals(-23, level, 1.5, file.toString());
        var narrow = Path.of(file.toString().replace(".sln16", ".ulaw"));
        assertEquals((double) Files.size(file) / 4, (double) Files.size(narrow), 4);
      }
    }
  }

  @Test
  void recording_wins_andItsRemovalBringsTheVoiceBack() throws Exception {
    var sources = sources(List.of("es"), Map.of());
    render(sources);
    var goodbye = sounds().resolve("es/city311/goodbye.sln16");
    var spoken = Files.readAllBytes(goodbye);
    var recording = data.resolve("recordings/es/goodbye.wav");
    Files.createDirectories(recording.getParent());
    Program.run(
        List.of(
            "sox",
            "-n",
            "-r",
            "44100",
            "-c",
            "2",
            recording.toString(),
            "synth",
            "1",
            "sine",
            "440"),
        data,
        "");
    assertEquals(1, render(sources).made());
    assertEquals(1.0, Sound.ofRaw(Files.readAllBytes(goodbye)).seconds(), 0.1);
    Files.delete(recording);
    assertEquals(1, render(sources).made());
    assertArrayEquals(spoken, Files.readAllBytes(goodbye));
  }

  @Test
  void recording_thatWasMadeTooQuietly_isAsLoudAsTheVoice() throws Exception {
    var recording = data.resolve("recordings/es/goodbye.wav");
    Files.createDirectories(recording.getParent());
    Program.run(
        List.of(
            "sox",
            "-n",
            "-r",
            "8000",
            recording.toString(),
            "synth",
            "1",
            "sine",
            "440",
            "vol",
            "0.02"),
        data,
        "");
    render(sources(List.of("es"), Map.of()));
    var sound = Sound.ofRaw(Files.readAllBytes(sounds().resolve("es/city311/goodbye.sln16")));
    assertEquals(-23, 20 * Math.log10(sound.speechRms()), 0.5);
  }

  @Test
  void ownMusic_replacesOurs() throws Exception {
    var piece = data.resolve("recordings/moh/march.wav");
    var sources = sources(List.of("es"), Map.of());
    render(sources);
    Files.createDirectories(piece.getParent());
    Program.run(
        List.of("sox", "-n", "-r", "8000", piece.toString(), "synth", "1", "sine", "440"),
        data,
        "");
    render(sources);
    assertTrue(Files.exists(sounds().resolve("moh/march.ulaw")));
    assertFalse(Files.exists(sounds().resolve("moh/city311-hold.ulaw")));
  }

  @Test
  void missingVoice_saysWhatToInstall() {
    var voice = new Voice(List.of("no-such-voice", "{text}", "{wav}"), "install it (the remedy)");
    var failure =
        assertThrows(
            PromptException.class, () -> render(sources(List.of("es"), Map.of("es", voice))));
    assertTrue(String.valueOf(failure.getMessage()).contains("the remedy"));
  }

  @Test
  void text_isNeverReadByAShell() throws Exception {
    var mark = data.resolve("mark");
    render(
        withCity(sources(List.of("es"), Map.of()), "$(touch " + mark + ") `touch " + mark + "`"));
    assertFalse(Files.exists(mark));
  }

  private static boolean isSilence(Path file) {
    return file.getFileName().toString().startsWith("say-pause");
  }

  private Prompts.Rendered renderAt(Instant now, PromptSources sources) {
    return Prompts.render(sounds(), sources, now, (done, of, prompt) -> {});
  }

  private Path sounds() {
    return data.resolve("sounds");
  }

  private Prompts.Rendered render(PromptSources sources) {
    return Prompts.render(sounds(), sources, (done, of, prompt) -> {});
  }

  private static PromptSources withCity(PromptSources from, String city) {
    return new PromptSources(
        city,
        from.languages(),
        from.groups(),
        from.menu(),
        from.recordings(),
        from.voices(),
        from.texts(),
        from.cache());
  }

  private static PromptSources withTexts(
      PromptSources from, Map<String, Map<String, String>> texts) {
    return new PromptSources(
        from.city(),
        from.languages(),
        from.groups(),
        from.menu(),
        from.recordings(),
        from.voices(),
        texts,
        from.cache());
  }

  private PromptSources sources(List<String> languages, Map<String, Voice> voices) {
    return sources(languages, voices, data.resolve("recordings"), once());
  }

  private static PromptSources sources(
      List<String> languages, Map<String, Voice> voices, Path recordings, PromptCache cache) {
    return new PromptSources(
        "Springfield",
        languages,
        List.of(
            new PromptSources.Group("streets", Map.of("en", "Streets", "es", "Calles")),
            new PromptSources.Group("water", Map.of("en", "Water", "es", "Agua"))),
        new TreeMap<>(Map.of(2, "water", 1, "streets")),
        recordings,
        voices,
        Map.of(),
        cache);
  }
}
