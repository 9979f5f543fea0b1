package org.city311.flows.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.Opening;
import org.city311.flows.SelfService.Next;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.Told;

/// Tells a resident who calls from a number that was left with requests where they stand, before
/// any menu: most who call again want to know that. By the number alone, and nothing that the site
/// would not show to anybody. `2` tells more, `3` has the number forgotten for good; all others go
/// on to the menu at once.
///
/// It never lets a caller wait: the desk is asked when the call begins, and where it does not answer soon,
/// nobody is known.
public final class KnownCaller implements Opening {
  /// Nobody who wants the menu waits for it.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String TOLD = "known-caller";

  /// Kept of who wants to be told more: on another node the telling goes on.
  private static final String IN_FULL = "in-full";

  private static final char A_PERSON = '0';
  private static final char ON = '1';
  private static final char MORE = '2';
  private static final char NOT_KNOWN = '3';

  private final PhoneDesk desk;
  private final Lookup lookup;
  private final RequestWords words;
  private final StatusFlow status;

  public KnownCaller(PhoneDesk desk, Lookup lookup, RequestWords words, StatusFlow status) {
    this.desk = desk;
    this.lookup = lookup;
    this.words = words;
    this.status = status;
  }

  @Override
  public Opening begun(Caller caller) {
    String ani = caller.ani();
    if (ani.isEmpty()) {
      return _ -> new Next.Menu();
    }
    CompletableFuture<Optional<List<Told>>> asked = lookup.ahead(() -> desk.of(ani));
    return dialogue -> before(dialogue, ani, asked);
  }

  @Override
  public Next before(Dialogue dialogue) throws CallerGone, Elsewhere {
    return begun(dialogue.line().caller()).before(dialogue);
  }

  private Next before(Dialogue dialogue, String ani, CompletableFuture<Optional<List<Told>>> asked)
      throws CallerGone, Elsewhere {
    List<Told> all = asked.join().orElse(List.of());
    // Most are not known, and for them nothing is asked of the switch.
    if (all.isEmpty()) {
      return new Next.Menu();
    }
    Optional<String> before = dialogue.line().recall(TOLD);
    if (before.isPresent()) {
      return before.get().equals(IN_FULL) ? more(dialogue, all) : new Next.Menu();
    }
    dialogue.line().step(Journey.telling("known-caller"));
    Optional<Character> key = tell(dialogue, all);
    dialogue.line().remember(TOLD, key.equals(Optional.of(MORE)) ? IN_FULL : "told");
    return switch (key.orElse(ON)) {
      case A_PERSON -> throw new WantsPerson(Elsewhere.Why.ASKED);
      case MORE -> more(dialogue, all);
      case NOT_KNOWN -> forget(dialogue, ani);
      default -> new Next.Menu();
    };
  }

  private Optional<Character> tell(Dialogue dialogue, List<Told> all) throws CallerGone, Elsewhere {
    Spoken question = Spoken.of("known-hello").then(words.of(all.getFirst(), dialogue.language()));
    if (all.size() > 1) {
      question = question.then("known-more");
    }
    return dialogue.tell(question.then("known-choices"), PATIENCE);
  }

  private Next more(Dialogue dialogue, List<Told> all) throws CallerGone, Elsewhere {
    for (Told each : all) {
      Optional<Next> next = status.tell(dialogue, each);
      if (next.isPresent()) {
        return next.get();
      }
    }
    dialogue.line().remember(TOLD, "told");
    for (Told each : all) {
      StatusFlow.forget(dialogue, each.number());
    }
    return new Next.Menu();
  }

  private Next forget(Dialogue dialogue, String ani) throws CallerGone, Elsewhere {
    boolean _ =
        lookup.answer(
            dialogue,
            () -> {
              desk.setKnown(ani, false);
              return true;
            });
    dialogue.say("known-forgotten");
    return new Next.Menu();
  }
}
