package org.city311.requests.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.RequestType.EverydayWords;

/// Reads one type of request.
final class TypeReader {
  private static final int MAX_NAME = 100;
  private static final int MAX_SCRIPT = 600;
  private static final int MAX_WORDS_CHARS = 1_500;
  private static final int MAX_WORDS = 60;
  private static final int MAX_WORD = 60;

  private static final Pattern PROMISE =
      Pattern.compile("(\\d{1,5}) (working )?(hour|day)s?(, stops on hold)?");
  private static final String PROMISE_EXPLAINED =
      "as in '48 hours', '3 working days', '10 working days, stops on hold'; at most "
          + Promise.MAX_DAYS
          + " days";
  private static final Promise NO_PROMISE =
      new Promise(1, Promise.Unit.DAYS, Promise.Time.CALENDAR, false);

  private static final Pattern DUPLICATES = Pattern.compile("(\\d{1,4}) m, (\\d{1,3}) days?");
  private static final String DUPLICATES_EXPLAINED =
      "as in '25 m, 30 days'; at most "
          + Duplicates.MAX_RADIUS_METERS
          + " m and "
          + Duplicates.MAX_DAYS
          + " days";

  private static final Pattern COMMA = Pattern.compile(",");

  private final QuestionReader questions;

  TypeReader(QuestionReader questions) {
    this.questions = questions;
  }

  RequestType read(String id, String department, Fields fields) {
    RequestType type =
        new RequestType(
            id,
            department,
            fields.text("name", MAX_NAME),
            words(fields),
            fields.has("script")
                ? Optional.of(fields.text("script", MAX_SCRIPT))
                : Optional.empty(),
            promise(fields),
            fields.constant("priority", Priority.NORMAL),
            fields.constant("place", Place.REQUIRED),
            duplicates(fields),
            fields.constant("raised-by", RaisedBy.RESIDENTS),
            fields.constant("public", Visibility.PLACE),
            questions.ofType(fields),
            EscalationReader.read(fields));
    if (type.place() == Place.NONE && type.duplicates().isPresent()) {
      fields.mistake("duplicates", "them on a type without a place", "no duplicates");
    }
    fields.end();
    return type;
  }

  private static EverydayWords words(Fields fields) {
    Text text = fields.text("words", MAX_WORDS_CHARS);
    return new EverydayWords(split(text.en(), fields), split(text.es(), fields));
  }

  private static List<String> split(String words, Fields fields) {
    List<String> each =
        COMMA.splitAsStream(words).map(String::strip).filter(word -> !word.isEmpty()).toList();
    if (each.size() > MAX_WORDS || each.stream().anyMatch(word -> word.length() > MAX_WORD)) {
      fields.mistake(
          "words",
          Fields.quoted(words),
          "at most " + MAX_WORDS + " between commas, each at most " + MAX_WORD + " characters");
    }
    return each;
  }

  private static Promise promise(Fields fields) {
    if (!fields.has("promise")) {
      fields.missing("promise");
    }
    String written = fields.shaped("promise", "1 day", PROMISE, PROMISE_EXPLAINED);
    Matcher matcher = PROMISE.matcher(written);
    matcher.matches();
    int amount = Integer.parseInt(matcher.group(1));
    Promise.Unit unit = matcher.group(3).equals("hour") ? Promise.Unit.HOURS : Promise.Unit.DAYS;
    Promise.Time time = matcher.group(2) == null ? Promise.Time.CALENDAR : Promise.Time.WORKING;
    try {
      return new Promise(amount, unit, time, matcher.group(4) != null);
    } catch (IllegalArgumentException e) {
      fields.mistake("promise", Fields.quoted(written), PROMISE_EXPLAINED);
      return NO_PROMISE;
    }
  }

  private static Optional<Duplicates> duplicates(Fields fields) {
    Set<String> related = new LinkedHashSet<>(fields.words("related"));
    String written = fields.shaped("duplicates", "", DUPLICATES, DUPLICATES_EXPLAINED);
    if (written.isEmpty()) {
      if (!related.isEmpty() && !fields.has("duplicates")) {
        fields.mistake("related", related.toString(), "only on a type with duplicates");
      }
      return Optional.empty();
    }
    Matcher matcher = DUPLICATES.matcher(written);
    matcher.matches();
    try {
      int radiusMeters = Integer.parseInt(matcher.group(1));
      return Optional.of(new Duplicates(radiusMeters, Integer.parseInt(matcher.group(2)), related));
    } catch (IllegalArgumentException e) {
      fields.mistake("duplicates", Fields.quoted(written), DUPLICATES_EXPLAINED);
      return Optional.empty();
    }
  }
}
