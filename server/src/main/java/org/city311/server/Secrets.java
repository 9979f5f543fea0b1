package org.city311.server;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.Stream;
import org.city311.gateway.recording.RecordingKeys;
import org.city311.ivr.disk.WholeFile;

/// The secrets of this installation: made once, kept in one file that only its owner can read, never
/// logged.
final class Secrets {
  static final String AMI = "ami.secret";
  static final String API = "api.token";

  /// The password that the first administrator signs in with for the first time.
  static final String FIRST = "accounts.first";

  /// What only the nodes of one centre know; the same on all of them.
  static final String CLUSTER = "cluster.secret";

  /// Signs the links in messages; the same on all nodes.
  static final String LINKS = "links.secret";

  /// What recordings are encrypted with: the newest key first, with commas between; the same on all nodes.
  static final String RECORDINGS = "recording.keys";

  static final String POSTGRES = "postgres.password";

  /// 16 bytes: 128 bits.
  private static final int BYTES = 16;

  /// In characters.
  private static final int LEAST_TOKEN = 16;

  private final Properties values;

  private Secrets(Properties values) {
    this.values = values;
  }

  /// Reads the file, and adds what it lacks.
  ///
  /// @param phones the SIP accounts that need a password
  /// @throws StartException if somebody has shortened the token so that it can be guessed
  static Secrets loadOrMake(Path data, Collection<String> phones)
      throws IOException, StartException {
    Path file = data.resolve("secrets.properties");
    Properties values = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        values.load(reader);
      }
    }
    int before = values.size();
    SecureRandom random = new SecureRandom();
    Stream.concat(
            Stream.of(AMI, API, CLUSTER, FIRST, LINKS, POSTGRES),
            phones.stream().map(Secrets::phoneKey))
        .forEach(key -> values.computeIfAbsent(key, _ -> make(random, BYTES)));
    values.computeIfAbsent(RECORDINGS, _ -> make(random, RecordingKeys.BYTES));
    Secrets secrets = new Secrets(values);
    if (secrets.get(API).length() < LEAST_TOKEN) {
      throw new StartException(
          StartException.CONFIGURATION,
          API
              + " in "
              + file
              + " has less than "
              + LEAST_TOKEN
              + " characters: delete its line, and a new one is made");
    }
    if (values.size() != before) {
      write(file, values);
    }
    return secrets;
  }

  String get(String key) {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("no such secret: " + key);
    }
    return value;
  }

  String ofPhone(String account) {
    return get(phoneKey(account));
  }

  private static String phoneKey(String account) {
    return "sip." + account;
  }

  private static String make(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void write(Path file, Properties values) throws IOException {
    StringWriter text = new StringWriter();
    values.store(text, "Secrets of this City311. Keep them.");
    WholeFile.write(file, text.toString());
  }
}
