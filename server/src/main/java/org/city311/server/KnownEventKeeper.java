package org.city311.server;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.disk.WholeFile;
import org.city311.requests.phone.EventBoard.Known;
import org.city311.requests.phone.KnownEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what this node tells callers of known events as it is set, at whichever node; where
/// prompts are spoken, has them spoken.
final class KnownEventKeeper implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Whose texts they are.
  static final String OWNER = "known-events";

  private static final Logger log = LoggerFactory.getLogger(KnownEventKeeper.class);

  private final KnownEvents events;
  private final PromptKeeper prompts;
  private final Path file;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("known-events").daemon().factory());

  /// The worker's own.
  private Map<String, Map<String, String>> spoken = Map.of();

  KnownEventKeeper(KnownEvents events, PromptKeeper prompts, Path data) {
    this.events = events;
    this.prompts = prompts;
    this.file = file(data);
  }

  /// What this node's disk remembers, as texts to speak: at the start nobody waits for the
  /// database.
  static Map<String, Map<String, String>> kept(Path data) {
    try {
      Path file = file(data);
      return Files.exists(file) ? read(new JsonObject(Files.readString(file))) : Map.of();
    } catch (IOException | DecodeException | ClassCastException e) {
      log.warn("the known events of before can't be read: {}", e.toString());
      return Map.of();
    }
  }

  private static Map<String, Map<String, String>> read(JsonObject json) {
    Map<String, Map<String, String>> texts = new HashMap<>();
    for (String key : json.fieldNames()) {
      Map<String, String> byLanguage = new HashMap<>();
      json.getJsonObject(key)
          .forEach(text -> byLanguage.put(text.getKey(), (String) text.getValue()));
      texts.put(key, byLanguage);
    }
    return texts;
  }

  private static Path file(Path data) {
    return data.resolve("state/known-events.json");
  }

  private void keep(Map<String, Map<String, String>> texts) {
    JsonObject json = new JsonObject();
    texts.forEach((key, byLanguage) -> json.put(key, new JsonObject(new HashMap<>(byLanguage))));
    try {
      WholeFile.write(file, json.encode());
    } catch (IOException e) {
      log.warn("known events can't be remembered: file={}", file, e);
    }
  }

  void start() {
    var _ = worker.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      List<Known> all = events.refresh();
      if (prompts.speaks()) {
        speak(all);
      }
    } catch (RuntimeException e) {
      log.error("known events can't be kept up to date, trying again", e);
    }
  }

  private void speak(List<Known> all) {
    Map<String, Map<String, String>> texts = new HashMap<>();
    all.forEach(
        known -> texts.put(known.event().prompt(), SelfServices.byLanguage(known.event().text())));
    boolean isHeard = all.stream().allMatch(Known::audible);
    if (texts.equals(spoken) && isHeard) {
      return;
    }
    spoken = texts;
    keep(texts);
    var _ =
        prompts
            .texts(OWNER, texts)
            .thenRun(
                () ->
                    all.stream()
                        .filter(known -> !known.audible())
                        .forEach(known -> events.madeAudible(known.event())));
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
