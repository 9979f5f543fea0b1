package org.city311.requests.published;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Visibility;
import org.city311.requests.life.Location;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Listed;

/// A request as anybody may see it. What its type does not show is empty; contacts, answers and
/// internal comments are not here at all.
///
/// @param department the id of the department that has it
/// @param changedAt when it was last changed; of a closed one, when it was closed
/// @param late whether it was late when it was closed, or is
/// @param location with the neighbourhood alone, where the type shows no more
/// @param words what the resident wrote; what somebody of the city wrote down for them may tell of more than
///     they would, and is not here
/// @param closingWords what the resident was told at the last closing
public record Published(
    RequestNumber number,
    RequestType type,
    String department,
    State state,
    Instant reportedAt,
    Instant changedAt,
    Instant firstDue,
    Instant due,
    boolean late,
    Location location,
    String words,
    String closingWords) {

  /// The ids of the types of which anybody may see requests.
  public static Set<String> types(Catalogue catalogue) {
    return catalogue.types().stream()
        .filter(Published::showsAnything)
        .map(RequestType::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether anybody may see at all that there is a request of a type.
  public static boolean showsAnything(RequestType type) {
    return type.visibility() != Visibility.NOTHING;
  }

  /// Whether requests of a type show what residents wrote and photographed.
  public static boolean showsAll(RequestType type) {
    return type.visibility() == Visibility.EVERYTHING;
  }

  /// Whether requests of a type show where they are, and what the city says of them.
  public static boolean showsPlace(RequestType type) {
    return switch (type.visibility()) {
      case EVERYTHING, PLACE -> true;
      case AREA, NOTHING -> false;
    };
  }

  /// Empty when nothing of it may be seen; also when the catalogue doesn't know its type (any more).
  public static Optional<Published> of(Listed listed, Catalogue catalogue, Instant now) {
    return catalogue
        .type(listed.request().report().type())
        .filter(Published::showsAnything)
        .map(type -> of(listed, type, now));
  }

  private static Published of(Listed listed, RequestType type, Instant now) {
    Request request = listed.request();
    Location location = request.report().location();
    return new Published(
        request.number(),
        type,
        request.department(),
        request.state(),
        request.report().at(),
        request.state() instanceof State.Closed closed ? closed.at() : request.changedAt(),
        request.timing().firstDue(),
        request.timing().due(),
        request.isLate(now),
        showsPlace(type)
            ? location
            : new Location(Optional.empty(), "", location.neighbourhood(), ""),
        showsAll(type) && listed.wordsPublic() ? request.report().words() : "",
        showsPlace(type) ? listed.closingWords() : "");
  }
}
