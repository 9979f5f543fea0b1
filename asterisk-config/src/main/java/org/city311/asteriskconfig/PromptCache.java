package org.city311.asteriskconfig;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What voices have spoken on this machine, for all data folders: a new folder need not wait for hundreds of
/// texts. Nothing depends on it; where it can't be read or written, voices speak anew.
///
/// Thread contract: any thread and any number of processes may use it.
public final class PromptCache {
  /// Voices speak anew each time.
  public static final PromptCache NONE = new PromptCache(null);

  /// How many files there may be; then the half that was not used for longest is removed.
  private static final int MOST_FILES = 20_000;

  /// How exactly a file's time tells when it was last used.
  private static final Duration EXACTLY = Duration.ofDays(1);

  private final @Nullable Path folder;

  private PromptCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /// A cache in a folder, which is made when it is needed.
  public static PromptCache in(Path folder) {
    return new PromptCache(folder);
  }

  /// The cache of the user who runs this: `$XDG_CACHE_HOME/city311/prompts`, by default in `~/.cache`.
  public static PromptCache ofThisUser() {
    var home = System.getProperty("user.home", "");
    var caches = System.getenv("XDG_CACHE_HOME");
    var base = caches == null || caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches);
    return base.isAbsolute() ? in(base.resolve("city311/prompts")) : NONE;
  }

  /// Brings what was spoken before.
  ///
  /// @return false if nothing was
  boolean fetch(String key, Path target) {
    if (folder == null) {
      return false;
    }
    try {
      var spoken = folder.resolve(key);
      if (!SoundStudio.isThere(spoken)) {
        return false;
      }
      SoundStudio.copy(spoken, target);
      touch(spoken);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Keeps what has been spoken now.
  void keep(String key, Path target) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      SoundStudio.copy(target, folder.resolve(key));
    } catch (IOException e) {
      // It is spoken anew next time.
    }
  }

  /// Makes room, if it is full.
  void tidy() {
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      var files = new ArrayList<>(all.toList());
      if (files.size() > MOST_FILES) {
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (var file : files.subList(0, files.size() / 2)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Somebody else tidies up too.
    }
  }

  private static void touch(Path spoken) throws IOException {
    var now = Instant.now();
    for (var file : SoundStudio.files(spoken)) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(EXACTLY))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    }
  }

  /// What tells a voice's program from the one of another version.
  static String version(Voice voice) {
    var name = voice.command().getFirst();
    return program(name)
        .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
        .orElse(name);
  }

  private static Optional<Path> program(String name) {
    var path = System.getenv("PATH");
    var folders = path == null ? List.<String>of() : List.of(path.split(File.pathSeparator, -1));
    return folders.stream()
        .map(each -> Path.of(each).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
