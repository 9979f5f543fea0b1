package org.city311.flows.dial;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.city311.ivr.call.Treatment;

/// Does what a script says, and listens whether it goes so.
final class ScriptedResident implements Resident {
  private final List<Script.Line> lines;
  private final StringBuilder heard = new StringBuilder();
  private int next;

  ScriptedResident(List<Script.Line> lines) {
    this.lines = lines;
  }

  @Override
  public void hears(String words) {
    heard.append(words).append(' ');
  }

  @Override
  public Move answers() {
    listen();
    String asked = heard.toString().strip();
    heard.setLength(0);
    if (next == lines.size()) {
      return new Move.HangsUp();
    }
    Script.Line line = lines.get(next);
    Move move =
        switch (line.verb()) {
          case "press" -> new Move.Presses(line.rest());
          case "wait" -> new Move.Waits();
          case "hang" -> new Move.HangsUp();
          default -> throw new Otherwise(line, "the call waits for a key after: " + asked);
        };
    next++;
    return move;
  }

  @Override
  public Move speaks() {
    listen();
    heard.setLength(0);
    Optional<Script.Line> line = upcoming();
    if (line.isPresent() && line.get().verb().equals("say")) {
      next++;
      return new Move.Speaks(Duration.ofSeconds(Integer.parseInt(line.get().rest())));
    }
    if (line.isPresent() && line.get().verb().equals("hang")) {
      next++;
      return new Move.HangsUp();
    }
    return new Move.Speaks(Duration.ZERO);
  }

  @Override
  public Optional<Treatment> waits(String group) {
    listen();
    Optional<Script.Line> line = upcoming().filter(each -> each.verb().equals("queue"));
    line.ifPresent(_ -> next++);
    return line.map(each -> Treatment.valueOf(each.rest().toUpperCase(Locale.ROOT)));
  }

  @Override
  public void notices(String what) {}

  /// Compares the end with the script's.
  ///
  /// @throws Otherwise if the script says something else
  void ended(String outcome) {
    listen();
    Optional<Script.Line> line = upcoming();
    if (line.isEmpty()) {
      return;
    }
    if (!line.get().verb().equals("ends")) {
      throw new Otherwise(line.get(), "the call has ended: " + outcome);
    }
    if (!line.get().rest().equals(outcome)) {
      throw new Otherwise(line.get(), "the call ends: " + outcome);
    }
  }

  /// Takes the next lines that say what is heard.
  private void listen() {
    int from = 0;
    while (next < lines.size() && lines.get(next).verb().equals("hears")) {
      Script.Line line = lines.get(next);
      int found = heard.indexOf(line.rest(), from);
      if (found < 0) {
        throw new Otherwise(line, "what is heard is: " + heard.toString().strip());
      }
      from = found + line.rest().length();
      next++;
    }
  }

  private Optional<Script.Line> upcoming() {
    return next < lines.size() ? Optional.of(lines.get(next)) : Optional.empty();
  }

  /// The call goes otherwise than the script.
  static final class Otherwise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    Otherwise(Script.Line line, String what) {
      super("script: " + line.verb() + " " + line.rest() + "; but " + what);
      this.line = line.number();
    }

    int line() {
      return line;
    }
  }
}
