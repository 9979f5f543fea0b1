package org.city311.flows.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Told;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// What a resident who waits is told next. Place and wait are said only where they are known well,
/// and never contradict what was said before: neither grows without a word. Pure.
final class WaitingWords {
  /// A place behind this says nothing that a resident could do anything with.
  static final int MOST_PLACE = 20;

  /// Nobody can know what is longer than this.
  static final Duration MOST_WAIT = Duration.ofHours(2);

  /// An estimate that is wrong by no more is good, however short the wait.
  private static final Duration GOOD_ERROR = Duration.ofMinutes(1);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private WaitingWords() {}

  /// How it stands with a resident who waits.
  ///
  /// @param told what they have been told; null for nothing
  /// @param place 1 for whoever is next; 0 if it is not known
  /// @param estimate how long it will take; empty if nothing is known
  /// @param callback whether a key asks to be called back
  record Situation(
      Language language,
      SkillGroup group,
      @Nullable Told told,
      int place,
      Optional<WaitEstimate> estimate,
      boolean callback,
      Instant at) {}

  /// @param words what is said
  /// @param told what has been told then
  record Said(Spoken words, Told told) {}

  /// How it stands and what is useful to know take turns, where there is something useful to know.
  static Said next(Situation now) {
    Told told = now.told() == null ? new Told(0, now.at(), 0, null, null) : now.told();
    int messages = now.group().announced().messages().size();
    boolean isMessage = messages > 0 && told.times() % 2 == 1;
    if (isMessage) {
      String prompt = message(now.group().id(), told.times() / 2 % messages);
      return new Said(
          Spoken.of(prompt),
          new Told(told.times() + 1, now.at(), told.place(), told.promised(), told.promisedAt()));
    }
    return standing(now, told);
  }

  /// The prompt of a group's message.
  ///
  /// @param number from 0 on
  static String message(SkillGroupId group, int number) {
    return "while-waiting-" + group + "-" + (number + 1);
  }

  private static Said standing(Situation now, Told told) {
    Announcements wanted = now.group().announced();
    boolean saysPlace =
        wanted.place()
            && now.place() >= 1
            && now.place() <= MOST_PLACE
            && (told.place() == 0 || now.place() <= told.place());
    Optional<Duration> wait =
        now.estimate()
            .filter(estimate -> wanted.time() && isKnownWell(estimate))
            .map(WaitEstimate::remaining);
    boolean isLonger = wait.isPresent() && isLonger(wait.get(), told, now.at());
    Optional<Duration> said =
        wait.map(WaitingWords::rounded).map(time -> isLonger ? time : noMoreThan(told, time));

    Spoken words = Spoken.of("waiting-busy");
    if (saysPlace) {
      words = words.then(place(now));
    }
    if (isLonger) {
      words = words.then("waiting-longer");
    }
    if (said.isPresent()) {
      words = words.then("waiting-about").then(Say.in(now.language()).duration(said.get()));
    }
    if (!saysPlace && said.isEmpty()) {
      words = words.then("waiting-stay");
    }
    if (now.callback()) {
      words = words.then(Say.PAUSE, "waiting-callback");
    }
    // The same time once more is the same promise still: what is late adds up.
    boolean isPromise = said.isPresent() && (isLonger || !said.get().equals(told.promised()));
    return new Said(
        words,
        new Told(
            told.times() + 1,
            now.at(),
            saysPlace ? now.place() : told.place(),
            isPromise ? said.get() : told.promised(),
            isPromise ? now.at() : told.promisedAt()));
  }

  private static Spoken place(Situation now) {
    return now.place() == 1
        ? Spoken.of("waiting-next")
        : Spoken.of("waiting-place").then(Say.in(now.language()).number(now.place()));
  }

  private static boolean isKnownWell(WaitEstimate estimate) {
    Duration error = estimate.error();
    Duration remaining = estimate.remaining();
    return error != null
        && remaining.compareTo(MOST_WAIT) <= 0
        && error.compareTo(longer(GOOD_ERROR, remaining.dividedBy(2))) <= 0;
  }

  /// Up: minutes until five, five minutes until half an hour, then ten, and half hours from an hour
  /// on.
  static Duration rounded(Duration wait) {
    long minutes = Math.max(1, Math.ceilDiv(wait.toMillis(), MINUTE.toMillis()));
    long step = minutes <= 5 ? 1 : minutes <= 30 ? 5 : minutes <= 60 ? 10 : 30;
    return Duration.ofMinutes(Math.ceilDiv(minutes, step) * step);
  }

  /// Whether the resident will notice that it takes longer than they were told.
  private static boolean isLonger(Duration wait, Told told, Instant at) {
    if (told.promised() == null || told.promisedAt() == null) {
      return false;
    }
    Instant promised = told.promisedAt().plus(told.promised());
    Duration late = Duration.between(promised, at.plus(wait));
    return late.compareTo(longer(MINUTE, told.promised().dividedBy(2))) > 0;
  }

  private static Duration noMoreThan(Told told, Duration wait) {
    return told.promised() != null && told.promised().compareTo(wait) < 0 ? told.promised() : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
