package org.city311.asteriskconfig;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What prompts say, as text: for calls without a telephone.
public final class PromptTexts {
  private PromptTexts() {}

  /// Key to words, of every prompt in a language.
  public static Map<String, String> of(PromptSources sources, String language) {
    Map<String, String> texts = new LinkedHashMap<>();
    PromptCatalogue.load(language)
        .prompts(sources)
        .forEach(
            (key, parts) ->
                texts.put(
                    key,
                    parts.stream()
                        .map(PromptCatalogue.Part::text)
                        .collect(Collectors.joining(" "))));
    return texts;
  }
}
