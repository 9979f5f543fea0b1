package org.city311.requests.exchange;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.catalogue.Fields;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.catalogue.YamlText;
import org.city311.requests.exchange.Mapping.Field;
import org.city311.requests.exchange.Mapping.FileForm;
import org.city311.requests.exchange.Mapping.Meaning;
import org.city311.requests.exchange.Mapping.Times;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;

/// Reads a [Mapping] from YAML and checks it against a catalogue.
public final class MappingReader {
  /// The longest mapping, characters.
  public static final int MAX_CHARS = 1_000_000;

  private static final int MAX_WORD = 200;
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(?<!.{41})");
  private static final Pattern ANY = Pattern.compile("(?s).*");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern PROMISE =
      Pattern.compile("(?<amount>\\d{1,4}) (?<working>working )?(?<unit>hour|day)s?");

  private static final Map<String, Charset> ENCODINGS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "utf-16", StandardCharsets.UTF_16,
          "iso-8859-1", StandardCharsets.ISO_8859_1,
          "windows-1252", Charset.forName("windows-1252"));

  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|');

  private final Catalogue catalogue;

  private MappingReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// @param name how mistakes call the mapping, such as its file's name
  /// @throws CatalogueException with all mistakes, each with its line
  public static Mapping read(String name, String text, Catalogue catalogue)
      throws CatalogueException {
    return YamlText.read(name, text, new MappingReader(catalogue)::mapping);
  }

  private Mapping mapping(Fields root) {
    Map<Field, String> columns = columns(root);
    return new Mapping(
        source(root),
        file(root),
        times(root),
        columns,
        meaning(root, "types", this::type, "the id of a type in the catalogue"),
        meaning(root, "departments", this::department, "the id of a department in the catalogue"),
        meaning(root, "states", MappingReader::state, words(State.Name.values()) + " (not merged)"),
        meaning(root, "channels", constant(Channel.values()), words(Channel.values())),
        meaning(root, "outcomes", constant(Outcome.values()), words(Outcome.values())),
        root.shaped("language", "en", LANGUAGE, "an ISO 639 code such as en or es"),
        root.flag("publish-words"),
        promise(root));
  }

  private static String source(Fields root) {
    String source = root.requiredWord("source", MAX_WORD);
    if (!source.isEmpty() && !SOURCE.matcher(source).matches()) {
      root.mistake(
          "source", Fields.quoted(source), "small letters, digits and hyphens, at most 40");
    }
    return source;
  }

  private static FileForm file(Fields root) {
    Optional<Fields> file = root.section("file");
    if (file.isEmpty()) {
      return new FileForm(StandardCharsets.UTF_8, ',', Set.of());
    }
    Fields fields = file.get();
    FileForm form =
        new FileForm(
            chosen(fields, "encoding", "utf-8", ENCODINGS),
            chosen(fields, "separator", "comma", SEPARATORS),
            Set.copyOf(fields.words("absent")));
    fields.end();
    return form;
  }

  private static <T> T chosen(Fields fields, String key, String fallback, Map<String, T> choices) {
    String words = String.join(", ", choices.keySet().stream().sorted().toList());
    String word = fields.shaped(key, fallback, ANY, words);
    T chosen = choices.get(word.toLowerCase(Locale.ROOT));
    if (chosen == null) {
      fields.mistake(key, Fields.quoted(word), words);
      return Objects.requireNonNull(choices.get(fallback));
    }
    return chosen;
  }

  private static Times times(Fields root) {
    Optional<Fields> times = root.section("times");
    if (times.isEmpty()) {
      return new Times(DateTimeFormatter.ISO_OFFSET_DATE_TIME, ZoneId.of("UTC"));
    }
    Fields fields = times.get();
    ZoneId zone = zone(fields);
    DateTimeFormatter format = format(fields).withZone(zone);
    fields.end();
    return new Times(format, zone);
  }

  private static ZoneId zone(Fields fields) {
    String name = fields.requiredWord("zone", MAX_WORD);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      if (!name.isEmpty()) {
        fields.mistake("zone", Fields.quoted(name), "a time zone such as America/New_York");
      }
      return ZoneId.of("UTC");
    }
  }

  private static DateTimeFormatter format(Fields fields) {
    if (!fields.has("format")) {
      return DateTimeFormatter.ISO_DATE_TIME;
    }
    String pattern = fields.requiredWord("format", MAX_WORD);
    try {
      // The year that Java calls `u` needs no era. What is no day, such as 31 February, is refused.
      DateTimeFormatterBuilder format =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern.replace('y', 'u'));
      if (!pattern.matches(".*[hHkKnNA].*")) {
        format.parseDefaulting(ChronoField.SECOND_OF_DAY, 0);
      }
      return format.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      fields.mistake(
          "format",
          Fields.quoted(pattern),
          "Java's letters for times, such as MM/dd/yyyy hh:mm:ss a or yyyy-MM-dd HH:mm");
      return DateTimeFormatter.ISO_DATE_TIME;
    }
  }

  private static Map<Field, String> columns(Fields root) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    Optional<Fields> section = root.section("columns");
    for (Field field : Field.values()) {
      section
          .flatMap(fields -> fields.word(word(field), MAX_WORD))
          .ifPresent(header -> columns.put(field, header));
    }
    section.ifPresent(Fields::end);
    for (Field field : Set.of(Field.ID, Field.TYPE, Field.REPORTED)) {
      if (!columns.containsKey(field)) {
        root.mistake("columns", "no " + word(field), "id, type and reported must be there");
      }
    }
    if (columns.containsKey(Field.LATITUDE) != columns.containsKey(Field.LONGITUDE)) {
      root.mistake("columns", "half a position", "latitude and longitude");
    }
    return columns;
  }

  private static <T> Meaning<T> meaning(
      Fields root, String key, Function<String, Optional<T>> reader, String allowed) {
    Map<String, T> of = new LinkedHashMap<>();
    root.section(key)
        .ifPresent(
            fields -> {
              for (String value : fields.keys()) {
                String word = fields.requiredWord(value, MAX_WORD);
                reader
                    .apply(word)
                    .ifPresentOrElse(
                        meant -> of.put(value, meant),
                        () -> fields.mistake(value, Fields.quoted(word), allowed));
              }
            });
    String other = key + "-otherwise";
    Optional<T> otherwise = Optional.empty();
    if (root.has(other)) {
      String word = root.requiredWord(other, MAX_WORD);
      otherwise = reader.apply(word);
      if (otherwise.isEmpty()) {
        root.mistake(other, Fields.quoted(word), allowed);
      }
    }
    return new Meaning<>(of, otherwise);
  }

  private Optional<String> type(String word) {
    return catalogue.type(word).map(type -> word);
  }

  private Optional<String> department(String word) {
    return catalogue.department(word).map(department -> word);
  }

  private static Optional<State.Name> state(String word) {
    return constant(State.Name.values()).apply(word).filter(state -> state != State.Name.MERGED);
  }

  private static <E extends Enum<E>> Function<String, Optional<E>> constant(E[] all) {
    return word -> Arrays.stream(all).filter(one -> word(one).equals(word)).findFirst();
  }

  /// `ON_HOLD` as `on-hold`.
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String words(Enum<?>[] all) {
    return String.join(", ", Arrays.stream(all).map(MappingReader::word).toList());
  }

  private static Optional<Promise> promise(Fields root) {
    if (!root.has("without-due")) {
      return Optional.empty();
    }
    String word = root.requiredWord("without-due", MAX_WORD);
    Matcher promise = PROMISE.matcher(word);
    try {
      if (promise.matches()) {
        return Optional.of(
            new Promise(
                Integer.parseInt(promise.group("amount")),
                promise.group("unit").equals("day") ? Promise.Unit.DAYS : Promise.Unit.HOURS,
                promise.group("working") == null ? Promise.Time.CALENDAR : Promise.Time.WORKING,
                false));
      }
    } catch (IllegalArgumentException e) {
      // Told below: the amount is none.
    }
    root.mistake(
        "without-due",
        Fields.quoted(word),
        "as in '30 days', '3 working days'; at most " + Promise.MAX_DAYS + " days");
    return Optional.empty();
  }
}
