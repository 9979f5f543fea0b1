package org.city311.flows.selfservice;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.speech.Say;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;

/// Asks on which number a resident wants to hear of a request: the one that they call from,
/// another, or none.
///
/// @param texts whether the city sends text messages; else only its departments may call
public record ContactDialogue(boolean texts) {
  private static final String NONE = "-";

  /// With its area code; at most as long as numbers are (ITU-T E.164).
  private static final int LEAST_DIGITS = 10;

  private static final int MOST_DIGITS = 15;

  private enum Wish {
    THIS_NUMBER,
    ANOTHER,
    NONE
  }

  /// @param kept where the answer is kept on the call
  Optional<String> ask(Dialogue dialogue, String kept) throws CallerGone, Elsewhere {
    dialogue.line().step("report-contact");
    String number = dialogue.once(kept, () -> number(dialogue));
    return Optional.of(number).filter(given -> !given.equals(NONE));
  }

  private String number(Dialogue dialogue) throws CallerGone, Elsewhere {
    String ani = dialogue.line().caller().ani();
    boolean isCallable = ani.matches("\\+?\\d{" + LEAST_DIGITS + "," + MOST_DIGITS + "}");
    Spoken question = Spoken.of(texts ? "report-contact-text" : "report-contact");
    Map<Character, Wish> wishes = new HashMap<>();
    if (isCallable) {
      question = question.then("report-contact-this");
      wishes.put('1', Wish.THIS_NUMBER);
    }
    wishes.put('2', Wish.ANOTHER);
    wishes.put('3', Wish.NONE);
    return switch (dialogue.choose(question.then("report-contact-other"), wishes)) {
      case THIS_NUMBER -> ani;
      case ANOTHER -> another(dialogue);
      case NONE -> NONE;
    };
  }

  private static String another(Dialogue dialogue) throws CallerGone, Elsewhere {
    while (true) {
      String number = dialogue.digits(Spoken.of("report-contact-enter"), LEAST_DIGITS, MOST_DIGITS);
      Spoken heard = Say.in(dialogue.language()).digits(number).then("report-contact-right");
      if (dialogue.yesNo(heard)) {
        return number;
      }
    }
  }
}
