package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.city311.server.config.Configuration.Tls;
import org.city311.server.http.MadeCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReaderTest {
  private static final String YAML =
      "city: A\nhttp:\n  tls:\n    certificate: certificate.pem\n    key: key.pem\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void certificateAndItsKey_areTaken(String algorithm) throws Exception {
    MadeCertificate.of(folder, "a", algorithm).write(folder);
    Configuration read = ConfigurationReader.read(yaml());
    assertEquals(
        Optional.of(new Tls(folder.resolve("certificate.pem"), folder.resolve("key.pem"))),
        read.http().tls());
    assertEquals("https://127.0.0.1:8311", read.http().url());
    assertEquals("https://127.0.0.1:8311", read.requests().site().toString());
  }

  @Test
  void files_thatAreNotThere_areAMistakeWithItsLine() throws Exception {
    refused(":4: http.tls.certificate: found ");
  }

  @Test
  void certificate_thatIsNone_isAMistake() throws Exception {
    MadeCertificate.of(folder, "a", "EC").write(folder);
    Files.writeString(folder.resolve("certificate.pem"), "hello");
    refused(":4: http.tls.certificate: found ");
  }

  @Test
  void key_thatIsEncrypted_isAMistake_thatIsNotShown() throws Exception {
    MadeCertificate made = MadeCertificate.of(folder, "a", "EC");
    made.write(folder);
    Files.writeString(
        folder.resolve("key.pem"), made.key().replace("PRIVATE", "ENCRYPTED PRIVATE"));
    refused(":5: http.tls.key: found ");
  }

  @Test
  void key_ofAnotherCertificate_isAMistake() throws Exception {
    MadeCertificate.of(folder, "a", "EC").write(folder);
    Files.writeString(folder.resolve("key.pem"), MadeCertificate.of(folder, "b", "EC").key());
    refused("allowed: the key that the certificate was made for");
    Files.writeString(folder.resolve("key.pem"), MadeCertificate.of(folder, "c", "RSA").key());
    refused("allowed: the key that the certificate was made for");
  }

  private void refused(String what) throws Exception {
    var refused =
        assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(yaml()));
    assertEquals(1, refused.mistakes().size(), refused.mistakes().toString());
    assertTrue(refused.mistakes().getFirst().contains(what), refused.mistakes().toString());
  }

  private Path yaml() throws Exception {
    return Files.writeString(folder.resolve("city311.yaml"), YAML);
  }
}
