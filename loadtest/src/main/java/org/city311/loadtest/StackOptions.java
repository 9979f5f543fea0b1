package org.city311.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The configuration of a [Stack]: what of `city311.yaml` differs from run to run.
///
/// @param agents who works there; each has a phone account of the same name, and the place in the list as
///     extension
/// @param ring how long an agent's phone may ring
/// @param wrapUp how long an agent has after each call; zero: none
/// @param whisper whether agents hear what a call is about before the caller
/// @param fallbackPhone the account rung when no server answers; empty: none
/// @param services what residents can choose: `skill-groups` and `menu` as YAML, and what else differs
/// @param nodes the servers that share everything
/// @param calls for how many calls at once there are voice ports
/// @param proxy the UDP port to which calls leave by the trunk
/// @param lost when an agent's phone counts as lost
record StackOptions(
    List<AgentAccount> agents,
    Duration ring,
    Duration wrapUp,
    Whisper whisper,
    String fallbackPhone,
    String services,
    Nodes nodes,
    int calls,
    int proxy,
    LostPhones lost) {
  private static final int CALLS = 50;

  /// The port of a trunk that answers nothing.
  private static final int NOBODY = 9;

  private static final String STREETS_AND_WATER =
      """
      skill-groups:
        - {id: streets, name: {en: "Streets", es: "Calles"}}
        - {id: water, name: {en: "Water", es: "Agua"}}
      menu: {1: streets, 2: water}
      """;

  /// What residents of a load test do would be a flood.
  private static final String LET_EVERYBODY_IN =
      "admission: {at-once: 0, an-hour: 0, strangers-a-minute: 0}";

  /// Whether agents hear what a call is about before they hear the caller.
  enum Whisper {
    ON,
    OFF
  }

  /// Servers that share everything.
  enum Nodes {
    ONE(1),
    TWO(2),
    THREE(3),

    /// Three whose network is made of [Relay]s, which can be cut, and take time.
    THREE_BY_RELAYS(3);

    final int count;

    Nodes(int count) {
      this.count = count;
    }
  }

  /// When an agent's phone counts as lost in a talk.
  ///
  /// @param silence how long no sound may come from a phone on a desk; zero: for ever
  /// @param kept how long the resident is kept for the agent
  record LostPhones(Duration silence, Duration kept) {
    /// Played agents send no sound.
    static final LostPhones BY_PAGES_ALONE = new LostPhones(Duration.ZERO, Duration.ofSeconds(30));
  }

  /// An agent.
  ///
  /// @param id also the account of its phone
  /// @param groups the skill groups it serves
  /// @param phone `desk` or `browser`
  record AgentAccount(String id, List<String> groups, String phone) {
    /// One with a phone on the desk.
    AgentAccount(String id, List<String> groups) {
      this(id, groups, "desk");
    }
  }

  StackOptions {
    agents = List.copyOf(agents);
  }

  /// Agents `agent1`…`agentN` who serve everything: ring 20 s, no wrap-up, no whisper.
  static StackOptions agents(int count) {
    var agents =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> new AgentAccount("agent" + number, List.of("streets", "water")))
            .toList();
    return new StackOptions(
        agents,
        Duration.ofSeconds(20),
        Duration.ZERO,
        Whisper.OFF,
        "",
        STREETS_AND_WATER,
        Nodes.ONE,
        CALLS,
        NOBODY,
        LostPhones.BY_PAGES_ALONE);
  }

  StackOptions withRing(Duration ring) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, nodes, calls, proxy, lost);
  }

  StackOptions withWrapUp(Duration wrapUp) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, nodes, calls, proxy, lost);
  }

  StackOptions withWhisper() {
    return new StackOptions(
        agents, ring, wrapUp, Whisper.ON, fallbackPhone, services, nodes, calls, proxy, lost);
  }

  StackOptions withFallbackPhone(String account) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, account, services, nodes, calls, proxy, lost);
  }

  StackOptions withNodes(Nodes these) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, these, calls, proxy, lost);
  }

  StackOptions withCalls(int atOnce) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, nodes, atOnce, proxy, lost);
  }

  /// Calls that leave the city go to this port.
  StackOptions withProxy(int port) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, nodes, calls, port, lost);
  }

  StackOptions withLostPhones(LostPhones these) {
    return new StackOptions(
        agents, ring, wrapUp, whisper, fallbackPhone, services, nodes, calls, proxy, these);
  }

  /// Other agents, and other services for residents to choose.
  StackOptions withServices(List<AgentAccount> who, String yaml) {
    return new StackOptions(
        who, ring, wrapUp, whisper, fallbackPhone, yaml, nodes, calls, proxy, lost);
  }

  /// The text of `city311.yaml` for these ports and this data folder.
  String yaml(StackPorts ports, String data) {
    var text =
        new StringBuilder(
            """
            city: Testville
            data: %s
            http: {host: 127.0.0.1, port: %d}
            cluster: {host: 127.0.0.1, port: %d, members: [%s]}
            asterisk:
              managed: true
              sip: {host: 127.0.0.1, port: %d}
              rtp: {from: %d, to: %d}
              ami: {host: 127.0.0.1, port: %d}
              http: {port: %d}
              agi: {host: 127.0.0.1, port: %d, sessions: 500}
              nodes: [%s]
              trunks: [{name: local, match: [127.0.0.1], proxy: "127.0.0.1:%d"}]
              phone-silence: %ds
            numbers: ["311"]
            %s
            fallback: {phone: %s, ring: 10s}
            not-ready-reasons: [break, lunch, training, meeting]
            acd: {ring: %ds, wrap-up: %ds, whisper: %s, lost-agent: %ds}
            %s
            agents:
            """
                .formatted(
                    data,
                    ports.http(),
                    ports.cluster(),
                    addresses(ports.members().stream()),
                    ports.sip(),
                    ports.rtpFrom(),
                    ports.rtpTo(),
                    ports.ami(),
                    ports.phones(),
                    ports.agi(),
                    addresses(IntStream.range(ports.agi(), ports.agi() + nodes.count).boxed()),
                    proxy,
                    lost.silence().toSeconds(),
                    services.contains("admission:") ? "" : LET_EVERYBODY_IN,
                    fallbackPhone.isEmpty() ? "null" : fallbackPhone,
                    ring.toSeconds(),
                    wrapUp.toSeconds(),
                    whisper == Whisper.ON,
                    lost.kept().toSeconds(),
                    services.strip()));
    int extension = 1;
    for (var agent : agents) {
      text.append(
          "  - {id: %s, name: \"%s\", groups: [%s], extension: %d, phone: %s}\n"
              .formatted(
                  agent.id(),
                  agent.id(),
                  String.join(", ", agent.groups()),
                  extension++,
                  agent.phone()));
    }
    return text.toString();
  }

  private static String addresses(Stream<Integer> ports) {
    return ports.map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
  }

  /// The loopback ports of one stack. Of several servers each has its own ones of `http`, `cluster` and
  /// `agi`, which are those of the first.
  ///
  /// @param members where other members are found; empty: as the server thinks fit
  /// @param phones Asterisk's, where phones in browsers are joined with it
  /// @param rtpFrom first of Asterisk's RTP ports
  /// @param rtpTo last of them
  record StackPorts(
      int http,
      int cluster,
      List<Integer> members,
      int sip,
      int ami,
      int phones,
      int agi,
      int rtpFrom,
      int rtpTo) {
    /// Asterisk wants two ports a channel, and a call has one channel to the caller and one to the agent.
    private static final int RTP_PORTS_A_CALL = 4;

    static StackPorts free(FreePorts ports, StackOptions options) {
      int rtpPorts = RTP_PORTS_A_CALL * options.calls();
      int rtp = ports.block(rtpPorts);
      return new StackPorts(
          ports.block(options.nodes().count),
          ports.block(options.nodes().count),
          List.of(),
          ports.one(),
          ports.one(),
          ports.one(),
          ports.block(options.nodes().count),
          rtp,
          rtp + rtpPorts - 1);
    }

    /// As one of several nodes sees them.
    StackPorts ofNode(int manager, List<Integer> others) {
      return new StackPorts(http, cluster, others, sip, manager, phones, agi, rtpFrom, rtpTo);
    }
  }
}
