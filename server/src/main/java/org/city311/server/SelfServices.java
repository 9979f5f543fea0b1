package org.city311.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.city311.flows.AfterMessage;
import org.city311.flows.Opening;
import org.city311.flows.SelfService;
import org.city311.flows.message.Messages;
import org.city311.flows.selfservice.CityTime;
import org.city311.flows.selfservice.CollectionFlow;
import org.city311.flows.selfservice.CollectionTable;
import org.city311.flows.selfservice.ContactDialogue;
import org.city311.flows.selfservice.KnownCaller;
import org.city311.flows.selfservice.KnownEventsOpening;
import org.city311.flows.selfservice.Lookup;
import org.city311.flows.selfservice.MessageRequests;
import org.city311.flows.selfservice.MessageTypes;
import org.city311.flows.selfservice.PhoneTypes;
import org.city311.flows.selfservice.ReportFlow;
import org.city311.flows.selfservice.RequestWords;
import org.city311.flows.selfservice.StatusFlow;
import org.city311.flows.selfservice.Voices;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Spoken;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.Text;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.DirectoryException;
import org.city311.requests.http.Parts;
import org.city311.requests.phone.DatabasePhoneDesk;
import org.city311.requests.phone.KnownEvent;
import org.city311.requests.phone.PhoneDesk;
import org.city311.server.config.Configuration;

