package org.city311.requests.notify.letter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates of all letters and text messages, in both languages: `en/mail/closed.txt`,
/// `es/text/closed.txt`. A file of a city's own folder goes before ours of the same name. In a mail's
/// template the first line is the subject, the second is empty, and paragraphs are apart by an empty line.
/// Immutable.
public final class Templates {
  /// The languages that residents are written to in; the first is that of all who speak another.
  public static final List<String> LANGUAGES = List.of("en", "es");

  /// A longer file is no letter, bytes.
  private static final int MAX_BYTES = 20_000;

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);

  /// Of what kind a template is.
  enum Form {
    MAIL,
    TEXT;

    /// Staff are written mails only.
    boolean has(Occasion occasion) {
      return this == MAIL || occasion != Occasion.ESCALATED;
    }
  }

  private record Key(Form form, Occasion occasion, String language) {
    String file() {
      return "%s/%s/%s.txt"
          .formatted(language, form == Form.MAIL ? "mail" : "text", occasion.file());
    }
  }

  /// @param subject of a mail; says nothing in a text message
  private record Compiled(Template subject, Template text) {}

  private final Map<Key, Compiled> templates;

  private Templates(Map<Key, Compiled> templates) {
    this.templates = Map.copyOf(templates);
  }

  /// Reads and tries out all templates.
  ///
  /// @param folder the city's own; empty when it has none
  /// @throws TemplateException when one has a variable that there is not, or is no template, or a mail's
  ///     has no subject, or a resident's no link to stop it
  /// @throws IOException when a file can't be read
  public static Templates read(Optional<Path> folder) throws TemplateException, IOException {
    Map<Key, Compiled> templates = new HashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (Key key : keys()) {
      try {
        Compiled compiled = compiled(key, source(key, folder).replace("\r\n", "\n"));
        tryOut(key, compiled);
        templates.put(key, compiled);
      } catch (MustacheException | IllegalArgumentException e) {
        mistakes.add(key.file() + ": " + e.getMessage());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new TemplateException(mistakes);
    }
    return new Templates(templates);
  }

  private static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (String language : LANGUAGES) {
      for (Occasion occasion : Occasion.values()) {
        for (Form form : Form.values()) {
          if (form.has(occasion)) {
            keys.add(new Key(form, occasion, language));
          }
        }
      }
    }
    return keys;
  }

  private static String source(Key key, Optional<Path> folder) throws IOException {
    Optional<Path> own = folder.map(f -> f.resolve(key.file())).filter(Files::exists);
    if (own.isPresent()) {
      if (Files.size(own.get()) > MAX_BYTES) {
        throw new IllegalArgumentException("more than " + MAX_BYTES + " bytes");
      }
      return Files.readString(own.get());
    }
    try (InputStream ours = Templates.class.getResourceAsStream("/letters/" + key.file())) {
      if (ours == null) {
        throw new IllegalArgumentException("is missing");
      }
      return new String(ours.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Subject and text are apart before anything is filled in, so whatever is filled in can't move what
  /// parts them.
  private static Compiled compiled(Key key, String source) {
    if (key.form == Form.TEXT) {
      return new Compiled(COMPILER.compile(""), COMPILER.compile(source));
    }
    String[] parts = source.split("\n", 3);
    if (parts.length < 3 || parts[0].isBlank() || !parts[1].isBlank() || parts[2].isBlank()) {
      throw new IllegalArgumentException(
          "the first line is the subject, the second is empty, and then comes the text");
    }
    return new Compiled(COMPILER.compile(parts[0]), COMPILER.compile(parts[2]));
  }

  /// Residents can always stop what they get.
  private static void tryOut(Key key, Compiled compiled) {
    for (Facts facts : List.of(Facts.EXAMPLE, Facts.SPARE_EXAMPLE)) {
      String _ = compiled.subject.execute(facts.values());
      String text = compiled.text.execute(facts.values());
      if (text.isBlank()) {
        throw new IllegalArgumentException("says nothing");
      }
      if (key.occasion != Occasion.ESCALATED && !text.contains(Facts.STOP)) {
        throw new IllegalArgumentException(
            "has no {{stop}}: whoever gets it must be able to stop it");
      }
    }
  }

  /// A mail.
  ///
  /// @param language an ISO 639 code
  public Letter mail(Occasion occasion, String language, Facts facts) {
    String tag = tag(language);
    Compiled compiled = compiled(Form.MAIL, occasion, tag);
    return Page.letter(
        compiled.subject.execute(facts.values()),
        compiled.text.execute(facts.values()),
        tag,
        facts.site());
  }

  /// A text message, in one line.
  ///
  /// @param occasion not [Occasion#ESCALATED]
  /// @param language an ISO 639 code
  public String text(Occasion occasion, String language, Facts facts) {
    return Page.line(compiled(Form.TEXT, occasion, tag(language)).text.execute(facts.values()));
  }

  private Compiled compiled(Form form, Occasion occasion, String tag) {
    Compiled compiled = templates.get(new Key(form, occasion, tag));
    if (compiled == null) {
      throw new IllegalArgumentException("no " + form + " is written when " + occasion);
    }
    return compiled;
  }

  private static String tag(String language) {
    return LANGUAGES.contains(language) ? language : LANGUAGES.getFirst();
  }
}
