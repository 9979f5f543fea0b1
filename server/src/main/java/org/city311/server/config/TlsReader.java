package org.city311.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.server.config.Configuration.Tls;

/// Reads `http.tls`, and looks whether its files are a certificate and the key that belongs to it.
public final class TlsReader {
  private static final int MAX_BYTES = 1_000_000;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final String A_CERTIFICATE =
      "a readable file in PEM format with the certificate first and those that vouch for it after"
          + " it";
  private static final String A_KEY =
      "a readable file in PEM format with BEGIN PRIVATE KEY (from another one: openssl pkcs8 -topk8"
          + " -nocrypt)";

  private TlsReader() {}

  /// @param fromHere makes a file's path of what is written
  static Optional<Tls> read(YamlSection section, UnaryOperator<Path> fromHere) {
    Optional<Path> certificate =
        section.optional("certificate", Shape.FILE).map(Path::of).map(fromHere);
    Optional<Path> key = section.optional("key", Shape.FILE).map(Path::of).map(fromHere);
    section.end();
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      section.mistake(certificate.isEmpty() ? "certificate" : "key", "nothing", "a file");
      return Optional.empty();
    }
    Tls tls = new Tls(certificate.get(), key.get());
    switch (fault(tls)) {
      case NONE -> {}
      case CERTIFICATE ->
          section.mistake("certificate", certificate.get().toString(), A_CERTIFICATE);
      case KEY -> section.mistake("key", key.get().toString(), A_KEY);
      case NOT_A_PAIR ->
          section.mistake("key", key.get().toString(), "the key that the certificate was made for");
    }
    return Optional.of(tls);
  }

  /// What is wrong with the files as they are now.
  public enum Fault {
    NONE,
    /// It can't be read, or is no certificate.
    CERTIFICATE,
    /// It can't be read, or is no key in the clear.
    KEY,
    /// They don't belong together, as when one of them is just being replaced.
    NOT_A_PAIR
  }

  /// Looks at both.
  public static Fault fault(Tls tls) {
    PublicKey open;
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      open = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    } catch (IOException | GeneralSecurityException e) {
      return Fault.CERTIFICATE;
    }
    try {
      Optional<byte[]> bytes = keyBytes(tls.key());
      if (bytes.isEmpty()) {
        return Fault.KEY;
      }
      PrivateKey closed =
          KeyFactory.getInstance(open.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes.get()));
      return isPair(open, closed) ? Fault.NONE : Fault.NOT_A_PAIR;
    } catch (IOException e) {
      return Fault.KEY;
    } catch (GeneralSecurityException e) {
      return Fault.NOT_A_PAIR;
    }
  }

  private static Optional<byte[]> keyBytes(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    Matcher matcher = KEY.matcher(Files.readString(file));
    try {
      return matcher.find()
          ? Optional.of(Base64.getMimeDecoder().decode(matcher.group(1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// What the one signs, the other knows.
  private static boolean isPair(PublicKey open, PrivateKey closed) throws GeneralSecurityException {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    byte[] text = {3, 1, 1};
    Signature signs = Signature.getInstance(algorithm);
    signs.initSign(closed);
    signs.update(text);
    Signature knows = Signature.getInstance(algorithm);
    knows.initVerify(open);
    knows.update(text);
    return knows.verify(signs.sign());
  }
}
