package org.city311.server.config;

import java.time.Duration;
import java.time.ZoneId;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.routing.OpeningHours;

/// Reads `callback`: how often and when residents are called back. Whom, stands in [OutsideReader].
final class CallbackReader {
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
    section.moved("numbers", "outside.residents");
    section.moved("trunk", "outside.trunk");
    section.moved("proxy", "it at the trunk, under asterisk.trunks");
    section.moved("caller-id", "outside.caller-id");
    CallbackTerms terms =
        new CallbackTerms(
            section.integer("tries", usual.tries(), 1, MAX_TRIES),
            section.duration(
                "pause", usual.pause(), CallbackTerms.LEAST_PAUSE, Duration.ofHours(24)),
            section.duration("keep", usual.keep(), Duration.ofMinutes(1), Duration.ofDays(7)),
            ring,
            section.hasValue("hours") ? new HoursReader(zone).hours(hours) : OpeningHours.always(),
            section.constant("first", usual.first()));
    section.end();
    return terms;
  }

  /// Whether a callback is offered when nobody is there.
  boolean later() {
    return later;
  }
}
