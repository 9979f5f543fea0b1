package org.city311.requests.http.open311;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.requests.access.ApiKey;
import org.city311.requests.access.Keys;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.attachment.Kind;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.http.edge.PublicParts;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Happening;
import org.city311.requests.published.Published;
import org.city311.requests.store.AttachmentRow;
import org.city311.requests.store.Listed;
import org.city311.requests.store.PublicSearch;
import org.city311.requests.store.PublicSearch.Wanted;

/// Answers GeoReport's calls. Blocks; safe for any thread.
public final class Open311 {
  private static final int MAX_IDS = 500;

  private final Organisation organisation;
  private final RequestDesk desk;
  private final PublicSearch search;
  private final AttachmentFiles files;
  private final Keys keys;
  private final boolean anonymous;
  private final InstantSource clock;
  private final Updates updates;
  private volatile Since since;

  /// Since when what the city offers is as it is; from this node's start on.
  private record Since(Directory directory, Instant at) {}

  /// @param anonymous whether reports are taken without a key
  public Open311(PublicParts parts, Keys keys, boolean anonymous) {
    this.organisation = parts.organisation();
    this.desk = parts.desk();
    this.search = parts.search();
    this.files = parts.files();
    this.keys = keys;
    this.anonymous = anonymous;
    this.clock = parts.clock();
    this.updates = new Updates(desk);
    this.since = new Since(desk.directory(), clock.instant());
  }

  /// @param path without its ending, such as `/v2/requests`
  Node.Document get(String path, Arguments arguments) throws RefusedException, SQLException {
    checkJurisdiction(arguments);
    String language = language(arguments);
    Catalogue catalogue = desk.directory().catalogue();
    if (path.equals("/discovery") || path.equals("/v2/discovery")) {
      return Discovery.document(organisation, changed(), anonymous);
    }
    if (path.equals("/v2/services")) {
      return Offer.services(catalogue, language);
    }
    if (path.equals("/v2/requests")) {
      return requests(arguments, new Answers(catalogue, language));
    }
    if (path.equals("/v2/servicerequestupdates")) {
      return updates(arguments, new Answers(catalogue, language));
    }
    Optional<String> code = below("/v2/services/", path);
    if (code.isPresent()) {
      return Offer.definition(type(catalogue, code.get()), language);
    }
    Optional<String> id = below("/v2/requests/", path);
    if (id.isPresent()) {
      return request(id.get(), new Answers(catalogue, language));
    }
    Optional<String> token = below("/v2/tokens/", path);
    if (token.isPresent()) {
      return Answers.token(published(token.get(), catalogue).number());
    }
    throw unknownPath();
  }

  /// @param sent the API key that was sent; empty for none
  /// @param own the client's own key for this report; empty for none
  Node.Document post(String path, Arguments arguments, String sent, String own)
      throws RefusedException, SQLException {
    checkJurisdiction(arguments);
    Optional<ApiKey> key = key(sent);
    if (path.equals("/v2/requests")) {
      if (key.isEmpty() && !anonymous) {
        throw new RefusedException(403, "api_key: reporting needs a key; discovery says from whom");
      }
      return take(arguments, own);
    }
    if (path.equals("/v2/servicerequestupdates")) {
      return Answers.updated(
          updates.add(
              arguments,
              key.orElseThrow(() -> new RefusedException(403, "api_key: this needs a key")),
              clock.instant()));
    }
    throw unknownPath();
  }

  private static RefusedException unknownPath() {
    return new RefusedException(
        404,
        "there are services, services/CODE, requests, requests/ID, tokens/ID and"
            + " servicerequestupdates, each as .xml and .json");
  }

  private Optional<ApiKey> key(String sent) throws RefusedException, SQLException {
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Optional<ApiKey> key = keys.find(sent, clock.instant());
    if (key.isEmpty()) {
      throw new RefusedException(403, "api_key: this is no key, or it was revoked");
    }
    return key;
  }

  private Node.Document take(Arguments arguments, String own)
      throws RefusedException, SQLException {
    String code = arguments.one("service_code");
    if (code.isEmpty()) {
      throw new RefusedException(400, "service_code: say what kind of request it is");
    }
    String language = language(arguments);
    Catalogue catalogue = desk.directory().catalogue();
    RequestType type = type(catalogue, code);
    return switch (desk.take(IntakeArguments.intake(arguments, type, language, own))) {
      case Taken.Accepted accepted -> new Answers(catalogue, language).taken(accepted.request());
      case Taken.Invalid invalid ->
          throw new RefusedException(IntakeArguments.refusal(invalid.mistakes()));
    };
  }

  private static RequestType type(Catalogue catalogue, String code) throws RefusedException {
    return Offer.type(catalogue, code)
        .orElseThrow(
            () -> new RefusedException(404, "service_code: there is no such service here"));
  }

  private Node.Document requests(Arguments arguments, Answers answers)
      throws RefusedException, SQLException {
    Set<String> types = Published.types(answers.catalogue());
    List<String> ids = arguments.several("service_request_id");
    if (!ids.isEmpty()) {
      if (ids.size() > MAX_IDS) {
        throw new RefusedException(
            400, "service_request_id: at most " + MAX_IDS + " are allowed at once");
      }
      Set<RequestNumber> numbers =
          ids.stream().flatMap(id -> RequestNumber.parse(id).stream()).collect(Collectors.toSet());
      return answered(search.of(numbers, types), answers);
    }
    return answered(search.latest(wanted(arguments, types, answers.catalogue())), answers);
  }

