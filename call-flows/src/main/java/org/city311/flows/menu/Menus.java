package org.city311.flows.menu;

import java.util.Optional;

/// The trees that callers are in: the newest for who calls now, an older one for who is in it. Safe for
/// any thread.
public interface Menus {

  /// What callers who begin now get.
  MenuTree current();

  /// The tree of a version; empty when it is not known here, or no longer.
  Optional<MenuTree> version(String version);

  /// One tree for ever.
  static Menus only(MenuTree tree) {
    return new Menus() {
      @Override
      public MenuTree current() {
        return tree;
      }

      @Override
      public Optional<MenuTree> version(String version) {
        return Optional.of(tree).filter(each -> each.version().equals(version));
      }
    };
  }
}
