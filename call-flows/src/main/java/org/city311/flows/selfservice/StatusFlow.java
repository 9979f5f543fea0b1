package org.city311.flows.selfservice;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.SelfService;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Answer;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.Told;

/// A resident keys the number of a request and hears where it stands. Who follows it, and calls
/// from the number that was left for it, can say that it was not done.
public final class StatusFlow implements SelfService {
  private static final String NUMBER = "status-number";

  /// Where it is kept on the call, followed by a request's number, what a resident wants who has heard of it,
  /// and what they said of it.
  private static final String WISH = "status-wish-";

  private static final String RECORDING = "reopen-voice-";

  private final PhoneDesk desk;
  private final Lookup lookup;
  private final RequestWords words;
  private final Voices voices;

  public StatusFlow(PhoneDesk desk, Lookup lookup, RequestWords words, Voices voices) {
    this.desk = desk;
    this.lookup = lookup;
    this.words = words;
    this.voices = voices;
  }

  /// What a resident wants who has heard of a request.
  private enum Wish {
    NOT_DONE,
    ANOTHER,
    NOTHING
  }

  @Override
  public Next converse(Dialogue dialogue, String about) throws CallerGone, Elsewhere {
    try {
      return ofNumbers(dialogue);
    } catch (GoesBack e) {
      dialogue.forget(NUMBER);
      throw e;
    }
  }

  private Next ofNumbers(Dialogue dialogue) throws CallerGone, Elsewhere {
    dialogue.line().step("status");
    for (int tries = 1; tries <= Dialogue.TRIES; ) {
      RequestNumber number = ask(dialogue);
      Answer answer =
          lookup.answer(dialogue, () -> desk.about(number, dialogue.line().caller().ani()));
      switch (answer) {
        case Answer.Unknown() -> {
          dialogue.say("status-unknown");
          tries++;
        }
        case Answer.Private() -> {
          dialogue.say("status-private");
          throw new WantsPerson(Elsewhere.Why.ASKED);
        }
        case Answer.Found(Told told) -> {
          Optional<Next> next = tell(dialogue, told);
          if (next.isPresent()) {
            return next.get();
          }
          tries = 1;
        }
      }
      forget(dialogue, number);
      dialogue.forget(NUMBER);
    }
    throw new WantsPerson(Elsewhere.Why.NOT_UNDERSTOOD);
  }

  private static RequestNumber ask(Dialogue dialogue) throws CallerGone, Elsewhere {
    String number =
        dialogue.once(
            NUMBER,
            () ->
                dialogue
                    .entered(Spoken.of("status-enter"), LONGEST, RequestNumber::parse)
                    .toString());
    return RequestNumber.parse(number).orElseThrow();
  }

  private static final int LONGEST = Long.toString(RequestNumber.LAST_SERIAL).length() + 1;

  /// @return empty when the resident asks for another
  Optional<Next> tell(Dialogue dialogue, Told told) throws CallerGone, Elsewhere {
    try {
      return hear(dialogue, told);
    } catch (GoesBack e) {
      forget(dialogue, told.number());
      throw e;
    }
  }

  private Optional<Next> hear(Dialogue dialogue, Told told) throws CallerGone, Elsewhere {
    dialogue.line().step(Journey.served("status"));
    Spoken question = words.of(told, dialogue.language());
    Map<Character, Wish> wishes = new HashMap<>();
    if (told.mayReopen()) {
      wishes.put('1', Wish.NOT_DONE);
      question = question.then("status-not-done");
    }
    wishes.put('2', Wish.ANOTHER);
    Spoken asked = question.then("status-another", "that-is-all");
    String wish =
        dialogue.once(
            WISH + told.number(),
            () -> Rest.of(dialogue, asked, wishes).orElse(Wish.NOTHING).name());
    return switch (Wish.valueOf(wish)) {
      case NOT_DONE -> Optional.of(reopen(dialogue, told));
      case ANOTHER -> Optional.empty();
      case NOTHING -> Optional.of(new Next.Goodbye());
    };
  }

  /// What is kept on the call of the conversation about one request.
  static void forget(Dialogue dialogue, RequestNumber number) throws CallerGone {
    dialogue.forget(WISH + number, RECORDING + number);
  }

  private Next reopen(Dialogue dialogue, Told told) throws CallerGone, Elsewhere {
    dialogue.line().step("reopen");
    Optional<Filed> reopened =
        isReopened(dialogue, told)
            ? Optional.of(new Filed(told.number(), told.due()))
            : ask(dialogue, told);
    if (reopened.isEmpty()) {
      dialogue.say("reopen-unable");
      throw new WantsPerson(Elsewhere.Why.ASKED);
    }
    dialogue.line().step(Journey.served("reopen"));
    dialogue.say(
        Spoken.of("reopen-done", "status-promised")
            .then(words.date(reopened.get().due(), dialogue.language())));
    return new Next.Goodbye();
  }

  /// By a node that died before it could say so.
  private static boolean isReopened(Dialogue dialogue, Told told) throws CallerGone {
    return !told.mayReopen()
        && !told.standing().isOver()
        && dialogue.line().recall(RECORDING + told.number()).isPresent();
  }

  private Optional<Filed> ask(Dialogue dialogue, Told told) throws CallerGone, Elsewhere {
    String recording = voices.take(dialogue, RECORDING + told.number(), "reopen-say");
    return lookup.answer(
        dialogue,
        () -> desk.reopen(told.number(), dialogue.line().caller().ani(), Optional.of(recording)));
  }
}
