package org.city311.asteriskconfig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

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

  @TempDir Path data;

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
      for (var file : files.filter(f -> f.toString().endsWith(".sln16")).toList()) {
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

  private Path sounds() {
    return data.resolve("sounds");
  }

  private Prompts.Rendered render(PromptSources sources) {
    return Prompts.render(sounds(), sources, (done, of, prompt) -> {});
  }

  private static PromptSources withCity(PromptSources from, String city) {
    return new PromptSources(
        city, from.languages(), from.groups(), from.menu(), from.recordings(), from.voices());
  }

  private PromptSources sources(List<String> languages, Map<String, Voice> voices) {
    return new PromptSources(
        "Springfield",
        languages,
        List.of(
            new PromptSources.Group("streets", Map.of("en", "Streets", "es", "Calles")),
            new PromptSources.Group("water", Map.of("en", "Water", "es", "Agua"))),
        new TreeMap<>(Map.of(2, "water", 1, "streets")),
        data.resolve("recordings"),
        voices);
  }
}
