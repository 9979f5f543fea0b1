package org.city311.loadtest.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.city311.loadtest.caller.CallPlan.Press;

/// A caller's way: what is pressed, and what is to be heard then.
///
/// @param name says in a few words where it leads
/// @param stops the first is what is heard at the answer
/// @param end who hangs up
public record Way(String name, List<Stop> stops, End end) {
  /// More than the gaps between prompts and our own time together: who has listened to the end presses after it.
  private static final Duration GAP = Duration.ofMillis(100);

  /// More than a number or a date takes.
  private static final Duration ANYTHING = Duration.ofSeconds(7);

  /// As long as the system waits for a key, or for a caller who speaks.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration AFTER_THE_END = Duration.ofMillis(300);

  /// How long a caller waits for the system to hang up.
  private static final Duration NOT_HUNG_UP = Duration.ofSeconds(10);

  public Way {
    stops = List.copyOf(stops);
  }

  /// Of a caller who hangs up.
  public Way(String name, List<Stop> stops) {
    this(name, stops, End.BY_CALLER);
  }

  /// Who hangs up when all has been heard.
  public enum End {
    BY_CALLER,
    BY_US
  }

  /// One of its stops.
  ///
  /// @param keys pressed to come here; none at the answer, or where a question was let pass
  /// @param speech spoken before them
  /// @param leg what is heard here
  /// @param listens for how long; zero: to the end of the leg, and no longer
  public record Stop(String keys, Duration speech, Leg leg, Duration listens) {
    /// Heard for a while, or zero: to its end.
    public static Stop after(String keys, Leg leg, Duration listens) {
      return new Stop(keys, Duration.ZERO, leg, listens);
    }

    /// The same of who lets a question pass, or ends what it speaks by saying nothing more.
    public static Stop afterSilence(Duration speech, Leg leg, Duration listens) {
      return new Stop("", speech, leg, listens.isZero() ? listens : listens.plus(PATIENCE));
    }

    private Duration time(Prompts prompts) {
      if (!listens.isZero()) {
        return listens;
      }
      var known = leg.prompts().stream().filter(key -> !Leg.isAny(key)).toList();
      int others = leg.prompts().size() - known.size();
      return prompts
          .length(leg.language(), known)
          .plus(GAP.multipliedBy(known.size()))
          .plus(ANYTHING.multipliedBy(others))
          .plus(leg.turn() == Leg.Turn.CALLERS ? PATIENCE : Duration.ZERO)
          .plus(AFTER_THE_END);
    }
  }

  /// This, and one stop more.
  public Way then(Stop next) {
    return new Way(name, Stream.concat(stops.stream(), Stream.of(next)).toList(), end);
  }

  /// The same under another name.
  public Way named(String other) {
    return new Way(other, stops, end);
  }

  /// What is to be heard, in its order.
  public List<Leg> legs() {
    return stops.stream().map(Stop::leg).toList();
  }

  /// What the caller does.
  ///
  /// @param by whose telephone calls which number
  public CallPlan plan(CallPlan.Line by, Prompts prompts) {
    var presses = new ArrayList<Press>();
    for (int i = 1; i < stops.size(); i++) {
      presses.add(
          new Press(stops.get(i - 1).time(prompts), stops.get(i).speech(), stops.get(i).keys()));
    }
    var stay = stops.getLast().time(prompts);
    return new CallPlan(by, presses, end == End.BY_US ? stay.plus(NOT_HUNG_UP) : stay);
  }

  /// The same with a caller who listens to each stop for as long as this.
  ///
  /// @param listens by the number of the stop; zero: to its end
  public Way listening(IntFunction<Duration> listens) {
    var changed = new ArrayList<Stop>();
    for (int i = 0; i < stops.size(); i++) {
      var stop = stops.get(i);
      changed.add(new Stop(stop.keys(), stop.speech(), stop.leg(), listens.apply(i)));
    }
    return new Way(name, changed, end);
  }

  /// The same with a caller who gives each stop at least so long.
  public Way slowedTo(Duration least) {
    return listening(
        i -> {
          var listens = stops.get(i).listens();
          return listens.isZero() || listens.compareTo(least) > 0 ? listens : least;
        });
  }
}
