package org.city311.asteriskconfig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A speaker: a program that turns a file of text into a WAV file.
///
/// @param command program and arguments, run without a shell; `{text}` stands for the path of a UTF-8
///     text file, `{wav}` for the path of the file to write
/// @param remedy what to do when the program is not there
public record Voice(List<String> command, String remedy) {
  /// Keeps its own copy of the command.
  public Voice {
    command = List.copyOf(command);
    if (command.isEmpty() || !command.contains("{text}") || !command.contains("{wav}")) {
      throw new IllegalArgumentException("a voice's command needs a program, {text} and {wav}");
    }
  }

  /// The best voice that Debian packages for a language.
  ///
  /// English: flite's `slt` is a recorded speaker's voice, at 16 kHz, clear on a telephone, and made in
  /// a tenth of a second from one package of 13 MB. festival with festvox-us-slt-hts is the same
  /// speaker with a buzzier, statistical sound, seven times slower; espeak-ng is a robot, but always
  /// understood. Spanish: of Debian's main archive only espeak-ng speaks it well enough (its MBROLA
  /// voices are non-free), in the Latin American manner, a little slower than its default.
  public static Voice forLanguage(String language) {
    return switch (language) {
      case "en" -> isOnPath("flite") ? flite("slt") : espeak("en-us");
      case "es" -> espeak("es-419");
      default -> espeak(language);
    };
  }

  /// A voice of flite (Debian package `flite`).
  public static Voice flite(String name) {
    return new Voice(
        List.of("flite", "-voice", name, "-f", "{text}", "-o", "{wav}"),
        "install it (apt-get install flite)");
  }

  /// A voice of espeak-ng (Debian package `espeak-ng`).
  public static Voice espeak(String name) {
    return new Voice(
        List.of("espeak-ng", "-v", name, "-s", "150", "-b", "1", "-f", "{text}", "-w", "{wav}"),
        "install it (apt-get install espeak-ng)");
  }

  List<String> commandFor(Path text, Path wav) {
    return command.stream()
        .map(part -> part.replace("{text}", text.toString()).replace("{wav}", wav.toString()))
        .toList();
  }

  private static boolean isOnPath(String program) {
    var path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
