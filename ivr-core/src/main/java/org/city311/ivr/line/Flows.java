package org.city311.ivr.line;

import java.util.Map;
import org.city311.ivr.call.Treatment;

/// All conversations that can be held.
///
/// @param welcome with a resident who has just called
/// @param overflow with one who was taken out of the queue: a flow for each treatment
/// @param after with one whose talk is over
/// @param codes what agents' phones can dial
/// @param consults what comes of it when they dial a colleague
/// @param lines what comes of it when they dial a department
public record Flows(
    Flow welcome,
    Map<Treatment, OverflowFlow> overflow,
    AfterTalk after,
    PhoneCodes codes,
    ConsultDialling consults,
    LineDialling lines) {
  public Flows {
    overflow = Map.copyOf(overflow);
    for (Treatment treatment : Treatment.values()) {
      if (!overflow.containsKey(treatment)) {
        throw new IllegalArgumentException("no flow for callers treated by " + treatment);
      }
    }
  }
}
