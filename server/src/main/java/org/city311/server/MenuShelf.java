package org.city311.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Menus;
import org.city311.ivr.disk.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The menus in force, and those that were before: callers who are in them keep them. Each version is a
/// file for ever, `VERSION.yaml`, so that it can be told what a caller of last month has heard. Thread-safe.
final class MenuShelf implements Menus {
  /// So many versions are kept in memory; nobody is in a menu while it is changed more often.
  private static final int MOST_KNOWN = 20;

  private static final Logger log = LoggerFactory.getLogger(MenuShelf.class);

  private final Path folder;

  /// By version, the newest last.
  private final LinkedHashMap<String, MenuTree> known = new LinkedHashMap<>();

  private volatile MenuTree current;

  /// @param folder where versions are kept; made if need be
  MenuShelf(Path folder, MenuFile.Written first) {
    this.folder = folder;
    this.current = first.tree();
    take(first);
  }

  /// Puts these in force for who calls from now on.
  synchronized void take(MenuFile.Written written) {
    MenuTree tree = written.tree();
    keep(tree.version(), written.text());
    known.remove(tree.version());
    known.put(tree.version(), tree);
    if (known.size() > MOST_KNOWN) {
      known.remove(known.firstEntry().getKey());
    }
    current = tree;
    log.info("menus in force: version={} menus={}", tree.version(), tree.menus().size());
  }

  @Override
  public MenuTree current() {
    return current;
  }

  @Override
  public synchronized Optional<MenuTree> version(String version) {
    return Optional.ofNullable(known.get(version));
  }

  /// What is to be spoken: for those who call now, and for those who are in older menus.
  synchronized Collection<MenuTree> all() {
    return List.copyOf(known.values());
  }

  private void keep(String version, String text) {
    Path file = folder.resolve(version + ".yaml");
    if (Files.exists(file)) {
      return;
    }
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a version of the menus can't be kept: " + file, e);
    }
  }
}
