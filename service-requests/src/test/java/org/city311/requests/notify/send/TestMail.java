package org.city311.requests.notify.send;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.city311.requests.notify.letter.Letter;
import org.city311.requests.notify.send.MailSettings.Login;
import org.city311.requests.notify.send.MailSettings.Security;

/// Settings and mails for tests.
public final class TestMail {
  public static final MailAddress CITY = new MailAddress("311@city.example.org");

  private TestMail() {}

  /// In the open, to a port of this machine.
  public static MailSettings settings(int port) {
    return settings(port, Security.NONE, Optional.empty());
  }

  public static MailSettings settings(int port, Security security, Optional<Login> login) {
    return new MailSettings(
        "localhost",
        port,
        security,
        login,
        CITY,
        "Ciudad de Ñandú",
        Optional.empty(),
        Duration.ofSeconds(5));
  }

  public static Mail to(String address) {
    return new Mail(
        UUID.fromString("00000000-0000-4000-8000-000000000311"),
        new MailAddress(address),
        new Letter("Su solicitud está cerrada", "¡Hola!\n.\nAdiós\n", "<p>¡Hola!</p>"),
        "es",
        "10000004",
        Optional.of("https://311.example.org/m/token"));
  }
}
