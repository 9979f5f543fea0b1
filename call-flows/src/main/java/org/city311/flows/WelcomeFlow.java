package org.city311.flows;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.Elsewhere.InDanger;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.SelfService.Next;
import org.city311.flows.menu.Condition.Situation;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// What every caller to 311 goes through: a greeting in all languages and a choice of one, what there is
/// to tell before all else, and the menus; then a person, or whatever else the menus led to.
///
/// On a node that takes a call over from one that died, it goes on in the same language where it was.
public final class WelcomeFlow implements Flow {
  /// For what is said only in passing.
  static final Duration NO_PATIENCE = Duration.ofMillis(10);

  private static final Spoken WELCOME = Spoken.of("welcome");

  private final Reception reception;
  private final InstantSource clock;

  public WelcomeFlow(Reception reception, InstantSource clock) {
    this.reception = reception;
    this.clock = clock;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    CompletableFuture<Past> past = reception.desk().past(line.caller());
    List<Opening> openings =
        reception.openings().stream().map(each -> each.begun(line.caller())).toList();
    Optional<Language> known = Optional.ofNullable(line.caller().chosen());
    Dialogue dialogue = new Dialogue(line, known.orElse(reception.firstLanguage()));
    MenuTree current = reception.menus().current();
    Optional<Target.ToGroup> people =
        current.atOnce(
            new Situation(clock.instant(), reception.firstLanguage(), line.caller().dnis()));
    if (people.isPresent()) {
      line.step("at-once", current.version());
      return reception.desk().send(dialogue, people.get(), past);
    }
    Optional<Target> early =
        known.isPresent() ? Decision.recalled(line) : chooseLanguage(dialogue, current, past);
    // Who chooses a language only now has been nowhere.
    Optional<MenuPlace> left = known.isPresent() ? MenuPlace.recalled(line) : Optional.empty();
    Target target = early.isPresent() ? early.get() : goOn(dialogue, current, openings, left);
    return switch (target) {
      case Target.ToGroup group -> reception.desk().send(dialogue, group, past);
      case Target.Goodbye _ -> goodbye(line);
      case Target.ToNumber number -> putThrough(line, number);
      case Target.ToMenu _, Target.ToFlow _, Target.ToInformation _ ->
          throw new IllegalStateException("no end: " + target);
    };
  }

  /// Speaks the language that the caller chooses; who presses nothing and has called before speaks as
  /// then.
  ///
  /// @return where the caller wants to be instead; empty for nowhere else
  private Optional<Target> chooseLanguage(
      Dialogue dialogue, MenuTree tree, CompletableFuture<Past> past) throws CallerGone {
    dialogue.line().step("language");
    Spoken question =
        WELCOME.then(tree.emergency().map(MenuTree.Emergency::says).orElse(Spoken.NOTHING));
    if (reception.languages().size() == 1) {
      dialogue.say(question);
      dialogue.speak(reception.firstLanguage());
      return Optional.empty();
    }
    Map<Character, Choice> keys = new HashMap<>();
    reception.languages().keySet().forEach(key -> keys.put(key, new Choice(key, true)));
    tree.emergency().map(MenuTree.Emergency::key).ifPresent(k -> keys.put(k, new Choice(k, true)));
    Language chosen = reception.firstLanguage();
    Optional<Target> elsewhere = Optional.of(Target.ToGroup.of(tree.person()));
    for (int attempt = 1; attempt <= Dialogue.TRIES; attempt++) {
      try {
        Choice choice = dialogue.chooseInAnyLanguage(question, keys, () -> spokenBefore(past));
        char key = choice.key();
        if (choice.pressed()) {
          dialogue.line().pressed("language", key);
        }
        elsewhere =
            tree.emergency()
                .filter(emergency -> emergency.key() == key)
                .map(MenuTree.Emergency::target);
        chosen = reception.languages().getOrDefault(key, chosen);
        break;
      } catch (Elsewhere e) {
        if (e instanceof WantsPerson) {
          break;
        }
        // There is nothing before this question to go back to.
      }
    }
    if (elsewhere.isPresent() && elsewhere.get() instanceof Target.ToNumber) {
      // At once: on a node that dies here, the next hears the key again, before any menu.
      return elsewhere;
    }
    if (elsewhere.isPresent()) {
      Decision.remember(dialogue.line(), elsewhere.get());
    }
    dialogue.speak(chosen);
    return elsewhere;
  }

  /// A language's key.
  ///
  /// @param pressed whether it was, or stands for one who presses nothing
  private record Choice(char key, boolean pressed) {}

  /// The past is asked for when the call begins, and waited for at most [DemandRules#PATIENCE] from then.
  ///
  /// @return the key of the language that the caller spoke last time
  private Optional<Choice> spokenBefore(CompletableFuture<Past> past) {
    Language language = past.join().language();
    return reception.languages().entrySet().stream()
        .filter(each -> each.getValue().equals(language))
        .map(each -> new Choice(each.getKey(), false))
        .findFirst();
  }

  /// From the openings on, or from where the call was left by a node that died.
  private Target goOn(
      Dialogue dialogue, MenuTree current, List<Opening> openings, Optional<MenuPlace> left)
      throws CallerGone {
    Optional<MenuTree> used = left.flatMap(place -> reception.menus().version(place.version()));
    MenuTree tree = used.orElse(current);
    MenuPlace place =
        used.isPresent() && left.isPresent() ? left.get() : MenuPlace.outside(tree.version());
    MenuWalk walk = new MenuWalk(dialogue, tree, reception.services(), clock, place);
    if (left.isEmpty()) {
      Optional<Target> early = open(dialogue, walk, openings);
      if (early.isPresent()) {
        Decision.remember(dialogue.line(), early.get());
        return early.get();
      }
    }
    Target target = walk.walk();
    Decision.remember(dialogue.line(), target);
    return target;
  }

  /// @return where an opening leads; empty for to the menus
  private static Optional<Target> open(Dialogue dialogue, MenuWalk walk, List<Opening> openings)
      throws CallerGone {
    for (Opening opening : openings) {
      try {
        Optional<Target> early =
            switch (opening.before(dialogue)) {
              case Next.Menu _ -> Optional.empty();
              case Next.Person person -> Optional.of(walk.person(person));
              case Next.Goodbye _ -> Optional.of(new Target.Goodbye());
            };
        if (early.isPresent()) {
          return early;
        }
      } catch (Elsewhere e) {
        switch (e) {
          case WantsPerson wish -> {
            return Optional.of(walk.person(wish));
          }
          case InDanger _ -> {
            return Optional.of(walk.danger());
          }
          case GoesBack _ -> {
            // To where the menus are.
          }
        }
      }
    }
    return Optional.empty();
  }

  /// At once: it may be about a life.
  private static Ending putThrough(Line line, Target.ToNumber number) {
    line.step("number:" + number.name());
    return new Ending.Outside(number.name());
  }

  private static Ending goodbye(Line line) {
    Farewell.say(line, "goodbye");
    return new Ending.Goodbye();
  }
}
