package org.city311.loadtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// CPU time that some processes and the machine had used at one moment.
///
/// @param pids whose
/// @param millis of each process, in user and system mode
/// @param machine of all
record CpuTimes(List<Long> pids, List<Long> millis, MachineClock.Cpu machine) {
  CpuTimes {
    pids = List.copyOf(pids);
    millis = List.copyOf(millis);
  }

  /// Of these processes, up to now.
  static CpuTimes now(Long... pids) throws IOException {
    return now(List.of(pids));
  }

  private static CpuTimes now(List<Long> pids) throws IOException {
    var millis = new ArrayList<Long>();
    for (long pid : pids) {
      millis.add(MachineClock.cpuMillis(pid));
    }
    return new CpuTimes(pids, millis, MachineClock.Cpu.now());
  }

  /// What has been used from then to now.
  ///
  /// @throws IOException when one of the processes has ended
  Used usedSince() throws IOException {
    var now = now(pids);
    var used = new ArrayList<Double>();
    for (int i = 0; i < millis.size(); i++) {
      used.add((double) (now.millis.get(i) - millis.get(i)));
    }
    return new Used(used, now.machine.stealPercentSince(machine));
  }

  /// CPU time used between two moments.
  ///
  /// @param processes of each process, in ms, in the order in which they were named
  /// @param stealPercent share of the machine's time that the hypervisor gave to others
  record Used(List<Double> processes, double stealPercent) {
    Used {
      processes = List.copyOf(processes);
    }

    /// Of one process, in ms.
    double millis(int process) {
      return processes.get(process);
    }
  }
}
