package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.flows.menu.MenuTree;
import org.city311.server.bus.SharedNote;
import org.city311.server.config.Configuration;
import org.city311.server.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up changed menus while calls go on. The node that prepares Asterisk looks at its file, has the words
/// spoken, and only then takes it and tells the others; they take what it tells. Menus with a mistake are not taken: those
/// before stay in force, and the log says why.
final class MenuFollower implements AutoCloseable {
  /// How often the file is looked at: it costs one question to the file system.
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Whose texts they are among those to be spoken.
  static final String OWNER = "menus";

  private static final Logger log = LoggerFactory.getLogger(MenuFollower.class);

  private final Configuration configuration;
  private final MenuShelf shelf;
  private final PromptKeeper prompts;
  private final SharedNote note;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("menus").daemon().factory());

  /// The worker's own: the file as it was taken or refused, and as it was at the last look.
  private @Nullable Seen settled;

  private @Nullable Seen last;

  /// @param prompts has the words spoken
  /// @param note the text of the menus that are in force in the whole centre
  MenuFollower(
      Configuration configuration, MenuShelf shelf, PromptKeeper prompts, SharedNote note) {
    this.configuration = configuration;
    this.shelf = shelf;
    this.prompts = prompts;
    this.note = note;
  }

  /// A file as it was when it was last looked at.
  private record Seen(FileTime changed, long bytes) {
    static Seen of(Path file) throws IOException {
      return new Seen(Files.getLastModifiedTime(file), Files.size(file));
    }
  }

  /// @param first the text of the menus that are in force here
  void start(String first) {
    if (!configuration.preparesAsterisk()) {
      note.onChange(text -> worker.execute(() -> hear(text)));
      note.text().ifPresent(text -> worker.execute(() -> hear(text)));
      return;
    }
    configuration
        .menus()
        .ifPresent(
            file -> {
              note.write(first);
              var _ =
                  worker.scheduleWithFixedDelay(
                      () -> follow(file), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
            });
  }

  /// Takes the file up if it has changed, and is not being written any more: it was the same at the look
  /// before. Any fault is told, and the next look tries again.
  private void follow(Path file) {
    Seen before = last;
    Seen now = look(file);
    last = now;
    if (now == null || !now.equals(before) || now.equals(settled)) {
      return;
    }
    try {
      MenuFile.Written written = MenuFile.read(file, configuration);
      if (!written.tree().version().equals(shelf.current().version())) {
        prompts.texts(OWNER, texts(written.tree())).get();
        shelf.take(written);
        note.write(written.text());
      }
      settled = now;
    } catch (ConfigurationException e) {
      settled = now;
      e.mistakes().forEach(mistake -> log.warn("the menus are not taken: {}", mistake));
    } catch (IOException | ExecutionException | RuntimeException e) {
      log.warn("changed menus can't be taken up, trying again: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The words of these menus, and of those in which callers still are.
  private Map<String, Map<String, String>> texts(MenuTree fresh) {
    Map<String, Map<String, String>> texts = new HashMap<>();
    shelf.all().forEach(tree -> texts.putAll(MenuFile.texts(tree)));
    texts.putAll(MenuFile.texts(fresh));
    return texts;
  }

  private static @Nullable Seen look(Path file) {
    try {
      return Seen.of(file);
    } catch (IOException e) {
      // An editor may be replacing it.
      return null;
    }
  }

  private void hear(String text) {
    try {
      MenuFile.Written written = MenuFile.parse("menus of the first node", text, configuration);
      if (!written.tree().version().equals(shelf.current().version())) {
        shelf.take(written);
      }
    } catch (ConfigurationException e) {
      log.warn(
          "menus of the node that prepares Asterisk do not fit this node's configuration: {}",
          e.mistakes());
    } catch (RuntimeException e) {
      log.warn("menus of another node can't be taken up", e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
