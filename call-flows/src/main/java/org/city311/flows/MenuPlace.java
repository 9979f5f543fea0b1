package org.city311.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.flows.menu.Target;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// Where in the menus a caller is, as the call itself remembers it: which version, through which menus,
/// and in which self-service.
///
/// @param version of the tree
/// @param path the menus' ids; the last is where the caller is or came from
/// @param service where the caller is now; empty for in the menu
record MenuPlace(String version, List<String> path, Optional<Target.ToFlow> service) {
  /// More steps back than this, nobody knows where they lead.
  private static final int MOST_PATH = 4;

  private static final String NAME = "menus";

  MenuPlace {
    path = List.copyOf(path.subList(Math.max(0, path.size() - MOST_PATH), path.size()));
  }

  static MenuPlace outside(String version) {
    return new MenuPlace(version, List.of(), Optional.empty());
  }

  /// In a menu. Who comes to one a second time is where it was the first time.
  MenuPlace in(String menu) {
    List<String> way = new ArrayList<>(path);
    int known = way.indexOf(menu);
    if (known >= 0) {
      way.subList(known + 1, way.size()).clear();
    } else {
      way.add(menu);
    }
    return new MenuPlace(version, way, Optional.empty());
  }

  MenuPlace in(Target.ToFlow entered) {
    return new MenuPlace(version, path, Optional.of(entered));
  }

  /// The menu before this one, or this one where there is none before.
  Optional<String> back() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path.get(Math.max(0, path.size() - 2)));
  }

  Optional<String> menu() {
    return path.isEmpty() ? Optional.empty() : Optional.of(path.getLast());
  }

  void remember(Line line) throws CallerGone {
    line.remember(
        NAME,
        String.join(
            ":",
            version,
            String.join(">", path),
            service.map(Target.ToFlow::flow).orElse(""),
            service.map(Target.ToFlow::about).orElse("")));
  }

  static Optional<MenuPlace> recalled(Line line) throws CallerGone {
    return line.recall(NAME).flatMap(MenuPlace::parse);
  }

  private static Optional<MenuPlace> parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    List<String> path = parts[1].isEmpty() ? List.of() : List.of(parts[1].split(">", -1));
    return Optional.of(
        new MenuPlace(
            parts[0],
            path,
            parts[2].isEmpty()
                ? Optional.empty()
                : Optional.of(new Target.ToFlow(parts[2], parts[3]))));
  }
}
