package org.city311.server.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.OutsideNumber;

/// Reads `outside-numbers`: the telephones outside the centre that callers can be put through to, and
/// agents can call if there is a code, and no others:
/// `shelter: {number: "+14105550199", proxy: 192.0.2.9:5060, code: "21"}`.
final class OutsideReader {
  private static final int MOST_NUMBERS = 200;

  /// An id; Asterisk means something else by a name of one letter.
  private static final Shape NAME =
      Shape.of("[a-z0-9][a-z0-9-]{1,39}", "2 to 40 lower-case letters, digits and hyphens");

  private OutsideReader() {}

  /// @param top the file itself
  static List<OutsideNumber> read(YamlSection top) {
    YamlSection written = top.section("outside-numbers");
    Set<String> trunks = new LinkedHashSet<>(top.section("asterisk").peek("trunks", "name"));
    if (trunks.isEmpty()) {
      trunks.add(AsteriskReader.DEFAULT_TRUNK);
    }
    List<OutsideNumber> numbers = new ArrayList<>();
    List<String> names = written.keys(NAME);
    for (String name : names) {
      numbers.add(number(name, written.section(name), trunks));
    }
    if (names.size() > MOST_NUMBERS) {
      top.mistake("outside-numbers", names.size() + " numbers", "at most " + MOST_NUMBERS);
    }
    top.distinct(
        "outside-numbers",
        numbers.stream().flatMap(number -> Stream.ofNullable(number.code())).toList());
    return numbers;
  }

  private static OutsideNumber number(String name, YamlSection section, Set<String> trunks) {
    String number = section.required("number", Shape.NUMBER);
    String trunk = section.string("trunk", trunks.iterator().next(), Shape.ID);
    if (!trunks.contains(trunk)) {
      section.mistake("trunk", trunk, "one of asterisk.trunks: " + trunks);
    }
    String proxy = section.required("proxy", Shape.HOST_PORT);
    String code = section.optional("code", Shape.EXTENSION).orElse(null);
    String callerId = section.optional("caller-id", Shape.NUMBER).orElse(null);
    section.end();
    int colon = proxy.lastIndexOf(':');
    HostPort address =
        colon < 0
            ? new HostPort("none", 1)
            : new HostPort(proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)));
    return new OutsideNumber(name, number, trunk, address, code, callerId);
  }
}
