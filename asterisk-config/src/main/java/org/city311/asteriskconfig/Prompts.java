package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.city311.asteriskconfig.PromptCatalogue.Part;

/// Everything that callers and agents hear, made into sound files for Asterisk.
///
/// `SOUNDS/LANGUAGE/city311/KEY.{ulaw,sln16}` for each key of the catalogue (and `menu`,
/// `whisper-GROUP-LANGUAGE`), `tone`, `say-pause`, and `SOUNDS/moh/` for music. A recording of the city's own wins over the
/// voice. A file is made again only when its text, voice or recording has changed.
///
/// Thread contract: one rendering at a time per folder; it uses [#THREADS] threads of its own.
public final class Prompts {
  private static final int THREADS = 2;

  /// Counts up when files of the same source come out differently, so that all are made again.
  private static final String FORMAT = "2";

  /// How long a prompt is kept that is no longer wanted. No call is longer.
  static final Duration KEPT = Duration.ofDays(1);

  private static final double PAUSE_SECONDS = 0.4;

  /// After which a caller speaks who leaves a message.
  private static final String TONE = "tone";

  private static final double TONE_SECONDS = 0.4;

  /// Between groups of digits.
  private static final String PAUSE = "say-pause";

  /// What stands behind a text, so that prompts that follow each other are told apart as words are.
  private static final double WORD_SECONDS = 0.04;

  private final Path sounds;
  private final PromptSources sources;
  private final List<Job> jobs = new ArrayList<>();

  private final Instant now;

  private Prompts(Path sounds, PromptSources sources, Instant now) {
    this.sounds = sounds;
    this.sources = sources;
    this.now = now;
  }

  /// Is told of each file that is made: how many of how many, and which.
  @FunctionalInterface
  public interface Progress {
    /// Called from the thread that called [Prompts#render].
    void made(int done, int of, String prompt);
  }

  /// What [Prompts#render] did.
  public record Rendered(int made, int unchanged) {}

  /// One sound to make: its fingerprint, and how.
  ///
  /// @param cached its key in the cache; empty for what is not kept there
  private record Job(
      String place,
      Path target,
      PromptManifest manifest,
      String fingerprint,
      Making making,
      String cached) {
    Job(String place, Path target, PromptManifest manifest, String fingerprint, Making making) {
      this(place, target, manifest, fingerprint, making, "");
    }

    String name() {
      return target.getFileName().toString();
    }
  }

  private interface Making {
    Sound sound(SoundStudio studio) throws IOException;
  }

  /// The catalogue's prompts in a language, each with the number of languages that it is spoken in: in several
  /// before a caller has chosen one. What is only a part of others, such as the name of a language, is not among them.
  public static SequencedMap<String, Integer> catalogue(String language) {
    return PromptCatalogue.load(language).spokenIn();
  }

  /// Makes what is missing or has changed, and removes what was no longer wanted [#KEPT] ago: calls under way
  /// may still play what they began with.
  ///
  /// @throws PromptException when a voice or sox is missing or fails, or a file can't be written;
  ///     what was made until then is kept
  public static Rendered render(Path soundsDir, PromptSources sources, Progress progress) {
    return render(soundsDir, sources, Instant.now(), progress);
  }

  static Rendered render(Path soundsDir, PromptSources sources, Instant now, Progress progress) {
    try {
      return new Prompts(soundsDir, sources, now).render(progress);
    } catch (IOException e) {
      throw new PromptException("prompts in " + soundsDir + ": " + e.getMessage(), e);
    }
  }

  private Rendered render(Progress progress) throws IOException {
    var manifests = new ArrayList<PromptManifest>();
    for (var language : sources.languages()) {
      manifests.add(planLanguage(language));
    }
    manifests.add(planMusic());
    var wanted =
        jobs.stream()
            .filter(
                job ->
                    !job.manifest.has(job.name(), job.fingerprint)
                        || !SoundStudio.isThere(job.target))
            .toList();
    try {
      makeAll(wanted, progress);
    } finally {
      for (var manifest : manifests) {
        manifest.save();
      }
    }
    return new Rendered(wanted.size(), jobs.size() - wanted.size());
  }

