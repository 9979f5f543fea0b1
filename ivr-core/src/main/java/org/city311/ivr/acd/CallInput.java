package org.city311.ivr.acd;

import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;

/// What can happen to one call. [CallRules] says what follows from it in each state.
public sealed interface CallInput {

  /// The flow came to a step.
  record ReachedStep(String step) implements CallInput {}

  /// The resident has a language, by choice or by default.
  record ChoseLanguage(Language language) implements CallInput {}

  /// The resident wants a person of this group.
  record AskedForPerson(SkillGroupId group) implements CallInput {}

  /// The flow said goodbye without a person.
  record FlowEnded() implements CallInput {}

  /// The caller is in the waiting bridge.
  record Parked() implements CallInput {}

  /// The ACD offers it to an agent.
  record OfferMade(OfferId offer, AgentId agent) implements CallInput {}

  /// The agent picked up, and hears the whisper or is about to be bridged.
  record AgentPickedUp(OfferId offer) implements CallInput {}

  /// Resident and agent hear each other.
  record Connected(OfferId offer) implements CallInput {}

  /// The offer came to nothing before anyone talked.
  record OfferFailed(OfferId offer) implements CallInput {}

  /// The agent's phone left a talk.
  record AgentLeft(OfferId offer) implements CallInput {}

  /// The caller's channel is gone.
  record HungUp() implements CallInput {}

  /// The call was found to be gone without a hang-up seen.
  record Missed(Termination.Reason reason) implements CallInput {}
}
