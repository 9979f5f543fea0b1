package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.send.MailAddress;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.MailSettings.Login;
import org.city311.requests.notify.send.MailSettings.Security;
import org.city311.requests.notify.send.TextSettings;
import org.city311.requests.notify.send.TextSettings.Form;
import org.city311.server.config.Configuration.Telling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {
  @TempDir Path folder;

  private Telling read(String text) throws Exception {
    Path file = folder.resolve("city311.yaml");
    Files.writeString(file, text);
    return ConfigurationReader.read(file).telling();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mail:\ntexts:\nnotices:\n"})
  void withoutThem_nobodyIsTold(String text) throws Exception {
    assertEquals(
        new Telling(Optional.empty(), Optional.empty(), Optional.empty(), Limits.DEFAULT),
        read(text));
  }

  @Test
  void least_isAHostAndAnAddress_andTheWayIsEncrypted() throws Exception {
    assertEquals(
        Optional.of(
            new MailSettings(
                "mx.city.example",
                587,
                Security.STARTTLS,
                Optional.empty(),
                new MailAddress("311@city.example"),
                "Springfield",
                Optional.empty(),
                Duration.ofSeconds(20))),
        read("city: Springfield\nmail: {host: mx.city.example, from: 311@city.example}\n").mail());
  }

  @ParameterizedTest
  @CsvSource({"starttls, 587", "tls, 465", "none, 25"})
  void port_isTheUsualOne(String security, int port) throws Exception {
    assertEquals(
        port,
        read("mail: {host: mx, from: a@b.example, security: %s}\n".formatted(security))
            .mail()
            .orElseThrow()
            .port());
  }

  @Test
  void everything_isReadAsItSays() throws Exception {
    Telling telling =
        read(
            """
            mail:
              host: mx.city.example
              port: 2525
              security: tls
              user: city
              password: "p:ss w@rd"
              from: 311@city.example
              from-name: City of Springfield
              reply-to: help@city.example
              timeout: 5s
            texts:
              url: https://api.provider.example/2010/messages.json
              format: json
              to: to
              text: body
              fields: {from: "+15550311"}
              country-code: "52"
              user: account
              password: secret
              timeout: 5s
            notices: {templates: letters, waiting: 1000, per-address: 10, give-up: 24h}
            """);

    assertEquals(
        Optional.of(
            new MailSettings(
                "mx.city.example",
                2525,
                Security.TLS,
                Optional.of(new Login("city", "p:ss w@rd")),
                new MailAddress("311@city.example"),
                "City of Springfield",
                Optional.of(new MailAddress("help@city.example")),
                Duration.ofSeconds(5))),
        telling.mail());
    assertEquals(
        Optional.of(
            new TextSettings(
                URI.create("https://api.provider.example/2010/messages.json"),
                Form.JSON,
                "to",
                "body",
                Map.of("from", "+15550311"),
                Optional.of("Basic YWNjb3VudDpzZWNyZXQ="),
                "52",
                Duration.ofSeconds(5))),
        telling.texts());
    assertEquals(Optional.of(folder.resolve("letters")), telling.templates());
    assertEquals(new Limits(1000, 10, Duration.ofHours(24)), telling.limits());
    assertFalse(telling.toString().contains("w@rd"), telling.toString());
    assertFalse(telling.toString().contains("YWNjb3Vud"), telling.toString());
  }

  @Test
  void token_isSentAsOne() throws Exception {
    assertEquals(
        Optional.of("Bearer t0ken"),
        read("texts: {url: 'https://api.example/m', token: t0ken}\n")
            .texts()
            .orElseThrow()
            .authorization());
  }
}
