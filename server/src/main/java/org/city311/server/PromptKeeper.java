package org.city311.server;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.city311.asteriskconfig.PromptException;
import org.city311.asteriskconfig.PromptSources;
import org.city311.asteriskconfig.Prompts;
import org.city311.flows.menu.MenuTree;
import org.city311.ivr.routing.SkillGroup;
import org.city311.server.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what Asterisk plays as it is to be said: at the start, and whenever skill groups, texts or the
/// city's recordings change while calls go on. Thread-safe.
///
/// Only nodes in whose folder Asterisk's files are speak prompts; at the others everything is done at once.
final class PromptKeeper implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// How often the folder of recordings is looked at.
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(PromptKeeper.class);

  private final Configuration configuration;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("prompts").daemon().factory());

  /// By whom they are wanted.
  private final Map<String, Map<String, Map<String, String>>> texts = new HashMap<>();

  private List<SkillGroup> groups;
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();

  /// The worker's own: what was in the folder of recordings.
  private List<String> recordings = List.of();

  /// @param configuration as it is seen from the folder that nodes on one machine share
  /// @param menus those in force, whose words are to be heard
  /// @param selfService what is said of the types of request: key to language to text
  PromptKeeper(
      Configuration configuration, MenuTree menus, Map<String, Map<String, String>> selfService) {
    this.configuration = configuration;
    this.groups = configuration.routing().groups();
    texts.put(MenuFollower.OWNER, MenuFile.texts(menus));
    texts.put(SelfServices.OWNER, Map.copyOf(selfService));
    texts.put(KnownEventKeeper.OWNER, KnownEventKeeper.kept(configuration.data()));
    texts.put(EmergencyGreeting.OWNER, EmergencyGreeting.kept(configuration.data()));
  }

  /// Whether it speaks, or leaves that to other nodes.
  boolean speaks() {
    return configuration.preparesAsterisk();
  }

  /// Speaks what is missing or has changed.
  ///
  /// @throws StartException when something can't be spoken: a caller would not hear it
  void prepare(Prompts.Progress progress) throws StartException {
    if (!speaks()) {
      return;
    }
    try (Turn _ = new Turn(configuration.data())) {
      Prompts.render(sounds(), sources(), progress);
    } catch (IOException e) {
      throw new StartException(StartException.MACHINE, "prompts can't be kept: " + e);
    } catch (PromptException e) {
      throw new StartException(StartException.MACHINE, String.valueOf(e.getMessage()));
    }
  }

  /// From now on recordings that are added, replaced or removed are heard some seconds later.
  void watch() {
    if (speaks()) {
      worker.execute(() -> recordings = look());
      var _ =
          worker.scheduleWithFixedDelay(
              this::lookForNews, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// The skill groups whose names are said from now on.
  ///
  /// @return done when they can be heard
  CompletableFuture<Void> groups(List<SkillGroup> now) {
    synchronized (this) {
      groups = List.copyOf(now);
    }
    return catchUp();
  }

  /// What somebody wants to be said from now on. Calls under way may still play what was wanted before.
  ///
  /// @param owner whose texts they are, such as `menus`
  /// @param now key to language to text; no two owners have the same key
  /// @return done when they can be heard
  CompletableFuture<Void> texts(String owner, Map<String, Map<String, String>> now) {
    synchronized (this) {
      texts.put(owner, Map.copyOf(now));
    }
    return catchUp();
  }

  private CompletableFuture<Void> catchUp() {
    if (!speaks()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> spoken = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(spoken);
    }
    try {
      worker.execute(this::speak);
    } catch (RejectedExecutionException e) {
      spoken.completeExceptionally(e);
    }
    return spoken;
  }

  /// Whoever waits is told, also if it took several tries.
  private void speak() {
    List<CompletableFuture<Void>> done;
    PromptSources sources;
    synchronized (this) {
      done = waiting;
      waiting = new ArrayList<>();
      sources = sources();
    }
    if (done.isEmpty()) {
      return;
    }
    try (Turn _ = new Turn(configuration.data())) {
      Prompts.render(
          sounds(), sources, (n, of, prompt) -> log.info("prompt made: {}/{} {}", n, of, prompt));
      done.forEach(each -> each.complete(null));
    } catch (IOException | RuntimeException e) {
      log.warn("prompts can't be spoken, trying again: {}", e.toString());
      again(done);
    }
  }

  private void again(List<CompletableFuture<Void>> undone) {
    synchronized (this) {
      waiting.addAll(undone);
    }
    try {
      var _ = worker.schedule(this::speak, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("prompts that could not be spoken are left to the next start");
    }
  }

  private void lookForNews() {
    List<String> now = look();
    if (!now.equals(recordings)) {
      recordings = now;
      log.info("the city's recordings have changed: files={}", now.size());
      var _ = catchUp();
    }
  }

  /// Names, sizes and times of the recordings.
  private List<String> look() {
    Path folder = configuration.data().resolve("recordings");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(PromptKeeper::look).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      log.warn("the city's recordings can't be looked at: {}", e.toString());
      return recordings;
    }
  }

  private static String look(Path file) {
    return file + " " + file.toFile().length() + " " + file.toFile().lastModified();
  }

  private synchronized PromptSources sources() {
    Map<String, Map<String, String>> all = new HashMap<>();
    texts.values().forEach(all::putAll);
    return PromptPreparation.sources(configuration, groups, all);
  }

  private Path sounds() {
    return configuration.data().resolve("sounds");
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  /// Processes that share a data folder take turns.
  private static final class Turn implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    Turn(Path data) throws IOException {
      Files.createDirectories(data.resolve("state"));
      this.channel = FileChannel.open(data.resolve("state/prompts.lock"), CREATE, WRITE);
      this.lock = channel.lock();
    }

    @Override
    public void close() throws IOException {
      lock.close();
      channel.close();
    }
  }
}
