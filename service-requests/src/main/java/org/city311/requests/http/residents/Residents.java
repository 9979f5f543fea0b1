package org.city311.requests.http.residents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.attachment.Kept;
import org.city311.requests.attachment.Kind;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Mistake;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.find.TypeFinder;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.PublicParts;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Happening;
import org.city311.requests.published.Published;
import org.city311.requests.store.AttachmentRow;
import org.city311.requests.store.Listed;
import org.city311.requests.store.Nearby;
import org.city311.requests.store.PublicSearch;
import org.city311.requests.store.Requests;
import org.jspecify.annotations.Nullable;

/// Answers the site. Blocks; safe for any thread.
public final class Residents {
  private static final int FOUND = 8;
  private static final int NEAR = 20;
  private static final Duration COUNTED_ANEW = Duration.ofMinutes(1);
  private static final Duration COUNTING = Duration.ofSeconds(3);

  private final Organisation organisation;
  private final RequestDesk desk;
  private final Requests requests;
  private final PublicSearch search;
  private final AttachmentFiles files;
  private final InstantSource clock;
  private final Map<Integer, Counted> counted = new ConcurrentHashMap<>();
  private final ReentrantLock counting = new ReentrantLock();
  private volatile @Nullable AreasAnswer drawn;

  /// How promises were kept, and when that was counted.
  private record Counted(Map<String, PublicSearch.Kept> kept, Instant at) {}

  public Residents(PublicParts parts, Requests requests) {
    this.organisation = parts.organisation();
    this.desk = parts.desk();
    this.requests = requests;
    this.search = parts.search();
    this.files = parts.files();
    this.clock = parts.clock();
  }

  JsonObject city(Optional<String> tiles) {
    return new JsonObject()
        .put("name", organisation.name())
        .put("jurisdiction", organisation.jurisdiction())
        .put("languages", new JsonArray(organisation.languages()))
        .put("time_zone", organisation.zone().getId())
        .put("tiles", tiles.orElse(null))
        .put("contact_email_needed", false);
  }

  AreasAnswer areas() {
    AreasAnswer answer = AreasAnswer.of(desk.directory().areas(), Optional.ofNullable(drawn));
    drawn = answer;
    return answer;
  }

  JsonArray types(String language) {
    return words(language).all(offered());
  }

  JsonArray find(String said, String language) {
    return words(language)
        .all(
            desk.directory().residents().find(said, FOUND).stream()
                .map(TypeFinder.Found::type)
                .toList());
  }

  JsonObject type(String id, String language) throws RefusedException {
    return words(language).whole(offered(id));
  }

  private List<RequestType> offered() {
    return catalogue().types().stream().filter(type -> type.raisedBy().residents()).toList();
  }

  private RequestType offered(String id) throws RefusedException {
    return catalogue()
        .type(id)
        .filter(type -> type.raisedBy().residents())
        .orElseThrow(() -> new RefusedException(404, "there is no such type of request"));
  }

  private Catalogue catalogue() {
    return desk.directory().catalogue();
  }

  private TypeJson words(String language) {
    return new TypeJson(catalogue(), language);
  }

  /// What may be the same thing, as far as anybody may see where it is.
  JsonArray near(String type, Position position, String language)
      throws RefusedException, SQLException {
    offered(type);
    TypeJson words = words(language);
    List<Nearby> all =
        desk.lookalikes(type, position, Published::showsPlace).stream().limit(NEAR).toList();
    Map<RequestNumber, List<String>> photos =
        photos(all.stream().map(near -> near.request().number()).toList());
    Map<RequestNumber, Listed> listed =
        search
            .of(
                all.stream().map(near -> near.request().number()).toList(),
                Published.types(words.catalogue()))
            .stream()
            .collect(Collectors.toMap(one -> one.request().number(), Function.identity()));
    JsonArray json = new JsonArray();
    for (Nearby near : all) {
      Request request = near.request();
      Optional.ofNullable(listed.get(request.number()))
          .flatMap(one -> Published.of(one, words.catalogue(), clock.instant()))
          .ifPresent(
              published -> {
                JsonObject one =
                    PublishedJson.named(published, words)
                        .put("distance_m", Math.round(near.meters()))
                        .put("followers", request.followers().size());
                published.location().position().ifPresent(there -> PublishedJson.place(one, there));
                if (!published.words().isEmpty()) {
                  one.put("words", published.words());
                }
                if (Published.showsAll(published.type())) {
                  PublishedJson.first(photos.getOrDefault(request.number(), List.of()))
                      .ifPresent(photo -> one.put("photo", photo));
                }
                json.add(one);
              });
    }
    return json;
  }

