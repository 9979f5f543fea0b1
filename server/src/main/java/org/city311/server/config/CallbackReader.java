package org.city311.server.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.asterisk.Callouts;
import org.city311.ivr.routing.NumberPattern;
import org.city311.ivr.routing.OpeningHours;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.Configuration.Trunk;

/// Reads `callback`: whom residents' wishes to be called back let us call, how, and when.
final class CallbackReader {
  /// A bill is written by whoever may choose what is dialled: no number is allowed unless it is named here.
  private static final Shape PATTERN =
      Shape.of(
          NumberPattern.ALLOWED,
          "numbers such as 410NXXXXXX: digits, X for any, Z for 1-9, N for 2-9; 7 to 15 of them");

  private static final int MAX_PATTERNS = 200;
  private static final int MAX_TRIES = 10;

  private final YamlSection section;
  private final ZoneId zone;
  private final Duration ring;
  private final boolean later;

  CallbackReader(YamlSection section, ZoneId zone) {
    this.section = section;
    this.zone = zone;
    this.later = section.bool("later", true);
    this.ring =
        section.duration(
            "ring", CallbackTerms.USUAL.ring(), Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  CallbackTerms terms() {
    CallbackTerms usual = CallbackTerms.USUAL;
    YamlSection hours = section.section("hours");
    return new CallbackTerms(
        section.integer("tries", usual.tries(), 1, MAX_TRIES),
        section.duration("pause", usual.pause(), CallbackTerms.LEAST_PAUSE, Duration.ofHours(24)),
        section.duration("keep", usual.keep(), Duration.ofMinutes(1), Duration.ofDays(7)),
        ring,
        section.hasValue("hours") ? new HoursReader(zone).hours(hours) : OpeningHours.always());
  }

  /// Whether a callback is offered when nobody is there.
  boolean later() {
    return later;
  }

  /// @param trunks one of which residents are called by
  /// @param numbers the first of which a resident's phone shows, unless another is given
  Callouts callouts(List<Trunk> trunks, List<DialledNumber> numbers) {
    List<String> patterns = section.strings("numbers", List.of(), PATTERN);
    if (patterns.size() > MAX_PATTERNS) {
      section.mistake("numbers", patterns.size() + " patterns", "at most " + MAX_PATTERNS);
    }
    List<String> names = trunks.stream().map(Trunk::name).toList();
    String trunk = section.string("trunk", names.isEmpty() ? "" : names.getFirst(), Shape.ID);
    if (!names.contains(trunk) && !patterns.isEmpty()) {
      section.mistake("trunk", trunk, "one of asterisk.trunks: " + names);
    }
    String proxy = section.string("proxy", "", Shape.HOST_PORT);
    if (proxy.isEmpty() && !patterns.isEmpty()) {
      section.mistake("proxy", "nothing", "host:port, where the trunk takes our calls");
    }
    String shown =
        section.string(
            "caller-id", numbers.isEmpty() ? "" : numbers.getFirst().number(), Shape.NUMBER);
    section.end();
    int colon = proxy.lastIndexOf(':');
    return proxy.isEmpty()
        ? Callouts.none()
        : new Callouts(
            trunk,
            proxy.substring(0, colon),
            Integer.parseInt(proxy.substring(colon + 1)),
            patterns.stream().map(NumberPattern::new).toList(),
            shown,
            ring);
  }
}
