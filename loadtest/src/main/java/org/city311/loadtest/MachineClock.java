package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What the kernel says about CPU time (proc(5)), and what machine this is.
final class MachineClock {
  /// Clock ticks a second: `USER_HZ`, 100 on every Linux that we run on.
  private static final long TICK_MS = 10;

  private MachineClock() {}

  /// CPU time that a process, all its threads, has used in user and system mode, in ms.
  static long cpuMillis(long pid) throws IOException {
    return cpuMillis(Files.readString(Path.of("/proc/" + pid + "/stat")));
  }

  /// The same from the text of `/proc/PID/stat`; the name in it may hold blanks and brackets.
  static long cpuMillis(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MS;
  }

  /// The machine's CPU time so far, in ticks.
  ///
  /// @param total in every mode, idle among them
  /// @param stolen time that the hypervisor gave to others while we wanted to run
  record Cpu(long total, long stolen) {
    static Cpu now() throws IOException {
      return parse(Files.readString(Path.of("/proc/stat")));
    }

    static Cpu parse(String stat) {
      var fields = stat.lines().findFirst().orElseThrow().trim().split(" +");
      // user nice system idle iowait irq softirq steal; guest time is counted in user already.
      var ticks = Arrays.stream(fields).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
      return new Cpu(Arrays.stream(ticks).sum(), ticks[7]);
    }

    /// Percent of the time from this to now that was stolen.
    double stealPercentUntilNow() throws IOException {
      return now().stealPercentSince(this);
    }

    /// Percent of the time since then that was stolen.
    double stealPercentSince(Cpu then) {
      long passed = total - then.total;
      return passed == 0 ? 0 : 100.0 * (stolen - then.stolen) / passed;
    }
  }

  /// The processor's name, or `unknown`.
  static String model() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
