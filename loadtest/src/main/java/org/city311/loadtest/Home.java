package org.city311.loadtest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Where City311 lies: the project's root folder, with the server's jar and Asterisk's scripts.
///
/// @param root the folder
record Home(Path root) {
  /// Found by walking up from our own code; the system property `city311.home` overrides it.
  static Home find() throws IOException {
    var told = System.getProperty("city311.home");
    if (told != null) {
      return new Home(Path.of(told).toAbsolutePath());
    }
    try {
      var source =
          Objects.requireNonNull(Home.class.getProtectionDomain().getCodeSource()).getLocation();
      for (var at = Path.of(source.toURI()); at != null; at = at.getParent()) {
        if (Files.isRegularFile(at.resolve("asterisk-config/pom.xml"))) {
          return new Home(at);
        }
      }
      throw new IOException("no City311 around " + source + "; set -Dcity311.home=FOLDER");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /// The server's jar.
  ///
  /// @throws IOException when it has not been built
  Path serverJar() throws IOException {
    return built("server/target/city311.jar");
  }

  /// The JVM options that a server runs with, as an argument of `java`.
  String serverOptions() throws IOException {
    return "@" + built("server/launch/jvm.args");
  }

  /// The server's classes as a JVM has loaded them before, if there is such a file: a start then takes a third less
  /// of the processor's time. A JVM does without one that is not of its jars.
  List<String> knownClasses() {
    return Files.isRegularFile(classes())
        ? List.of("-XX:SharedArchiveFile=" + classes())
        : List.of();
  }

  /// The options of a server that writes [#knownClasses()] anew when it ends in order and they are not of its jars,
  /// which takes it some seconds.
  List<String> keepingClasses() {
    return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + classes());
  }

  private Path classes() {
    return root.resolve("server/target/city311.jsa");
  }

  /// The script that runs Asterisk.
  Path asteriskRun() throws IOException {
    return built("asterisk-config/bin/asterisk-run");
  }

  private Path built(String path) throws IOException {
    var file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: build it first (mvn -B -q -DskipTests package)");
    }
    return file;
  }

  /// The `java` that runs us.
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
