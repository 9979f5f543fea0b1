package org.city311.requests.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.clock.PromiseClock;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.ContactCheck;
import org.city311.requests.desk.Directory;
import org.city311.requests.exchange.CsvReader.Row;
import org.city311.requests.exchange.Mapping.Field;
import org.city311.requests.exchange.Mapping.Meaning;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Location;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Report;
import org.city311.requests.life.State;
import org.city311.requests.life.Timing;

/// Understands rows by a mapping. For one thread.
final class RowReader {
  private static final int MAX_ID = 80;
  private static final int MAX_SHOWN = 80;
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  /// What a spreadsheet would calculate. A telephone number and a negative number are none.
  private static final Pattern FORMULA =
      Pattern.compile("(?s)\\s*([=\uFF1D].*|@\\w+\\s*\\(.*|[+\\-\uFF0B\uFF0D]\\S*[(!|].*)");

  private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9 ()./x#-]*");

  /// What stands in these is never in a mistake's text: mistakes are kept when contacts are not any more.
  private static final Set<Field> CONTACT =
      EnumSet.of(Field.CONTACT_NAME, Field.CONTACT_EMAIL, Field.CONTACT_PHONE);

  private final Mapping mapping;
  private final Directory directory;
  private final Instant latest;
  private final Map<Field, Integer> places = new EnumMap<>(Field.class);
  private final int width;

  private List<RowMistake> mistakes = new ArrayList<>();
  private Row row;

