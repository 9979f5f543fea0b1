package org.city311.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.city311.server.config.Configuration.Acd;
import org.city311.server.config.Configuration.AgentAccount;
import org.city311.server.config.Configuration.Asterisk;
import org.city311.server.config.Configuration.Cluster;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.Http;
import org.city311.server.config.Configuration.SkillGroup;
import org.city311.server.config.Configuration.Trunk;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `city311.yaml`. A file that is not there, or empty, gives the defaults.
public final class ConfigurationReader {
  /// Languages that we have prompts in.
  public static final List<String> LANGUAGES = List.of("en", "es");

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /// Asterisk's pjsip.conf has sections of these names.
  private static final Set<String> TAKEN_BY_ASTERISK = Set.of("global", "system");

  private static final String ID_ALLOWED = "lower-case letters, digits and hyphens, at most 40";
  private static final String HOST_SHAPE = "[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?";
  private static final Pattern HOST = Pattern.compile(HOST_SHAPE);
  private static final String HOST_ALLOWED = "an IPv4 address or a host's name";
  private static final Pattern HOST_PORT =
      Pattern.compile(
          HOST_SHAPE
              + ":([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])");
  private static final Pattern NETWORK = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} .,'&()/-]{1,60}");
  private static final String NAME_ALLOWED =
      "a name of at most 60 letters, digits and . , ' & ( ) / -";
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d{1,15}");
  private static final Pattern FOLDER = Pattern.compile("[^\\p{Cntrl}]{1,500}");
  private static final Pattern WORD = FOLDER;
  private static final Pattern LANGUAGE = Pattern.compile(String.join("|", LANGUAGES));
  private static final Pattern DIGIT = Pattern.compile("[1-9]");
  private static final Pattern URL =
      Pattern.compile("(jdbc:postgresql|postgres|postgresql)://[^\\s]{1,500}");

  private final Mistakes mistakes;
  private final Path file;

  private ConfigurationReader(Path file) {
    this.file = file;
    this.mistakes = new Mistakes(file.toString());
  }

  /// @throws ConfigurationException with all mistakes, if there are any
  /// @throws IOException if the file is there but can't be read
  public static Configuration read(Path file) throws ConfigurationException, IOException {
    ConfigurationReader reader = new ConfigurationReader(file);
    String text = Files.exists(file) ? Files.readString(file) : "";
    Configuration configuration = reader.configuration(reader.parse(text));
    reader.mistakes.throwIfAny();
    return configuration;
  }

  private @Nullable Node parse(String text) throws ConfigurationException {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(true).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.addSyntax(line, e.getProblem());
    } catch (YamlEngineException e) {
      mistakes.addSyntax(1, String.valueOf(e.getMessage()));
    }
    mistakes.throwIfAny();
    return null;
  }

  private Configuration configuration(@Nullable Node root) {
    YamlSection top = new YamlSection("", root, mistakes);
    List<String> languages =
        top.strings("languages", LANGUAGES, LANGUAGE, "languages with prompts: " + LANGUAGES);
    distinct(top, "languages", languages);
    if (languages.isEmpty()) {
      top.mistake("languages", "none", "at least one of " + LANGUAGES);
    }
    List<SkillGroup> groups =
        top.sections("skill-groups", DEFAULT_GROUPS, section -> skillGroup(section, languages));
    Set<String> groupIds =
        distinct(top, "skill-groups", groups.stream().map(SkillGroup::id).toList());
    if (groups.isEmpty()) {
      top.mistake("skill-groups", "none", "at least one group");
    }
    List<AgentAccount> agents =
        top.sections(
            "agents",
            top.has("skill-groups") ? List.of() : DEFAULT_AGENTS,
            section -> agent(section, groupIds));
    Set<String> agentIds = distinct(top, "agents", agents.stream().map(AgentAccount::id).toList());
    YamlSection fallback = top.section("fallback");
    Optional<String> fallbackPhone = fallback.optional("phone", ID, ID_ALLOWED);
    if (fallbackPhone.isPresent() && !agentIds.contains(fallbackPhone.get())) {
      fallback.mistake("phone", fallbackPhone.get(), "an agent's id: " + agentIds);
    }
    YamlSection acd = top.section("acd");
    YamlSection node = top.section("node");
    YamlSection database = top.section("database");
    Configuration configuration =
        new Configuration(
            top.string("city", "City311", NAME, NAME_ALLOWED),
            folder(top.string("data", ".city311", FOLDER, "a folder's path")),
            node.string("name", "node-1", ID, ID_ALLOWED),
            http(top.section("http")),
            cluster(top.section("cluster")),
            asterisk(top.section("asterisk")),
            numbers(top),
            fallbackPhone.orElse(null),
            seconds(fallback, "ring", 30, 600),
            languages,
            groups,
            menu(top, groups, groupIds),
            agents,
            reasons(top),
            new Acd(
                seconds(acd, "ring", 20, 300),
                acd.duration("wrap-up", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1)),
                acd.bool("whisper", true)),
            voices(top.section("voices"), languages),
            database
                .optional("url", URL, "a URL such as postgresql://user:password@host/name")
                .orElse(null),
            null);
    List.of(fallback, acd, node, database, top).forEach(YamlSection::end);
    checkPorts(top, configuration);
    return configuration;
  }

  private static Duration seconds(YamlSection section, String key, int fallback, int most) {
    return section.duration(
        key, Duration.ofSeconds(fallback), Duration.ofSeconds(1), Duration.ofSeconds(most));
  }

  /// A relative folder is meant from the file's own.
  private Path folder(String written) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of(written) : parent.resolve(written).normalize();
  }

  private Http http(YamlSection section) {
    Http http = new Http(address(section, 8311), section.integer("streams", 200, 1, 100_000));
    section.end();
    return http;
  }

  private Cluster cluster(YamlSection section) {
    Cluster cluster =
        new Cluster(
            address(section, 5701), section.strings("members", List.of(), HOST_PORT, "host:port"));
    section.end();
    return cluster;
  }

  private Asterisk asterisk(YamlSection section) {
    YamlSection sip = section.section("sip");
    YamlSection rtp = section.section("rtp");
    YamlSection ami = section.section("ami");
    YamlSection agi = section.section("agi");
    int rtpFrom = rtp.integer("from", 10_000, 1024, 65_000);
    int rtpTo = rtp.integer("to", 10_999, 1024, 65_535);
    if (rtpTo < rtpFrom + 3) {
      rtp.mistake("to", String.valueOf(rtpTo), "at least 3 more than rtp.from, " + rtpFrom);
    }
    HostPort agiAddress = address(agi, 4573);
    List<HostPort> nodes =
        section.strings("nodes", List.of(agiAddress.toString()), HOST_PORT, "host:port").stream()
            .map(ConfigurationReader::hostPort)
            .toList();
    if (!nodes.contains(agiAddress)) {
      section.mistake(
          "nodes", nodes.toString(), "a list that holds this node's agi, " + agiAddress);
    }
    List<Trunk> trunks =
        section.sections("trunks", List.of(new Trunk("local", List.of("127.0.0.1"))), this::trunk);
    distinct(section, "trunks", trunks.stream().map(Trunk::name).toList());
    Asterisk asterisk =
        new Asterisk(
            section.bool("managed", true),
            address(sip, 5060),
            rtpFrom,
            rtpTo,
            address(ami, 5038),
            agiAddress,
            agi.integer("sessions", 500, 1, 100_000),
            nodes,
            trunks);
    List.of(sip, rtp, ami, agi, section).forEach(YamlSection::end);
    return asterisk;
  }

  private Optional<Trunk> trunk(YamlSection section) {
    String name = section.string("name", "", ID, ID_ALLOWED);
    List<String> match =
        section.strings(
            "match", List.of(), NETWORK, "an IPv4 address or network, such as 192.0.2.0/24");
    requireKey(section, "name");
    if (match.isEmpty()) {
      section.mistake("match", "none", "at least one address that calls may come from");
    }
    section.end();
    return name.isEmpty() ? Optional.empty() : Optional.of(new Trunk(name, match));
  }

  private static Optional<SkillGroup> skillGroup(YamlSection section, List<String> languages) {
    String id = section.string("id", "", ID, ID_ALLOWED);
    requireKey(section, "id");
    Map<String, String> name = section.entries("name", LANGUAGE, "one of " + LANGUAGES);
    for (String language : languages) {
      String text = name.get(language);
      if (text == null || !NAME.matcher(text).matches()) {
        section.mistake("name", language + ": " + (text == null ? "nothing" : text), NAME_ALLOWED);
      }
    }
    section.end();
    return id.isEmpty() ? Optional.empty() : Optional.of(new SkillGroup(id, name));
  }

  private Optional<AgentAccount> agent(YamlSection section, Set<String> groupIds) {
    String id = section.string("id", "", ID, ID_ALLOWED);
    requireKey(section, "id");
    if (TAKEN_BY_ASTERISK.contains(id)) {
      section.mistake("id", id, "a name that Asterisk does not use itself");
    }
    String name = section.string("name", id, NAME, NAME_ALLOWED);
    List<String> groups = section.strings("groups", List.copyOf(groupIds), ID, ID_ALLOWED);
    for (String group : groups) {
      if (!groupIds.contains(group)) {
        section.mistake("groups", group, "skill groups: " + groupIds);
      }
    }
    if (groups.isEmpty()) {
      section.mistake("groups", "none", "at least one of " + groupIds);
    }
    section.end();
    return id.isEmpty() ? Optional.empty() : Optional.of(new AgentAccount(id, name, groups));
  }

  private static SortedMap<Character, String> menu(
      YamlSection top, List<SkillGroup> groups, Set<String> groupIds) {
    SortedMap<Character, String> menu = new TreeMap<>();
    Map<String, String> written = top.entries("menu", DIGIT, "a key from 1 to 9");
    written.forEach(
        (digit, group) -> {
          menu.put(digit.charAt(0), group);
          if (!groupIds.contains(group)) {
            top.mistake("menu", group, "skill groups: " + groupIds);
          }
        });
    if (!top.has("menu")) {
      char digit = '1';
      for (SkillGroup group : groups.subList(0, Math.min(9, groups.size()))) {
        menu.put(digit++, group.id());
      }
    } else if (menu.isEmpty()) {
      top.mistake("menu", "nothing", "at least one key");
    }
    return menu;
  }

  private static List<String> numbers(YamlSection top) {
    List<String> numbers = top.strings("numbers", List.of("311"), NUMBER, "digits, at most 15");
    distinct(top, "numbers", numbers);
    if (numbers.isEmpty()) {
      top.mistake("numbers", "none", "at least one number");
    }
    return numbers;
  }

  private static List<String> reasons(YamlSection top) {
    List<String> reasons =
        top.strings(
            "not-ready-reasons", List.of("break", "lunch", "training", "meeting"), ID, ID_ALLOWED);
    distinct(top, "not-ready-reasons", reasons);
    if (reasons.size() > 9) {
      top.mistake("not-ready-reasons", reasons.size() + " reasons", "at most 9: each has a digit");
    }
    return reasons;
  }

  private static Map<String, List<String>> voices(YamlSection section, List<String> languages) {
    Map<String, List<String>> voices = new LinkedHashMap<>();
    for (String language : languages) {
      List<String> command =
          section.strings(
              language, List.of(), WORD, "the words of a command, at most 500 characters each");
      if (!command.isEmpty() && !command.containsAll(List.of("{text}", "{wav}"))) {
        section.mistake(
            language, command.toString(), "a command with {text} and {wav} among its words");
      } else if (!command.isEmpty()) {
        voices.put(language, command);
      }
    }
    section.end();
    return voices;
  }

  private static HostPort address(YamlSection section, int port) {
    return new HostPort(
        section.string("host", "127.0.0.1", HOST, HOST_ALLOWED),
        section.integer("port", port, 1, 65_535));
  }

  private static HostPort hostPort(String text) {
    int colon = text.lastIndexOf(':');
    return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static void requireKey(YamlSection section, String key) {
    if (!section.hasValue(key)) {
      section.mistake(key, "nothing", "a value");
    }
  }

  private static Set<String> distinct(YamlSection section, String key, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        section.mistake(key, id + " twice", "each only once");
      }
    }
    return new TreeSet<>(seen);
  }

  private static void checkPorts(YamlSection top, Configuration configuration) {
    Map<HostPort, String> tcp = new LinkedHashMap<>();
    List<Map.Entry<String, HostPort>> used = new ArrayList<>();
    used.add(Map.entry("http", configuration.http().address()));
    used.add(Map.entry("cluster", configuration.cluster().address()));
    used.add(Map.entry("asterisk.ami", configuration.asterisk().ami()));
    used.add(Map.entry("asterisk.agi", configuration.asterisk().agi()));
    for (Map.Entry<String, HostPort> entry : used) {
      String other = tcp.putIfAbsent(entry.getValue(), entry.getKey());
      if (other != null) {
        top.mistake(
            entry.getKey().replaceAll("\\..*", ""),
            entry.getKey() + " at " + entry.getValue(),
            "an address that " + other + " does not have");
      }
    }
  }

  private static final List<SkillGroup> DEFAULT_GROUPS =
      List.of(
          new SkillGroup("streets", Map.of("en", "Streets and potholes", "es", "Calles y baches")),
          new SkillGroup("water", Map.of("en", "Water and sewers", "es", "Agua y alcantarillado")));

  private static final List<AgentAccount> DEFAULT_AGENTS =
      List.of(
          new AgentAccount("ana", "Ana Alvarez", List.of("streets", "water")),
          new AgentAccount("ben", "Ben Brooks", List.of("streets", "water")),
          new AgentAccount("carla", "Carla Cruz", List.of("streets")),
          new AgentAccount("dan", "Dan Dixon", List.of("water")),
          new AgentAccount("eva", "Eva Espinoza", List.of("streets", "water")));
}
