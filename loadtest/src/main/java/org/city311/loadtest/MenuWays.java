package org.city311.loadtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.flows.menu.Condition.Situation;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.Language;
import org.city311.loadtest.caller.Leg;
import org.city311.loadtest.caller.Leg.Turn;
import org.city311.loadtest.caller.Way;
import org.city311.loadtest.caller.Way.Stop;

/// All ways through a tree of menus: each choice of each menu, and each key that means the same everywhere, in one
/// language. What is to be heard is read from the tree, not from the flow that says it.
final class MenuWays {
  /// How long a caller listens who knows the way: long enough for a prompt to be told from others.
  static final Duration A_MOMENT = Duration.ofMillis(1_300);

  /// What is heard by who asks for a person while there are people, and by who does when all are at home.
  static final List<String> IN_THE_QUEUE = List.of("connecting", Leg.ANYTHING);

  static final List<String> AT_THE_MESSAGE = List.of("closed", "message-offer", Leg.ANYTHING);

  /// How long a caller stays on who has left the menus.
  private static final Duration AT_THE_END = Duration.ofSeconds(5);

  private static final Duration TO_THE_END = Duration.ZERO;

  /// How long the system waits for a key after a question.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MenuTree tree;
  private final char languageKey;
  private final Language language;
  private final Instant at;
  private final List<String> toPerson;
  private final List<Way> ways = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private MenuWays(
      MenuTree tree, char languageKey, Language language, Instant at, List<String> toPerson) {
    this.tree = tree;
    this.languageKey = languageKey;
    this.language = language;
    this.at = at;
    this.toPerson = toPerson;
  }

  /// @param languageKey what chooses the language
  /// @param at when the calls are made
  /// @param toPerson what is heard by who asks for a person at that time
  static List<Way> of(
      MenuTree tree, char languageKey, Language language, Instant at, List<String> toPerson) {
    var all = new MenuWays(tree, languageKey, language, at, toPerson);
    all.begin();
    return List.copyOf(all.ways);
  }

  private void begin() {
    if (!(tree.startOf(now()) instanceof Target.ToMenu(String first))) {
      throw new IllegalStateException("the menus begin with none");
    }
    var welcome = new Leg("en", List.of("welcome"), Turn.OURS);
    var way = new Way(language.tag(), List.of(Stop.after("", welcome, A_MOMENT)));
    visit(menu(first), List.of(), way, "" + languageKey);
  }

  private Situation now() {
    return new Situation(at, language, "311");
  }

  private Menu menu(String id) {
    return tree.menu(id).orElseThrow(() -> new IllegalStateException("no menu " + id));
  }

  /// @param above the menus above this one
  /// @param before the way to its last key
  private void visit(Menu menu, List<Menu> above, Way before, String key) {
    if (!seen.add(menu.id())) {
      return;
    }
    var question = question(menu, above);
    var here = before.then(Stop.after(key, leg(question), A_MOMENT));
    add(before.then(Stop.after(key, leg(question), TO_THE_END)), menu, "to the end");
    add(here.then(to("*", question)), menu, "*");
    add(here.then(toPerson("0")), menu, "0");
    add(here.then(to("8", with("not-understood", question))), menu, "8");
    add(
        here.then(to("#", above.isEmpty() ? question : question(above.getLast(), before(above)))),
        menu,
        "#");
    add(
        before
            .then(Stop.after(key, leg(question), TO_THE_END))
            .then(
                Stop.after(
                    "",
                    new Leg(language.tag(), with("no-input", question), Turn.CALLERS),
                    PATIENCE.plus(A_MOMENT))),
        menu,
        "no key");
    menu.offered(now())
        .forEach((digit, choice) -> choose(menu, above, here, digit, choice.target()));
  }

  private void choose(Menu menu, List<Menu> above, Way here, char digit, Target target) {
    var key = "" + digit;
    switch (target) {
      case Target.ToMenu(String next) ->
          visit(menu(next), Stream.concat(above.stream(), Stream.of(menu)).toList(), here, key);
      case Target.ToGroup _ -> add(here.then(toPerson(key)), menu, key);
      case Target.ToInformation information ->
          add(
              here.then(
                  Stop.after(
                      key,
                      leg(with(information.prompt(), with("anything-else", question(menu, above)))),
                      TO_THE_END)),
              menu,
              key);
      case Target.ToFlow _, Target.ToNumber _, Target.Goodbye _ -> {
        // A flow's questions are not the tree's.
      }
    }
  }

  private void add(Way way, Menu menu, String last) {
    ways.add(way.named(language + " " + menu.id() + " " + last));
  }

  private Stop to(String key, List<String> prompts) {
    return Stop.after(key, leg(prompts), A_MOMENT);
  }

  private Stop toPerson(String key) {
    return Stop.after(key, leg(toPerson), AT_THE_END);
  }

  private Leg leg(List<String> prompts) {
    return new Leg(language.tag(), prompts, Turn.OURS);
  }

  private List<String> question(Menu menu, List<Menu> above) {
    var prompts = new ArrayList<>(menu.says().prompts());
    menu.offered(now()).values().forEach(choice -> prompts.addAll(choice.says().prompts()));
    prompts.add("menu-keys");
    if (!above.isEmpty()) {
      prompts.add("menu-back");
    }
    return List.copyOf(prompts);
  }

  private static List<Menu> before(List<Menu> above) {
    return above.subList(0, above.size() - 1);
  }

  private static List<String> with(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }
}
