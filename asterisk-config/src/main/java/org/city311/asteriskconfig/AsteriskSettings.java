package org.city311.asteriskconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one Asterisk is to be: every value that [AsteriskConfig] writes into its files.
///
/// Each component is checked when the record is made; a value that could mean anything else than
/// itself inside a configuration file (a new line, `;`, a bracket, a comma …) is refused with an
/// [IllegalArgumentException] that says what was found and what is allowed.
///
/// @param systemName prefix of every channel's unique id; differs between two Asterisks
/// @param installation where the Asterisk that will run keeps its modules and documentation
/// @param sounds folder of prompts and music, see [Prompts]
/// @param languages the languages spoken, the first being the one before the caller has chosen
/// @param sip address on which SIP is listened for (UDP)
/// @param rtp ports of the callers' and agents' sound
/// @param ami the management interface, by which server nodes give orders
/// @param nodes FastAGI addresses of the server nodes, in the order in which they are asked; node
///     _n_ of the dialplan is the _n_-th of this list
/// @param trunks where residents' calls may come from, and by which calls may leave
/// @param numbers the numbers that residents dial, for example `311`
/// @param outside the telephones outside the centre that callers can be led to and agents can call, and no
///     others
/// @param fallback who is rung when no server node answers; null: nobody, the caller hears an apology
/// @param phones accounts of agents' phones and of the fallback's
/// @param browserPhones those of the agents' phones that are pages in a browser
/// @param ring how long the phone of an agent rings whom a colleague dials, 1 s to 10 min
/// @param notReadyReasons how many not-ready reasons agents can dial (`*141` …), 0 to 9
/// @param surveyShare of how many in 100 callers a server is asked after the talk whether they have a survey, 0 to 100
/// @param limits bounds and timers, [Limits#DEFAULT] unless measured otherwise
public record AsteriskSettings(
    String systemName,
    Installation installation,
    Path sounds,
    List<String> languages,
    HostPort sip,
    PortRange rtp,
    Ami ami,
    List<HostPort> nodes,
    List<Trunk> trunks,
    List<String> numbers,
    List<OutsideNumber> outside,
    @Nullable Fallback fallback,
    List<Phone> phones,
    BrowserPhones browserPhones,
    Duration ring,
    int notReadyReasons,
    int surveyShare,
    Limits limits) {

  /// Checks each list's bounds and what one part says of another.
  public AsteriskSettings {
    Allowed.NAME.check("system name", systemName);
    Allowed.path("folder of sounds", sounds);
    languages = Allowed.listOf("languages", languages, 1, 9);
    languages.forEach(language -> Allowed.LANGUAGE.check("language", language));
    nodes = Allowed.listOf("server nodes", nodes, 1, 32);
    trunks = Allowed.listOf("trunks", trunks, 0, 100);
    numbers = Allowed.listOf("numbers", numbers, 1, 100);
    numbers.forEach(number -> Allowed.NUMBER.check("number", number));
    outside = Allowed.listOf("outside numbers", outside, 0, 200);
    Allowed.distinct("outside number", outside.stream().map(OutsideNumber::name).toList());
    for (var each : outside) {
      if (trunks.stream()
          .noneMatch(trunk -> trunk.name().equals(each.trunk()) && trunk.proxy() != null)) {
        throw new IllegalArgumentException(
            "outside number %s: found trunk '%s', allowed is the name of a trunk with a proxy"
                .formatted(each.name(), each.trunk()));
      }
    }
    phones = Allowed.listOf("phones", phones, 0, 20_000);
    Allowed.range("ring seconds", ring.toSeconds(), 1, 600);
    Allowed.range("count of not-ready reasons", notReadyReasons, 0, 9);
    Allowed.range("share of callers with a survey", surveyShare, 0, 100);
    Allowed.distinct("trunk", trunks.stream().map(Trunk::name).toList());
    var accounts =
        Stream.concat(phones.stream().map(Phone::name), browserPhones.accounts().stream()).toList();
    Allowed.distinct("phone", accounts);
    Allowed.distinct("number", numbers);
    Allowed.distinct("language", languages);
    if (fallback != null && !accounts.contains(fallback.phone())) {
      throw new IllegalArgumentException(
          "fallback phone: found '%s', allowed is the name of a phone account"
              .formatted(fallback.phone()));
    }
  }

  /// The Asterisk that runs: what `bin/asterisk-find --env` says of it.
  ///
  /// @param modules folder of its loadable modules
  /// @param data folder that holds its `documentation`, from which it reads its own option types
  public record Installation(Path modules, Path data) {
    /// Checks that both paths can stand in a configuration file.
    public Installation {
      Allowed.path("folder of modules", modules);
      Allowed.path("folder of Asterisk's data", data);
    }
  }

  /// A telephone outside the centre.
  ///
  /// @param name what menus and the server call it
  /// @param number as the trunk wants it dialled
  /// @param trunk by which it is reached
  /// @param callerId what it shows when an agent calls; null: agents can't call it
  public record OutsideNumber(String name, String number, String trunk, @Nullable String callerId) {
    /// Checks the shapes. Names of one letter are taken by extensions that mean something to Asterisk, such as `i`.
    public OutsideNumber {
      Allowed.NAME.check("outside number's name", name);
      Allowed.NUMBER.check("outside number", number);
      if (callerId != null) {
        Allowed.NUMBER.check("outside number's caller id", callerId);
      }
      if (name.length() == 1) {
        throw new IllegalArgumentException(
            "outside number's name: found '" + name + "', allowed are 2 characters or more");
      }
    }
  }

  /// A host (IPv4 address or name) and a port.
  public record HostPort(String host, int port) {
    /// Checks both.
    public HostPort {
      Allowed.HOST.check("host", host);
      Allowed.range("port", port, 1, 65_535);
    }
  }

  /// A range of UDP ports; each call's leg takes two of them.
  public record PortRange(int from, int to) {
    /// Checks the range's order.
    public PortRange {
      Allowed.range("first RTP port", from, 1_024, 65_535);
      Allowed.range("last RTP port", to, from + 3, 65_535);
    }
  }

  /// The management interface.
  ///
  /// @param address where it listens; leave it on loopback unless other machines run server nodes
  /// @param secret password of the account `city311`
  /// @param permit addresses (IPv4, with or without `/bits`) that may log in
  public record Ami(HostPort address, String secret, List<String> permit) {
    /// Checks the secret's and the addresses' shape.
    public Ami {
      Allowed.SECRET.check("AMI secret", secret);
      permit = Allowed.listOf("AMI permits", permit, 1, 32);
      permit.forEach(network -> Allowed.NETWORK.check("AMI permit", network));
    }

    /// An AMI for server nodes on this machine.
    public static Ami local(HostPort address, String secret) {
      return new Ami(address, secret, List.of("127.0.0.1"));
    }

    @Override
    public String toString() {
      return "Ami[" + address + ", secret=***]";
    }
  }

  /// A trunk: the telephone company's side, known by the addresses it calls from.
  ///
  /// @param proxy where it takes our calls; null: no call leaves by it
  public record Trunk(String name, List<String> match, @Nullable HostPort proxy) {
    /// Checks the name and the addresses (IPv4, with or without `/bits`, or a host name).
    public Trunk {
      Allowed.NAME.check("trunk's name", name);
      match = Allowed.listOf("trunk's addresses", match, 1, 64);
      match.forEach(address -> Allowed.ADDRESS.check("trunk's address", address));
    }
  }

  /// The last resort when no server node answers.
  ///
  /// @param phone the account that is rung
  /// @param ring for how long, 1 s to 10 min
  public record Fallback(String phone, Duration ring) {
    /// Checks both.
    public Fallback {
      Allowed.NAME.check("fallback phone", phone);
      Allowed.range("fallback's ring seconds", ring.toSeconds(), 1, 600);
    }
  }

  /// A phone's SIP account.
  public record Phone(String name, String password) {
    /// Checks both; two names are taken by sections of pjsip.conf.
    public Phone {
      checkAccount(name);
      Allowed.SECRET.check("password of phone " + name, password);
    }

    @Override
    public String toString() {
      return "Phone[" + name + ", password=***]";
    }
  }

  /// Phones that are pages in agents' browsers (WebRTC). Their passwords are in no file: a server node puts
  /// one into Asterisk's database for as long as an agent's session lasts.
  ///
  /// @param http where Asterisk takes their SIP over WebSocket: on this machine, as whoever connects there has been
  ///     checked by a server node
  /// @param accounts their SIP accounts, at most 20,000; without any Asterisk serves no HTTP
  public record BrowserPhones(HostPort http, List<String> accounts) {
    /// Checks that the address is one of this machine, and the names.
    public BrowserPhones {
      if (!http.host().startsWith("127.")) {
        throw new IllegalArgumentException(
            "address for browser phones: found '%s', allowed is an address of this machine, such as 127.0.0.1"
                .formatted(http.host()));
      }
      accounts = Allowed.listOf("browser phones", accounts, 0, 20_000);
      accounts.forEach(AsteriskSettings::checkAccount);
    }
  }

  private static void checkAccount(String name) {
    Allowed.NAME.check("phone's name", name);
    if (name.equals("global") || name.equals("system")) {
      throw new IllegalArgumentException(
          "phone's name: found '" + name + "', which Asterisk uses itself");
    }
  }

  /// Bounds and timers.
  ///
  /// @param maxCalls channels in the dialplan at once: each caller is one, and each agent who is
  ///     offered a call is one; what comes then is refused
  /// @param heartbeat age at which a server node's heartbeat counts as dead; whole seconds
  /// @param sessionExpires how often a trunk or phone must prove that it is still in the call
  ///     (RFC 4028), at least 90 s
  /// @param rtpTimeout silence on the wire after which a call is hung up; zero: never, which leaves
  ///     vanished callers to session timers
  /// @param qualify how often a phone is asked whether it is there
  /// @param phones when a phone counts as lost in a talk
  public record Limits(
      int maxCalls,
      Duration heartbeat,
      Duration sessionExpires,
      Duration rtpTimeout,
      Duration qualify,
      LostPhones phones) {

    /// Sensible for a city: see each component.
    public static final Limits DEFAULT =
        new Limits(
            2_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(180),
            Duration.ZERO,
            Duration.ofSeconds(15),
            new LostPhones(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(8)));

    /// The same, but for when a phone counts as lost.
    public Limits with(LostPhones lost) {
      return new Limits(maxCalls, heartbeat, sessionExpires, rtpTimeout, qualify, lost);
    }

    /// Checks each range.
    public Limits {
      Allowed.range("calls at once", maxCalls, 1, 100_000);
      Allowed.range("heartbeat seconds", heartbeat.toSeconds(), 2, 60);
      Allowed.range("session-expires seconds", sessionExpires.toSeconds(), 90, 86_400);
      Allowed.range("RTP timeout seconds", rtpTimeout.toSeconds(), 0, 86_400);
      Allowed.range("qualify seconds", qualify.toSeconds(), 1, 3_600);
    }
  }

  /// When an agent's phone counts as lost in a talk, and whether the resident is kept then. Whole seconds.
  ///
  /// @param kept how long the server keeps a resident for the agent; zero: the talk is over
  /// @param deskSilence how long no sound may come from a phone on a desk; zero: for ever, as some send none while they
  ///     are muted
  /// @param browserSilence the same of a page, which sends silence as sound
  public record LostPhones(Duration kept, Duration deskSilence, Duration browserSilence) {
    /// Checks each range.
    public LostPhones {
      Allowed.range("lost-agent seconds", kept.toSeconds(), 0, 600);
      Allowed.range("phone-silence seconds", deskSilence.toSeconds(), 0, 3_600);
      Allowed.range("browser-silence seconds", browserSilence.toSeconds(), 0, 3_600);
    }
  }
}