  private Map<RequestNumber, List<String>> photos(Collection<RequestNumber> numbers)
      throws SQLException {
    Map<RequestNumber, List<String>> photos = new HashMap<>();
    for (AttachmentRow row : files.of(numbers)) {
      if (row.kind().equals(Kind.PHOTO.name())) {
        row.number()
            .ifPresent(
                number -> photos.computeIfAbsent(number, _ -> new ArrayList<>()).add(row.id()));
      }
    }
    return photos;
  }

  JsonObject take(byte[] body) throws RefusedException, SQLException {
    return switch (desk.take(ReportJson.intake(body))) {
      case Taken.Invalid invalid ->
          throw new RefusedException(Refusal.badRequest(invalid.mistakes()));
      case Taken.Accepted(Request request) -> {
        JsonObject json =
            new JsonObject()
                .put("number", request.number().toString())
                .put("spoken", request.number().grouped())
                .put("due", PublishedJson.time(request.timing().due()))
                .put("state", TypeJson.word(request.state().name()));
        TypeJson words = words(request.report().language());
        words
            .catalogue()
            .type(request.report().type())
            .ifPresent(type -> json.put("promise", words.promise(type)));
        yield json;
      }
    };
  }

  Kept keep(byte[] file) throws SQLException, IOException, InterruptedException {
    return files.keep(file);
  }

  /// What is said of a file that was kept.
  JsonObject kept(String id) {
    return new JsonObject()
        .put("id", id)
        .put("media_url", organisation.site() + PublishedJson.photo(id));
  }

  /// The file of a photo, if anybody may see it.
  Path photo(String id) throws RefusedException, SQLException {
    RefusedException unknown =
        new RefusedException(404, "there is no such photo, or it is not public");
    AttachmentRow row = files.find(id).orElseThrow(() -> unknown);
    if (row.number().isEmpty() || !row.kind().equals(Kind.PHOTO.name())) {
      throw unknown;
    }
    Request request = desk.find(row.number().get()).orElseThrow(() -> unknown);
    if (catalogue().type(request.report().type()).filter(Published::showsAll).isEmpty()) {
      throw unknown;
    }
    // Removed with its request meanwhile, or not in the backup.
    Path file = files.file(row);
    if (!Files.isRegularFile(file)) {
      throw unknown;
    }
    return file;
  }

  JsonObject request(String text, String language) throws RefusedException, SQLException {
    Published request = published(text);
    TypeJson words = words(language);
    List<String> photos =
        Published.showsAll(request.type())
            ? photos(List.of(request.number())).getOrDefault(request.number(), List.of())
            : List.of();
    JsonArray history = new JsonArray();
    for (Entry entry : desk.history(request.number(), Happening.KINDS)) {
      Happening.of(entry, request.type())
          .ifPresent(line -> history.add(PublishedJson.happening(line, words)));
    }
    return PublishedJson.request(request, words, photos)
        .put("followers", requests.together(request.number()).followers().size())
        .put("history", history);
  }

