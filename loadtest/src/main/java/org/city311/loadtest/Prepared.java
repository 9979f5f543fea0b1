package org.city311.loadtest;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the server's `prepare` says about a configuration: where everything of it is to be found.
///
/// @param data the stack's data folder
/// @param sip Asterisk's SIP address, `host:port`
/// @param http the server's address, for example `http://127.0.0.1:8311`
/// @param numbers what residents dial
/// @param agents the ids of the agents with a phone on the desk, which are their phones' accounts too
/// @param secrets `api.token`, `sip.<account>` and so on
record Prepared(
    Path data,
    String sip,
    String http,
    List<String> numbers,
    List<String> agents,
    Map<String, String> secrets) {
  /// It runs for too short a time to pay for the full compiler.
  private static final String C1 = "-XX:TieredStopAtLevel=1";

  /// Runs `prepare`, which is quick when nothing has changed.
  ///
  /// @param folder where the configuration is, or where one would be
  /// @param words `--config FILE`, without which the folder's `city311.yaml` counts or else the
  ///     defaults, and `--node 1` for one of several nodes
  /// @throws IOException with the server's words when the configuration has mistakes
  static Prepared run(Home home, ChildProcesses children, Path folder, List<String> words)
      throws IOException {
    var errors = Files.createTempFile("city311-prepare", ".txt");
    try {
      var process =
          children.startReadable(
              Stream.concat(
                      Stream.of(Home.java(), C1, "-jar", home.serverJar().toString(), "prepare"),
                      words.stream())
                  .toList(),
              folder,
              Map.of(),
              errors);
      var said = new Properties();
      try (var out = process.inputReader(StandardCharsets.UTF_8)) {
        said.load(out);
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "prepare ended with " + status + ":\n" + Files.readString(errors).strip());
      }
      var data = folder.resolve(value(said, "data"));
      return new Prepared(
          data,
          value(said, "sip"),
          value(said, "http"),
          list(said, "numbers"),
          list(said, "agents"),
          secrets(data));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in prepare", e);
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static String value(Properties said, String key) throws IOException {
    var value = said.getProperty(key);
    if (value == null) {
      throw new IOException("prepare did not say " + key + "=, only " + said.stringPropertyNames());
    }
    return value;
  }

  private static List<String> list(Properties said, String key) throws IOException {
    return Stream.of(value(said, key).split(",")).filter(word -> !word.isEmpty()).toList();
  }

  private static Map<String, String> secrets(Path data) throws IOException {
    var secrets = new Properties();
    try (Reader in = Files.newBufferedReader(data.resolve("secrets.properties"))) {
      secrets.load(in);
    }
    return secrets.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(k -> k, secrets::getProperty));
  }

  /// The secret of that name.
  String secret(String name) {
    return Objects.requireNonNull(secrets.get(name), () -> "secrets.properties has no " + name);
  }
}
