package org.city311.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.city311.ivr.routing.NumberPattern;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.Outside;
import org.city311.server.config.Configuration.OutsideNumber;
import org.city311.server.config.Configuration.Trunk;

/// Reads `outside`: whom calls that leave the city reach, and by which trunk.
final class OutsideReader {
  private static final int MOST_NUMBERS = 200;
  private static final int MOST_PATTERNS = 200;

  /// An id; Asterisk means something else by a name of one letter.
  private static final Shape NAME =
      Shape.of("[a-z0-9][a-z0-9-]{1,39}", "2 to 40 lower-case letters, digits and hyphens");

  /// A bill is written by whoever may choose what is dialled: no number is allowed unless it is named here.
  private static final Shape PATTERN =
      Shape.of(
          NumberPattern.ALLOWED,
          "numbers such as 410NXXXXXX: digits, X for any, Z for 1-9, N for 2-9; 7 to 15 of them");

  private final YamlSection section;
  private final List<String> trunks;
  private final String trunk;
  private final String callerId;

  private OutsideReader(YamlSection section, List<Trunk> trunks, List<DialledNumber> ours) {
    this.section = section;
    this.trunks = trunks.stream().filter(each -> each.proxy() != null).map(Trunk::name).toList();
    this.trunk = trunk(section, this.trunks.isEmpty() ? "" : this.trunks.getFirst());
    this.callerId =
        section.string("caller-id", ours.isEmpty() ? "" : ours.getFirst().number(), Shape.NUMBER);
  }

  /// @param top the file itself
  /// @param trunks by which calls leave, if they have a proxy
  /// @param ours the first of which a called telephone shows, unless another is given
  static Outside read(YamlSection top, List<Trunk> trunks, List<DialledNumber> ours) {
    top.moved("outside-numbers", "outside.numbers, and their proxy at asterisk.trunks");
    return new OutsideReader(top.section("outside"), trunks, ours).outside();
  }

  private Outside outside() {
    List<OutsideNumber> numbers = numbers(section.section("numbers"));
    List<String> residents = section.strings("residents", List.of(), PATTERN);
    if (residents.size() > MOST_PATTERNS) {
      section.mistake("residents", residents.size() + " patterns", "at most " + MOST_PATTERNS);
    }
    if (trunks.isEmpty() && !(numbers.isEmpty() && residents.isEmpty())) {
      section.mistake("", "no trunk that takes our calls", "a proxy at one of asterisk.trunks");
    }
    section.end();
    return new Outside(
        trunk, callerId, numbers, residents.stream().map(NumberPattern::new).toList());
  }

  private List<OutsideNumber> numbers(YamlSection written) {
    List<OutsideNumber> numbers = new ArrayList<>();
    List<String> names = written.keys(NAME);
    for (String name : names) {
      numbers.add(number(name, written.section(name)));
    }
    if (names.size() > MOST_NUMBERS) {
      section.mistake("numbers", names.size() + " numbers", "at most " + MOST_NUMBERS);
    }
    section.distinct(
        "numbers", numbers.stream().flatMap(number -> Stream.ofNullable(number.code())).toList());
    return numbers;
  }

  private OutsideNumber number(String name, YamlSection one) {
    one.moved("proxy", "it at the trunk, under asterisk.trunks");
    OutsideNumber number =
        new OutsideNumber(
            name,
            one.required("number", Shape.NUMBER),
            trunk(one, trunk),
            one.optional("code", Shape.EXTENSION).orElse(null),
            one.string("caller-id", callerId, Shape.NUMBER));
    one.end();
    return number;
  }

  private String trunk(YamlSection written, String usual) {
    String name = written.string("trunk", usual, Shape.ID);
    if (!name.equals(usual) && !trunks.contains(name)) {
      written.mistake("trunk", name, "one of asterisk.trunks that has a proxy: " + trunks);
    }
    return name;
  }
}
