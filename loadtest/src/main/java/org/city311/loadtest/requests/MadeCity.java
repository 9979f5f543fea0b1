package org.city311.loadtest.requests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.city311.requests.catalogue.AnswerCheck;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.Question;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Option;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Intake;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;

/// A city of 20 by 20 km in which some types are asked for far more often than others (as 1, 1/2, 1/3 …),
/// and most of what was reported is closed. All of it follows from the seed. For one thread.
final class MadeCity {
  static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final double SOUTH = 39.2;
  private static final double WEST = -76.72;
  private static final double HIGH = 0.18;
  private static final double WIDE = 0.23;
  private static final int CORNERS = 400;
  private static final int DAYS = 365;

  private static final List<String> STREETS =
      List.of(
          "Main St",
          "Oak Ave",
          "Maple Dr",
          "Holliday St",
          "Calvert St",
          "Charles St",
          "Peña Blvd",
          "Fulton Ave",
          "Eastern Ave",
          "Park Heights Ave",
          "Harbor Rd",
          "Mill Ln",
          "Union Sq",
          "Lombard St",
          "Gay St",
          "Light St",
          "Pratt St",
          "Hill Rd",
          "River Rd",
          "St Paul St");

  private static final List<String> WORDS =
      List.of(
          "the",
          "big",
          "on",
          "corner",
          "near",
          "school",
          "broken",
          "again",
          "since",
          "Monday",
          "water",
          "trash",
          "alley",
          "street",
          "light",
          "out",
          "hole",
          "car",
          "parked",
          "tree",
          "fell",
          "behind",
          "house",
          "dangerous",
          "please",
          "hoyo",
          "basura",
          "calle",
          "luz",
          "árbol",
          "rats",
          "smell",
          "noise",
          "night",
          "hydrant",
          "leaking",
          "sidewalk",
          "children",
          "bus",
          "stop",
          "overflowing",
          "graffiti",
          "wall",
          "bridge",
          "sign",
          "missing",
          "signal",
          "dog");

  /// Said once in a thousand times.
  static final String RARE = "hippopotamus";

  private final Random random;
  private final Instant now;
  private final List<RequestType> types;
  private final double[] heaps;

  MadeCity(long seed, Catalogue catalogue, Instant now) {
    this.random = new Random(seed);
    this.now = now;
    this.types = catalogue.types();
    this.heaps = new double[types.size()];
    double sum = 0;
    for (int i = 0; i < heaps.length; i++) {
      sum += 1.0 / (i + 1);
      heaps[i] = sum;
    }
  }

  /// The columns of [#writeCsv].
  static final String MAPPING =
      """
      source: made-city
      times: { zone: America/New_York }
      columns:
        { id: id, type: type, reported: reported, state: state, due: due, closed: closed, words: words,
          address: address, neighbourhood: neighbourhood, latitude: latitude, longitude: longitude,
          channel: channel, assignee: assignee, contact-name: name, contact-email: email }
      states: { new: new, open: open, work: in-progress, hold: on-hold, closed: closed }
      channels: { phone: phone, web: web, crew: crew, api: api }
      types:
      """;

  /// The mapping of [#writeCsv]'s file.
  String mapping() {
    StringBuilder mapping = new StringBuilder(MAPPING);
    types.forEach(type -> mapping.append("  %s: %s%n".formatted(type.id(), type.id())));
    return mapping.toString();
  }

