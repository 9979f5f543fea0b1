package org.city311.requests.http.open311;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Intake;
import org.city311.requests.desk.Mistake;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;

/// The arguments of GeoReport's POST as a report. `device_id` and `account_id` are not kept: the city needs
/// neither.
final class IntakeArguments {
  private static final int MAX_MEDIA_CHARS = 500;
  private static final Pattern OURS =
      Pattern.compile("(?:https?://[^/]+)?/api/public/attachments/([A-Za-z0-9_-]{22})");

  private final Arguments arguments;
  private final String language;
  private final List<Mistake> mistakes = new ArrayList<>();

  private IntakeArguments(Arguments arguments, String language) {
    this.arguments = arguments;
    this.language = language;
  }

  /// @param key the client's own for this report; empty for none
  static Intake intake(Arguments arguments, RequestType type, String language, String key)
      throws RefusedException {
    return new IntakeArguments(arguments, language).intake(type, key);
  }

  private Intake intake(RequestType type, String key) throws RefusedException {
    Optional<Position> position = position();
    List<String> files = new ArrayList<>();
    String words = words(files);
    Intake intake =
        new Intake(
            type.id(),
            Channel.API,
            language,
            words,
            answers(type),
            position,
            arguments.one("address_string"),
            arguments.one("address_id"),
            contact(),
            files,
            key,
            Actor.RESIDENT);
    if (!mistakes.isEmpty()) {
      throw new RefusedException(Refusal.badRequest(mistakes));
    }
    return intake;
  }

  private Optional<Position> position() throws RefusedException {
    String latitude = arguments.one("lat");
    String longitude = arguments.one("long");
    if (latitude.isEmpty() && longitude.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Position(degrees(latitude), degrees(longitude)));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          new Mistake(
              "lat", "lat and long are degrees, -90 to 90 and -180 to 180, and come together"));
      return Optional.empty();
    }
  }

  private static double degrees(String text) {
    if (!text.strip().matches("[-+]?\\d{1,3}(\\.\\d{1,20})?")) {
      throw new IllegalArgumentException(text);
    }
    return Double.parseDouble(text.strip());
  }

  /// A photo that was sent to us before is attached. One that lies elsewhere is not fetched, for a stranger
  /// would choose what our server asks for: its address is kept with the words, for people to look at.
  private String words(List<String> files) throws RefusedException {
    String words = arguments.one("description");
    String media = arguments.one("media_url").strip();
    Matcher ours = OURS.matcher(media);
    if (ours.matches()) {
      files.add(ours.group(1));
      return words;
    }
    if (media.isEmpty()) {
      return words;
    }
    if (!isWebAddress(media)) {
      mistakes.add(
          new Mistake(
              "media_url", "an address of at most 500 characters is allowed, http:// or https://"));
    }
    return words.isEmpty() ? media : words + "\n\n" + media;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= MAX_MEDIA_CHARS
          && uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// Of a day, clients send the time too.
  private Map<String, List<String>> answers(RequestType type) {
    Map<String, List<String>> answers = new LinkedHashMap<>(arguments.attributes());
    type.questions().stream()
        .filter(question -> question.answer() instanceof Answer.Date)
        .forEach(
            question ->
                answers.computeIfPresent(
                    question.id(),
                    (_, given) ->
                        given.stream()
                            .map(day -> day.replaceFirst("(?<=^.{10})T.*", ""))
                            .toList()));
    return answers;
  }

  private Optional<Contact> contact() throws RefusedException {
    String name = (arguments.one("first_name") + " " + arguments.one("last_name")).strip();
    String email = arguments.one("email").strip();
    String phone = arguments.one("phone").strip();
    return name.isEmpty() && email.isEmpty() && phone.isEmpty()
        ? Optional.empty()
        : Optional.of(new Contact(name, email, phone, language));
  }

  /// What is wrong, by GeoReport's names.
  static Refusal refusal(List<Mistake> mistakes) {
    return Refusal.badRequest(
        mistakes.stream()
            .map(mistake -> new Mistake(argument(mistake.field()), mistake.text()))
            .toList());
  }

  private static String argument(String field) {
    return switch (field) {
      case "type" -> "service_code";
      case "words" -> "description";
      case "position" -> "lat, long, address_string or address_id";
      case "address" -> "address_string";
      case "asset" -> "address_id";
      case "attachments" -> "media_url";
      case "key" -> "Idempotency-Key";
      case "contact.name" -> "first_name, last_name";
      case "contact.email" -> "email";
      case "contact.phone" -> "phone";
      default ->
          field.startsWith("answers.")
              ? "attribute[" + field.substring("answers.".length()) + "]"
              : field;
    };
  }
}
