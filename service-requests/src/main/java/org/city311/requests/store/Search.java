package org.city311.requests.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Channel;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;

/// Which requests are wanted, and in which order. All that is given must be true; what is empty does not
/// matter.
///
/// @param text words of the report, the address, the neighbourhood or the asset: all of them, or how
///     they begin; accents, case and a plural's `s` don't matter. Or a request's number, or the one that it had
///     in the system it was imported from
/// @param types ids; one of them
/// @param departments ids; one of them
/// @param states one of them
/// @param channels one of them
/// @param neighbourhoods names; one of them
/// @param assignee the id of who is to do it
/// @param box where it is; those without a position are not there
/// @param reported when it was
/// @param due when it is, or was
/// @param standing what of it is wanted
/// @param order which come first
public record Search(
    String text,
    Set<String> types,
    Set<String> departments,
    Set<State.Name> states,
    Set<Channel> channels,
    Set<String> neighbourhoods,
    Optional<String> assignee,
    Optional<Position.Box> box,
    Span reported,
    Span due,
    Standing standing,
    Order order) {
  /// The longest text that is looked for, characters.
  public static final int MAX_TEXT = 200;

  /// All requests, the latest first.
  public static final Search ALL =
      new Search(
          "",
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Span.ALWAYS,
          Span.ALWAYS,
          Standing.ANY,
          Order.LATEST);

  public Search {
    types = Set.copyOf(types);
    departments = Set.copyOf(departments);
    states = Set.copyOf(states);
    channels = Set.copyOf(channels);
    neighbourhoods = Set.copyOf(neighbourhoods);
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "a text of %d characters: at most %d are looked for".formatted(text.length(), MAX_TEXT));
    }
  }

  /// From a moment, inclusive, to another, exclusive; either may be open.
  public record Span(Optional<Instant> from, Optional<Instant> to) {
    public static final Span ALWAYS = new Span(Optional.empty(), Optional.empty());
  }

  /// How a request stands to its promise.
  public enum Standing {
    ANY,
    /// Neither closed nor merged.
    UNFINISHED,
    /// Unfinished and late: past its due time, or put on hold when it was, if that stopped the clock.
    OVERDUE
  }

  /// Which come first.
  public enum Order {
    /// The latest reports.
    LATEST,
    /// What is due soonest, of what is unfinished.
    DUE
  }

  /// Where a page ends: the next begins after it, whatever comes in meanwhile.
  ///
  /// @param at when that request was reported, or is due, by the order
  public record After(Instant at, RequestNumber number) {
    /// Reads what [#toString()] wrote; empty if it is nothing of that kind.
    public static Optional<After> parse(String text) {
      if (!text.matches("-?\\d{1,15}-\\d{8,12}")) {
        return Optional.empty();
      }
      int middle = text.lastIndexOf('-');
      return RequestNumber.parse(text.substring(middle + 1))
          .map(
              number ->
                  new After(
                      Instant.ofEpochMilli(Long.parseLong(text.substring(0, middle))), number));
    }

    /// For a URL.
    @Override
    public String toString() {
      return at.toEpochMilli() + "-" + number;
    }
  }

  public Search about(String words) {
    return with(parts -> parts.text = words);
  }

  public Search ofTypes(Set<String> ids) {
    return with(parts -> parts.types = ids);
  }

  public Search ofDepartments(Set<String> ids) {
    return with(parts -> parts.departments = ids);
  }

  public Search inStates(Set<State.Name> names) {
    return with(parts -> parts.states = names);
  }

  public Search within(Position.Box place) {
    return with(parts -> parts.box = Optional.of(place));
  }

  public Search that(Standing stands, Order first) {
    return with(
        parts -> {
          parts.standing = stands;
          parts.order = first;
        });
  }

  private Search with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.whole(this);
  }

  /// What a search can be narrowed by, one after the other.
  private static final class Parts {
    String text;
    Set<String> types;
    Set<String> departments;
    Set<State.Name> states;
    Optional<Position.Box> box;
    Standing standing;
    Order order;

    Parts(Search search) {
      text = search.text;
      types = search.types;
      departments = search.departments;
      states = search.states;
      box = search.box;
      standing = search.standing;
      order = search.order;
    }

    Search whole(Search rest) {
      return new Search(
          text,
          types,
          departments,
          states,
          rest.channels,
          rest.neighbourhoods,
          rest.assignee,
          box,
          rest.reported,
          rest.due,
          standing,
          order);
    }
  }
}
