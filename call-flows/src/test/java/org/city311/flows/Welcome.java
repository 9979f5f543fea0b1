package org.city311.flows;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.flows.dial.RehearsedCallbacks;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Menus;
import org.city311.flows.menu.Target;
import org.city311.flows.message.Messages;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// Welcome flows for tests.
final class Welcome {
  static final Instant MONDAY_NOON = Instant.parse("2026-01-05T12:00:00Z");

  private static final InstantSource CLOCK = InstantSource.fixed(MONDAY_NOON);

  private Welcome() {}

  static final SortedMap<Character, Language> BOTH =
      new TreeMap<>(Map.of('1', Language.ENGLISH, '2', Language.SPANISH));

  /// A menu whose keys from 1 on are groups, in their order.
  static MenuTree tree(SkillGroupId anyone, SkillGroupId... groups) {
    SortedMap<Character, Target.ToGroup> choices = new TreeMap<>();
    for (SkillGroupId group : groups) {
      choices.put((char) ('1' + choices.size()), Target.ToGroup.of(group));
    }
    return MenuTree.ofGroups("1", choices, anyone);
  }

  /// Of an office that never closes.
  static WelcomeFlow always(MenuTree tree) {
    return always(BOTH, tree);
  }

  static WelcomeFlow always(SortedMap<Character, Language> languages, MenuTree tree) {
    PersonDesk desk =
        desk(
            routing(tree.person(), Closing.SERVE, OpeningHours.always()),
            Path.of("nowhere"),
            DemandRules.none(),
            CallerHistory.none());
    return new WelcomeFlow(
        new Reception(languages, Menus.only(tree), List.of(), Map.of(), desk), CLOCK);
  }

  static WelcomeFlow of(MenuTree tree, Routing routing, Path messages) {
    return with(tree, desk(routing, messages, DemandRules.none(), CallerHistory.none()));
  }

  static WelcomeFlow with(MenuTree tree, PersonDesk desk) {
    return new WelcomeFlow(new Reception(BOTH, Menus.only(tree), List.of(), Map.of(), desk), CLOCK);
  }

  static PersonDesk desk(Routing routing, Path messages, DemandRules rules, CallerHistory history) {
    return desk(routing, messages, rules, history, new RehearsedCallbacks(List.of()));
  }

  /// Of a centre that calls back, at any hour.
  static WelcomeFlow callingBack(
      MenuTree tree, Routing routing, Path messages, Callbacks callbacks) {
    return with(tree, desk(routing, messages, DemandRules.none(), CallerHistory.none(), callbacks));
  }

  static PersonDesk desk(
      Routing routing,
      Path messages,
      DemandRules rules,
      CallerHistory history,
      Callbacks callbacks) {
    return new PersonDesk(
        rules,
        history,
        new PersonDesk.WhenClosed(
            new Closed(() -> routing, CLOCK),
            new MessageDialogue(
                new Messages(messages, CLOCK), Language.ENGLISH, AfterMessage.listed()),
            later(routing, callbacks)),
        _ -> Spoken.NOTHING,
        group ->
            routing.group(group).filter(it -> it.recorded() != RecordingRule.NEVER).isPresent());
  }

  static LaterCallback later(Routing routing, Callbacks callbacks) {
    return new LaterCallback(
        callbacks,
        new Closed(() -> routing, CLOCK),
        new LaterCallback.Times(true, OpeningHours.always(), ZoneOffset.UTC));
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