  private PromptManifest planLanguage(String language) throws IOException {
    var folder = Files.createDirectories(sounds.resolve(language).resolve("city311"));
    var manifest = PromptManifest.of(folder);
    var prompts = PromptCatalogue.load(language).prompts(sources);
    for (var prompt : prompts.entrySet()) {
      var target = folder.resolve(prompt.getKey());
      var recording = sources.recordings().resolve(language).resolve(prompt.getKey() + ".wav");
      jobs.add(
          Files.exists(recording)
              ? new Job(
                  language, target, manifest, hash(recording), studio -> studio.recorded(recording))
              : new Job(
                  language,
                  target,
                  manifest,
                  hash(prompt.getValue()),
                  studio -> spoken(prompt.getValue(), studio),
                  cacheKey(prompt.getValue())));
    }
    jobs.add(
        new Job(
            language, folder.resolve(TONE), manifest, FORMAT, studio -> Sound.tone(TONE_SECONDS)));
    jobs.add(
        new Job(
            language,
            folder.resolve(PAUSE),
            manifest,
            FORMAT,
            studio -> Sound.silence(PAUSE_SECONDS)));
    var wanted = new HashSet<>(prompts.keySet());
    wanted.addAll(List.of(TONE, PAUSE));
    for (var gone : manifest.retire(wanted, now, KEPT)) {
      SoundStudio.remove(folder.resolve(gone));
    }
    return manifest;
  }

  private Sound spoken(List<Part> parts, SoundStudio studio) throws IOException {
    var sounds = new ArrayList<Sound>();
    for (var part : parts) {
      sounds.add(studio.spoken(part.text(), sources.voice(part.language())));
    }
    return Sound.joined(
        List.of(Sound.joined(sounds, PAUSE_SECONDS), Sound.silence(WORD_SECONDS)), 0);
  }

  /// The city's own music, or our piece when it has none.
  private PromptManifest planMusic() throws IOException {
    var folder = Files.createDirectories(sounds.resolve("moh"));
    var manifest = PromptManifest.of(folder);
    var names = new HashSet<String>();
    for (var piece : ownMusic()) {
      var name = piece.getFileName().toString().replaceFirst("\\.[^.]*$", "");
      names.add(name);
      jobs.add(
          new Job(
              "moh", folder.resolve(name), manifest, hash(piece), studio -> studio.music(piece)));
    }
    if (names.isEmpty()) {
      var name = "city311-hold";
      names.add(name);
      jobs.add(new Job("moh", folder.resolve(name), manifest, FORMAT, studio -> HoldMusic.piece()));
    }
    // At once: Asterisk plays whatever lies there.
    for (var gone : manifest.retire(names, now, Duration.ZERO)) {
      SoundStudio.remove(folder.resolve(gone));
    }
    return manifest;
  }

  private List<Path> ownMusic() throws IOException {
    var folder = sources.recordings().resolve("moh");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
    }
  }

  private void makeAll(List<Job> jobs, Progress progress) throws IOException {
    try (var workers = Executors.newFixedThreadPool(THREADS)) {
      var running = jobs.stream().map(job -> workers.submit(() -> make(job))).toList();
      try {
        for (int i = 0; i < jobs.size(); i++) {
          await(running.get(i));
          progress.made(i + 1, jobs.size(), jobs.get(i).place() + "/" + jobs.get(i).name());
        }
      } finally {
        stop(workers, running);
      }
    }
    sources.cache().tidy();
  }

  private static void stop(ExecutorService workers, List<? extends Future<?>> running) {
    running.forEach(job -> job.cancel(false));
    workers.shutdown();
  }

  private static void await(Future<?> job) {
    try {
      job.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PromptException reason) {
        throw reason;
      }
      throw new PromptException("a prompt could not be made: " + e.getCause(), e);
    } catch (CancellationException e) {
      throw new PromptException("rendering was stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PromptException("interrupted while prompts were made", e);
    }
  }

  private Void make(Job job) throws IOException {
    boolean isCached = !job.cached.isEmpty();
    if (isCached && sources.cache().fetch(job.cached, job.target)) {
      job.manifest.put(job.name(), job.fingerprint);
      return null;
    }
    makeAnew(job);
    if (isCached) {
      sources.cache().keep(job.cached, job.target);
    }
    return null;
  }

  private static void makeAnew(Job job) throws IOException {
    var folder = Files.createTempDirectory("city311-prompt");
    try {
      var studio = new SoundStudio(folder);
      studio.write(job.making.sound(studio), job.target);
      job.manifest.put(job.name(), job.fingerprint);
    } finally {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private String hash(List<Part> parts) {
    var digest = sha256();
    for (var part : parts) {
      add(digest, part.text());
      sources.voice(part.language()).command().forEach(word -> add(digest, word));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Another version of a voice's program may speak otherwise.
  private String cacheKey(List<Part> parts) {
    var digest = sha256();
    add(digest, hash(parts));
    parts.forEach(part -> add(digest, PromptCache.version(sources.voice(part.language()))));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(Path recording) throws IOException {
    var digest = sha256();
    digest.update(Files.readAllBytes(recording));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, FORMAT);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
