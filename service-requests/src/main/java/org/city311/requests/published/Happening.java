package org.city311.requests.published;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Visibility;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;

/// One line of a request's history as anybody may see it: without who did it, and with the city's words
/// only where they were meant for the public and the type shows them.
///
/// @param version of the request that this made; with the number, an id of this line
/// @param state in which it left the request; empty when that stayed
/// @param outcome of a closing
/// @param department the id of the one that it was transferred to
/// @param into the request that stands for this one from then on
/// @param due how the promise moved; empty when it did not
/// @param text what the city says of it; empty when nothing
public record Happening(
    RequestNumber number,
    long version,
    Instant at,
    What what,
    Optional<State.Name> state,
    Optional<Outcome> outcome,
    Optional<String> department,
    Optional<RequestNumber> into,
    Optional<Entry.Move> due,
    String text) {

  /// What of a history anybody may see at all.
  public static final Set<Entry.Kind> KINDS =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  Entry.Kind.ASSIGNED,
                  Entry.Kind.TOOK_IN,
                  Entry.Kind.GAVE_BACK,
                  Entry.Kind.FOLLOWED,
                  Entry.Kind.UNFOLLOWED)));

  /// What kind of thing happened.
  public enum What {
    CREATED,
    STATE,
    CLOSED,
    TRANSFERRED,
    MERGED,
    UNMERGED,
    COMMENT,
    RECALCULATED;

    /// As it is named in interfaces.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Empty for what is nobody's business but the city's.
  public static Optional<Happening> of(Entry entry, RequestType type) {
    if (type.visibility() == Visibility.NOTHING) {
      return Optional.empty();
    }
    String became = entry.what().became();
    boolean said = Published.showsPlace(type) && !entry.who().equals(Actor.IMPORT);
    String words = said ? entry.why() : "";
    return switch (entry.what().kind()) {
      case CREATED -> Optional.of(line(entry, What.CREATED).build());
      case STATE -> Optional.of(line(entry, What.STATE).state(State.Name.valueOf(became)).build());
      case CLOSED ->
          Optional.of(
              line(entry, What.CLOSED)
                  .state(State.Name.CLOSED)
                  .outcome(Outcome.valueOf(became))
                  .text(words)
                  .build());
      case TRANSFERRED -> Optional.of(line(entry, What.TRANSFERRED).department(became).build());
      case MERGED ->
          Optional.of(
              line(entry, What.MERGED)
                  .state(State.Name.MERGED)
                  .into(new RequestNumber(Long.parseLong(became)))
                  .build());
      case UNMERGED ->
          Optional.of(line(entry, What.UNMERGED).state(State.Name.valueOf(became)).build());
      case COMMENTED ->
          became.equals(Change.Audience.ANYBODY.name()) && !words.isEmpty()
              ? Optional.of(line(entry, What.COMMENT).text(words).build())
              : Optional.empty();
      case RECALCULATED -> Optional.of(line(entry, What.RECALCULATED).text(words).build());
      case ASSIGNED, TOOK_IN, GAVE_BACK, FOLLOWED, UNFOLLOWED -> Optional.empty();
    };
  }

  private static Line line(Entry entry, What what) {
    return new Line(entry, what);
  }

  /// A line that is being put together.
  private static final class Line {
    private final Entry entry;
    private final What what;
    private Optional<State.Name> state = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<String> department = Optional.empty();
    private Optional<RequestNumber> into = Optional.empty();
    private String text = "";

    Line(Entry entry, What what) {
      this.entry = entry;
      this.what = what;
    }

    Line state(State.Name name) {
      state = Optional.of(name);
      return this;
    }

    Line outcome(Outcome of) {
      outcome = Optional.of(of);
      return this;
    }

    Line department(String id) {
      department = Optional.of(id);
      return this;
    }

    Line into(RequestNumber other) {
      into = Optional.of(other);
      return this;
    }

    Line text(String words) {
      text = words;
      return this;
    }

    Happening build() {
      return new Happening(
          entry.number(),
          entry.version(),
          entry.at(),
          what,
          state,
          outcome,
          department,
          into,
          entry.due().filter(move -> !move.was().equals(move.became())),
          text);
    }
  }
}
