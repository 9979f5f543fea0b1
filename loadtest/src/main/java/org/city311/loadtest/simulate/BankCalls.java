package org.city311.loadtest.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A real call centre's calls, read from the Technion's published records of a bank (1999): one call a
/// line, tab-separated, with a line of headings.
///
/// @param calls those that wanted a person, by the moment they asked
public record BankCalls(List<BankCall> calls) {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm:ss", Locale.ROOT);

  public BankCalls {
    calls = List.copyOf(calls);
  }

  /// One call that wanted a person.
  ///
  /// @param asked when it came into the queue, or, when it did not wait, to the agent
  /// @param waited until an agent was there, or until the caller hung up; zero for no wait
  /// @param answered whether an agent was there
  /// @param service how long they talked; zero when there was no agent
  /// @param urgent whether it was a customer whom the bank let go ahead
  /// @param server the agent's name
  public record BankCall(
      Instant asked,
      Duration waited,
      boolean answered,
      Duration service,
      boolean urgent,
      String server) {}

  /// @throws IOException if the file can't be read, or has not the columns of these records
  public static BankCalls read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> names = lines.isEmpty() ? List.of() : fields(lines.getFirst());
    for (String needed : List.of("date", "vru_exit", "q_start", "q_time", "outcome", "server")) {
      if (!names.contains(needed)) {
        throw new IOException(file + ": no column " + needed);
      }
    }
    List<BankCall> calls = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = fields(line);
      Duration waited = Duration.ofSeconds(number(fields, names, "q_time"));
      String outcome = text(fields, names, "outcome");
      boolean answered = outcome.equals("AGENT");
      // Who hung up without having waited did so in the menu; phantoms are no calls.
      if (answered || (outcome.equals("HANG") && !waited.isZero())) {
        String asked = waited.isZero() ? "ser_start" : "q_start";
        calls.add(
            new BankCall(
                at(text(fields, names, "date"), text(fields, names, asked)),
                waited,
                answered,
                Duration.ofSeconds(number(fields, names, "ser_time")),
                number(fields, names, "priority") == 2,
                text(fields, names, "server")));
      }
    }
    calls.sort(Comparator.comparing(BankCall::asked));
    return new BankCalls(calls);
  }

  private static List<String> fields(String line) {
    return Arrays.asList(line.split("\t", -1));
  }

  private static String text(List<String> fields, List<String> names, String name) {
    return fields.get(names.indexOf(name)).trim();
  }

  private static int number(List<String> fields, List<String> names, String name) {
    return Integer.parseInt(text(fields, names, name));
  }

  private static Instant at(String date, String time) {
    return LocalDate.parse(date, DATE)
        .atTime(LocalTime.parse(time, TIME))
        .toInstant(ZoneOffset.UTC);
  }
}
