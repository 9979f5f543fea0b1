package org.city311.flows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  private static final char A_PERSON = '0';

  private final Menu menu;

  public WelcomeFlow(Menu menu) {
    this.menu = menu;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    line.step("language");
    Optional<Language> language = choose(line, "welcome", "welcome", menu.languages());
    line.speak(language.orElse(Language.ENGLISH));
    if (language.isEmpty()) {
      return personFor(line, menu.anyone());
    }
    line.step("service");
    Optional<SkillGroupId> service = choose(line, "menu", "not-understood", menu.services());
    return personFor(line, service.orElse(menu.anyone()));
  }

  /// Asks until a key is one of the choices.
  ///
  /// @param again what is asked after a failure, with the choices in it
  /// @return empty if the caller wants a person, or three tries failed
  private static <T> Optional<T> choose(
      Line line, String question, String again, Map<Character, T> choices) throws CallerGone {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<Character> key = line.ask(attempt == 1 ? question : again, PATIENCE);
      if (key.isPresent() && key.get() == A_PERSON) {
        return Optional.empty();
      }
      Optional<T> choice = key.map(choices::get);
      if (choice.isPresent()) {
        return choice;
      }
    }
    return Optional.empty();
  }

  private static Ending personFor(Line line, SkillGroupId group) throws CallerGone {
    line.step("connecting");
    line.play("connecting");
    return new Ending.Person(group);
  }
}
