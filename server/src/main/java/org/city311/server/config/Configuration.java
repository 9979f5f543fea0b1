package org.city311.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.city311.flows.SurveyFlow;
import org.city311.flows.guard.Limits;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.SessionLimits;
import org.city311.gateway.accounts.openid.OpenIdSettings;
import org.city311.gateway.recording.RecordingTerms;
import org.city311.gateway.softphone.IceServer;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.asterisk.Callouts;
import org.city311.ivr.asterisk.DepartmentLine;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.NumberPattern;
import org.city311.ivr.routing.Routing;
import org.city311.requests.notify.NotifySettings;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.TextSettings;
import org.jspecify.annotations.Nullable;

/// What `city311.yaml` says, with its defaults. `docs/operating.md` explains each key.
///
/// @param city what residents hear and see as the city's name
/// @param timeZone where the city's days begin and its offices open
/// @param data the folder of all that is kept
/// @param fallbackPhone the SIP account rung when no server is there; null for none
/// @param languages the languages residents are served in, in the order of their keys
/// @param languageSkills whether a caller who chose a language other than the first asks for an agent who
///     has the skill of that name, where the group has any
/// @param routing skill groups and agents, as they are until they are changed at run time
/// @param menu key to what it asks for; of no use where there are `menus`
/// @param menus the file of the menus; empty where `menu` is all there is
/// @param outside whom calls that leave the city reach
/// @param admission how many calls are let in
/// @param survey who is asked after the talk how it was
/// @param wrapUpCodes what agents can say of a call by a code, in the order in which they are shown
/// @param acd how offers are treated
/// @param whisper whether agents hear what the call is about before the caller is there
/// @param callbackLater whether they are offered it when nobody is there, for the next opening
/// @param voices language tag to the command that speaks a text; the best that is installed where none
///     is given
/// @param greetingPin who knows it may record the emergency greeting by phone; null for nobody
/// @param accounts how people sign in
/// @param recording what holds of recordings, where a skill group has any
/// @param databaseUrl a JDBC or libpq URL; null for an embedded PostgreSQL
/// @param localNode which of several nodes on this machine it is; null for one that stands alone
public record Configuration(
    String city,
    ZoneId timeZone,
    Path data,
    String node,
    Http http,
    Cluster cluster,
    Asterisk asterisk,
    List<DialledNumber> numbers,
    @Nullable String fallbackPhone,
    Duration fallbackRing,
    List<String> languages,
    boolean languageSkills,
    Routing routing,
    SortedMap<Character, MenuChoice> menu,
    Optional<Path> menus,
    Outside outside,
    Callers callers,
    Limits admission,
    Survey survey,
    List<NotReadyReason> notReadyReasons,
    List<WrapUpCode> wrapUpCodes,
    AcdSettings acd,
    boolean whisper,
    boolean callbackLater,
    Map<String, List<String>> voices,
    @Nullable String greetingPin,
    ServiceRequests requests,
    SelfService selfService,
    Telling telling,
    Accounts accounts,
    RecordingTerms recording,
    @Nullable String databaseUrl,
    @Nullable LocalNode localNode) {

  /// The folder of what nodes on one machine share: secrets, PostgreSQL, and what Asterisk reads.
  public Path shared() {
    return localNode == null ? data : localNode.shared();
  }

  /// How residents are called back.
  public Callouts callouts() {
    return new Callouts(
        outside.trunk(), outside.residents(), outside.callerId(), acd.callbacks().ring());
  }

  /// What agents dial for each department that they may call: name to code.
  public Map<String, String> lineCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (OutsideNumber each : outside.numbers()) {
      if (each.code() != null) {
        codes.put(each.name(), each.code());
      }
    }
    return codes;
  }

  /// The departments that agents may call, by name.
  public Map<String, DepartmentLine> departmentLines() {
    Map<String, DepartmentLine> lines = new LinkedHashMap<>();
    for (OutsideNumber each : outside.numbers()) {
      if (each.code() != null) {
        lines.put(each.name(), new DepartmentLine(each.number(), each.trunk(), each.callerId()));
      }
    }
    return lines;
  }

  /// The same centre, at a node of its own among several on this machine.
  public Configuration asLocalNode(LocalNode local, Http http, Cluster cluster, Asterisk asterisk) {
    return new Configuration(
        city,
        timeZone,
        local.number() == 1 ? local.shared() : local.shared().resolve("node-" + local.number()),
        "node-" + local.number(),
        http,
        cluster,
        asterisk,
        numbers,
        fallbackPhone,
        fallbackRing,
        languages,
        languageSkills,
        routing,
        menu,
        menus,
        outside,
        callers,
        admission,
        survey,
        notReadyReasons,
        wrapUpCodes,
        acd,
        whisper,
        callbackLater,
        voices,
        greetingPin,
        requests,
        selfService,
        telling,
        accounts,
        recording,
        databaseUrl,
        local);
  }

  /// The same node, seen from the folder that nodes on one machine share: whatever of it is written
  /// there, is written for all of them.
  public Configuration atShared() {
    return localNode == null
        ? this
        : asLocalNode(new LocalNode(1, localNode.shared()), http, cluster, asterisk);
  }

  /// Whether this node makes what Asterisk reads: its configuration, the phones' passwords and the prompts.
  /// Of nodes on several machines it is the one that Asterisk is beside, and the first if it is beside none.
  public boolean preparesAsterisk() {
    return localNode == null
        ? asterisk.managed() || asterisk.nodeNumber() == 1
        : localNode.number() == 1;
  }

  /// One of several nodes on this machine.
  ///
  /// @param number from 1; node 1 has Asterisk and the embedded PostgreSQL
  /// @param shared node 1's data folder
  public record LocalNode(int number, Path shared) {}

  /// An address to listen on or to reach.
  public record HostPort(String host, int port) {
    /// All addresses of the machine at once.
    static final String ANY = "0.0.0.0";

    /// Whether only one program can listen on both.
    boolean clashesWith(HostPort other) {
      return port == other.port
          && (host.equals(other.host) || host.equals(ANY) || other.host.equals(ANY));
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// Where pages and API are.
  ///
  /// @param streams how many live boards may be open at once
  /// @param tls by which browsers know us and speak in private; empty: another server before this one sees to that
  public record Http(HostPort address, int streams, Optional<Tls> tls) {
    /// Where a browser on this machine finds the pages.
    public String url() {
      return (tls.isPresent() ? "https://" : "http://") + address;
    }
  }

  /// Files in PEM format.
  ///
  /// @param certificate with those that vouch for it
  /// @param key the private key, not encrypted
  public record Tls(Path certificate, Path key) {}

  /// Where this node's Hazelcast member listens, and where the others are.
  public record Cluster(HostPort address, List<String> members) {}

  /// Asterisk.
  ///
  /// @param managed whether we start and configure it ourselves
  /// @param permit IPv4 addresses and networks from which its manager takes connections
  /// @param http where it takes SIP over WebSocket, where an agent's phone is a page in a browser
  /// @param iceServers by which browsers find a way for their sound
  /// @param phoneSilence how long no sound may come from a phone on a desk in a talk before it counts as lost; zero: for
  ///     ever
  /// @param sessions flows that may run at once on this node
  /// @param nodes FastAGI addresses of all nodes in the order they are tried; this one's alone by
  ///     default
  public record Asterisk(
      boolean managed,
      HostPort sip,
      int rtpFrom,
      int rtpTo,
      HostPort ami,
      List<String> permit,
      HostPort http,
      List<IceServer> iceServers,
      Duration phoneSilence,
      HostPort agi,
      int sessions,
      List<HostPort> nodes,
      List<Trunk> trunks) {

    /// This node's place in the list, from 1.
    public int nodeNumber() {
      return nodes.indexOf(agi) + 1;
    }
  }

  /// The telephone company's side.
  ///
  /// @param match addresses or networks that residents' calls come from, such as `192.0.2.0/24`
  /// @param proxy where it takes our calls; null: no call leaves by it
  public record Trunk(String name, List<String> match, @Nullable HostPort proxy) {}

  /// A number that residents dial.
  ///
  /// @param priority added to that of each of its calls
  public record DialledNumber(String number, int priority) {}

  /// How people sign in.
  ///
  /// @param limits how long they stay so
  /// @param openId where else than here they can; empty: nowhere
  public record Accounts(SessionLimits limits, Optional<OpenId> openId) {}

  /// An OpenID provider where people can sign in.
  ///
  /// @param roles by what the provider calls the group that has them
  public record OpenId(OpenIdSettings settings, Map<String, Role> roles) {
    public OpenId {
      roles = Map.copyOf(roles);
    }
  }

  /// Whom calls that leave the city reach: no call goes anywhere else, whatever anybody keys in.
  ///
  /// @param trunk the name of the trunk by which residents are called; empty where no trunk takes calls
  /// @param callerId what a resident's phone shows
  /// @param numbers the telephones that callers can be put through to, and agents can call
  /// @param residents the numbers of those who may be called back; empty: nobody is
  public record Outside(
      String trunk, String callerId, List<OutsideNumber> numbers, List<NumberPattern> residents) {
    public Outside {
      numbers = List.copyOf(numbers);
      residents = List.copyOf(residents);
    }
  }

  /// A telephone outside the centre.
  ///
  /// @param trunk the name of the trunk by which it is reached
  /// @param code what agents dial behind `*5` and `*6`; null: they can't call it
  /// @param callerId what it shows when an agent calls
  public record OutsideNumber(
      String name, String number, String trunk, @Nullable String code, String callerId) {}

  /// What a key of the short menu asks for.
  ///
  /// @param priority added to that of the call
  /// @param skills what the call asks for beside its group's skills: skill to least level
  public record MenuChoice(SkillGroupId group, int priority, Map<SkillId, Integer> skills) {
    public MenuChoice {
      skills = Map.copyOf(skills);
    }
  }

  /// What a caller has who called before, known by the number.
  ///
  /// @param abandonedWithin how long an abandoned call counts; zero: not at all
  /// @param abandonedPriority added to the priority of who calls again after one
  /// @param lastAgentWithin how long after a talk that was cut off the same agent is tried first; zero:
  ///     never
  public record Callers(
      Duration abandonedWithin, int abandonedPriority, Duration lastAgentWithin) {}

  /// Who is asked after the talk how it was.
  ///
  /// @param share of how many in 100 callers; 0: nobody
  public record Survey(int share, SurveyFlow.Rules rules) {}

  /// What residents ask for.
  ///
  /// @param organisation the city's name on its pages and in Open311
  /// @param jurisdiction Open311's id of the city
  /// @param site where residents reach the pages, without a slash at the end
  /// @param catalogue the folder of the city's own catalogue; empty: the one that comes with City311
  /// @param areas a GeoJSON file of the neighbourhoods; empty: none are known
  /// @param areaName the property that holds a neighbourhood's name
  /// @param retention how long after closing contacts and files are kept
  /// @param open how the public may use it
  public record ServiceRequests(
      String organisation,
      String jurisdiction,
      URI site,
      Optional<Path> catalogue,
      Optional<Path> areas,
      String areaName,
      Duration retention,
      PublicUse open) {}

  /// What residents get done by phone without a person.
  ///
  /// @param report ids of the types that can be reported by keys
  /// @param urgent ids of questions after whose yes a caller speaks with a person
  /// @param knownCallers whether callers whose number was left with a request are told of it
  /// @param collectionDays a CSV file; empty: nobody is told when anything is collected
  /// @param messages the id of the type that messages become; empty: they wait for people who work them off
  /// @param messagesOf the same, of messages for some skill groups
  public record SelfService(
      List<String> report,
      Set<String> urgent,
      boolean knownCallers,
      Optional<Path> collectionDays,
      Optional<String> messages,
      Map<SkillGroupId, String> messagesOf) {
    public SelfService {
      messagesOf = Map.copyOf(messagesOf);
      report = List.copyOf(report);
      urgent = Set.copyOf(urgent);
    }
  }

  /// How the public may use the service requests.
  ///
  /// @param anonymous whether Open311 takes reports without a key
  /// @param reportsAMinute how many one address may send
  /// @param proxies addresses of the city's own reverse proxies
  /// @param tiles where the map's pictures come from; empty: it has none
  public record PublicUse(
      boolean anonymous, int reportsAMinute, List<String> proxies, Optional<String> tiles) {
    public PublicUse {
      proxies = List.copyOf(proxies);
    }
  }

  /// How people are told of their requests.
  ///
  /// @param mail empty: no mail is sent
  /// @param texts empty: no text messages are sent
  /// @param templates the folder of the city's own; empty: it has none
  public record Telling(
      Optional<MailSettings> mail,
      Optional<TextSettings> texts,
      Optional<Path> templates,
      NotifySettings.Limits limits) {}

  /// A reason that agents give for not being ready.
  ///
  /// @param planned whether it belongs to the plan of the day, as a lunch does
  public record NotReadyReason(String reason, boolean planned) {}

  /// What an agent can say of a call by a code.
  ///
  /// @param names by language
  public record WrapUpCode(String id, Map<String, String> names) {
    public WrapUpCode {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }
  }
}
