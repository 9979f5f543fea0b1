package org.city311.flows.message;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.flows.message.Message.Kind;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.disk.WholeFile;
import org.city311.ivr.line.Caller;
import org.city311.requests.number.RequestNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages that residents left: a folder for each, `ID/message.json` and
/// `ID/audio.wav`, that only its owner can read. What is kept is on the disk when the method returns.
///
/// The folder is Asterisk's too, which writes the recordings: both run as the same user, on the same
/// machine or over a shared file system. Safe for any thread and for several nodes: a call is in the
/// hands of one flow at a time.
public final class Messages {
  /// How many may lie there; then no more are taken, until done ones are [#KEPT_WHEN_DONE] old.
  public static final int MAX_MESSAGES = 20_000;

  /// What must be free on the disk for a recording to begin, in bytes: call records, journal and database
  /// need it more. All recordings that the line can carry at once are much smaller.
  static final long LEAST_FREE_BYTES = 500_000_000;

  /// How long what is done is kept.
  public static final Duration KEPT_WHEN_DONE = Duration.ofDays(30);

  /// Speech that makes a recording a message, in seconds.
  private static final double LEAST_SPEECH_SECONDS = 1;

  /// A recording that is this old was left by a flow that died, and by its caller after it.
  private static final Duration UNFINISHED = Duration.ofMinutes(10);

  /// One without speech that is this old is of no use to anybody.
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final String AUDIO = "audio";
  private static final String JSON = "message.json";
  private static final Logger log = LoggerFactory.getLogger(Messages.class);

  private final Path folder;
  private final InstantSource clock;
  private final Disk disk;

  public Messages(Path folder, InstantSource clock) {
    this(folder, clock, there -> Files.getFileStore(there).getUsableSpace());
  }

  Messages(Path folder, InstantSource clock, Disk disk) {
    this.folder = folder;
    this.clock = clock;
    this.disk = disk;
  }

  /// What a folder lies on.
  @FunctionalInterface
  interface Disk {
    /// How much can still be written there, in bytes.
    long usableBytes(Path folder) throws IOException;
  }

  /// Makes room for a message of a caller.
  ///
  /// @return where it is to be recorded, without the ending
  /// @throws IOException when no message can be taken now
  public Path begin(Caller caller, Language language) throws IOException {
    checkCount();
    write(new Draft(message(caller, language), false));
    if (disk.usableBytes(folder) < LEAST_FREE_BYTES) {
      throw new IOException(
          "less than " + LEAST_FREE_BYTES + " bytes are free where " + folder + " lies; make room");
    }
    return recording(caller.call());
  }

  /// Where this caller's message is recorded, without the ending.
  public Path recording(CallId call) {
    return of(call).resolve(AUDIO);
  }

  /// Whether this caller has said something to be kept.
  public boolean hasSpeech(CallId call) {
    try {
      return Recording.of(of(call).resolve(AUDIO + ".wav")).speechSeconds() >= LEAST_SPEECH_SECONDS;
    } catch (IOException e) {
      log.error("a recording can't be read: callId={}", call, e);
      return false;
    }
  }

  /// Whether this caller has left a message that is safe.
  public boolean isKept(CallId call) {
    try {
      return read(of(call)).kept();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      log.error("a message can't be read: callId={}", call, e);
      return false;
    }
  }

  /// Keeps what was recorded of this caller.
  ///
  /// @throws IOException when it is not safe on the disk; what is there is listed later all the same
  public void keep(CallId call) throws IOException {
    Path audio = of(call).resolve(AUDIO + ".wav");
    Files.setPosixFilePermissions(audio, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel file = FileChannel.open(audio, READ, WRITE)) {
      file.force(true);
    }
    write(new Draft(read(of(call)).message(), true));
    log.info("message kept: callId={}", call);
  }

  /// The message that a call left, if it did.
  public Optional<Message> find(CallId call) throws IOException {
    return find(of(call));
  }

  /// Forgets what was begun for this caller and has nothing to be kept.
  public void discard(CallId call) {
    try {
      delete(of(call));
    } catch (IOException e) {
      log.warn("an empty message is left on the disk: callId={}", call, e);
    }
  }

  /// All, the oldest first.
  public List<Message> list() throws IOException {
    List<Message> all = new ArrayList<>();
    for (Path one : folders()) {
      find(one).ifPresent(all::add);
    }
    all.sort(Comparator.comparing(Message::at).thenComparing(Message::id));
    return List.copyOf(all);
  }

