package org.city311.flows.selfservice;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.SelfService;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.catalogue.Question;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.KnownEvent;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.PhoneReport;

/// A resident reports something by keys and voice: what it is, the questions of its type, where it
/// is, and on which number to be told of it. Then hears the request's number and by when it is
/// promised.
///
/// What was answered is kept on the call: on another node the next question is asked, and the
/// report is made once.
public final class ReportFlow implements SelfService {
  private static final String TYPE = "report-type";
  private static final String VOICE = "report-voice";
  private static final String SEPARATOR = ",";

  /// What is remembered of a question to which the resident does not know the answer.
  private static final String UNKNOWN = "-";

  private static final String STILL = "report-still";
  private static final Map<Character, Boolean> YES = Map.of('1', true);

  private final PhoneDesk desk;
  private final Lookup lookup;
  private final RequestWords words;
  private final Voices voices;
  private final ContactDialogue contact;
  private final Supplier<List<KnownEvent>> events;

  /// @param events that the city knows of already: who reports such a thing is asked whether they
  ///   still want to
  public ReportFlow(
      PhoneDesk desk,
      Lookup lookup,
      RequestWords words,
      Voices voices,
      ContactDialogue contact,
      Supplier<List<KnownEvent>> events) {
    this.desk = desk;
    this.lookup = lookup;
    this.words = words;
    this.voices = voices;
    this.contact = contact;
    this.events = events;
  }

  @Override
  public Set<String> subjects() {
    return words.types().ids();
  }

  @Override
  public Next converse(Dialogue dialogue, String about) throws CallerGone, Elsewhere {
    Round round = Round.of(dialogue);
    while (round.after() != Round.After.GOODBYE) {
      round = report(dialogue, round, round.after() == Round.After.MORE ? "" : about);
    }
    return new Next.Goodbye();
  }

  private Round report(Dialogue dialogue, Round round, String about) throws CallerGone, Elsewhere {
    dialogue.line().step("report");
    try {
      PhoneType type = about.isEmpty() ? chooseType(dialogue, round) : typeOf(about);
      dialogue.say(PhoneType.name(type.id()));
      if (!wantsStill(dialogue, round, type)) {
        return round.over(dialogue, Round.After.GOODBYE);
      }
      Map<String, List<String>> answers = answers(dialogue, round, type);
      List<String> recordings = recordings(dialogue, round, type);
      Optional<String> phone = contact.ask(dialogue, round.kept("report-contact"));
      Filed filed = file(dialogue, round, type, answers, recordings, phone);
      return finished(dialogue, round, filed);
    } catch (GoesBack e) {
      Round _ = round.over(dialogue, Round.After.MENU);
      throw e;
    }
  }

  /// Whether the resident wants to report what the city knows of already.
  private boolean wantsStill(Dialogue dialogue, Round round, PhoneType type)
      throws CallerGone, Elsewhere {
    List<String> known =
        events.get().stream()
            .filter(event -> event.types().contains(type.id()))
            .map(KnownEvent::prompt)
            .toList();
    if (known.isEmpty() || dialogue.line().recall(round.kept(STILL)).isPresent()) {
      return true;
    }
    dialogue.line().step(Journey.telling("known-event"));
    Spoken told = new Spoken(known).then("report-known", "that-is-all");
    boolean wants = Rest.of(dialogue, told, YES).isPresent();
    dialogue.line().remember(round.kept(STILL), wants ? "yes" : "");
    return wants;
  }

  /// Only who has heard the number has reported: on a node that dies before, nothing is forgotten.
  private Round finished(Dialogue dialogue, Round round, Filed filed) throws CallerGone, Elsewhere {
    dialogue.line().step(Journey.served("report"));
    try {
      boolean more = wantsAnother(dialogue, filed);
      return round.over(dialogue, more ? Round.After.MORE : Round.After.GOODBYE);
    } catch (WantsPerson e) {
      Round _ = round.over(dialogue, Round.After.MENU);
      throw e;
    }
  }

  private PhoneType typeOf(String id) throws Elsewhere {
    return words.types().type(id).orElseThrow(() -> new WantsPerson(Elsewhere.Why.ASKED));
  }

  private PhoneType chooseType(Dialogue dialogue, Round round) throws CallerGone, Elsewhere {
    return typeOf(dialogue.once(round.kept(TYPE), () -> chosen(dialogue)));
  }

