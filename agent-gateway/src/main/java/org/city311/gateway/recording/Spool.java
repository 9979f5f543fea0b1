package org.city311.gateway.recording;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;

/// The folder into which Asterisk writes talks that go on, for its owner alone: of each recording `ID.wav`, and
/// `ID.leg`, which says whose it is and is there first. Both are gone when the recording is kept elsewhere, so
/// what is found here after a crash is what is left to do.
///
/// The folder is Asterisk's too: both run as the same user, on the same machine or over a shared file system.
/// Safe for several nodes.
public final class Spool {
  private static final String LEG = ".leg";
  private static final String SOUND = ".wav";

  /// Whoever claimed one that long ago, and has not begun, is dead.
  private static final Duration CLAIM = Duration.ofSeconds(10);

  private final Path folder;
  private final InstantSource clock;

  /// @throws IOException if the folder can't be made
  public Spool(Path folder, InstantSource clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Takes it on oneself to begin a recording that has not begun.
  ///
  /// @return where it goes; empty while another node does so
  Optional<Path> claim(Leg leg) throws IOException {
    Path file = file(leg.id());
    try {
      Files.writeString(file, text(leg), StandardCharsets.UTF_8, CREATE_NEW, WRITE);
    } catch (FileAlreadyExistsException e) {
      if (age(file).compareTo(CLAIM) < 0) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }
    return Optional.of(sound(leg.id()));
  }

  /// It did not begin.
  void release(Leg leg) throws IOException {
    Files.deleteIfExists(file(leg.id()));
  }

  /// What lies here: recordings under way, and such as are to be taken away.
  List<Leg> legs() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(path -> path.toString().endsWith(LEG)).toList();
    }
    List<Leg> legs = new ArrayList<>();
    for (Path file : files) {
      read(file).ifPresent(legs::add);
    }
    return legs;
  }

  Path sound(RecordingId id) {
    return folder.resolve(id + SOUND);
  }

  /// How long ago a recording was last written to, or, of one that has no sound, was claimed.
  Duration quiet(RecordingId id) throws IOException {
    Path sound = sound(id);
    return age(Files.exists(sound) ? sound : file(id));
  }

  /// What all that lies here takes, in bytes.
  long bytes() throws IOException {
    long sum = 0;
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        sum += Files.exists(file) ? Files.size(file) : 0;
      }
    } catch (NoSuchFileException e) {
      // Taken away meanwhile.
    }
    return sum;
  }

  long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private Path file(RecordingId id) {
    return folder.resolve(id + LEG);
  }

  private Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
  }

  private static String text(Leg leg) throws IOException {
    Properties values = new Properties();
    values.setProperty("call", leg.call().value());
    values.setProperty("leg", leg.leg().value());
    values.setProperty("agent", leg.agent().value());
    values.setProperty("group", leg.group().value());
    values.setProperty("begun", leg.begun().toString());
    StringWriter text = new StringWriter();
    values.store(text, null);
    return text.toString();
  }

  /// Empty for one that is being written, or gone.
  private static Optional<Leg> read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String begun = values.getProperty("begun");
    String call = values.getProperty("call");
    String leg = values.getProperty("leg");
    String agent = values.getProperty("agent");
    String group = values.getProperty("group");
    if (begun == null || call == null || leg == null || agent == null || group == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Leg(
            new CallId(call),
            new OfferId(leg),
            new AgentId(agent),
            new SkillGroupId(group),
            Instant.parse(begun)));
  }
}
