package org.city311.ivr.switchboard;

import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;

/// What the ACD may ask of the switch. Each method returns at once; what came of it is told by
/// events. An order that can't be given because the link is down is dropped: the look at the switch
/// that follows every new link puts things right.
public interface Switchboard {

  /// Rings an agent's phone, with the offer's id as the channel's id, and bridges the agent with the
  /// waiting caller once the agent has picked up. The agent of a callback then waits for the resident.
  void ring(OfferId offer, Call call, AgentProfile agent);

  /// Takes a caller out of the waiting bridge, into the flow of this treatment.
  void treat(Call call, Treatment treatment);

  /// Ends the channel to an agent's phone, if it is there.
  void hangUp(OfferId offer);

  /// Calls the resident of a callback, with the call's id as the channel's id, and bridges the resident
  /// with the agent who waits in this offer.
  void callResident(Call call, OfferId offer);

  /// Calls the resident of a callback, with the call's id as the channel's id. Who says by key to be there
  /// is brought into the waiting bridge.
  void callResidentFirst(Call call);

  /// Ends the channel to the resident of a callback, if it is there.
  void hangUp(CallId callback);

  /// Connects who is in a talk otherwise. Ordered again, it stays as it is.
  void connect(AcdCommand.OfTalk order);

  /// Asks the switch what is really there, and tells the ACD.
  void lookAgain();
}
