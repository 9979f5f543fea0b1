package org.city311.loadtest;

import java.time.Duration;
import java.util.List;

/// How one SIPp process is to run.
///
/// @param scenario what it plays
/// @param target the switch's SIP address, `host:port`
/// @param number what is dialled; unused by a phone that only answers
/// @param sipPort its own SIP port
/// @param mediaPort first of the four ports of its own for RTP
/// @param calls it ends after that many calls; 0: it goes on until it is stopped
/// @param plan one line of fields a call; empty for a phone that answers
/// @param rate calls begun in each rate period
/// @param ratePeriod the period that the rate counts in
/// @param limit it ends then with an error, whatever it is doing
record SippOptions(
    Scenario scenario,
    String target,
    String number,
    int sipPort,
    int mediaPort,
    int calls,
    List<String> plan,
    int rate,
    Duration ratePeriod,
    Duration limit) {

  SippOptions {
    plan = List.copyOf(plan);
  }

  /// A phone that plays a scenario for `calls` calls, without a plan.
  static SippOptions phone(
      Scenario scenario, String target, PhonePorts ports, int calls, Duration limit) {
    return new SippOptions(
        scenario,
        target,
        "311",
        ports.sip(),
        ports.media(),
        calls,
        List.of(),
        1,
        Duration.ofSeconds(1),
        limit);
  }

  /// Callers that carry out a plan, one line a call, at `rate` calls a second.
  static SippOptions callers(
      Scenario scenario,
      String target,
      PhonePorts ports,
      List<String> plan,
      CallRate rate,
      Duration limit) {
    return new SippOptions(
        scenario,
        target,
        rate.number(),
        ports.sip(),
        ports.media(),
        plan.size(),
        plan,
        rate.calls(),
        rate.period(),
        limit);
  }

  /// The ports of one SIPp.
  ///
  /// @param sip its SIP port
  /// @param media the first of four RTP ports
  record PhonePorts(int sip, int media) {
    static PhonePorts free(FreePorts ports) {
      return new PhonePorts(ports.one(), ports.block(4));
    }
  }

  /// How fast a number is dialled.
  record CallRate(String number, int calls, Duration period) {}
}