  private Wanted wanted(Arguments arguments, Set<String> types, Catalogue catalogue)
      throws RefusedException {
    Period period = Period.of(arguments, organisation.zone(), clock.instant());
    Page page = Page.of(arguments);
    List<String> codes = arguments.several("service_code");
    for (String code : codes) {
      if (catalogue.type(code).isEmpty()) {
        throw new RefusedException(404, "service_code: there is no service " + code + " here");
      }
    }
    Set<String> some =
        codes.isEmpty()
            ? types
            : codes.stream().filter(types::contains).collect(Collectors.toSet());
    return new Wanted(
        some, period.from(), period.until(), closed(arguments), page.offset(), page.size());
  }

  /// Empty for open and closed ones.
  private static Optional<Boolean> closed(Arguments arguments) throws RefusedException {
    List<String> states = arguments.several("status");
    if (!List.of("open", "closed").containsAll(states)) {
      throw new RefusedException(400, "status: open or closed is allowed, or both");
    }
    return states.size() == 1 ? Optional.of(states.contains("closed")) : Optional.empty();
  }

  private Node.Document request(String id, Answers answers) throws RefusedException, SQLException {
    Listed listed = listed(id, Published.types(answers.catalogue()));
    return answered(List.of(listed), answers);
  }

  private Published published(String id, Catalogue catalogue)
      throws RefusedException, SQLException {
    Listed listed = listed(id, Published.types(catalogue));
    return Published.of(listed, catalogue, clock.instant()).orElseThrow(Open311::unknownRequest);
  }

  private Listed listed(String id, Set<String> types) throws RefusedException, SQLException {
    RequestNumber number = RequestNumber.parse(id).orElseThrow(Open311::unknownRequest);
    return search.of(List.of(number), types).stream()
        .findFirst()
        .orElseThrow(Open311::unknownRequest);
  }

  private static RefusedException unknownRequest() {
    return new RefusedException(404, "there is no such request, or nothing of it is public");
  }

  private Node.Document answered(List<Listed> listed, Answers answers) throws SQLException {
    Instant now = clock.instant();
    List<Published> requests =
        listed.stream()
            .flatMap(one -> Published.of(one, answers.catalogue(), now).stream())
            .toList();
    return answers.requests(requests, media(requests));
  }

  /// The first photo of each request that shows its photos.
  private Map<RequestNumber, String> media(List<Published> requests) throws SQLException {
    List<RequestNumber> numbers =
        requests.stream()
            .filter(request -> Published.showsAll(request.type()))
            .map(Published::number)
            .toList();
    Map<RequestNumber, String> media = new HashMap<>();
    for (AttachmentRow row : files.of(numbers)) {
      if (row.number().isPresent() && row.kind().equals(Kind.PHOTO.name())) {
        media.putIfAbsent(
            row.number().get(), organisation.site() + "/api/public/attachments/" + row.id());
      }
    }
    return media;
  }

  private Node.Document updates(Arguments arguments, Answers answers)
      throws RefusedException, SQLException {
    Set<String> types = Published.types(answers.catalogue());
    String id = arguments.one("service_request_id");
    Page page = Page.of(arguments);
    List<PublicSearch.Happened> happened;
    if (id.isEmpty()) {
      Period period = Period.of(arguments, organisation.zone(), clock.instant());
      happened =
          search.happened(
              new Wanted(
                  types,
                  period.from(),
                  period.until(),
                  Optional.empty(),
                  page.offset(),
                  page.size()));
    } else {
      RequestNumber number = listed(id, types).request().number();
      happened = search.happenedTo(number, types, page.offset(), page.size());
    }
    List<Node.Group> all = new ArrayList<>();
    for (PublicSearch.Happened one : happened) {
      answers
          .catalogue()
          .type(one.type())
          .flatMap(type -> Happening.of(one.entry(), type))
          .ifPresent(line -> all.add(answers.update(line, one.closedThen())));
    }
    return Answers.updates(all);
  }

  private void checkJurisdiction(Arguments arguments) throws RefusedException {
    List<String> asked = arguments.several("jurisdiction_id");
    if (!asked.stream().allMatch(organisation.jurisdiction()::equalsIgnoreCase)) {
      throw new RefusedException(
          404, "jurisdiction_id: this is " + organisation.jurisdiction() + " alone");
    }
  }

  private String language(Arguments arguments) throws RefusedException {
    String asked = arguments.one("language");
    return organisation.languages().contains(asked)
        ? asked
        : organisation.languages().isEmpty() ? "en" : organisation.languages().getFirst();
  }

  private static Optional<String> below(String folder, String path) {
    return Optional.of(path)
        .filter(p -> p.startsWith(folder) && p.length() > folder.length())
        .map(p -> p.substring(folder.length()))
        .filter(rest -> rest.indexOf('/') < 0);
  }

  private Instant changed() {
    Directory now = desk.directory();
    if (since.directory() != now) {
      since = new Since(now, clock.instant());
    }
    return since.at();
  }
}
