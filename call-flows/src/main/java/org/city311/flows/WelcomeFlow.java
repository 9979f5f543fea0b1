package org.city311.flows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.city311.flows.MessageDialogue.Taken;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;
import org.city311.ivr.routing.Closing;

/// What every caller to 311 hears first: a greeting in all languages, a choice of language, a choice
/// of service, and then music until a person is there. `0` leads to a person at any question; so do
/// three failures at one. Who chooses what is closed hears that, and may leave a message.
///
/// A caller who chose a language on a node that died is not asked for it again.
public final class WelcomeFlow implements Flow {
  /// How often a question is asked.
  static final int TRIES = 3;

  /// How long to wait for a key after a question.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// For what is said only in passing.
  static final Duration NO_PATIENCE = Duration.ofMillis(10);

  private static final char A_PERSON = '0';

  private final WaitingCallback waitingCallback;
  private final Menu menu;
  private final DemandRules rules;
  private final CallerHistory history;
  private final Closed closed;
  private final MessageDialogue message;

  /// @param message what a caller is asked for who comes when the office is closed
  /// @param callbacks of which the caller's own may be waiting
  public WelcomeFlow(
      Menu menu,
      DemandRules rules,
      CallerHistory history,
      Closed closed,
      MessageDialogue message,
      Callbacks callbacks) {
    this.menu = menu;
    this.waitingCallback = new WaitingCallback(callbacks);
    this.rules = rules;
    this.history = history;
    this.closed = closed;
    this.message = message;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    CompletableFuture<Past> past =
        history
            .of(line.caller().ani())
            .completeOnTimeout(Past.NONE, DemandRules.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Optional<Language> known = Optional.ofNullable(line.caller().chosen());
    Optional<Language> language = known.isPresent() ? known : chooseLanguage(line);
    Language spoken = language.orElse(menu.firstLanguage());
    if (known.isEmpty()) {
      line.speak(spoken);
    }
    waitingCallback.tell(line);
    Menu.Choice choice = Menu.Choice.of(menu.anyone());
    if (language.isPresent()) {
      line.step("service");
      choice = chooseService(line).orElse(choice);
    }
    Optional<Closing> closing = closed.ruleOf(choice.group());
    return closing.isPresent()
        ? turnAway(line, closing.get(), spoken, choice)
        : personFor(line, choice, spoken, past);
  }

  /// The greeting says the choices in every language, so it is itself what is said after a failure.
  private Optional<Language> chooseLanguage(Line line) throws CallerGone {
    line.step("language");
    if (menu.languages().size() == 1) {
      line.play("welcome");
      return Optional.of(menu.firstLanguage());
    }
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Character> key = line.ask("welcome", PATIENCE);
      Optional<Language> choice = key.map(menu.languages()::get);
      if (choice.isPresent() || isAPerson(key)) {
        return choice;
      }
    }
    return Optional.empty();
  }

  /// A key pressed while the system says that it has not understood is the next try's.
  private Optional<Menu.Choice> chooseService(Line line) throws CallerGone {
    Optional<Character> key = line.ask("menu", PATIENCE);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Menu.Choice> choice = key.map(menu.services()::get);
      if (choice.isPresent() || isAPerson(key)) {
        return choice;
      }
      if (attempt < TRIES) {
        key = line.ask(key.isPresent() ? "not-understood" : "no-input", NO_PATIENCE);
        if (key.isEmpty()) {
          key = line.ask("menu", PATIENCE);
        }
      }
    }
    line.play("agent-after-tries");
    return Optional.empty();
  }

  private static boolean isAPerson(Optional<Character> key) {
    return key.isPresent() && key.get() == A_PERSON;
  }

  private Ending personFor(
      Line line, Menu.Choice choice, Language language, CompletableFuture<Past> past)
      throws CallerGone {
    line.step("connecting");
    line.play("connecting");
    return new Ending.Person(rules.demand(choice, line.caller(), language, past.join()));
  }

  /// Nobody waits in a queue that is not served: the call ends in the IVR.
  private Ending turnAway(Line line, Closing rule, Language language, Menu.Choice choice)
      throws CallerGone {
    line.step("closed");
    line.play("closed");
    switch (rule) {
      case TELL -> Farewell.say(line, "goodbye");
      case MESSAGE, SERVE -> takeMessage(line, language, choice);
    }
    return new Ending.Goodbye();
  }

  private void takeMessage(Line line, Language language, Menu.Choice choice) throws CallerGone {
    line.step("message");
    Caller on = line.caller();
    Caller caller = new Caller(on.call(), on.ani(), on.dnis(), language, choice.group());
    if (message.converse(line, caller) != Taken.KEPT) {
      Farewell.say(line, "goodbye");
    }
  }
}
