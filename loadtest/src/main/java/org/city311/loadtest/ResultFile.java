package org.city311.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file `result.json` of a run: a record, its names written with underscores.
final class ResultFile {
  private ResultFile() {}

  /// The text of a result.
  static String json(Object result) throws IOException {
    return new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(result)
        + "\n";
  }

  /// Writes `result.json` into a folder, which is made when missing.
  static void write(Path folder, Object result) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("result.json"), json(result));
  }
}
