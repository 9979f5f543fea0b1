package org.city311.server;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.city311.flows.AgentConsults;
import org.city311.flows.AgentPhoneCodes;
import org.city311.flows.CallbackFlow;
import org.city311.flows.Closed;
import org.city311.flows.DemandRules;
import org.city311.flows.DepartmentLines;
import org.city311.flows.LanguageSkills;
import org.city311.flows.Menu;
import org.city311.flows.MessageDialogue;
import org.city311.flows.MessageFlow;
import org.city311.flows.PersonFlow;
import org.city311.flows.SurveyFlow;
import org.city311.flows.SurveyHistory;
import org.city311.flows.TellFlow;
import org.city311.flows.WelcomeFlow;
import org.city311.flows.message.Messages;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Flows;
import org.city311.metrics.record.PastCalls;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.DialledNumber;

/// All conversations with residents and agents' phones, as the configuration wants them.
final class Conversations {
  private Conversations() {}

  static Flows flows(
      Configuration configuration,
      CallCentre centre,
      Messages messages,
      CallerHistory history,
      SurveyHistory surveys,
      Guard guard) {
    Menu menu = menu(configuration);
    Closed closed = new Closed(centre::routing, InstantSource.system());
    MessageDialogue message = new MessageDialogue(messages, menu.firstLanguage());
    DemandRules rules = rules(configuration, centre, menu);
    return new Flows(
        guard.around(
            new WelcomeFlow(menu, rules, history, closed, message),
            new PersonFlow(menu, rules, closed)),
        Map.of(
            Treatment.CALLBACK,
            new CallbackFlow(messages, message, menu.firstLanguage()),
            Treatment.MESSAGE,
            new MessageFlow(message, closed),
            Treatment.FULL,
            TellFlow.full(),
            Treatment.CLOSED,
            TellFlow.closed()),
        new SurveyFlow(configuration.survey().rules(), surveys),
        new AgentPhoneCodes(centre, notReady(configuration)),
        new AgentConsults(centre),
        new DepartmentLines(
            centre,
            configuration.departments().lines().stream()
                .collect(
                    Collectors.toMap(
                        Configuration.DepartmentLine::code,
                        Configuration.DepartmentLine::name))));
  }

  private static List<Presence.NotReady> notReady(Configuration configuration) {
    return configuration.notReadyReasons().stream()
        .map(each -> new Presence.NotReady(each.reason(), each.planned()))
        .toList();
  }

  static PastCalls.Windows past(Configuration.Callers callers) {
    return new PastCalls.Windows(callers.abandonedWithin(), callers.lastAgentWithin());
  }

  private static DemandRules rules(Configuration configuration, CallCentre centre, Menu menu) {
    return new DemandRules(
        configuration.numbers().stream()
            .collect(Collectors.toMap(DialledNumber::number, DialledNumber::priority)),
        configuration.languageSkills()
            ? LanguageSkills.byTag(menu.firstLanguage(), centre::routing)
            : LanguageSkills.none(),
        configuration.callers().abandonedPriority());
  }

  private static Menu menu(Configuration configuration) {
    Map<Character, Menu.Choice> services = new HashMap<>();
    configuration
        .menu()
        .forEach(
            (key, choice) ->
                services.put(
                    key, new Menu.Choice(choice.group(), choice.priority(), choice.skills())));
    Map<Character, Language> languages = new HashMap<>();
    for (String tag : configuration.languages()) {
      languages.put((char) ('1' + languages.size()), new Language(tag));
    }
    SkillGroupId first = configuration.routing().groups().getFirst().id();
    return new Menu(languages, services, first);
  }
}
