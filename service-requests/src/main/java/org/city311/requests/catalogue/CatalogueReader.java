package org.city311.requests.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a catalogue from a folder of YAML files, in the order of their names. A file may hold
/// departments, holidays, calendars, questions that several types share, or one department's types; what it names may stand in
/// any other file. For one thread.
public final class CatalogueReader {
  private static final int MAX_NAME = 100;
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;]{1,180}");
  private static final String EMAIL_EXPLAINED = "an e-mail address such as streets@city.example";

  private final Mistakes mistakes = new Mistakes();
  private final CalendarReader calendars = new CalendarReader();
  private final Map<String, Department> departments = new LinkedHashMap<>();
  private final QuestionReader questions = new QuestionReader();
  private final Map<String, RequestType> types = new LinkedHashMap<>();
  private final Map<String, Fields> typeFields = new LinkedHashMap<>();

  private CatalogueReader() {}

  /// The catalogue that comes with City311.
  public static Catalogue standard() {
    URL file =
        Objects.requireNonNull(
            CatalogueReader.class.getResource("/catalogue/departments.yaml"),
            "the built-in catalogue is not on the class path");
    try {
      if (!(file.openConnection() instanceof JarURLConnection jar)) {
        return read(Objects.requireNonNull(Path.of(file.toURI()).getParent()));
      }
      try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
        return read(inside.getPath("/catalogue"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in catalogue can't be read", e);
    } catch (URISyntaxException | CatalogueException e) {
      throw new IllegalStateException("the built-in catalogue is broken: " + e.getMessage(), e);
    }
  }

  /// The catalogue of a folder's files that end in `.yaml`; others and folders in it are left alone.
  ///
  /// @throws CatalogueException with all mistakes, if there are any
  /// @throws IOException if the folder or a file can't be read
  public static Catalogue read(Path folder) throws CatalogueException, IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    return new CatalogueReader().catalogue(folder, files);
  }

  private Catalogue catalogue(Path folder, List<Path> files)
      throws CatalogueException, IOException {
    Map<Path, Fields> roots = new LinkedHashMap<>();
    for (Path file : files) {
      parse(file, roots);
    }
    roots.values().forEach(calendars::readHolidays);
    Optional<Fields> builtIn = parse("the built-in calendars.yaml", builtInCalendars());
    builtIn.ifPresent(calendars::readOtherHolidays);
    roots.values().forEach(calendars::readCalendars);
    builtIn.ifPresent(calendars::readOtherCalendars);
    roots.values().forEach(this::readDepartments);
    roots.values().forEach(questions::readShared);
    roots.values().forEach(this::readTypes);
    roots.values().forEach(Fields::end);
    types.values().forEach(this::checkRelated);
    if (types.isEmpty()) {
      mistakes.add(
          folder.toString(), 1, "no type of request: files ending in .yaml must hold some");
    }
    mistakes.throwIfAny();
    return new Catalogue(departments.values(), types.values(), calendars.calendars().values());
  }

  private void parse(Path file, Map<Path, Fields> roots) throws IOException {
    try {
      parse(file.toString(), Files.readString(file)).ifPresent(root -> roots.put(file, root));
    } catch (CharacterCodingException e) {
      mistakes.add(file.toString(), 1, "not UTF-8: save the file as UTF-8");
    }
  }

  private Optional<Fields> parse(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(true).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .map(root -> new Fields(file, "", root, mistakes));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.add(file, line, "not YAML: " + Mistakes.shown(e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(file, 1, "not YAML: " + Mistakes.shown(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private static String builtInCalendars() throws IOException {
    try (InputStream in = CatalogueReader.class.getResourceAsStream("/catalogue/calendars.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void readDepartments(Fields file) {
    file.section("departments").ifPresent(this::readEachDepartment);
  }

  private void readEachDepartment(Fields section) {
    for (String id : section.ids()) {
      section
          .section(id)
          .ifPresent(
              fields -> {
                Department department = department(id, fields);
                fields.end();
                if (departments.putIfAbsent(id, department) != null) {
                  section.mistake(id, "the department again", "each only once");
                }
              });
    }
  }

  private Department department(String id, Fields fields) {
    String calendar = fields.shaped("calendar", "office", Fields.ID, Fields.ID_EXPLAINED);
    if (!calendars.calendars().containsKey(calendar)) {
      fields.mistake(
          "calendar", Fields.quoted(calendar), "one of " + calendars.calendars().keySet());
    }
    Map<String, String> mail = new LinkedHashMap<>();
    fields
        .section("mail")
        .ifPresent(
            section ->
                section
                    .ids()
                    .forEach(
                        role -> mail.put(role, section.shaped(role, "", EMAIL, EMAIL_EXPLAINED))));
    return new Department(
        id,
        fields.text("name", MAX_NAME),
        calendar,
        mail,
        EscalationReader.read(fields).orElse(List.of()));
  }

  private void readTypes(Fields file) {
    if (!file.has("types") && !file.has("department")) {
      return;
    }
    String department = file.requiredWord("department", MAX_NAME);
    if (file.has("department") && !departments.containsKey(department)) {
      file.mistake("department", Fields.quoted(department), "one of " + departments.keySet());
    }
    file.section("types").ifPresent(section -> readEachType(section, department));
  }

  private void readEachType(Fields section, String department) {
    TypeReader reader = new TypeReader(questions);
    for (String id : section.ids()) {
      section
          .section(id)
          .ifPresent(
              fields -> {
                RequestType type = reader.read(id, department, fields);
                if (types.putIfAbsent(id, type) == null) {
                  typeFields.put(id, fields);
                } else {
                  section.mistake(id, "the type again", "each id only once in all files");
                }
              });
    }
  }

  /// Being related is mutual: whoever names a type is named by it.
  private void checkRelated(RequestType type) {
    Fields fields = Objects.requireNonNull(typeFields.get(type.id()));
    for (String other : type.duplicates().map(Duplicates::related).orElse(Set.of())) {
      RequestType related = types.get(other);
      if (related == null || other.equals(type.id())) {
        fields.mistake("related", Fields.quoted(other), "the id of another type");
      } else if (!related.mayBeSameThingAs(type)) {
        fields.mistake(
            "related", Fields.quoted(other), "types with duplicates that name this one as well");
      }
    }
  }
}
