package org.city311.gateway.recording;

import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.RecordingRule;

/// An agent's talk with a resident, as far as its recording goes.
///
/// @param held whether the resident is on hold: then what the agent says and hears is not for the recording
record Talk(
    Call call, SkillGroupId group, OfferId leg, AgentId agent, RecordingRule rule, boolean held) {

  static Talk of(
      Call call, SkillGroupId group, Agent agent, Activity.Talking talking, RecordingRule rule) {
    return new Talk(call, group, talking.offer(), agent.id(), rule, talking.held());
  }
}
