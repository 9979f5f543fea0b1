package org.city311.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// A certificate of one's own and its key, made by the JDK's keytool.
///
/// @param certificate as PEM
/// @param key as PEM
public record MadeCertificate(String certificate, String key) {
  private static final char[] PASSWORD = "for-a-test".toCharArray();

  /// @param algorithm `RSA` or `EC`
  public static MadeCertificate of(Path folder, String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-validity",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".txt").toFile())
            .start();
    if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve(name + ".txt")));
    }
    return read(store);
  }

  private static MadeCertificate read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new MadeCertificate(
        pem("CERTIFICATE", keys.getCertificate("a").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /// Writes both as `certificate.pem` and `key.pem`.
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("certificate.pem"), certificate);
    Files.writeString(folder.resolve("key.pem"), key);
  }
}
