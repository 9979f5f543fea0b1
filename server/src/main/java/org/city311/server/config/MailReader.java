package org.city311.server.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.send.MailAddress;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.MailSettings.Login;
import org.city311.requests.notify.send.MailSettings.Security;
import org.city311.requests.notify.send.TextSettings;
import org.city311.server.config.Configuration.Telling;

/// Reads how people are told of their requests: `mail`, `texts`, `notices`.
final class MailReader {
  private static final Shape ADDRESS =
      Shape.of(
          "[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,253}", "an e-mail address such as 311@city.example");
  private static final Shape USER = Shape.of("[^\\p{Cntrl}]{1,200}", "at most 200 characters");
  private static final Shape FIELD = Shape.of("[A-Za-z0-9_.-]{1,60}", "the name of a field");
  private static final Shape VALUE = Shape.of("[^\\p{Cntrl}]{1,500}", "at most 500 characters");
  private static final Shape CODE = Shape.of("[1-9]\\d{0,2}", "a country code such as 1");
  private static final Shape POST =
      Shape.of(
          "https?://[^\\s@]{1,500}",
          "an address such as https://api.provider.example/messages, without a password in it");

  private final YamlSection top;

  MailReader(YamlSection top) {
    this.top = top;
  }

  /// @param city what it is called unless `from-name` says otherwise
  /// @param fromHere makes a folder's path of what is written
  Telling read(String city, UnaryOperator<Path> fromHere) {
    YamlSection notices = top.section("notices");
    Telling telling =
        new Telling(
            top.hasValue("mail") ? mail(top.section("mail"), city) : nothing("mail"),
            top.hasValue("texts") ? texts(top.section("texts")) : nothing("texts"),
            notices.optional("templates", Shape.FOLDER).map(Path::of).map(fromHere),
            new Limits(
                notices.integer("waiting", Limits.DEFAULT.waiting(), 100, 10_000_000),
                notices.integer("per-address", Limits.DEFAULT.perAddress(), 1, 10_000),
                notices.duration(
                    "give-up", Limits.DEFAULT.giveUp(), Duration.ofHours(1), Duration.ofDays(14))));
    notices.end();
    return telling;
  }

  /// Asks for the section, so that an empty one is known.
  private <T> Optional<T> nothing(String key) {
    top.section(key).end();
    return Optional.empty();
  }

  private static Optional<MailSettings> mail(YamlSection section, String city) {
    String host = section.required("host", Shape.HOST);
    Security security = section.constant("security", Security.STARTTLS);
    int port = section.integer("port", usualPort(security), 1, 65_535);
    Optional<MailAddress> from = address(section, "from", section.required("from", ADDRESS));
    Optional<MailAddress> replyTo =
        section.optional("reply-to", ADDRESS).flatMap(text -> address(section, "reply-to", text));
    Optional<Login> login = login(section);
    if (login.isPresent() && security == Security.NONE && !isHere(host)) {
      section.mistake(
          "security", "none", "starttls or tls: a password is not sent over a network in the open");
    }
    String name = section.string("from-name", city, Shape.NAME);
    Duration timeout = timeout(section);
    section.end();
    return from.filter(_ -> !host.isEmpty())
        .map(
            address ->
                new MailSettings(host, port, security, login, address, name, replyTo, timeout));
  }

  private static int usualPort(Security security) {
    return switch (security) {
      case STARTTLS -> 587;
      case TLS -> 465;
      case NONE -> 25;
    };
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.");
  }

  private static Optional<MailAddress> address(YamlSection section, String key, String text) {
    Optional<MailAddress> address = MailAddress.parse(text);
    if (address.isEmpty() && !text.isEmpty()) {
      section.mistake(key, text, ADDRESS.explained());
    }
    return address;
  }

  private static Optional<Login> login(YamlSection section) {
    Optional<String> user = section.optional("user", USER);
    Optional<String> password = section.optional("password", Shape.SECRET);
    if (section.hasValue("user") != section.hasValue("password")) {
      section.mistake(
          section.hasValue("user") ? "user" : "password",
          "one alone",
          "user and password, or neither of them");
    }
    return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
  }

  private static Duration timeout(YamlSection section) {
    return section.duration(
        "timeout", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  private static Optional<TextSettings> texts(YamlSection section) {
    String url = section.required("url", POST);
    TextSettings.Form form = section.constant("format", TextSettings.Form.FORM);
    String to = section.string("to", "To", FIELD);
    String text = section.string("text", "Body", FIELD);
    Map<String, String> fields = fields(section.section("fields"));
    String code = section.string("country-code", "1", CODE);
    Duration timeout = timeout(section);
    Optional<String> authorization = authorization(section);
    section.end();
    try {
      return url.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new TextSettings(
                  URI.create(url), form, to, text, fields, authorization, code, timeout));
    } catch (IllegalArgumentException e) {
      section.mistake("url", url, POST.explained());
      return Optional.empty();
    }
  }

  private static Map<String, String> fields(YamlSection section) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String key : section.keys(FIELD)) {
      section.optional(key, VALUE).ifPresent(value -> fields.put(key, value));
    }
    section.end();
    return fields;
  }

  /// `Bearer` with a token, `Basic` with user and password (RFC 6750, RFC 7617).
  private static Optional<String> authorization(YamlSection section) {
    Optional<String> token = section.optional("token", Shape.SECRET);
    Optional<Login> login = login(section);
    if (token.isPresent() && login.isPresent()) {
      section.mistake("token", "token and user", "one of them");
    }
    return token.map(secret -> "Bearer " + secret).or(() -> login.map(MailReader::basic));
  }

  private static String basic(Login login) {
    byte[] both = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
