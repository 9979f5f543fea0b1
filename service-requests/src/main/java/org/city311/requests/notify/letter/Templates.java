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

  private final Map<Key, Template> templates;

  private Templates(Map<Key, Template> templates) {
    this.templates = Map.copyOf(templates);
  }

  /// Reads and tries out all templates.
  ///
  /// @param folder the city's own; empty when it has none
  /// @throws TemplateException when one has a variable that there is not, or is no template, or a mail's
  ///     has no subject
  /// @throws IOException when a file can't be read
  public static Templates read(Optional<Path> folder) throws TemplateException, IOException {
    Map<Key, Template> templates = new HashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (Key key : keys()) {
      try {
        Template template = COMPILER.compile(source(key, folder));
        tryOut(key, template);
        templates.put(key, template);
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

  private static void tryOut(Key key, Template template) {
    String full = template.execute(Facts.EXAMPLE.values());
    String spare = template.execute(Facts.SPARE_EXAMPLE.values());
    if (key.form == Form.MAIL) {
      var _ = Page.split(full);
      var _ = Page.split(spare);
    }
    if (spare.isBlank()) {
      throw new IllegalArgumentException("says nothing");
    }
  }

  /// A mail.
  ///
  /// @param language an ISO 639 code
  public Letter mail(Occasion occasion, String language, Facts facts) {
    String tag = tag(language);
    return Page.letter(run(Form.MAIL, occasion, tag, facts), tag, facts.site());
  }

  /// A text message, in one line.
  ///
  /// @param occasion not [Occasion#ESCALATED]
  /// @param language an ISO 639 code
  public String text(Occasion occasion, String language, Facts facts) {
    return Page.line(run(Form.TEXT, occasion, tag(language), facts));
  }

  private String run(Form form, Occasion occasion, String tag, Facts facts) {
    Template template = templates.get(new Key(form, occasion, tag));
    if (template == null) {
      throw new IllegalArgumentException("no " + form + " is written when " + occasion);
    }
    return template.execute(facts.values());
  }

  private static String tag(String language) {
    return LANGUAGES.contains(language) ? language : LANGUAGES.getFirst();
  }
}
