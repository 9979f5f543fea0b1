package org.city311.flows.menu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wrong with a tree as a whole though each of its lines is right.
public final class TreeCheck {
  private TreeCheck() {}

  /// @param menu where
  /// @param found what is wrong
  /// @param allowed what would be right
  public record Finding(String menu, String found, String allowed) {}

  /// @param tree whose targets are all there
  /// @return in the order of the menus' ids; empty when nothing is wrong
  public static List<Finding> of(MenuTree tree) {
    Set<String> reached = reached(tree);
    Set<String> withAPerson = leadingToAPerson(tree);
    List<Finding> findings = new ArrayList<>();
    for (Menu menu : tree.menus().values().stream().sorted(TreeCheck::byId).toList()) {
      if (!reached.contains(menu.id())) {
        findings.add(
            new Finding(
                menu.id(),
                "a menu that nobody reaches",
                "a choice or a start that leads to it, or no such menu"));
      } else if (!withAPerson.contains(menu.id())) {
        findings.add(
            new Finding(
                menu.id(),
                "no way to a person, however often one chooses",
                "a choice of a skill group or a number, here or in a menu that it leads to"));
      }
      if (!menu.choices().isEmpty() && !isAlwaysAnswerable(menu)) {
        findings.add(
            new Finding(
                menu.id(),
                "times at which there is nothing to choose",
                "a choice without a condition"));
      }
    }
    return findings;
  }

  private static int byId(Menu one, Menu other) {
    return one.id().compareTo(other.id());
  }

  private static boolean isAlwaysAnswerable(Menu menu) {
    return Condition.areExhaustive(
        menu.choices().values().stream().map(Menu.Choice::when).collect(Collectors.toSet()));
  }

  /// The menus that callers can come to.
  private static Set<String> reached(MenuTree tree) {
    Deque<String> next = new ArrayDeque<>(menus(tree.start().stream().map(MenuTree.Start::target)));
    Set<String> reached = new HashSet<>();
    while (!next.isEmpty()) {
      String id = next.remove();
      if (reached.add(id)) {
        tree.menu(id).ifPresent(menu -> next.addAll(menus(targets(menu))));
      }
    }
    return reached;
  }

  /// The menus from which choices lead to a person: first those that have one, then whatever leads to those.
  private static Set<String> leadingToAPerson(MenuTree tree) {
    Set<String> leading = new HashSet<>();
    Predicate<Target> leads =
        target ->
            switch (target) {
              case Target.ToGroup _, Target.ToNumber _ -> true;
              case Target.ToMenu to -> leading.contains(to.menu());
              case Target.ToFlow _, Target.ToInformation _, Target.Goodbye _ -> false;
            };
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Menu menu : tree.menus().values()) {
        grows |= targets(menu).anyMatch(leads) && leading.add(menu.id());
      }
    }
    return leading;
  }

  private static Stream<Target> targets(Menu menu) {
    return menu.choices().values().stream().map(Menu.Choice::target);
  }

  private static Collection<String> menus(Stream<Target> targets) {
    return targets
        .filter(Target.ToMenu.class::isInstance)
        .map(target -> ((Target.ToMenu) target).menu())
        .toList();
  }
}
