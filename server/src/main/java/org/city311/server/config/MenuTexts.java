package org.city311.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.city311.flows.menu.MenuTree;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;

/// The sentences of the menus: written under `prompts` by their names, or where they are said. Each
/// becomes a prompt whose key tells its words apart from others under the same name, so that a caller never
/// hears the words of a newer version than the one in force on the call.
final class MenuTexts {
  private static final int MOST_CHARACTERS = 600;
  private static final Shape TEXT =
      Shape.of(
          "\\S(\\P{Cntrl}{0," + (MOST_CHARACTERS - 1) + "})",
          "a text of at most " + MOST_CHARACTERS + " characters in one paragraph");
  private static final String DIGIT = "{digit}";

  /// The prompts whose keys begin so are spoken in all languages.
  private static final String EVERY = "every-";

  private final MenusReader.Known known;
  private final YamlSection prompts;
  private final Map<String, Map<String, String>> named = new LinkedHashMap<>();
  private final TreeSet<String> unused;
  private final Map<String, Map<Language, String>> spoken = new LinkedHashMap<>();

  /// @param prompts the section of the named ones
  MenuTexts(YamlSection prompts, MenusReader.Known known) {
    this.known = known;
    this.prompts = prompts;
    for (String name : prompts.keys(Shape.ID)) {
      named.put(name, texts(prompts.section(name)));
    }
    this.unused = new TreeSet<>(named.keySet());
  }

  /// What is said at a place of a menu.
  ///
  /// @param key of the section that has a name, or the texts themselves
  /// @param place names those, such as `m-main`
  /// @param digit that it names; empty where it names none
  /// @return its prompt; nothing where there is a mistake
  Spoken sentence(YamlSection section, String key, String place, Optional<Character> digit) {
    boolean isWritten = section.isMapping(key);
    String name = isWritten ? "" : section.required(key, Shape.ID);
    String prompt = isWritten ? place : "p-" + name + digit.map(each -> "-" + each).orElse("");
    return sentence(section, key, name, prompt, digit);
  }

  /// What is said in all languages, one after the other, before there is one.
  Spoken inEveryLanguage(YamlSection section, String key, String place, char digit) {
    String name = section.isMapping(key) ? "" : section.required(key, Shape.ID);
    return sentence(section, key, name, EVERY + place, Optional.of(digit));
  }

  private Spoken sentence(
      YamlSection section, String key, String name, String prompt, Optional<Character> digit) {
    boolean isWritten = section.isMapping(key);
    if (!isWritten && !named.containsKey(name)) {
      if (!name.isEmpty()) {
        section.mistake(key, name, "texts by language, or one of prompts: " + named.keySet());
      }
      return Spoken.NOTHING;
    }
    unused.remove(name);
    Map<String, String> texts = isWritten ? texts(section.section(key)) : named(name);
    texts.forEach((language, text) -> checkDigit(section, key, language + ": " + text, digit));
    return texts.size() < known.languages().size()
        ? Spoken.NOTHING
        : Spoken.of(prompt(prompt, texts, digit));
  }

  Map<String, Map<Language, String>> spoken() {
    return spoken;
  }

  /// Notes the prompts that are not said anywhere.
  void end() {
    for (String name : unused) {
      prompts.mistake(name, "a prompt that is said nowhere", "prompts that a menu says");
    }
  }

  private Map<String, String> named(String name) {
    return named.getOrDefault(name, Map.of());
  }

  /// Language to text; one that is missing is a mistake. Others may be there for later.
  private Map<String, String> texts(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> written = section.keys(ConfigurationReader.LANGUAGE);
    for (String language : written) {
      Optional<String> text = section.optional(language, TEXT);
      if (known.languages().contains(language)) {
        text.ifPresent(words -> texts.put(language, words));
      }
    }
    for (String language : known.languages()) {
      if (!section.hasValue(language)) {
        section.mistake("", "no text in " + language, "a text in each of " + known.languages());
      }
    }
    return texts;
  }

  private static void checkDigit(
      YamlSection section, String key, String text, Optional<Character> digit) {
    if (digit.isPresent() && !text.contains(DIGIT)) {
      section.mistake(key, text, "a sentence with " + DIGIT + ", where it says the key");
    } else if (digit.isEmpty() && text.contains(DIGIT)) {
      section.mistake(key, text, "no " + DIGIT + ": there is no key to be said here");
    } else if (text.replace(DIGIT, "").replace("{city}", "").matches(".*[{}].*")) {
      section.mistake(key, text, "no other braces than " + DIGIT + " and {city}");
    }
  }

  private String prompt(String name, Map<String, String> texts, Optional<Character> digit) {
    Map<Language, String> words = new LinkedHashMap<>();
    StringBuilder all = new StringBuilder();
    for (String language : known.languages()) {
      String text =
          texts
              .getOrDefault(language, "")
              .replace(DIGIT, digit.map(String::valueOf).orElse(""))
              .replace("{city}", known.city());
      words.put(new Language(language), text);
      all.append(language).append(' ').append(text).append('\n');
    }
    String key = name + "-" + MenuTree.version(all.toString());
    spoken.put(key, Map.copyOf(words));
    return key;
  }
}
