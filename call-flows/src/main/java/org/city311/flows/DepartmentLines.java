package org.city311.flows;

import java.util.Map;
import java.util.Optional;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.LineDialling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Agents who dial a department: by a code of the city's list, and only while they talk with a resident. What is
/// called is the number that the list has for the code: no digits that were dialled ever become a number.
public final class DepartmentLines implements LineDialling {
  private static final Logger log = LoggerFactory.getLogger(DepartmentLines.class);

  private final CallCentre centre;
  private final Map<String, String> names;

  /// @param names code to the name of its line
  public DepartmentLines(CallCentre centre, Map<String, String> names) {
    this.centre = centre;
    this.names = Map.copyOf(names);
  }

  @Override
  public Answer dialled(String phone, String code, Way way) {
    Optional<Agent> agent = centre.agentAt(phone);
    if (agent.isEmpty()) {
      return new Answer.Say("agent-unknown-phone");
    }
    String name = names.get(code);
    if (name == null) {
      return new Answer.Say("agent-unknown-line");
    }
    Optional<Call> call = talkOf(agent.get());
    if (call.isEmpty()) {
      return new Answer.Say("agent-line-not-now");
    }
    log.info(
        "department called: line={} way={} agentId={} callId={}",
        name,
        way,
        agent.get().id(),
        call.get().id());
    return switch (way) {
      case ASK -> new Answer.Call(name);
      case HAND_OVER -> new Answer.HandOver(name, call.get().channel());
    };
  }

  private Optional<Call> talkOf(Agent agent) {
    return agent.activity() instanceof Activity.Talking talking
        ? centre.call(talking.call())
        : Optional.empty();
  }
}