  /// @param id as in a [Message]; anything else finds nothing
  public Optional<Message> find(String id) throws IOException {
    return id.matches(ID) ? find(folder.resolve(id)) : Optional.empty();
  }

  /// A message's recording, in WAV.
  public Optional<Path> audio(String id) throws IOException {
    return find(id)
        .map(message -> folder.resolve(message.id()).resolve(AUDIO + ".wav"))
        .filter(Files::exists);
  }

  /// Says that a person has worked it off. A second time changes nothing.
  public Optional<Message> done(String id) throws IOException {
    Optional<Message> found = find(id);
    if (found.isEmpty() || found.get().done() != null) {
      return found;
    }
    Message done = found.get().done(clock.instant());
    write(new Draft(done, true));
    return Optional.of(done);
  }

  /// Keeps that somebody is to be called back by a person. Said again, it changes nothing.
  ///
  /// @param callback a callback that was given up
  public void keep(Call callback) throws IOException {
    if (isKept(callback.id())) {
      return;
    }
    Message message =
        new Message(
            id(callback.id()),
            callback.id(),
            Kind.CALLBACK,
            callback.ani(),
            callback.language(),
            callback.group(),
            clock.instant(),
            0,
            null,
            null);
    write(new Draft(message, true));
    log.info("a callback is left to people: callId={}", callback.id());
  }

  /// Says that it has become a request, as which it is worked off.
  public void became(Message message, RequestNumber request) throws IOException {
    write(new Draft(message.became(request, clock.instant()), true));
  }

  /// Removes what has been done for [#KEPT_WHEN_DONE], and what was begun long ago and holds no speech.
  /// To be done daily.
  public void sweep() throws IOException {
    Instant now = clock.instant();
    for (Path one : folders()) {
      try {
        if (isOfNoUse(one, now)) {
          delete(one);
        }
      } catch (IOException e) {
        log.warn("not swept: folder={}", one, e);
      }
    }
  }

  private boolean isOfNoUse(Path one, Instant now) throws IOException {
    try {
      Draft draft = read(one);
      Message message = draft.message();
      return draft.kept()
          ? message.done() != null && message.done().isBefore(now.minus(KEPT_WHEN_DONE))
          : message.at().isBefore(now.minus(ABANDONED)) && !hasSpeech(message.call());
    } catch (NoSuchFileException e) {
      return Files.getLastModifiedTime(one).toInstant().isBefore(now.minus(ABANDONED));
    }
  }

  private static final String ID = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,149}";

  /// A call's id has a slash only if someone names an Asterisk so.
  private static String id(CallId call) {
    String safe = call.value().replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") ? "_" + safe.substring(1) : safe;
  }

  private Path of(CallId call) {
    return folder.resolve(id(call));
  }

  private Message message(Caller caller, Language language) {
    return new Message(
        id(caller.call()),
        caller.call(),
        Kind.MESSAGE,
        caller.ani(),
        language,
        caller.group(),
        clock.instant(),
        0,
        null,
        null);
  }

  /// What is on the disk of one.
  ///
  /// @param kept whether the caller has left it; false while it is recorded
  record Draft(Message message, boolean kept) {}

  private Optional<Message> find(Path one) throws IOException {
    Draft draft;
    try {
      draft = read(one);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      log.error("a message can't be read and needs a person: folder={}", one, e);
      return Optional.empty();
    }
    Message message = draft.message();
    boolean left = message.at().isBefore(clock.instant().minus(UNFINISHED));
    if (!draft.kept() && !(left && hasSpeech(message.call()))) {
      return Optional.empty();
    }
    int seconds =
        message.kind() == Kind.MESSAGE ? Recording.seconds(one.resolve(AUDIO + ".wav")) : 0;
    return Optional.of(message.lasting(seconds));
  }

  private void checkCount() throws IOException {
    if (folders().size() >= MAX_MESSAGES) {
      throw new IOException(MAX_MESSAGES + " messages lie in " + folder + "; work them off");
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> one.getFileName().toString().matches(ID)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Draft read(Path one) throws IOException {
    return MessageJson.read(Files.readString(one.resolve(JSON)));
  }

  private void write(Draft draft) throws IOException {
    Path one = folder.resolve(draft.message().id());
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(one, owner);
    WholeFile.write(one.resolve(JSON), MessageJson.write(draft));
    WholeFile.force(folder);
  }

  private static void delete(Path one) throws IOException {
    if (!Files.isDirectory(one)) {
      return;
    }
    try (Stream<Path> files = Files.list(one)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(one);
  }
}
