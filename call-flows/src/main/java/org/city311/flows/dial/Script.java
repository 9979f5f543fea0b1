package org.city311.flows.dial;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of calls as they are to go: what the caller hears, presses, and where it ends. Each line is a
/// verb and what belongs to it; `#` begins a comment.
///
///     call 311 from 4105550100 at 2026-11-23 10:00
///     hears For English, press 1
///     press 1
///     wait
///     say 3
///     queue callback
///     ends person streets
///
/// `hears` stands for a part of what is heard until the next key; those that follow each other must be heard in
/// that order. `wait` lets a question pass, `say` speaks so many seconds into a recording, `hang up` hangs
/// up. `queue` says what happens to a caller who waits: callback, message, full or closed. `ends` is
/// `person GROUP`, `number NAME`, `goodbye`, `hung up`, or what a treatment came to, such as `left a message`.
public final class Script {
  private static final Pattern CALL =
      Pattern.compile(
          "(?<dnis>\\+?\\d{1,15})( from (?<ani>\\+?\\d{1,15}|withheld))?"
              + "( at (?<at>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d))?");
  private static final Pattern KEYS = Pattern.compile("[0-9*#]{1,30}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,3}");
  private static final Pattern TREATMENT = Pattern.compile("callback|message|full|closed");

  /// Of which nothing is said.
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(2026, 3, 3, 10, 0);

  private final String file;
  private final List<Call> calls;

  private Script(String file, List<Call> calls) {
    this.file = file;
    this.calls = calls;
  }

  /// One line of it.
  record Line(int number, String verb, String rest) {}

  private record Call(DialledCall call, List<Line> lines) {}

  /// @param zone in which its times are meant
  /// @throws ScriptException where a line can't be understood
  public static Script parse(String file, String text, ZoneId zone) throws ScriptException {
    List<Call> calls = new ArrayList<>();
    int number = 0;
    for (String written : text.split("\n", -1)) {
      number++;
      String line = written.replaceFirst("(^|\\s)# .*|^#$", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] words = line.split("\\s+", 2);
      Line read = new Line(number, words[0], words.length > 1 ? words[1].strip() : "");
      if (read.verb().equals("call")) {
        calls.add(new Call(call(file, read, zone), new ArrayList<>()));
      } else if (calls.isEmpty()) {
        throw new ScriptException(file, number, "found " + line + ", allowed: call first");
      } else {
        check(file, read);
        calls.getLast().lines().add(read);
      }
    }
    if (calls.isEmpty()) {
      throw new ScriptException(file, 1, "found no call, allowed: call 311");
    }
    return new Script(file, calls);
  }

  /// How many calls it has.
  public int calls() {
    return calls.size();
  }

  /// Holds its calls.
  ///
  /// @return what went otherwise than it says, with its line, of each call that did; empty if none
  public List<String> run(Exchange exchange) {
    List<String> failures = new ArrayList<>();
    for (Call each : calls) {
      ScriptedResident resident = new ScriptedResident(each.lines());
      try {
        resident.ended(each.call().with(resident, exchange));
      } catch (ScriptedResident.Otherwise e) {
        failures.add(file + ":" + e.line() + ": " + e.getMessage());
      }
    }
    return failures;
  }

  private static DialledCall call(String file, Line line, ZoneId zone) throws ScriptException {
    Matcher parts = CALL.matcher(line.rest());
    if (!parts.matches()) {
      throw new ScriptException(
          file,
          line.number(),
          "found call " + line.rest() + ", allowed: call NUMBER from NUMBER at 2026-11-23 10:00");
    }
    try {
      LocalDateTime at =
          Optional.ofNullable(parts.group("at"))
              .map(text -> LocalDateTime.parse(text.replace(' ', 'T')))
              .orElse(SOME_DAY);
      String ani = Optional.ofNullable(parts.group("ani")).orElse("4105550100");
      return DialledCall.of(
          ani.equals("withheld") ? "" : ani, parts.group("dnis"), at.atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      throw new ScriptException(
          file, line.number(), "found " + parts.group("at") + ", allowed: a time of the calendar");
    }
  }

  private static void check(String file, Line line) throws ScriptException {
    String allowed =
        switch (line.verb()) {
          case "hears" -> line.rest().isEmpty() ? "words after hears" : "";
          case "press" -> KEYS.matcher(line.rest()).matches() ? "" : "keys 0 to 9, * and #";
          case "say" -> SECONDS.matcher(line.rest()).matches() ? "" : "seconds, as in say 3";
          case "wait" -> line.rest().isEmpty() ? "" : "wait alone";
          case "hang" -> line.rest().equals("up") ? "" : "hang up";
          case "queue" ->
              TREATMENT.matcher(line.rest()).matches() ? "" : "callback, message, full or closed";
          case "ends" -> line.rest().isEmpty() ? "what the call comes to" : "";
          default -> "call, hears, press, say, wait, hang up, queue, ends";
        };
    if (!allowed.isEmpty()) {
      throw new ScriptException(
          file,
          line.number(),
          "found " + (line.verb() + " " + line.rest()).strip() + ", allowed: " + allowed);
    }
  }

  /// A line of a script that can't be understood.
  public static final class ScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptException(String file, int line, String what) {
      super(file + ":" + line + ": " + what);
    }
  }
}
