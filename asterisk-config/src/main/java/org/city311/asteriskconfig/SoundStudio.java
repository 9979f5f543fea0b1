package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Where sound is made: voices speak, recordings are converted, files are written as Asterisk reads
/// them. Uses sox for every conversion. Works in a folder of its own for one prompt.
///
/// @param folder for temporary files; its owner deletes it
record SoundStudio(Path folder) {
  private static final String SOX_REMEDY = "install it (apt-get install sox)";

  /// What sox is told of the file that follows: the form that [Sound] has.
  private static final List<String> RAW =
      List.of(("-t raw -e signed-integer -b 16 -L -c 1 -r " + Sound.RATE).split(" "));

  /// Speaks a text; the pauses around it are cut off, rumble below the voice is taken out.
  Sound spoken(String text, Voice voice) throws IOException {
    var source = folder.resolve("text.txt");
    var wav = folder.resolve("voice.wav");
    Files.writeString(source, text + "\n", StandardCharsets.UTF_8);
    Program.run(voice.commandFor(source, wav), folder, voice.remedy());
    if (!Files.exists(wav) || Files.size(wav) == 0) {
      throw new PromptException(
          "the voice " + voice.command().getFirst() + " said nothing for: " + text);
    }
    return read(wav).levelled();
  }

  /// The city's own recording, at the same loudness as everything else.
  Sound recorded(Path recording) throws IOException {
    return read(recording).levelled();
  }

  private Sound read(Path audio) throws IOException {
    var raw = folder.resolve("voice.raw");
    var silence = List.of("silence", "1", "0.02", "0.3%", "reverse");
    var command = new ArrayList<>(List.of("sox", "-D", audio.toString()));
    command.addAll(RAW);
    command.add(raw.toString());
    command.addAll(List.of("gain", "-h", "highpass", "90"));
    command.addAll(silence);
    command.addAll(silence);
    Program.run(command, folder, SOX_REMEDY);
    return Sound.ofRaw(Files.readAllBytes(raw));
  }

  /// Music as it is, only at the rate and with the one channel that telephones have.
  Sound music(Path audio) throws IOException {
    var raw = folder.resolve("music.raw");
    var command = new ArrayList<>(List.of("sox", audio.toString()));
    command.addAll(RAW);
    command.add(raw.toString());
    Program.run(command, folder, SOX_REMEDY);
    return Sound.ofRaw(Files.readAllBytes(raw));
  }

  /// Writes `target.ulaw` (8 kHz, what most callers' codec needs as it is) and `target.sln16` (16 kHz, for
  /// wideband and for conversion to the others).
  void write(Sound sound, Path target) throws IOException {
    var wide = folder.resolve("out.sln16");
    var narrow = folder.resolve("out.ulaw");
    Files.write(wide, sound.raw());
    var command = new ArrayList<>(List.of("sox"));
    command.addAll(RAW);
    command.add(wide.toString());
    command.addAll(List.of("-t", "raw", "-e", "mu-law", "-r", "8000", narrow.toString()));
    Program.run(command, folder, SOX_REMEDY);
    place(wide, with(target, ".sln16"));
    place(narrow, with(target, ".ulaw"));
  }

  /// The files that a prompt is kept in.
  static List<Path> files(Path target) {
    return List.of(with(target, ".sln16"), with(target, ".ulaw"));
  }

  static boolean isThere(Path target) {
    return files(target).stream().allMatch(Files::exists);
  }

  static void remove(Path target) throws IOException {
    for (var file : files(target)) {
      Files.deleteIfExists(file);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    place(with(from, ".sln16"), with(to, ".sln16"));
    place(with(from, ".ulaw"), with(to, ".ulaw"));
  }

  private static Path with(Path target, String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }

  /// Asterisk may be playing the old file: it keeps that one open, and the next caller hears the new one.
  private static void place(Path made, Path target) throws IOException {
    var beside =
        target.resolveSibling(
            ".%s.%d-%d"
                .formatted(
                    target.getFileName(),
                    ProcessHandle.current().pid(),
                    Thread.currentThread().threadId()));
    Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