  /// Writes requests as another system would export them, the earliest first.
  ///
  /// @param first the number of the first
  void writeCsv(Path file, int first, int count) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "id,type,reported,state,due,closed,words,address,neighbourhood,latitude,longitude,channel,"
              + "assignee,name,email\n");
      Duration step = Duration.ofDays(DAYS).dividedBy(Math.max(count, 1));
      for (int i = 0; i < count; i++) {
        out.write(row(first + i, now.minus(step.multipliedBy(count - i))));
      }
    }
  }

  private String row(int id, Instant reported) {
    Instant due = reported.plus(Duration.ofDays(1 + random.nextInt(30)));
    Position at = position();
    boolean old = reported.isBefore(now.minus(Duration.ofDays(30)));
    String state =
        random.nextInt(100) < (old ? 97 : 50)
            ? "closed"
            : List.of("new", "open", "work", "hold").get(random.nextInt(4));
    Instant closed = reported.plus(Duration.ofMinutes(30 + random.nextInt(20_000)));
    boolean known = random.nextInt(4) == 0;
    return String.format(
        Locale.ROOT,
        "M-%d,%s,%s,%s,%s,%s,%s,%s,%s,%.6f,%.6f,%s,%s,%s,%s%n",
        id,
        type().id(),
        reported,
        state,
        due,
        state.equals("closed") ? (closed.isAfter(now) ? now : closed) : "",
        words(),
        address(),
        neighbourhood(at),
        at.latitude(),
        at.longitude(),
        List.of("phone", "web", "crew", "api").get(random.nextInt(4)),
        random.nextInt(3) == 0 ? "person-" + random.nextInt(500) : "",
        known ? "Resident " + id : "",
        known ? "r" + id + "@example.org" : "");
  }

  RequestType type() {
    double drawn = random.nextDouble() * heaps[heaps.length - 1];
    int at = Arrays.binarySearch(heaps, drawn);
    return types.get(at >= 0 ? at : -at - 1);
  }

  /// One of which several reports may be of one thing.
  RequestType typeWithDuplicates() {
    RequestType type = type();
    while (type.duplicates().isEmpty()) {
      type = type();
    }
    return type;
  }

  /// Half of all lies around some corners, as people report the same things.
  Position position() {
    if (random.nextBoolean()) {
      Random corner = new Random(random.nextInt(CORNERS));
      return new Position(
          SOUTH + corner.nextDouble() * HIGH + random.nextGaussian() * 0.000_5,
          WEST + corner.nextDouble() * WIDE + random.nextGaussian() * 0.000_5);
    }
    return new Position(SOUTH + random.nextDouble() * HIGH, WEST + random.nextDouble() * WIDE);
  }

  static String neighbourhood(Position at) {
    return "Area %d-%d"
        .formatted(
            (int) ((at.latitude() - SOUTH) / HIGH * 16),
            (int) ((at.longitude() - WEST) / WIDE * 16));
  }

  String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  String address() {
    return random.nextInt(3_000) + " " + STREETS.get(random.nextInt(STREETS.size()));
  }

  String words() {
    StringBuilder words = new StringBuilder();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      words.append(word()).append(' ');
    }
    if (random.nextInt(1_000) == 0) {
      words.append(RARE);
    }
    return words.toString().strip();
  }

  int below(int most) {
    return random.nextInt(most);
  }

  /// What a resident reports on the public site.
  Intake intake() {
    RequestType type = type();
    while (!type.raisedBy().residents()) {
      type = type();
    }
    boolean known = random.nextBoolean();
    return new Intake(
        type.id(),
        Channel.WEB,
        known ? "es" : "en",
        words(),
        answers(type),
        Optional.of(position()),
        address(),
        "",
        known
            ? Optional.of(new Contact("Ana Díaz", "ana@example.org", "", "es"))
            : Optional.empty(),
        List.of(),
        "",
        Actor.RESIDENT);
  }

  /// To what must be answered, where it is asked.
  private static Map<String, List<String>> answers(RequestType type) {
    Map<String, List<String>> answers = new HashMap<>();
    for (Question question : type.questions()) {
      if (question.required() && AnswerCheck.asked(type, answers).contains(question)) {
        answers.put(question.id(), List.of(answer(question.answer())));
      }
    }
    return answers;
  }

  private static String answer(Answer answer) {
    return switch (answer) {
      case Answer.Words _ -> "I can't say";
      case Answer.WholeNumber(int least, _) -> "" + least;
      case Answer.Date() -> "2026-01-31";
      case Answer.OneOf(List<Option> options) -> options.getFirst().id();
      case Answer.ManyOf(List<Option> options) -> options.getFirst().id();
    };
  }
}
