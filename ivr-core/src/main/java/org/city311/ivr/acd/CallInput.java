package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Told;
import org.city311.ivr.call.Treatment;
import org.jspecify.annotations.Nullable;

/// What can happen to one call. [CallRules] says what follows from it in each state.
public sealed interface CallInput {

  /// What a flow tells of its resident.
  sealed interface OfFlow extends CallInput {}

  /// It is told of one offer, which may be over.
  sealed interface OfOffer extends CallInput {
    OfferId offer();
  }

  /// It is the end of a treatment.
  sealed interface OfTreatment extends CallInput {}

  /// The agent who talks with the resident gives them to others.
  sealed interface OfAgent extends CallInput {}

  /// It happens to callbacks only.
  sealed interface OfCallback extends CallInput {}

  /// The flow came to a step, or the resident chose something there.
  ///
  /// @param menus the version of the menus that it is in; null for none
  /// @param key by which something was chosen; null as long as nothing was
  record ReachedStep(String step, @Nullable String menus, @Nullable String key) implements OfFlow {
    /// A step in menus.
    public ReachedStep(String step, @Nullable String menus) {
      this(step, menus, null);
    }

    /// A step outside of the menus.
    public ReachedStep(String step) {
      this(step, null);
    }
  }

  /// The resident has a language, by choice or by default.
  record ChoseLanguage(Language language) implements OfFlow {}

  /// The resident wants a person.
  record AskedForPerson(Demand demand) implements OfFlow {}

  /// An agent has sent the resident on to others.
  record Transferred(Demand demand) implements OfAgent {}

  /// The agent's phone was lost in the talk.
  ///
  /// @param demand the same agent, and then whoever can take it first
  record AgentLost(Demand demand) implements OfAgent {}

  /// An agent has given the resident to a department.
  record PutThrough(String line) implements OfAgent {}

  /// Another agent has the resident now.
  record HandedOver(OfferId leg, AgentId to) implements OfAgent {}

  /// It waits for this from now on, in its place.
  record Moved(Demand demand) implements CallInput {}

  /// The flow said goodbye without a person.
  record FlowEnded() implements OfFlow {}

  /// The caller is in the waiting bridge.
  record Parked() implements CallInput {}

  /// More agents may take it from now on.
  record Reached(Reach reach) implements CallInput {}

  /// The resident, who waits, is told something.
  record Announced(Told told) implements CallInput {}

  /// It is taken out of the waiting bridge.
  record TakenOut(Treatment treatment) implements CallInput {}

  /// The flow of its treatment has come to an end.
  record TreatmentEnded(Outcome outcome) implements OfTreatment {}

  /// What a treatment came to.
  enum Outcome {
    LEFT_A_MESSAGE,
    ASKED_TO_BE_CALLED_BACK,
    TOLD,
    /// Hung up without having left anything.
    NOTHING
  }

  /// No word came from the flow of a caller who hung up in a treatment.
  record TreatmentUnheard() implements OfTreatment {}

  /// The ACD offers it to an agent.
  record OfferMade(OfferId offer, AgentId agent) implements CallInput {}

  /// The agent picked up, and hears the whisper or is about to be bridged.
  record AgentPickedUp(OfferId offer) implements OfOffer {}

  /// Resident and agent hear each other.
  record Connected(OfferId offer) implements OfOffer {}

  /// The offer came to nothing before anyone talked.
  record OfferFailed(OfferId offer) implements OfOffer {}

  /// The agent's phone left a talk.
  record AgentLeft(OfferId offer) implements OfOffer {}

  /// The agent of a callback is ready to hear the resident, who is called now.
  record ResidentCalled(OfferId offer) implements OfCallback {}

  /// The resident of a callback is called before any agent is rung.
  ///
  /// @param agent who is free for them now
  record CalledFirst(AgentId agent) implements OfCallback {}

  /// The resident of a callback has picked up, or a machine has.
  record ResidentAnswered() implements OfCallback {}

  /// A callback is not to be tried before this instant.
  record Postponed(Instant until) implements OfCallback {}

  /// A callback may be tried again.
  record Resumed() implements OfCallback {}

  /// A callback is given up.
  record GivenUp(Termination.Reason reason) implements OfCallback {}

  /// The resident has answered a question after the talk.
  ///
  /// @param question its name, such as `solved`
  /// @param key the digit
  record AnsweredSurvey(String question, int key) implements OfFlow {}

  /// The caller's channel is gone.
  record HungUp() implements CallInput {}

  /// The call was found to be gone without a hang-up seen.
  record Missed(Termination.Reason reason) implements CallInput {}
}
