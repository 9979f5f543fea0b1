package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.gateway.softphone.IceServer;
import org.city311.server.config.Configuration.Asterisk;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.Trunk;

/// Reads `asterisk`.
final class AsteriskReader {
  /// The only trunk where none is written.
  private static final String DEFAULT_TRUNK = "local";

  private AsteriskReader() {}

  static Asterisk read(YamlSection section) {
    YamlSection sip = section.section("sip");
    YamlSection rtp = section.section("rtp");
    YamlSection ami = section.section("ami");
    YamlSection agi = section.section("agi");
    YamlSection http = section.section("http");
    int rtpFrom = rtp.integer("from", 10_000, 1024, 65_000);
    int rtpTo = rtp.integer("to", 10_999, 1024, 65_535);
    if (rtpTo < rtpFrom + 3) {
      rtp.mistake("to", String.valueOf(rtpTo), "at least 3 more than rtp.from, " + rtpFrom);
    }
    HostPort agiAddress = address(agi, 4573);
    List<HostPort> nodes =
        section.strings("nodes", List.of(agiAddress.toString()), Shape.HOST_PORT).stream()
            .map(AsteriskReader::hostPort)
            .toList();
    if (!nodes.contains(agiAddress)) {
      section.mistake(
          "nodes", nodes.toString(), "a list that holds this node's agi, " + agiAddress);
    }
    List<Trunk> trunks =
        section.sections(
            "trunks",
            List.of(new Trunk(DEFAULT_TRUNK, List.of("127.0.0.1"), null)),
            AsteriskReader::trunk);
    section.distinct("trunks", trunks.stream().map(Trunk::name).toList());
    boolean managed = section.bool("managed", true);
    HostPort amiAddress = address(ami, 5038);
    List<String> permit = ami.strings("permit", List.of(), Shape.NETWORK);
    if (managed && nodes.contains(agiAddress)) {
      checkReach(section, amiAddress.host(), permit, elsewhere(nodes, agiAddress.host()));
    }
    Asterisk asterisk =
        new Asterisk(
            managed,
            address(sip, 5060),
            rtpFrom,
            rtpTo,
            amiAddress,
            permitted(amiAddress, permit, nodes),
            loopback(http, 8088),
            section.sections("ice-servers", List.of(), AsteriskReader::iceServer),
            section.duration("phone-silence", Duration.ZERO, Duration.ZERO, Duration.ofHours(1)),
            agiAddress,
            agi.integer("sessions", 500, 1, 100_000),
            nodes,
            trunks);
    List.of(sip, rtp, ami, agi, http, section).forEach(YamlSection::end);
    return asterisk;
  }

  /// Hosts of nodes that are not on this machine.
  private static List<String> elsewhere(List<HostPort> nodes, String here) {
    return nodes.stream()
        .map(HostPort::host)
        .distinct()
        .filter(host -> !host.equals(here) && !isLoopback(host))
        .toList();
  }

  /// The manager of an Asterisk of ours must listen where nodes elsewhere reach it, and know them.
  private static void checkReach(
      YamlSection section, String host, List<String> permit, List<String> elsewhere) {
    if (isLoopback(host) && !elsewhere.isEmpty()) {
      section.mistake(
          "nodes",
          elsewhere.toString(),
          "nodes on this machine, as others don't reach asterisk.ami.host, " + host);
    }
    List<String> names =
        Stream.concat(elsewhere.stream(), Stream.of(host).filter(name -> !isLoopback(name)))
            .filter(name -> !Shape.NETWORK.matches(name))
            .toList();
    if (permit.isEmpty() && !names.isEmpty()) {
      section.mistake(
          "ami",
          "no permit",
          "a permit with the addresses of " + names + ", as Asterisk looks up no names");
    }
  }

  /// This machine, and what the configuration says or else all nodes.
  private static List<String> permitted(HostPort ami, List<String> permit, List<HostPort> nodes) {
    Stream<String> others = permit.isEmpty() ? nodes.stream().map(HostPort::host) : permit.stream();
    return Stream.concat(Stream.of("127.0.0.1", ami.host()), others)
        .filter(host -> Shape.NETWORK.matches(host) && !host.equals(HostPort.ANY))
        .distinct()
        .toList();
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost");
  }

  private static Optional<Trunk> trunk(YamlSection section) {
    String name = section.required("name", Shape.ID);
    List<String> match = section.strings("match", List.of(), Shape.NETWORK);
    if (match.isEmpty()) {
      section.mistake("match", "none", "at least one address that calls may come from");
    }
    HostPort proxy =
        section.optional("proxy", Shape.HOST_PORT).map(AsteriskReader::hostPort).orElse(null);
    section.end();
    return name.isEmpty() ? Optional.empty() : Optional.of(new Trunk(name, match, proxy));
  }

  static HostPort address(YamlSection section, int port) {
    return new HostPort(
        section.string("host", "127.0.0.1", Shape.HOST), section.integer("port", port, 1, 65_535));
  }

  /// Only TURN asks who somebody is.
  private static Optional<IceServer> iceServer(YamlSection section) {
    String url = section.required("url", Shape.ICE);
    Optional<String> user = section.optional("user", Shape.SECRET);
    Optional<String> password = section.optional("password", Shape.SECRET);
    if (user.isPresent() != password.isPresent() || (url.startsWith("turn") && user.isEmpty())) {
      section.mistake("user", "one alone or none", "user and password for TURN");
    }
    section.end();
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(new IceServer(url, user.orElse(null), password.orElse(null)));
  }

  /// Nobody else may connect there, so nothing but this machine is listened to.
  private static HostPort loopback(YamlSection section, int port) {
    HostPort address = address(section, port);
    if (!Shape.LOOPBACK.matches(address.host())) {
      section.mistake("host", address.host(), Shape.LOOPBACK.explained());
    }
    return address;
  }

  private static HostPort hostPort(String text) {
    int colon = text.lastIndexOf(':');
    return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
