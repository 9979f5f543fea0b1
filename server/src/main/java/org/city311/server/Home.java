package org.city311.server;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where City311 is installed: the folder that holds `asterisk-config/bin`.
final class Home {
  private Home() {}

  /// The folder that `CITY311_HOME` names, or else the one our own jar lies under.
  static Path find() {
    String named = System.getenv("CITY311_HOME");
    if (named != null && !named.isEmpty()) {
      return Path.of(named).toAbsolutePath();
    }
    try {
      Path jar = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = jar; folder != null; folder = folder.getParent()) {
        if (Files.isDirectory(folder.resolve("asterisk-config/bin"))) {
          return folder;
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException(
        "the folder asterisk-config/bin is not above this program; set CITY311_HOME");
  }
}
