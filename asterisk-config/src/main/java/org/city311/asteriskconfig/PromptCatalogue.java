package org.city311.asteriskconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The texts of one language: `prompts/LANGUAGE.yaml` on the class path.
final class PromptCatalogue {
  /// Texts that are parts of other prompts, not prompts themselves.
  private static final List<String> PARTS = List.of("welcome-single", "menu-option", "whisper");

  /// Keys of texts that are said in all languages begin so.
  private static final String EVERY_LANGUAGE = "every-";

  private final String language;
  private final SequencedMap<String, List<Part>> texts;

  private PromptCatalogue(String language, SequencedMap<String, List<Part>> texts) {
    this.language = language;
    this.texts = texts;
  }

  /// A text and the language whose voice speaks it.
  record Part(String language, String text) {
    Part with(String placeholder, String value) {
      return new Part(language, text.replace("{" + placeholder + "}", value));
    }
  }

  static PromptCatalogue load(String language) {
    var resource = "/prompts/" + language + ".yaml";
    try (var stream = PromptCatalogue.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new PromptException(
            "language '" + language + "' has no texts: add prompts/" + language + ".yaml");
      }
      var yaml = new Load(LoadSettings.builder().setLabel(resource).build());
      var texts = new LinkedHashMap<String, List<Part>>();
      for (var entry : ((Map<?, ?>) yaml.loadFromInputStream(stream)).entrySet()) {
        texts.put(String.valueOf(entry.getKey()), parts(entry.getValue(), language));
      }
      return new PromptCatalogue(language, texts);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static List<Part> parts(Object value, String language) {
    if (!(value instanceof List<?> list)) {
      return List.of(new Part(language, String.valueOf(value)));
    }
    var parts = new ArrayList<Part>();
    for (var item : list) {
      var fields = (Map<?, ?>) item;
      parts.add(new Part(String.valueOf(fields.get("lang")), String.valueOf(fields.get("text"))));
    }
    return List.copyOf(parts);
  }

  /// Every key of the file, also those that are only parts of prompts.
  List<String> keys() {
    return List.copyOf(texts.keySet());
  }

  /// The prompts of the file, each with the number of languages that it is spoken in.
  SequencedMap<String, Integer> spokenIn() {
    var prompts = new LinkedHashMap<String, Integer>();
    texts.forEach(
        (key, parts) -> {
          if (!PARTS.contains(key) && !key.startsWith("language-")) {
            prompts.put(key, parts.size());
          }
        });
    return prompts;
  }

  List<Part> text(String key) {
    var parts = texts.get(key);
    if (parts == null) {
      throw new PromptException("prompts/" + language + ".yaml lacks the key '" + key + "'");
    }
    return parts;
  }

  /// All prompts of this language, by key, with every placeholder filled in.
  SequencedMap<String, List<Part>> prompts(PromptSources sources) {
    var prompts = new LinkedHashMap<String, List<Part>>();
    for (var key : spokenIn().keySet()) {
      prompts.put(key, spoken(text(key), sources));
    }
    if (sources.languages().size() == 1) {
      prompts.put("welcome", spoken(text("welcome-single"), sources));
    }
    if (!sources.menu().isEmpty()) {
      prompts.put("menu", menu(sources));
    }
    if (language.equals(sources.languages().getFirst())) {
      addWhispers(prompts, sources);
    }
    sources
        .texts()
        .forEach(
            (key, texts) -> {
              var own = own(key, texts, sources);
              if (!own.isEmpty()) {
                prompts.put(key, own);
              }
            });
    return prompts;
  }

  /// A text beside the catalogue, in this language; one that is said before there is a language in all.
  private List<Part> own(String key, Map<String, String> texts, PromptSources sources) {
    var languages = key.startsWith(EVERY_LANGUAGE) ? sources.languages() : List.of(language);
    var parts =
        languages.stream()
            .filter(texts::containsKey)
            .map(each -> new Part(each, texts.getOrDefault(each, "")))
            .toList();
    return spoken(parts, sources);
  }

  private List<Part> menu(PromptSources sources) {
    var option = text("menu-option").getFirst();
    return sources.menu().entrySet().stream()
        .map(
            choice ->
                option
                    .with("group", sources.groupName(sources.group(choice.getValue()), language))
                    .with("digit", choice.getKey().toString()))
        .toList();
  }

  private void addWhispers(Map<String, List<Part>> prompts, PromptSources sources) {
    var whisper = text("whisper").getFirst();
    for (var group : sources.groups()) {
      for (var spokenLanguage : sources.languages()) {
        var part =
            whisper
                .with("group", sources.groupName(group, language))
                .with("language", text("language-" + spokenLanguage).getFirst().text());
        prompts.put("whisper-" + group.id() + "-" + spokenLanguage, List.of(part));
      }
    }
  }

  private static List<Part> spoken(List<Part> parts, PromptSources sources) {
    return parts.stream()
        .filter(part -> sources.languages().contains(part.language()))
        .map(
            part ->
                part.with("city", sources.city())
                    .with(
                        "digit",
                        Integer.toString(sources.languages().indexOf(part.language()) + 1)))
        .toList();
  }
}
