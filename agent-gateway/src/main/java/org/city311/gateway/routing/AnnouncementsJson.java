package org.city311.gateway.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.city311.ivr.routing.Announcements;

/// What residents who wait are told, such as
/// `{"first_seconds":30,"every_seconds":60,"place":true,"time":true,"callback":true,"messages":[{"en":"…"}]}`.
final class AnnouncementsJson {
  private static final int MOST_FIRST_SECONDS = 600;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern TEXT =
      Pattern.compile(
          "[^\\s{}\\p{Cntrl}][^{}\\p{Cntrl}]{0," + (Announcements.MOST_CHARACTERS - 1) + "}");
  private static final String TEXT_ALLOWED =
      "a text of at most " + Announcements.MOST_CHARACTERS + " characters, without braces";

  private AnnouncementsJson() {}

  static JsonObject write(Announcements announcements) {
    JsonArray messages = new JsonArray();
    for (Map<String, String> message : announcements.messages()) {
      JsonObject texts = new JsonObject();
      new TreeMap<>(message).forEach(texts::put);
      messages.add(texts);
    }
    return new JsonObject()
        .put("first_seconds", OverflowJson.seconds(announcements.first()))
        .put("every_seconds", OverflowJson.seconds(announcements.every()))
        .put("place", announcements.place())
        .put("time", announcements.time())
        .put("callback", announcements.callback())
        .put("messages", messages);
  }

  /// @param languages those that each message has a text in
  static Announcements read(Fields group, List<String> languages, List<String> mistakes) {
    Announcements usual = Announcements.USUAL;
    Fields fields = group.object("waiting");
    int most = (int) Announcements.MOST_EVERY.toSeconds();
    Duration every =
        fields.has("every_seconds") ? fields.seconds("every_seconds", most) : usual.every();
    if (!every.isZero() && every.compareTo(Announcements.LEAST_EVERY) < 0) {
      fields.mistake(
          "every_seconds",
          OverflowJson.seconds(every).toString(),
          "0 for never, or " + Announcements.LEAST_EVERY.toSeconds() + " and more");
      every = usual.every();
    }
    Duration first =
        fields.has("first_seconds")
            ? fields.seconds("first_seconds", MOST_FIRST_SECONDS)
            : usual.first();
    Announcements read =
        new Announcements(
            first,
            every,
            fields.bool("place", usual.place()),
            fields.bool("time", usual.time()),
            fields.bool("callback", usual.callback()),
            fields.list(
                "messages",
                Announcements.MOST_MESSAGES,
                (name, value) -> texts(new Fields(name, value, mistakes), languages)));
    fields.end();
    return read;
  }

  private static Map<String, String> texts(Fields message, List<String> languages) {
    Map<String, String> texts = new TreeMap<>();
    for (String language : message.names(LANGUAGE, "the tag of a language, such as en")) {
      texts.put(language, message.text(language, "", TEXT, TEXT_ALLOWED));
    }
    for (String language : languages) {
      if (!texts.containsKey(language)) {
        message.mistake(language, "nothing", TEXT_ALLOWED);
      }
    }
    return texts;
  }
}
