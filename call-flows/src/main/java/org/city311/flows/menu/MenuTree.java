package org.city311.flows.menu;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.flows.menu.Condition.Situation;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Spoken;

/// All that callers can reach by keys, as one version of what staff wrote.
///
/// @param version names it for ever: the same text has the same
/// @param start where callers begin: the first whose condition holds; the last always does
/// @param menus by their ids
/// @param person the skill group that `0` leads to, and whoever chooses nothing
/// @param emergency where life is in danger; empty for no such key
/// @param texts prompt key to the text in each language; prompts of the catalogue are not among them
public record MenuTree(
    String version,
    List<Start> start,
    Map<String, Menu> menus,
    SkillGroupId person,
    Optional<Emergency> emergency,
    Map<String, Map<Language, String>> texts) {
  public MenuTree {
    start = List.copyOf(start);
    menus = Map.copyOf(menus);
    texts = Map.copyOf(texts);
  }

  /// A key that at every moment puts the caller through to a telephone at once.
  ///
  /// @param says what is said of it in the greeting, in all languages
  public record Emergency(char key, Spoken says, Target.ToNumber target) {}

  /// A way in.
  ///
  /// @param target a menu or a skill group
  public record Start(Condition when, Target target, Manner manner) {
    /// For callers who are greeted.
    public Start(Condition when, Target target) {
      this(when, target, Manner.GREETED);
    }
  }

  /// How callers come in.
  public enum Manner {
    /// They hear the greeting, choose a language, and are told what there is to tell.
    GREETED,
    /// Nothing is said and nothing is asked: a text telephone hears no questions, and its keys are text.
    AT_ONCE
  }

  /// One menu whose keys are skill groups. Its words are the prompt `menu`.
  ///
  /// @param person the skill group of who chooses nothing
  public static MenuTree ofGroups(
      String version, SortedMap<Character, Target.ToGroup> groups, SkillGroupId person) {
    SortedMap<Character, Menu.Choice> choices = new TreeMap<>();
    groups.forEach(
        (key, to) -> choices.put(key, new Menu.Choice(Spoken.NOTHING, Condition.ALWAYS, to)));
    Menu menu = new Menu("service", Spoken.of("menu"), choices, Optional.empty());
    return new MenuTree(
        version,
        List.of(new Start(Condition.ALWAYS, new Target.ToMenu(menu.id()))),
        Map.of(menu.id(), menu),
        person,
        Optional.empty(),
        Map.of());
  }

  /// The skill groups that it leads to.
  public Set<SkillGroupId> groups() {
    Stream<Target> targets =
        Stream.concat(
            start.stream().map(Start::target),
            menus.values().stream()
                .flatMap(menu -> menu.choices().values().stream())
                .map(Menu.Choice::target));
    return Stream.of(
            Stream.of(person),
            menus.values().stream().flatMap(menu -> menu.person().stream()),
            targets.flatMap(MenuTree::group))
        .flatMap(groups -> groups)
        .collect(Collectors.toSet());
  }

  private static Stream<SkillGroupId> group(Target target) {
    return target instanceof Target.ToGroup to ? Stream.of(to.group()) : Stream.empty();
  }

  /// The name of a version: 8 hexadecimal digits.
  ///
  /// @param text all that it is made of
  public static String version(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  public Optional<Menu> menu(String id) {
    return Optional.ofNullable(menus.get(id));
  }

  /// Where a caller begins.
  public Target startOf(Situation now) {
    return wayIn(now).map(Start::target).orElseGet(() -> Target.ToGroup.of(person));
  }

  /// The people to whom a caller is led before all else; empty for one who is greeted.
  public Optional<Target.ToGroup> atOnce(Situation now) {
    return wayIn(now)
        .filter(each -> each.manner() == Manner.AT_ONCE)
        .map(Start::target)
        .filter(Target.ToGroup.class::isInstance)
        .map(Target.ToGroup.class::cast);
  }

  private Optional<Start> wayIn(Situation now) {
    return start.stream().filter(each -> each.when().holds(now)).findFirst();
  }
}
