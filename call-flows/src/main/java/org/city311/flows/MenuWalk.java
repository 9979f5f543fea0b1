package org.city311.flows;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.Elsewhere.InDanger;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.Elsewhere.Why;
import org.city311.flows.SelfService.Next;
import org.city311.flows.menu.Condition.Situation;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// One caller's way through the menus, until it is decided what becomes of the call. The way is
/// remembered on the call at each step, so that it goes on from there on another node.
final class MenuWalk {
  /// After so many menus, services and informations a person should help.
  static final int MOST_STEPS = 40;

  /// Said after a service or an information, before the menu.
  private static final Spoken ANYTHING_ELSE = Spoken.of("anything-else");

  private static final Spoken UNIVERSAL_KEYS = Spoken.of("menu-keys");
  private static final Spoken KEY_BACK = Spoken.of("menu-back");

  private final Dialogue dialogue;
  private final Line line;
  private final MenuTree tree;
  private final Map<String, SelfService> services;
  private final InstantSource clock;
  private MenuPlace place;
  private Spoken before = Spoken.NOTHING;

  MenuWalk(
      Dialogue dialogue,
      MenuTree tree,
      Map<String, SelfService> services,
      InstantSource clock,
      MenuPlace place) {
    this.dialogue = dialogue;
    this.line = dialogue.line();
    this.tree = tree;
    this.services = services;
    this.clock = clock;
    this.place = place;
    tree.emergency().ifPresent(emergency -> dialogue.inDangerBy(emergency.key()));
  }

  /// @return a group, a number or the goodbye
  Target walk() throws CallerGone {
    Target here = whereItGoesOn();
    for (int step = 0; step < MOST_STEPS; step++) {
      if (isAnEnd(here)) {
        return here;
      }
      try {
        here = after(here);
      } catch (Elsewhere e) {
        switch (e) {
          case WantsPerson wish -> {
            return person(wish);
          }
          case InDanger _ -> {
            return danger();
          }
          case GoesBack _ -> here = back(here);
        }
      }
    }
    return isAnEnd(here) ? here : person(new WantsPerson(Why.NOT_UNDERSTOOD));
  }

  /// Whom a caller gets who wants a person here.
  Target.ToGroup person(WantsPerson wish) throws CallerGone {
    if (wish.why() == Why.NOT_UNDERSTOOD) {
      line.play("agent-after-tries");
    }
    return person();
  }

  /// Where a caller is put through to who presses the key for danger to life.
  Target danger() {
    return tree.emergency()
        .orElseThrow(() -> new IllegalStateException("the menus have no such key"))
        .target();
  }

  /// Whom a caller gets whom a service sends to a person.
  Target.ToGroup person(Next.Person next) {
    return next.group() == null ? person() : Target.ToGroup.of(next.group());
  }

  private Target.ToGroup person() {
    return Target.ToGroup.of(
        place.menu().flatMap(tree::menu).flatMap(Menu::person).orElse(tree.person()));
  }

  private Target whereItGoesOn() {
    if (place.service().isPresent()) {
      return place.service().get();
    }
    return place
        .menu()
        .filter(id -> tree.menu(id).isPresent())
        .<Target>map(Target.ToMenu::new)
        .orElseGet(() -> tree.startOf(now()));
  }

  private static boolean isAnEnd(Target here) {
    return switch (here) {
      case Target.ToGroup _, Target.ToNumber _, Target.Goodbye _ -> true;
      case Target.ToMenu _, Target.ToFlow _, Target.ToInformation _ -> false;
    };
  }

  private Target after(Target here) throws CallerGone, Elsewhere {
    return switch (here) {
      case Target.ToMenu to -> choose(to);
      case Target.ToFlow to -> converse(to);
      case Target.ToInformation to -> tell(to);
      case Target.ToGroup _, Target.ToNumber _, Target.Goodbye _ -> here;
    };
  }

  private Target choose(Target.ToMenu to) throws CallerGone, Elsewhere {
    Menu menu =
        tree.menu(to.menu())
            .orElseThrow(() -> new IllegalStateException("no menu '" + to.menu() + "'"));
    place = place.in(menu.id());
    place.remember(line);
    String step = "menu:" + menu.id();
    line.step(step, tree.version());
    SortedMap<Character, Menu.Choice> offered = menu.offered(now());
    Map<Character, Character> keys = new HashMap<>();
    offered.keySet().forEach(key -> keys.put(key, key));
    Spoken question = before.then(question(menu, offered));
    before = Spoken.NOTHING;
    try {
      char key = dialogue.choose(question, keys);
      line.pressed(step, key);
      return Objects.requireNonNull(offered.get(key)).target();
    } catch (WantsPerson wish) {
      if (wish.why() == Why.ASKED) {
        line.pressed(step, Dialogue.PERSON);
      }
      throw wish;
    }
  }

  private Spoken question(Menu menu, SortedMap<Character, Menu.Choice> offered) {
    Spoken question = menu.says();
    for (Menu.Choice choice : offered.values()) {
      question = question.then(choice.says());
    }
    question = question.then(UNIVERSAL_KEYS);
    return place.path().size() > 1 ? question.then(KEY_BACK) : question;
  }

  private Target converse(Target.ToFlow to) throws CallerGone, Elsewhere {
    SelfService service = services.get(to.flow());
    if (service == null) {
      throw new IllegalStateException("no self-service is called '" + to.flow() + "'");
    }
    place = place.in(to);
    place.remember(line);
    line.step("flow:" + to.flow(), tree.version());
    return switch (service.converse(dialogue, to.about())) {
      case Next.Menu _ -> again();
      case Next.Person next -> person(next);
      case Next.Goodbye _ -> new Target.Goodbye();
    };
  }

  private Target tell(Target.ToInformation to) throws CallerGone {
    line.step("information:" + to.name(), tree.version());
    line.play(to.prompt());
    line.step(Journey.served("information"), tree.version());
    return again();
  }

  private Target again() {
    before = ANYTHING_ELSE;
    return menuOrStart(place.menu());
  }

  /// From a service to its menu, from a menu to the one before.
  private Target back(Target here) {
    return menuOrStart(here instanceof Target.ToMenu ? place.back() : place.menu());
  }

  private Target menuOrStart(Optional<String> menu) {
    return menu.<Target>map(Target.ToMenu::new).orElseGet(() -> tree.startOf(now()));
  }

  private Situation now() {
    return new Situation(clock.instant(), dialogue.language(), line.caller().dnis());
  }
}