  private Published published(String text) throws RefusedException, SQLException {
    RequestNumber number =
        RequestNumber.parse(text)
            .orElseThrow(
                () ->
                    new RefusedException(
                        404,
                        "this is no request's number: the last digit does not fit the others. Is one"
                            + " mistyped?"));
    Request request =
        desk.find(number)
            .orElseThrow(() -> new RefusedException(404, "there is no request of this number"));
    Set<String> type = Set.of(request.report().type());
    return search.of(List.of(number), type).stream()
        .findFirst()
        .flatMap(listed -> Published.of(listed, catalogue(), clock.instant()))
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    "of a request of this kind nothing is shown here: ask 311, with the number"));
  }

  /// Of a thing that nobody sees the place of, nobody can know that it is his as well.
  void follow(String text, byte[] body) throws RefusedException, SQLException {
    Published request = published(text);
    if (!Published.showsPlace(request.type())) {
      throw new RefusedException(403, "a request of this kind can't be followed by others");
    }
    switch (desk.follow(request.number(), ReportJson.follower(body))) {
      case Changed.Done _ -> {}
      case Changed.Refused(Decision.Reason reason, String why) -> refuse(reason, why);
      case Changed.Conflict _, Changed.NotTheirs _ ->
          throw new RefusedException(
              Refusal.later(503, "many do so at this moment", Duration.ofSeconds(2)));
      case Changed.Unknown() -> throw new RefusedException(404, "there is no such request");
    }
  }

  private static void refuse(Decision.Reason reason, String why) throws RefusedException {
    switch (reason) {
      case NOTHING_CHANGES -> {}
      case BAD_TEXT, REASON_MISSING -> {
        String[] parts = why.split(": ", 2);
        throw new RefusedException(
            Refusal.badRequest(
                List.of(
                    parts.length == 2 ? new Mistake(parts[0], parts[1]) : new Mistake("", why))));
      }
      case NOT_IN_THIS_STATE, UNKNOWN_DEPARTMENT, WRONG_REQUEST, FULL ->
          throw new RefusedException(409, why);
    }
  }

  JsonArray standards(int days, String language)
      throws RefusedException, SQLException, InterruptedException {
    TypeJson words = words(language);
    Map<String, PublicSearch.Kept> kept = kept(days);
    JsonArray json = new JsonArray();
    for (RequestType type : offered()) {
      PublicSearch.Kept of = kept.getOrDefault(type.id(), PublicSearch.Kept.NONE);
      long promised = of.closedOnTime() + of.closedLate() + of.overdueOpen();
      json.add(
          new JsonObject()
              .put("type", type.id())
              .put("name", type.name().in(language))
              .put("department", words.department(type.department()))
              .put("promise", words.promise(type))
              .put("on_time_share", promised == 0 ? null : (double) of.closedOnTime() / promised)
              .put("closed_on_time", of.closedOnTime())
              .put("closed_late", of.closedLate())
              .put("overdue_open", of.overdueOpen())
              .put("open", of.open()));
    }
    return json;
  }

  /// Counting a million requests takes a while: once a minute is enough, and one at a time. Meanwhile others
  /// get what was counted before.
  private Map<String, PublicSearch.Kept> kept(int days)
      throws RefusedException, SQLException, InterruptedException {
    Instant now = clock.instant();
    Counted last = counted.get(days);
    if (last != null && last.at().plus(COUNTED_ANEW).isAfter(now)) {
      return last.kept();
    }
    long patience = last == null ? COUNTING.toMillis() : 0;
    if (!counting.tryLock(patience, TimeUnit.MILLISECONDS)) {
      if (last != null) {
        return last.kept();
      }
      throw new RefusedException(Refusal.later(503, "this is being counted", COUNTING));
    }
    try {
      Set<String> types = offered().stream().map(RequestType::id).collect(Collectors.toSet());
      Counted anew = new Counted(search.kept(types, now.minus(Duration.ofDays(days)), now), now);
      counted.put(days, anew);
      return anew.kept();
    } finally {
      counting.unlock();
    }
  }
}
