package org.city311.flows;

import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;

/// What every caller to 311 hears first: a greeting in all languages, a choice of language, a choice
/// of service, and then music until a person is there. `0` leads to a person at any question; so do
/// three failures at one.
public final class WelcomeFlow implements Flow {
  /// How often a question is asked.
  static final int TRIES = 3;

  /// How long to wait for a key after a question.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// For what is said only in passing.
  static final Duration NO_PATIENCE = Duration.ofMillis(10);

  private static final char A_PERSON = '0';

  private final Menu menu;

  public WelcomeFlow(Menu menu) {
    this.menu = menu;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    line.step("language");
    Optional<Language> language = chooseLanguage(line);
    line.speak(language.orElse(menu.firstLanguage()));
    if (language.isEmpty()) {
      return personFor(line, menu.anyone());
    }
    line.step("service");
    return personFor(line, chooseService(line).orElse(menu.anyone()));
  }

  /// The greeting says the choices in every language, so it is itself what is said after a failure.
  private Optional<Language> chooseLanguage(Line line) throws CallerGone {
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
  private Optional<SkillGroupId> chooseService(Line line) throws CallerGone {
    Optional<Character> key = line.ask("menu", PATIENCE);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<SkillGroupId> choice = key.map(menu.services()::get);
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

  private static Ending personFor(Line line, SkillGroupId group) throws CallerGone {
    line.step("connecting");
    line.play("connecting");
    return new Ending.Person(Demand.of(group));
  }
}