  /// The last page leads to the first.
  private String chosen(Dialogue dialogue) throws CallerGone, Elsewhere {
    dialogue.line().step("report-type");
    List<List<PhoneType>> pages = words.types().pages();
    for (int turns = 0; turns < Dialogue.REPEATS * pages.size(); turns++) {
      int page = turns % pages.size();
      Map<Character, String> keys = new HashMap<>();
      for (PhoneType type : pages.get(page)) {
        keys.put((char) ('1' + keys.size()), type.id());
      }
      if (pages.size() > 1) {
        keys.put('9', "");
      }
      String id = dialogue.choose(Spoken.of(PhoneTypes.page(page)), keys);
      if (!id.isEmpty()) {
        return id;
      }
    }
    throw new WantsPerson(Elsewhere.Why.NOT_UNDERSTOOD);
  }

  /// `#` at a question goes back to the one before.
  private Map<String, List<String>> answers(Dialogue dialogue, Round round, PhoneType type)
      throws CallerGone, Elsewhere {
    LinkedHashMap<String, List<String>> answers = new LinkedHashMap<>();
    Optional<Question> next = type.next(answers);
    while (next.isPresent()) {
      Question question = next.get();
      dialogue.line().step("report-" + question.id());
      try {
        String given =
            dialogue.once(kept(round, type, question), () -> ask(dialogue, type, question));
        answers.put(question.id(), given.equals(UNKNOWN) ? List.of() : values(given));
      } catch (GoesBack e) {
        if (answers.isEmpty()) {
          throw e;
        }
        String before = answers.lastEntry().getKey();
        answers.remove(before);
        for (Question each : type.type().questions()) {
          if (each.id().equals(before)) {
            dialogue.forget(kept(round, type, each));
          }
        }
      }
      next = type.next(answers);
    }
    return answers;
  }

  private String ask(Dialogue dialogue, PhoneType type, Question question)
      throws CallerGone, Elsewhere {
    List<String> answer =
        new QuestionDialogue(dialogue, words.time().today()).ask(question, type.ask(question));
    if (type.isUrgent(question, answer)) {
      dialogue.say("report-danger");
      throw new WantsPerson(Elsewhere.Why.ASKED);
    }
    return answer.isEmpty() ? UNKNOWN : String.join(SEPARATOR, answer);
  }

  private static List<String> values(String kept) {
    return List.of(kept.split(SEPARATOR));
  }

  /// Where a question's answer is kept on the call.
  private static String kept(Round round, PhoneType type, Question question) {
    return round.kept("report-q" + type.place(question));
  }

  private List<String> recordings(Dialogue dialogue, Round round, PhoneType type)
      throws CallerGone, Elsewhere {
    if (!type.wantsWords()) {
      return List.of();
    }
    dialogue.line().step("report-place");
    return List.of(voices.take(dialogue, round.kept(VOICE), type.sayPrompt()));
  }

  private Filed file(
      Dialogue dialogue,
      Round round,
      PhoneType type,
      Map<String, List<String>> answers,
      List<String> recordings,
      Optional<String> phone)
      throws CallerGone, Elsewhere {
    dialogue.line().step("report-filing");
    String language = dialogue.language().tag();
    PhoneReport report =
        new PhoneReport(
            "phone-report/%s/%d".formatted(dialogue.line().caller().call(), round.number()),
            type.id(),
            language,
            type.complete(answers, language),
            recordings,
            phone);
    Optional<Filed> filed = lookup.answer(dialogue, () -> desk.take(report));
    if (filed.isEmpty()) {
      dialogue.say("report-unable");
      throw new WantsPerson(Elsewhere.Why.ASKED);
    }
    return filed.get();
  }

  private boolean wantsAnother(Dialogue dialogue, Filed filed) throws CallerGone, Elsewhere {
    Spoken number = words.number(filed.number(), dialogue.language());
    Spoken told =
        Spoken.of("report-number")
            .then(number)
            .then("report-again")
            .then(number)
            .then("status-promised")
            .then(words.date(filed.due(), dialogue.language()))
            .then("report-another", "that-is-all");
    return Rest.of(dialogue, told, YES).isPresent();
  }
}
