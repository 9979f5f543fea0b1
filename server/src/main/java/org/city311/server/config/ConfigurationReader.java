package org.city311.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.PhoneKind;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration.Asterisk;
import org.city311.server.config.Configuration.Cluster;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.Http;
import org.city311.server.config.Configuration.ServiceRequests;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `city311.yaml`. A file that is not there, or empty, gives the defaults.
public final class ConfigurationReader {
  /// Languages that we have prompts in.
  public static final List<String> LANGUAGES = List.of("en", "es");

  /// The tag of one of them.
  static final Shape LANGUAGE = Shape.oneOf(LANGUAGES, "one of " + LANGUAGES);

  private static final Shape ZONE =
      Shape.oneOf(
          List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds())),
          "a zone of the IANA's list, such as America/New_York");

  private final Mistakes mistakes;
  private final Path file;

  private ConfigurationReader(Path file) {
    this.file = file;
    this.mistakes = new Mistakes(file.toString());
  }

  /// @throws ConfigurationException with all mistakes, if there are any
  /// @throws IOException if the file is there but can't be read
  public static Configuration read(Path file) throws ConfigurationException, IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    ConfigurationReader reader = new ConfigurationReader(file);
    return reader.configuration(YamlFile.parse(text, reader.mistakes));
  }

  private Configuration configuration(@Nullable Node root) throws ConfigurationException {
    YamlSection top = new YamlSection("", root, mistakes);
    List<String> languages = languages(top);
    ZoneId zone = ZoneId.of(top.string("time-zone", ZoneId.systemDefault().getId(), ZONE));
    RoutingReader routing = new RoutingReader(top, languages, zone);
    List<SkillGroup> groups = routing.groups();
    List<AgentProfile> agents = routing.agents(groups);
    CallerReader callers = new CallerReader(top);
    YamlSection fallback = top.section("fallback");
    YamlSection acd = top.section("acd");
    YamlSection node = top.section("node");
    YamlSection database = top.section("database");
    YamlSection greeting = top.section("greeting");
    String city = top.string("city", "City311", Shape.NAME);
    Http http = http(top.section("http"));
    Asterisk asterisk = AsteriskReader.read(top.section("asterisk"));
    List<DialledNumber> numbers = callers.numbers();
    ServiceRequests requests =
        RequestsReader.read(top.section("requests"), city, http.url(), this::fromHere);
    CallbackReader callback = new CallbackReader(top.section("callback"), zone);
    Configuration configuration =
        new Configuration(
            city,
            zone,
            folder(top.string("data", ".city311", Shape.FOLDER)),
            node.string("name", "node-1", Shape.ID),
            http,
            cluster(top.section("cluster")),
            asterisk,
            numbers,
            fallbackPhone(fallback, agents),
            seconds(fallback, "ring", 30, 600),
            languages,
            top.bool("language-skills", true),
            routing(groups, agents),
            callers.menu(groups),
            menus(top, callers),
            OutsideReader.read(top, asterisk.trunks(), numbers),
            callers.callers(),
            AdmissionReader.read(top.section("admission")),
            SurveyReader.read(top.section("survey"), groups),
            callers.reasons(),
            WrapUpReader.read(top, languages),
            acd(acd, callback.terms()),
            acd.bool("whisper", true),
            callback.later(),
            voices(top.section("voices"), languages),
            greeting.optional("pin", Shape.PIN).orElse(null),
            requests,
            SelfServiceReader.read(top.section("self-service"), requests, groups, this::fromHere),
            new MailReader(top).read(city, this::fromHere),
            AccountsReader.read(top.section("accounts"), requests.site()),
            RecordingReader.read(top.section("recording")),
            database.optional("url", Shape.URL).orElse(null),
            null);
    List.of(fallback, acd, node, database, greeting, top).forEach(YamlSection::end);
    checkNodes(top, configuration);
    checkPorts(top, configuration);
    checkCallbackKeys(top, groups, configuration);
    mistakes.throwIfAny();
    return configuration;
  }

  /// Once there is a mistake, what is read is never used; a routing must be valid all the same.
  private Routing routing(List<SkillGroup> groups, List<AgentProfile> agents) {
    return mistakes.any() ? RoutingReader.DEFAULTS : new Routing(groups, agents);
  }

  private Optional<Path> menus(YamlSection top, CallerReader callers) {
    Optional<Path> menus = callers.menus().map(Path::of).map(this::fromHere);
    if (menus.isPresent() && !Files.isReadable(menus.get())) {
      top.mistake("menus", menus.get().toString(), "a file that is there and can be read");
    }
    return menus;
  }

  private static List<String> languages(YamlSection top) {
    List<String> languages =
        top.strings(
            "languages",
            LANGUAGES,
            new Shape(LANGUAGE.pattern(), "languages with prompts: " + LANGUAGES));
    top.distinct("languages", languages);
    if (languages.isEmpty()) {
      top.mistake("languages", "none", "at least one of " + LANGUAGES);
    }
    return languages;
  }

  private static @Nullable String fallbackPhone(YamlSection section, List<AgentProfile> agents) {
    Optional<String> phone = section.optional("phone", Shape.ID);
    List<String> phones = agents.stream().map(AgentProfile::phone).sorted().toList();
    if (phone.isPresent() && !phones.contains(phone.get())) {
      section.mistake("phone", phone.get(), "an agent's id: " + phones);
    }
    return phone.orElse(null);
  }

  private static AcdSettings acd(YamlSection section, CallbackTerms callbacks) {
    return new AcdSettings(
        seconds(section, "ring", 20, 300),
        section.duration("wrap-up", Duration.ofSeconds(10), Duration.ZERO, AcdSettings.MAX_WRAP_UP),
        section.integer("max-misses", 1, 1, 100),
        section.duration("ageing", Duration.ZERO, Duration.ZERO, Duration.ofHours(1)),
        section.duration(
            "direct-wait", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(10)),
        section.duration(
            "lost-agent", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(10)),
        callbacks);
  }

  private static Duration seconds(YamlSection section, String key, int fallback, int most) {
    return section.duration(
        key, Duration.ofSeconds(fallback), Duration.ofSeconds(1), Duration.ofSeconds(most));
  }

  private Path folder(String written) {
    return fromHere(Path.of(written));
  }

  /// A relative path is meant from the file's own folder.
  private Path fromHere(Path written) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? written : parent.resolve(written).normalize();
  }

  private Http http(YamlSection section) {
    Http http =
        new Http(
            AsteriskReader.address(section, 8311),
            section.integer("streams", 200, 1, 100_000),
            TlsReader.read(section.section("tls"), this::fromHere));
    section.end();
    return http;
  }

  private static Cluster cluster(YamlSection section) {
    Cluster cluster =
        new Cluster(
            AsteriskReader.address(section, 5701),
            section.strings("members", List.of(), Shape.HOST_PORT));
    section.end();
    return cluster;
  }

  private static Map<String, List<String>> voices(YamlSection section, List<String> languages) {
    Map<String, List<String>> voices = new LinkedHashMap<>();
    for (String language : languages) {
      List<String> command = section.strings(language, List.of(), Shape.WORD);
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

  /// A node's number is its place among `asterisk.nodes`, so all nodes must be there.
  private static void checkNodes(YamlSection top, Configuration configuration) {
    Set<String> members = new HashSet<>(configuration.cluster().members());
    if (members.isEmpty()) {
      return;
    }
    members.add(configuration.cluster().address().toString());
    int nodes = configuration.asterisk().nodes().size();
    if (nodes != members.size()) {
      top.mistake(
          "cluster",
          members.size() + " members, but " + nodes + " in asterisk.nodes",
          "as many asterisk.nodes as members, the same list at every node");
    }
  }

  private static void checkCallbackKeys(
      YamlSection top, List<SkillGroup> groups, Configuration configuration) {
    if (configuration.outside().residents().isEmpty()) {
      groups.stream()
          .filter(group -> group.announced().callback())
          .forEach(
              group ->
                  top.mistake(
                      "skill-groups",
                      group.id() + " with waiting.callback, but nobody who can be called back",
                      "it with outside.residents"));
    }
  }

  private static void checkPorts(YamlSection top, Configuration configuration) {
    List<Map.Entry<String, HostPort>> used =
        new ArrayList<>(
            List.of(
                Map.entry("http", configuration.http().address()),
                Map.entry("cluster", configuration.cluster().address()),
                Map.entry("asterisk.ami", configuration.asterisk().ami()),
                Map.entry("asterisk.agi", configuration.asterisk().agi())));
    if (configuration.routing().agents().stream()
        .anyMatch(agent -> agent.phoneKind() == PhoneKind.BROWSER)) {
      used.add(Map.entry("asterisk.http", configuration.asterisk().http()));
    }
    for (int i = 0; i < used.size(); i++) {
      Map.Entry<String, HostPort> entry = used.get(i);
      used.subList(0, i).stream()
          .filter(earlier -> earlier.getValue().clashesWith(entry.getValue()))
          .findFirst()
          .ifPresent(
              other ->
                  top.mistake(
                      entry.getKey().replaceAll("\\..*", ""),
                      entry.getKey() + " at " + entry.getValue(),
                      "an address that " + other.getKey() + " does not have"));
    }
  }
}