/// What residents get done by phone without a person, as the configuration wants it.
///
/// @param flows by the names that menus call them
/// @param openings what callers hear before the menus
/// @param events what the city knows of already and can be heard, the latest first; asked on each call
/// @param messages makes requests of messages; empty: people work them off
record SelfServices(
    Map<String, SelfService> flows,
    List<Opening> openings,
    Supplier<List<KnownEvent>> events,
    Optional<MessageRequests> messages) {
  /// Whose texts they are.
  static final String OWNER = "self-service";

  private static final String STATUS = "status";
  private static final String REPORT = "report";
  private static final String COLLECTION = "collection";

  /// In the catalogue that comes with City311: on which days nothing is collected.
  private static final String CALENDAR = "collection";

  /// With the requests of a city.
  ///
  /// @param requests theirs
  /// @param messages that residents leave
  /// @param events as of [#events]
  static SelfServices of(
      Configuration configuration,
      Parts requests,
      Messages messages,
      Supplier<List<KnownEvent>> events)
      throws StartException {
    InstantSource clock = InstantSource.system();
    return of(
        configuration,
        new DatabasePhoneDesk(requests.desk(), requests.database(), requests.files(), clock),
        new Left(messages, () -> requests.desk().directory().catalogue()),
        configuration.shared().resolve("spoken"),
        events,
        new Days(new CityTime(clock, configuration.timeZone()), isFree(requests)));
  }

  /// For conversations that are only tried out.
  ///
  /// @param spoken the folder for what is spoken
  static SelfServices rehearsed(
      Configuration configuration, Messages messages, Path spoken, InstantSource clock)
      throws StartException {
    return of(
        configuration,
        new RehearsedDesk(configuration.selfService().report(), clock),
        new Left(messages, () -> catalogue(configuration)),
        spoken,
        List::of,
        new Days(new CityTime(clock, configuration.timeZone()), _ -> false));
  }

  /// @param isFree on which days nothing is collected
  private record Days(CityTime time, Predicate<LocalDate> isFree) {}

  /// What residents leave, and as what it may be taken.
  private record Left(Messages messages, Supplier<Catalogue> catalogue) {}

  private static SelfServices of(
      Configuration configuration,
      PhoneDesk desk,
      Left left,
      Path spoken,
      Supplier<List<KnownEvent>> events,
      Days days)
      throws StartException {
    Lookup lookup = new Lookup();
    PhoneTypes types = types(configuration);
    RequestWords words = new RequestWords(types, days.time());
    Voices voices = new Voices(spoken, desk, lookup);
    StatusFlow status = new StatusFlow(desk, lookup, words, voices);
    Map<String, SelfService> flows = new HashMap<>();
    flows.put(STATUS, status);
    if (!types.ids().isEmpty()) {
      ContactDialogue contact = new ContactDialogue(configuration.telling().texts().isPresent());
      flows.put(REPORT, new ReportFlow(desk, lookup, words, voices, contact, events));
    }
    Optional<CollectionTable> table = collectionDays(configuration);
    table.ifPresent(
        found -> flows.put(COLLECTION, new CollectionFlow(found, days.time(), days.isFree())));
    List<Opening> openings = new ArrayList<>();
    openings.add(new KnownEventsOpening(events));
    if (configuration.selfService().knownCallers()) {
      openings.add(new KnownCaller(desk, lookup, words, status));
    }
    Optional<MessageRequests> messages =
        messageTypes(configuration, left.catalogue())
            .map(each -> new MessageRequests(left.messages(), desk, lookup, words, each));
    return new SelfServices(Map.copyOf(flows), List.copyOf(openings), events, messages);
  }

  /// What becomes of messages.
  AfterMessage afterMessage() {
    return messages.<AfterMessage>map(requests -> requests).orElseGet(AfterMessage::listed);
  }

  private static Optional<MessageTypes> messageTypes(
      Configuration configuration, Supplier<Catalogue> catalogue) {
    Configuration.SelfService wanted = configuration.selfService();
    return wanted.messages().map(usual -> new MessageTypes(catalogue, usual, wanted.messagesOf()));
  }

  /// What the city knows of that callers of a skill group may want a person for; nothing if there is none such.
  Spoken known(SkillGroupId group) {
    List<String> prompts =
        events.get().stream()
            .filter(event -> event.group().equals(group.value()))
            .map(KnownEvent::prompt)
            .toList();
    return new Spoken(prompts);
  }

  /// The names by which menus may call them, each with what it may be about.
  static Map<String, Set<String>> names(Configuration configuration) {
    Configuration.SelfService wanted = configuration.selfService();
    Map<String, Set<String>> names = new HashMap<>();
    names.put(STATUS, Set.of());
    if (!wanted.report().isEmpty()) {
      names.put(REPORT, Set.copyOf(wanted.report()));
    }
    if (wanted.collectionDays().isPresent()) {
      names.put(COLLECTION, Set.of());
    }
    return names;
  }

  /// Reads what the configuration names, and says what is wrong with it.
  static void check(Configuration configuration) throws StartException {
    var _ = types(configuration);
    var _ = collectionDays(configuration);
    Optional<MessageTypes> messages = messageTypes(configuration, () -> catalogue(configuration));
    List<String> mistakes = messages.map(MessageTypes::mistakes).orElse(List.of());
    if (!mistakes.isEmpty()) {
      throw new StartException(StartException.CONFIGURATION, String.join("\n", mistakes));
    }
  }

  /// The catalogue as it is now; that it can be read was checked before.
  private static Catalogue catalogue(Configuration configuration) {
    try {
      return RequestsStart.source(configuration).read().catalogue();
    } catch (DirectoryException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is said of the types: key to language to text.
  static Map<String, Map<String, String>> texts(Configuration configuration) throws StartException {
    Map<String, Map<String, String>> texts = new HashMap<>();
    types(configuration).texts().forEach((key, text) -> texts.put(key, byLanguage(text)));
    return texts;
  }

  /// As the catalogue has it, which knows these languages.
  static Map<String, String> byLanguage(Text text) {
    return Map.of("en", text.en(), "es", text.es());
  }

  private static PhoneTypes types(Configuration configuration) throws StartException {
    Configuration.SelfService wanted = configuration.selfService();
    if (wanted.report().isEmpty()) {
      return PhoneTypes.none();
    }
    try {
      return PhoneTypes.of(
          RequestsStart.source(configuration).read().catalogue(), wanted.report(), wanted.urgent());
    } catch (DirectoryException e) {
      throw new StartException(StartException.CONFIGURATION, String.join("\n", e.mistakes()));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.CONFIGURATION, "self-service.report: " + e.getMessage());
    }
  }

  private static Optional<CollectionTable> collectionDays(Configuration configuration)
      throws StartException {
    if (configuration.selfService().collectionDays().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CollectionTable(configuration.selfService().collectionDays().get()));
    } catch (IOException e) {
      throw new StartException(
          StartException.CONFIGURATION, "self-service.collection-days can't be read: " + e);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.CONFIGURATION, "self-service.collection-days:\n" + e.getMessage());
    }
  }

  /// By the calendar of the catalogue that is in force, for which a day without hours is a holiday.
  private static Predicate<LocalDate> isFree(Parts requests) {
    return day -> {
      Directory directory = requests.desk().directory();
      return Optional.ofNullable(directory.calendars().get(CALENDAR))
          .map(calendar -> calendar.special().get(day))
          .filter(List::isEmpty)
          .isPresent();
    };
  }
}
