package org.city311.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Real data of others that tests read, in `shared/data` beside the clone or in a folder above it. A test
/// that needs what is not there is skipped, and says so.
public final class SharedData {
  private static final Path FOLDER = Path.of("shared", "data");

  private SharedData() {}

  /// A file or folder in it.
  public static Path path(String name) {
    Optional<Path> found = above(Path.of("").toAbsolutePath(), name);
    Assumptions.assumeTrue(
        found.isPresent(),
        () -> "not tested: there is no %s in a %s beside the clone".formatted(name, FOLDER));
    return found.orElseThrow();
  }

  static Optional<Path> above(Path start, String name) {
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(FOLDER).resolve(name))
        .filter(Files::exists)
        .findFirst();
  }
}
