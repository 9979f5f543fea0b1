package org.city311.gateway.recording;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;

/// One agent's part of one call, which one recording is made of. A call that was transferred has several.
///
/// @param leg the id of the offer, and of the agent's channel
/// @param group by whose rule it is recorded
/// @param begun when the recording began
public record Leg(CallId call, OfferId leg, AgentId agent, SkillGroupId group, Instant begun) {
  public RecordingId id() {
    return RecordingId.of(leg);
  }
}
