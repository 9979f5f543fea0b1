package org.city311.gateway.desk.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.acd.CallAct;
import org.city311.ivr.acd.CallAct.Target;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Naming;

/// Reads what an agent wants done in a call.
final class CallActJson {
  private final Set<String> lines;

  /// @param lines the departments that agents may call
  CallActJson(Set<String> lines) {
    this.lines = Set.copyOf(lines);
  }

  /// What was read, or what is wrong.
  sealed interface Read {
    record Act(CallAct act) implements Read {}

    /// @param whatToDo for whoever sent it
    record Wrong(int status, String whatToDo) implements Read {}
  }

  /// @param name as in the path
  Read read(String name, JsonObject body) {
    return switch (name) {
      case "hold" -> new Read.Act(new CallAct.Hold());
      case "resume" -> new Read.Act(new CallAct.Resume());
      case "swap" -> new Read.Act(new CallAct.Swap());
      case "conference" -> new Read.Act(new CallAct.Join());
      case "complete" -> new Read.Act(new CallAct.Complete());
      case "end-consult" -> new Read.Act(new CallAct.EndConsult());
      case "end" -> new Read.Act(new CallAct.End());
      case "transfer" ->
          target(body)
              .<Read>map(to -> new Read.Act(new CallAct.Transfer(to)))
              .orElseGet(() -> noTarget("{\"group\":G}, {\"agent\":A} or {\"line\":L} as \"to\""));
      case "consult" ->
          target(body)
              .filter(to -> !(to instanceof Target.Group))
              .<Read>map(to -> new Read.Act(new CallAct.Ask(to)))
              .orElseGet(() -> noTarget("{\"agent\":A} or {\"line\":L} as \"to\""));
      default ->
          new Read.Wrong(
              404,
              "no such act; there are hold, resume, transfer, consult, swap, conference, complete,"
                  + " end-consult and end");
    };
  }

  private Read noTarget(String wanted) {
    return new Read.Wrong(
        400, "send " + wanted + "; lines are " + lines.stream().sorted().toList());
  }

  private Optional<Target> target(JsonObject body) {
    if (!(body.getValue("to") instanceof JsonObject to) || to.size() != 1) {
      return Optional.empty();
    }
    String key = to.fieldNames().iterator().next();
    if (!(to.getValue(key) instanceof String value)) {
      return Optional.empty();
    }
    return switch (key) {
      case "group" ->
          Naming.ID.matcher(value).matches()
              ? Optional.of(new Target.Group(new SkillGroupId(value)))
              : Optional.empty();
      case "agent" ->
          Naming.ID.matcher(value).matches()
              ? Optional.of(new Target.Colleague(new AgentId(value)))
              : Optional.empty();
      case "line" -> lines.contains(value) ? Optional.of(new Target.Line(value)) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
