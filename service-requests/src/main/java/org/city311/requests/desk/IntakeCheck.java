package org.city311.requests.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.AnswerCheck;
import org.city311.requests.catalogue.Place;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.ContactCheck;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Location;
import org.city311.requests.life.Report;

/// Holds one report against what the city offers now. For one thread.
final class IntakeCheck {
  private static final int MAX_WORDS = 4_000;
  private static final int MAX_ADDRESS = 300;
  private static final int MAX_ASSET = 80;
  private static final int MAX_ANSWER = 4_000;
  private static final int MAX_ATTACHMENTS = 10;
  private static final int MAX_ATTACHMENT_ID = 80;
  private static final Pattern LANGUAGE =
      Pattern.compile("([A-Za-z]{2,3})([-_][A-Za-z0-9-_]{1,20})?");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{16,80}");

  private final Intake intake;
  private final Directory directory;
  private final Map<String, List<String>> answers;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Optional<RequestType> type;

  IntakeCheck(Intake intake, Directory directory) {
    this.intake = intake;
    this.directory = directory;
    this.answers = withoutEmpty(intake.answers());
    this.type = directory.catalogue().type(intake.type()).filter(this::mayRaise);
    check();
  }

  /// All that is wrong; empty if it can be taken.
  List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /// @throws java.util.NoSuchElementException when there is none such
  RequestType type() {
    return type.orElseThrow();
  }

  /// What is stored, if nothing is wrong.
  Report report(Instant at) {
    String neighbourhood = intake.position().flatMap(directory.areas()::nameAt).orElse("");
    return new Report(
        intake.type(),
        intake.channel(),
        language(intake.language()),
        intake.words().strip(),
        answers,
        new Location(
            intake.position(), intake.address().strip(), neighbourhood, intake.asset().strip()),
        at);
  }

  /// The contact as it is stored.
  Optional<Contact> contact() {
    return intake.contact().map(IntakeCheck::plain);
  }

  /// With the language alone, as `es` of `es-MX`.
  static Contact plain(Contact contact) {
    return new Contact(
        contact.name().strip(),
        contact.email().strip(),
        contact.phone().strip(),
        language(contact.language()));
  }

  /// By which two reports with the same key are told apart, SHA-256 in hexadecimal.
  String content() {
    List<String> parts = new ArrayList<>();
    parts.add(intake.type());
    parts.add(intake.channel().name());
    parts.add(intake.words());
    new TreeMap<>(answers).forEach((id, values) -> parts.add(id + "=" + values));
    parts.add(intake.position().toString());
    parts.add(intake.address());
    parts.add(intake.asset());
    parts.addAll(intake.attachments());
    contact()
        .ifPresent(
            contact ->
                parts.addAll(
                    List.of(
                        "contact",
                        contact.name(),
                        contact.email(),
                        contact.phone(),
                        contact.language())));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update((part.length() + ":" + part + ",").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private boolean mayRaise(RequestType found) {
    return intake.channel() == Channel.CREW
        ? found.raisedBy().crews()
        : found.raisedBy().residents();
  }

  private void check() {
    text("language", intake.language(), 30);
    if (!LANGUAGE.matcher(intake.language()).matches()) {
      mistake("language", "a language such as en or es is allowed");
    }
    text("words", intake.words(), MAX_WORDS);
    text("address", intake.address(), MAX_ADDRESS);
    text("asset", intake.asset(), MAX_ASSET);
    answers.forEach(
        (id, values) -> values.forEach(value -> text("answers." + id, value, MAX_ANSWER)));
    if (!intake.key().isEmpty() && !KEY.matcher(intake.key()).matches()) {
      mistake("key", "16 to 80 letters, digits and signs that nobody else has, such as a UUID");
    }
    attachments();
    intake
        .contact()
        .map(IntakeCheck::plain)
        .ifPresent(
            contact ->
                ContactCheck.mistakes(contact)
                    .forEach((part, text) -> mistake("contact." + part, text)));
    type.ifPresentOrElse(
        this::checkAgainst, () -> mistake("type", "the city has no such type of request"));
  }

  private void attachments() {
    List<String> ids = intake.attachments();
    if (ids.size() > MAX_ATTACHMENTS || new HashSet<>(ids).size() < ids.size()) {
      mistake("attachments", "at most " + MAX_ATTACHMENTS + " are allowed, each once");
    }
    ids.forEach(id -> text("attachments", id, MAX_ATTACHMENT_ID));
  }

  private void checkAgainst(RequestType found) {
    AnswerCheck.mistakes(found, answers)
        .forEach((question, reason) -> mistake("answers." + question, reason));
    boolean isSpoken = intake.channel() == Channel.PHONE && !intake.attachments().isEmpty();
    boolean somewhere =
        isSpoken
            || intake.position().isPresent()
            || !intake.address().isBlank()
            || !intake.asset().isBlank();
    if (found.place() == Place.REQUIRED && !somewhere) {
      mistake("position", "say where it is: a place on the map, an address, or the thing's number");
    }
  }

  /// PostgreSQL can't store NUL, nor half of a character of two.
  private void text(String field, String text, int most) {
    if (text.length() > most) {
      mistake(field, "at most " + most + " characters are allowed, not " + text.length());
    } else if (text.codePoints()
        .anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
      mistake(field, "there is a character in it that can't be stored");
    }
  }

  private void mistake(String field, String text) {
    mistakes.add(new Mistake(field, text));
  }

  private static String language(String tag) {
    return tag.replaceAll("[-_].*", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<String>> withoutEmpty(Map<String, List<String>> answers) {
    Map<String, List<String>> given = new TreeMap<>();
    answers.forEach(
        (id, values) -> {
          List<String> said = values.stream().filter(value -> !value.isBlank()).toList();
          if (!said.isEmpty()) {
            given.put(id, said);
          }
        });
    return given;
  }
}
