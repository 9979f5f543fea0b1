package org.city311.requests.http.residents;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Intake;
import org.city311.requests.desk.Mistake;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Bodies;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;
import org.jspecify.annotations.Nullable;

/// Reads what the site sends: every field by its kind, and none that is not known.
final class ReportJson {
  private static final Set<String> REPORT =
      Set.of(
          "type",
          "language",
          "words",
          "answers",
          "latitude",
          "longitude",
          "address",
          "asset",
          "contact",
          "attachments",
          "key");
  private static final Set<String> CONTACT = Set.of("name", "email", "phone", "language");

  private final JsonObject json;
  private final String path;
  private final List<Mistake> mistakes;

  private ReportJson(JsonObject json, String path, List<Mistake> mistakes) {
    this.json = json;
    this.path = path;
    this.mistakes = mistakes;
  }

  static Intake intake(byte[] body) throws RefusedException {
    ReportJson report = new ReportJson(object(body), "", new ArrayList<>());
    report.refuseOthersThan(REPORT);
    Intake intake =
        new Intake(
            report.text("type"),
            Channel.WEB,
            report.text("language"),
            report.text("words"),
            report.answers(),
            report.position(),
            report.text("address"),
            report.text("asset"),
            report.contact(),
            report.texts(report.json.getValue("attachments"), "attachments"),
            report.text("key"),
            Actor.RESIDENT);
    report.finish();
    return intake;
  }

  /// @param body a contact alone, with its language
  static Contact follower(byte[] body) throws RefusedException {
    ReportJson contact = new ReportJson(object(body), "", new ArrayList<>());
    contact.refuseOthersThan(CONTACT);
    Contact read = contact.contact(contact.text("language"));
    contact.finish();
    return read;
  }

  private static JsonObject object(byte[] body) throws RefusedException {
    try {
      return new JsonObject(Bodies.text(body));
    } catch (DecodeException | ClassCastException e) {
      throw new RefusedException(400, "send a JSON object");
    }
  }

  private void refuseOthersThan(Set<String> known) {
    json.fieldNames().stream()
        .filter(name -> !known.contains(name))
        .limit(10)
        .forEach(name -> problem(name, "there is no such field"));
  }

  private void finish() throws RefusedException {
    if (!mistakes.isEmpty()) {
      throw new RefusedException(Refusal.badRequest(mistakes));
    }
  }

  private String text(String name) {
    return switch (json.getValue(name)) {
      case null -> "";
      case String text -> text;
      default -> {
        problem(name, "a text is allowed");
        yield "";
      }
    };
  }

  private Map<String, List<String>> answers() {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    switch (json.getValue("answers")) {
      case null -> {}
      case JsonObject all ->
          all.fieldNames().forEach(id -> answers.put(id, texts(all.getValue(id), "answers." + id)));
      default -> problem("answers", "an object is allowed, with a list of texts for each question");
    }
    return answers;
  }

  private List<String> texts(@Nullable Object value, String name) {
    List<String> texts = new ArrayList<>();
    if (value instanceof JsonArray array) {
      array.forEach(
          one -> {
            if (one instanceof String text) {
              texts.add(text);
            } else {
              problem(name, "a list of texts is allowed");
            }
          });
    } else if (value != null) {
      problem(name, "a list of texts is allowed");
    }
    return texts;
  }

  private Optional<Position> position() {
    Object latitude = json.getValue("latitude");
    Object longitude = json.getValue("longitude");
    if (latitude == null && longitude == null) {
      return Optional.empty();
    }
    if (latitude instanceof Number north && longitude instanceof Number east) {
      try {
        return Optional.of(new Position(north.doubleValue(), east.doubleValue()));
      } catch (IllegalArgumentException e) {
        // Told below.
      }
    }
    problem(
        "position",
        "latitude and longitude are numbers, -90 to 90 and -180 to 180, and come together");
    return Optional.empty();
  }

  private Optional<Contact> contact() {
    return switch (json.getValue("contact")) {
      case null -> Optional.empty();
      case JsonObject object -> {
        ReportJson contact = new ReportJson(object, "contact.", mistakes);
        contact.refuseOthersThan(CONTACT);
        Contact read = contact.contact(text("language"));
        boolean empty = (read.name() + read.email() + read.phone()).isBlank();
        yield empty ? Optional.empty() : Optional.of(read);
      }
      default -> {
        problem("contact", "an object is allowed");
        yield Optional.empty();
      }
    };
  }

  private Contact contact(String language) {
    return new Contact(text("name"), text("email"), text("phone"), language);
  }

  private void problem(String field, String text) {
    mistakes.add(new Mistake(path + field, text));
  }
}