  /// @param header the file's first row
  /// @param now what was reported later is refused
  /// @throws CsvFault when a column of the mapping is not there, or twice
  RowReader(Mapping mapping, Directory directory, Row header, Instant now) throws CsvFault {
    this.mapping = mapping;
    this.directory = directory;
    this.latest = now.plus(1, ChronoUnit.DAYS);
    this.row = header;
    this.width = header.fields().size();
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < width; i++) {
      if (found.put(header.fields().get(i).strip(), i) != null) {
        throw new CsvFault(header.line(), "two columns '" + shown(header.fields().get(i)) + "'");
      }
    }
    List<String> missing =
        mapping.columns().values().stream().filter(h -> !found.containsKey(h)).sorted().toList();
    if (!missing.isEmpty()) {
      throw new CsvFault(
          header.line(),
          "no column %s; the file has %s"
              .formatted(
                  String.join(", ", missing),
                  shown(String.join(", ", header.fields().stream().limit(50).toList()), 1_000)));
    }
    mapping.columns().forEach((field, name) -> places.put(field, found.get(name)));
  }

  /// What a row says; empty if there are mistakes, which [#mistakes] then has.
  Optional<Arrival> read(Row read) {
    row = read;
    mistakes = new ArrayList<>();
    if (row.isTooLong()) {
      return refused(
          "a row of more than %d characters or %d fields"
              .formatted(CsvReader.MAX_ROW, CsvReader.MAX_FIELDS));
    }
    if (row.fields().size() != width) {
      return refused("%d fields, and the header has %d".formatted(row.fields().size(), width));
    }
    checkSigns();
    if (!mistakes.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Arrival> arrival = arrival();
      return mistakes.isEmpty() ? arrival : Optional.empty();
    } catch (IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage())); // A limit of what a request may hold.
    }
  }

  /// What is wrong with the row that was read last.
  List<RowMistake> mistakes() {
    return List.copyOf(mistakes);
  }

  private Optional<Arrival> refused(String text) {
    mistakes.add(new RowMistake(row.line(), "", text));
    return Optional.empty();
  }

  private void checkSigns() {
    for (Field field : places.keySet()) {
      String value = value(field);
      if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
          || hasHalfSign(value)) {
        wrong(field, "control characters, which no text has: is the file what it should be?");
      } else if (!CONTACT.contains(field) && isFormula(value)) {
        wrong(field, "a spreadsheet's formula: '%s'".formatted(shown(value)));
      }
    }
  }

  private static boolean isFormula(String value) {
    return FORMULA.matcher(value).matches() && !TELEPHONE.matcher(value).matches();
  }

  private static boolean hasHalfSign(String value) {
    return value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private Optional<Arrival> arrival() {
    Optional<RequestType> type =
        meaning(Field.TYPE, mapping.types()).flatMap(id -> directory.catalogue().type(id));
    String id = id();
    Optional<Instant> reported = reported();
    if (type.isEmpty() || reported.isEmpty()) {
      return Optional.empty();
    }
    Instant at = reported.get();
    String department =
        places.containsKey(Field.DEPARTMENT)
            ? meaning(Field.DEPARTMENT, mapping.departments()).orElse("")
            : type.get().department();
    Optional<WorkCalendar> calendar = directory.of(department);
    Standing standing = standing(at);
    Report report = report(type.get(), at);
    Optional<Contact> contact = contact();
    if (calendar.isEmpty() || !mistakes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Arrival(
            id,
            report,
            department,
            timing(type.get(), calendar.get(), at),
            standing.state(),
            standing.outcome(),
            standing.since(),
            given(Field.ASSIGNEE),
            contact));
  }

  private String id() {
    String id = value(Field.ID);
    if (id.isEmpty() || id.length() > MAX_ID) {
      wrong(Field.ID, "an id of 1 to %d characters is needed".formatted(MAX_ID));
    }
    return id;
  }

  private Optional<Instant> reported() {
    Optional<Instant> reported = instant(Field.REPORTED);
    if (given(Field.REPORTED).isEmpty()) {
      wrong(Field.REPORTED, "no time: every request was reported at some time");
    }
    if (reported.isPresent()
        && (reported.get().isBefore(EARLIEST) || reported.get().isAfter(latest))) {
      wrong(Field.REPORTED, "'%s': from 1970 until now".formatted(shown(value(Field.REPORTED))));
      return Optional.empty();
    }
    return reported;
  }

  private record Standing(State.Name state, Outcome outcome, Instant since) {}

  private Standing standing(Instant reported) {
    Optional<Instant> closed = past(Field.CLOSED);
    State.Name state =
        given(Field.STATE).isPresent()
            ? meaning(Field.STATE, mapping.states()).orElse(State.Name.NEW)
            : closed.isPresent() ? State.Name.CLOSED : State.Name.NEW;
    Optional<Instant> since = past(Field.STATE_SINCE);
    Outcome outcome =
        given(Field.OUTCOME).isPresent()
            ? meaning(Field.OUTCOME, mapping.outcomes()).orElse(Outcome.DONE)
            : Outcome.DONE;
    if (state == State.Name.CLOSED) {
      Optional<Instant> end = closed.or(() -> since);
      if (end.isEmpty()) {
        wrong(Field.STATE, "closed, and no time at which it was");
      } else if (end.get().isBefore(reported)) {
        wrong(Field.CLOSED, "closed before it was reported");
      }
      return new Standing(state, outcome, end.orElse(reported));
    }
    // Two clocks, or two writes: a state can't be older than the request.
    return new Standing(state, outcome, since.filter(s -> s.isAfter(reported)).orElse(reported));
  }

  private Report report(RequestType type, Instant at) {
    return new Report(
        type.id(),
        given(Field.CHANNEL).isPresent()
            ? meaning(Field.CHANNEL, mapping.channels()).orElse(Channel.PHONE)
            : Channel.PHONE,
        given(Field.LANGUAGE).orElse(mapping.language()),
        value(Field.WORDS),
        Map.of(),
        location(),
        at);
  }

  private Location location() {
    Optional<Position> position = position();
    String named =
        position
            .flatMap(found -> directory.areas().nameAt(found))
            .orElse(value(Field.NEIGHBOURHOOD));
    return new Location(position, value(Field.ADDRESS), named, value(Field.ASSET));
  }

  /// None where either is missing, or both are 0, as many systems write for none.
  private Optional<Position> position() {
    Optional<String> latitude = given(Field.LATITUDE);
    Optional<String> longitude = given(Field.LONGITUDE);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    try {
      Position position =
          new Position(Double.parseDouble(latitude.get()), Double.parseDouble(longitude.get()));
      return position.latitude() == 0 && position.longitude() == 0
          ? Optional.empty()
          : Optional.of(position);
    } catch (IllegalArgumentException e) {
      wrong(
          Field.LATITUDE,
          "'%s', '%s': no latitude and longitude in degrees"
              .formatted(shown(latitude.get()), shown(longitude.get())));
      return Optional.empty();
    }
  }

  private Optional<Contact> contact() {
    String name = value(Field.CONTACT_NAME);
    String email = value(Field.CONTACT_EMAIL);
    String phone = value(Field.CONTACT_PHONE);
    if (name.isEmpty() && email.isEmpty() && phone.isEmpty()) {
      return Optional.empty();
    }
    Contact contact =
        new Contact(name, email, phone, given(Field.LANGUAGE).orElse(mapping.language()));
    Map<String, String> wrong = ContactCheck.mistakes(contact);
    wrong.forEach(
        (part, text) ->
            wrong(
                switch (part) {
                  case "email" -> Field.CONTACT_EMAIL;
                  case "phone" -> Field.CONTACT_PHONE;
                  default -> Field.CONTACT_NAME;
                },
                text));
    if (wrong.isEmpty()) {
      CONTACT.stream()
          .filter(field -> isFormula(value(field)))
          .forEach(field -> wrong(field, "a spreadsheet's formula"));
    }
    return Optional.of(contact);
  }

  /// What was promised there stays promised. Without a promise there, ours counts.
  private Timing timing(RequestType type, WorkCalendar calendar, Instant from) {
    Optional<Instant> due = instant(Field.DUE);
    if (due.isEmpty()) {
      Promise promise = mapping.withoutDue().orElse(type.promise());
      Instant ours = PromiseClock.due(promise, calendar, from, List.of());
      return new Timing(promise, from, ours, ours, List.of());
    }
    if (due.get().isBefore(from)) {
      wrong(Field.DUE, "due before it was reported");
    }
    return kept(from, due.get(), calendar.zone(), type.promise().stopsOnHold());
  }

  /// Days where it is due at the same time of the day, else whole hours. The clock of the latter begins so
  /// much before it is due, within an hour of the report: whatever is counted anew comes to the same time.
  private static Timing kept(Instant from, Instant due, ZoneId zone, boolean stopsOnHold) {
    ZonedDateTime begin = from.atZone(zone);
    long days = ChronoUnit.DAYS.between(begin, due.atZone(zone));
    if (days >= 1 && days <= Promise.MAX_DAYS && begin.plusDays(days).toInstant().equals(due)) {
      Promise promise =
          new Promise((int) days, Promise.Unit.DAYS, Promise.Time.CALENDAR, stopsOnHold);
      return new Timing(promise, from, due, due, List.of());
    }
    int hours = (int) Math.clamp(Duration.between(from, due).toHours(), 1, Promise.MAX_DAYS * 24L);
    Promise promise = new Promise(hours, Promise.Unit.HOURS, Promise.Time.CALENDAR, stopsOnHold);
    return new Timing(promise, due.minus(Duration.ofHours(hours)), due, due, List.of());
  }

  /// What is to come would stamp all that happens to the request from now on.
  private Optional<Instant> past(Field field) {
    Optional<Instant> at = instant(field);
    if (at.isPresent() && at.get().isAfter(latest)) {
      wrong(field, "'%s': until now".formatted(shown(value(field))));
      return Optional.empty();
    }
    return at;
  }

  private Optional<Instant> instant(Field field) {
    Optional<String> written = given(field);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(mapping.times().format().parse(written.get(), Instant::from));
    } catch (DateTimeException e) {
      wrong(
          field,
          "'%s': no time as the mapping's times.format has it".formatted(shown(written.get())));
      return Optional.empty();
    }
  }

  private <T> Optional<T> meaning(Field field, Meaning<T> meaning) {
    String written = value(field);
    Optional<T> meant = meaning.meaning(written);
    if (meant.isEmpty()) {
      wrong(field, "'%s': the mapping does not say what that is".formatted(shown(written)));
    }
    return meant;
  }

  private Optional<String> given(Field field) {
    return Optional.of(value(field)).filter(value -> !value.isEmpty());
  }

  /// Without spaces around; empty for what stands for nothing.
  private String value(Field field) {
    Integer place = places.get(field);
    if (place == null) {
      return "";
    }
    String value = row.fields().get(place).strip();
    return mapping.file().absent().contains(value) ? "" : value;
  }

  private void wrong(Field field, String text) {
    mistakes.add(new RowMistake(row.line(), mapping.columns().getOrDefault(field, ""), text));
  }

  private static String shown(String text) {
    return shown(text, MAX_SHOWN);
  }

  private static String shown(String text, int most) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029]", "?");
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
