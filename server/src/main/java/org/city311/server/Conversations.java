package org.city311.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.city311.flows.AgentConsults;
import org.city311.flows.AgentPhoneCodes;
import org.city311.flows.CallbackFlow;
import org.city311.flows.Closed;
import org.city311.flows.DemandRules;
import org.city311.flows.DepartmentLines;
import org.city311.flows.FullFlow;
import org.city311.flows.LanguageSkills;
import org.city311.flows.LaterCallback;
import org.city311.flows.MessageDialogue;
import org.city311.flows.MessageFlow;
import org.city311.flows.Opening;
import org.city311.flows.PersonDesk;
import org.city311.flows.PersonFlow;
import org.city311.flows.Reception;
import org.city311.flows.SelfService.Next;
import org.city311.flows.SurveyFlow;
import org.city311.flows.SurveyHistory;
import org.city311.flows.TellFlow;
import org.city311.flows.WaitingCallback;
import org.city311.flows.WelcomeFlow;
import org.city311.flows.menu.Menus;
import org.city311.flows.message.Messages;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.centre.CentreCallbacks;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Flows;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Routing;
import org.city311.metrics.record.PastCalls;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.DialledNumber;

/// All conversations with residents and agents' phones, as the configuration wants them.
final class Conversations {
  private static final String GREETED = "greeted";

  private Conversations() {}

  /// @param history what is known of a number
  static Flows flows(
      Configuration configuration,
      CallCentre centre,
      Menus menus,
      Messages messages,
      CallerHistory history,
      EmergencyGreeting greeting,
      SelfServices services,
      AtTheEdges edges) {
    Callbacks callbacks = new CentreCallbacks(centre, configuration.outside().residents());
    List<Opening> openings = new ArrayList<>();
    openings.add(greeted(greeting.greetings()));
    openings.add(new WaitingCallback(callbacks));
    openings.addAll(services.openings());
    ForResidents residents =
        new ForResidents(
            configuration,
            menus,
            services,
            openings,
            centre::routing,
            callbacks,
            messages,
            history,
            InstantSource.system());
    return new Flows(
        edges.guard().around(residents.welcome(), residents.person()),
        residents.treatments(),
        new SurveyFlow(configuration.survey().rules(), edges.surveys()),
        new AgentPhoneCodes(centre, notReady(configuration), greeting.codes()),
        new AgentConsults(centre),
        new DepartmentLines(centre, lines(configuration)));
  }

  private static Map<String, String> lines(Configuration configuration) {
    Map<String, String> lines = new HashMap<>();
    for (Configuration.OutsideNumber each : configuration.outside().numbers()) {
      if (each.code() != null) {
        lines.put(each.code(), each.name());
      }
    }
    return lines;
  }

  /// What comes before the welcome, and after the talk.
  ///
  /// @param guard lets callers in
  /// @param surveys whom it asked of late
  record AtTheEdges(Guard guard, SurveyHistory surveys) {}

  /// What residents go through, with a call centre or without one.
  ///
  /// @param services what residents get done without a person
  /// @param openings what callers hear before the menus
  /// @param routing asked each time
  /// @param callbacks who is called back, and asks to be
  record ForResidents(
      Configuration configuration,
      Menus menus,
      SelfServices services,
      List<Opening> openings,
      Supplier<Routing> routing,
      Callbacks callbacks,
      Messages messages,
      CallerHistory history,
      InstantSource clock) {

    Flow welcome() {
      return new WelcomeFlow(reception(), clock);
    }

    /// For callers who are to ask for nothing more.
    Flow person() {
      return new PersonFlow(reception());
    }

    private Reception reception() {
      PersonDesk desk =
          new PersonDesk(
              rules(configuration, routing),
              history,
              new PersonDesk.WhenClosed(closed(), message(), later()),
              services::known,
              group -> CallRecordings.isTold(configuration, routing.get(), group));
      return new Reception(languages(configuration), menus, openings, services.flows(), desk);
    }

    Map<Treatment, OverflowFlow> treatments() {
      return Map.of(
          Treatment.CALLBACK,
          new CallbackFlow(callbacks, message()),
          Treatment.MESSAGE,
          new MessageFlow(message(), closed()),
          Treatment.FULL,
          new FullFlow(later(), firstLanguage(configuration)),
          Treatment.CLOSED,
          TellFlow.closed());
    }

    private LaterCallback later() {
      LaterCallback.Times times =
          new LaterCallback.Times(
              configuration.callbackLater(),
              configuration.acd().callbacks().hours(),
              configuration.timeZone());
      return new LaterCallback(callbacks, closed(), times);
    }

    private Closed closed() {
      return new Closed(routing, clock);
    }

    private MessageDialogue message() {
      return new MessageDialogue(messages, firstLanguage(configuration), services.afterMessage());
    }
  }

  /// What the city tells every caller before the menus, where it tells something; who has heard it to its end
  /// hears it no second time.
  private static Opening greeted(Supplier<Spoken> words) {
    return dialogue -> {
      Spoken told = words.get();
      if (!told.equals(Spoken.NOTHING) && dialogue.line().recall(GREETED).isEmpty()) {
        dialogue.say(told);
        dialogue.line().remember(GREETED, "told");
      }
      return new Next.Menu();
    };
  }

  private static List<Presence.NotReady> notReady(Configuration configuration) {
    return configuration.notReadyReasons().stream()
        .map(each -> new Presence.NotReady(each.reason(), each.planned()))
        .toList();
  }

  static PastCalls.Windows past(Configuration.Callers callers) {
    return new PastCalls.Windows(callers.abandonedWithin(), callers.lastAgentWithin());
  }

  private static DemandRules rules(Configuration configuration, Supplier<Routing> routing) {
    return new DemandRules(
        configuration.numbers().stream()
            .collect(Collectors.toMap(DialledNumber::number, DialledNumber::priority)),
        configuration.languageSkills()
            ? LanguageSkills.byTag(firstLanguage(configuration), routing)
            : LanguageSkills.none(),
        configuration.callers().abandonedPriority());
  }

  private static SortedMap<Character, Language> languages(Configuration configuration) {
    SortedMap<Character, Language> languages = new TreeMap<>();
    for (String tag : configuration.languages()) {
      languages.put((char) ('1' + languages.size()), new Language(tag));
    }
    return languages;
  }

  static Language firstLanguage(Configuration configuration) {
    return new Language(configuration.languages().getFirst());
  }
}
