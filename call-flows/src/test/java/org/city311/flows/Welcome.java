package org.city311.flows;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.flows.message.Messages;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// Welcome flows for tests.
final class Welcome {
  static final Instant MONDAY_NOON = Instant.parse("2026-01-05T12:00:00Z");

  private Welcome() {}

  /// Keys from 1 to groups, in their order.
  static Map<Character, Menu.Choice> services(SkillGroupId... groups) {
    Map<Character, Menu.Choice> services = new HashMap<>();
    for (SkillGroupId group : groups) {
      services.put((char) ('1' + services.size()), Menu.Choice.of(group));
    }
    return services;
  }

  /// Of an office that never closes.
  static WelcomeFlow always(Menu menu) {
    Routing open = routing(menu.anyone(), Closing.SERVE, OpeningHours.always());
    return of(menu, open, Path.of("nowhere"));
  }

  static WelcomeFlow of(Menu menu, Routing routing, Path messages) {
    return with(menu, routing, messages, DemandRules.none(), CallerHistory.none());
  }

  static WelcomeFlow with(
      Menu menu, Routing routing, Path messages, DemandRules rules, CallerHistory history) {
    InstantSource clock = InstantSource.fixed(MONDAY_NOON);
    return new WelcomeFlow(
        menu,
        rules,
        history,
        new Closed(() -> routing, clock),
        new MessageDialogue(new Messages(messages, clock), Language.ENGLISH),
        Callbacks.none());
  }

  /// One group, and what becomes of callers when it is closed.
  static Routing routing(SkillGroupId id, Closing closing, OpeningHours hours) {
    SkillGroup plain = SkillGroup.plain(id, Map.of("en", id.value()));
    return new Routing(
        List.of(
            new SkillGroup(
                id, plain.names(), Map.of(), plain.strategy(), 0, List.of(), hours, closing)),
        List.of());
  }

  /// Not at Monday noon.
  static OpeningHours tuesdays() {
    return new OpeningHours(
        ZoneOffset.UTC,
        Map.of(
            DayOfWeek.TUESDAY,
            List.of(new OpeningHours.Span(LocalTime.of(8, 0), LocalTime.of(18, 0)))),
        Map.of());
  }
}
