package org.city311.flows.dial;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.jspecify.annotations.Nullable;

/// One call without a telephone, from the first word to the end.
///
/// @param id unlike that of any other call, as what it leaves is kept by it
/// @param ani the caller's number; empty when withheld
/// @param dnis the number dialled
/// @param at when it begins
record DialledCall(CallId id, String ani, String dnis, Instant at) {
  /// Goes back to the queue so often; then a person answers.
  private static final int MOST_TREATMENTS = 10;

  /// A call with an id of its own.
  static DialledCall of(String ani, String dnis, Instant at) {
    return new DialledCall(new CallId("dial-" + UUID.randomUUID()), ani, dnis, at);
  }

  /// Holds the call.
  ///
  /// @return what it came to: `person GROUP`, `goodbye`, `hung up`, or what a treatment came to
  String with(Resident resident, Exchange exchange) {
    SkippedTime time = new SkippedTime(at);
    DialledLine line =
        new DialledLine(
            caller(null, null), exchange.firstLanguage(), resident, exchange.texts(), time);
    try {
      return switch (exchange.welcome(time).converse(line)) {
        case Ending.Goodbye _ -> "goodbye";
        case Ending.Outside outside -> "number " + outside.name();
        case Ending.Person person -> queue(resident, exchange, line, time, person.demand().group());
      };
    } catch (CallerGone e) {
      return "hung up";
    }
  }

  private String queue(
      Resident resident, Exchange exchange, DialledLine line, SkippedTime time, SkillGroupId group)
      throws CallerGone {
    for (int round = 0; round < MOST_TREATMENTS; round++) {
      Optional<Treatment> treatment = resident.waits(group.value());
      if (treatment.isEmpty()) {
        break;
      }
      DialledLine again =
          new DialledLine(
              caller(line.language(), group), line.language(), resident, exchange.texts(), time);
      Optional<Outcome> outcome = exchange.treatment(treatment.get(), time).converse(again);
      if (outcome.isPresent()) {
        return outcome.get().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
    }
    return "person " + group;
  }

  private Caller caller(@Nullable Language language, @Nullable SkillGroupId group) {
    return new Caller(id, ani, dnis, language, group);
  }
}
