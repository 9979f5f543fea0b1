package org.city311.flows.selfservice;

import java.time.Instant;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;

/// How requests are told: what it is about, where it stands, by when it is promised.
///
/// @param types those whose names can be said; of any other it is just a request
public record RequestWords(PhoneTypes types, CityTime time) {

  /// All that there is to tell.
  Spoken of(Told told, Language language) {
    Spoken words = about(told);
    if (told.joined().isPresent()) {
      words = words.then("status-joined").then(number(told.joined().get(), language));
    }
    return words.then(standing(told, language));
  }

  /// As in: your request about a pothole.
  Spoken about(Told told) {
    return types.type(told.type()).isPresent()
        ? Spoken.of("status-about", PhoneType.name(told.type()))
        : Spoken.of("status-your-request");
  }

  Spoken number(RequestNumber number, Language language) {
    return Say.in(language).digits(number.grouped());
  }

  Spoken date(Instant at, Language language) {
    return Say.in(language).date(time.date(at), time.today());
  }

  /// Where it stands, and since or by when.
  Spoken standing(Told told, Language language) {
    Spoken words = Spoken.of(prompt(told.standing()));
    if (told.standing().isOver()) {
      return words.then(date(told.since(), language));
    }
    if (told.late()) {
      return words.then("status-late").then(date(told.due(), language)).then("status-sorry");
    }
    // The date of what is on hold will move.
    return told.standing() == Standing.ON_HOLD
        ? words
        : words.then("status-promised").then(date(told.due(), language));
  }

  private static String prompt(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "status-received";
      case REOPENED -> "status-reopened";
      case IN_PROGRESS -> "status-in-progress";
      case ON_HOLD -> "status-on-hold";
      case DONE -> "status-done";
      case NOTHING_FOUND -> "status-nothing-found";
      case REFERRED -> "status-referred";
      case DECLINED -> "status-declined";
      case WITHDRAWN -> "status-withdrawn";
    };
  }
}
