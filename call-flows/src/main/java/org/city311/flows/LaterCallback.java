package org.city311.flows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.OpeningHours;

/// Offers a resident for whom nobody is there to be called back when the office opens next: the day is told,
/// `1` takes it, and the number is confirmed as for any callback. What any other key means says who offers it.
public final class LaterCallback {
  private final Callbacks callbacks;
  private final CallbackNumber number;
  private final Closed groups;
  private final Times times;

  /// @param groups which of them is closed, and when it opens
  public LaterCallback(Callbacks callbacks, Closed groups, Times times) {
    this.callbacks = callbacks;
    this.number = new CallbackNumber(callbacks);
    this.groups = groups;
    this.times = times;
  }

  /// When residents are called back.
  ///
  /// @param offered whether anybody is who calls when nobody is there
  /// @param calling when residents may be called
  /// @param city where its days begin
  public record Times(boolean offered, OpeningHours calling, ZoneId city) {
    /// Nobody is called later.
    public static Times never(ZoneId city) {
      return new Times(false, OpeningHours.always(), city);
    }
  }

  /// What it came to.
  enum Answer {
    /// It is said that they are called back, and when.
    CALLED_BACK,
    /// They want something else, or no number of theirs can be called.
    DECLINED,
    /// There was nothing to offer.
    NOT_OFFERED
  }

  /// @param demand what the resident wants a person for
  /// @param otherwise what is said of other keys than `1`
  Answer offer(Line line, Language language, Demand demand, String otherwise) throws CallerGone {
    Optional<Instant> opening = opening(demand.group());
    if (opening.isEmpty()) {
      return Answer.NOT_OFFERED;
    }
    Spoken day = day(opening.get(), language);
    if (!callbacks.hasAsked(line.caller().call())) {
      line.step("callback-later");
      Spoken question = Spoken.of("callback-can").then(day).then("callback-can-press", otherwise);
      Optional<Character> key = line.ask(question, CallbackNumber.PATIENCE);
      if (key.isEmpty() || key.get() != '1') {
        return Answer.DECLINED;
      }
      Optional<String> to = ask(line);
      if (to.isEmpty()) {
        return Answer.DECLINED;
      }
      if (!callbacks.askLater(line.caller().call(), demand, to.get(), opening.get())) {
        line.play("callback-unable");
        return Answer.DECLINED;
      }
    }
    promise(line, day);
    return Answer.CALLED_BACK;
  }

  private Optional<String> ask(Line line) throws CallerGone {
    Optional<String> first = number.first(line);
    return first.isEmpty() ? first : number.confirmed(line, first.get(), "callback-confirm-later");
  }

  private Optional<Instant> opening(SkillGroupId group) {
    return times.offered() && callbacks.areOffered()
        ? groups.nextOpening(group, new NextOpening(times.calling()))
        : Optional.empty();
  }

  /// From here on nothing depends on the resident, who may have hung up.
  private static void promise(Line line, Spoken day) {
    try {
      line.settled();
      line.play(Spoken.of("callback-later-kept").then(day).then("goodbye"));
    } catch (CallerGone e) {
      // The resident knows enough.
    }
  }

  private Spoken day(Instant at, Language language) {
    return Say.in(language).date(at.atZone(times.city()).toLocalDate(), groups.today(times.city()));
  }
}
