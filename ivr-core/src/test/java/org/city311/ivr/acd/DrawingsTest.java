package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.junit.jupiter.api.Test;

/// The state diagrams of `docs/acd.md` are what the rules do: each arrow is a step that the code takes
/// for one of the inputs of [CallRulesTest] and [AgentRulesTest].
///
/// With `CITY311_DRAW` in the environment the document is drawn anew.
class DrawingsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "acd.md");

  @Test
  void call_isDrawnAsTheRulesAre() throws IOException {
    Arrows arrows = new Arrows();
    CallRulesTest.states()
        .forEach(
            (_, call) ->
                CallRulesTest.inputs()
                    .forEach(
                        (_, input) -> {
                          if (CallRules.next(call, input, CallRulesTest.NOW)
                              instanceof Step.Applied<Call> applied) {
                            arrows.add(name(call), name(applied.next()), input);
                          }
                        }));
    assertDrawn("call", arrows);
  }

  @Test
  void agent_isDrawnAsTheRulesAre() throws IOException {
    Arrows arrows = new Arrows();
    AgentRulesTest.states()
        .forEach(
            (_, agent) ->
                AgentRulesTest.inputs()
                    .forEach(
                        (_, input) -> {
                          if (AgentRules.next(agent, input, AgentRulesTest.NOW)
                              instanceof Step.Applied<Agent> applied) {
                            arrows.add(name(agent), name(applied.next()), input);
                          }
                        }));
    assertDrawn("agent", arrows);
  }

  /// An offer is the part of a call's life in which one agent's phone is meant.
  @Test
  void offer_isDrawnAsTheRulesAre() throws IOException {
    Arrows arrows = new Arrows();
    CallRulesTest.states()
        .forEach(
            (_, call) ->
                CallRulesTest.inputs()
                    .forEach(
                        (_, input) -> {
                          if (CallRules.next(call, input, CallRulesTest.NOW)
                              instanceof Step.Applied<Call> applied) {
                            String from = offer(call);
                            String to = offer(applied.next());
                            if (!from.equals(to) || !from.equals("[*]")) {
                              arrows.add(from, to, input);
                            }
                          }
                        }));
    assertDrawn("offer", arrows);
  }

  private static String name(Call call) {
    return call.state().getClass().getSimpleName();
  }

  private static String offer(Call call) {
    return switch (call.state()) {
      case CallState.Offered offered -> offered.answered() ? "Whisper" : "Ringing";
      case CallState.Talking _ -> "Talk";
      case CallState _ -> "[*]";
    };
  }

  private static String name(Agent agent) {
    if (agent.consult() != null) {
      return "Consult";
    }
    return switch (agent.activity()) {
      case Activity.Idle _ -> agent.presence().getClass().getSimpleName();
      case Activity.Talking talking when talking.held() -> "Hold";
      case Activity doing -> doing.getClass().getSimpleName();
    };
  }

  /// From one state to another, and by which inputs. Steps that stay where they are are left out.
  private static final class Arrows {
    private final Map<String, Set<String>> inputs = new LinkedHashMap<>();

    void add(String from, String to, Object input) {
      if (!from.equals(to)) {
        inputs
            .computeIfAbsent(from + " --> " + to, _ -> new LinkedHashSet<>())
            .add(input.getClass().getSimpleName());
      }
    }

    String draw() {
      return inputs.entrySet().stream()
          .map(arrow -> "    " + arrow.getKey() + ": " + String.join(", ", arrow.getValue()))
          .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n", "\n```\n"));
    }
  }

  private static void assertDrawn(String what, Arrows arrows) throws IOException {
    String begin = "<!-- drawn from the rules: " + what + " -->\n";
    String end = "<!-- end -->";
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);
    if (System.getenv("CITY311_DRAW") != null) {
      Files.writeString(DOCUMENT, text.substring(0, from) + arrows.draw() + text.substring(to));
      return;
    }
    assertEquals(
        arrows.draw(),
        text.substring(from, to),
        "docs/acd.md is not as the code is: run this test with CITY311_DRAW=1 in the environment");
  }
}
