package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.city311.loadtest.SippOptions.PhonePorts;

/// An agent's phone made of two SIPp runs on one port: the first registers, the second answers
/// calls one after another until it is closed.
final class SippAgent implements AutoCloseable {
  private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(15);

  private final String account;
  private final Sipp phone;

  private SippAgent(String account, Sipp phone) {
    this.account = account;
    this.phone = phone;
  }

  /// How the agent treats its calls.
  ///
  /// @param ring how long the phone rings before it is answered
  /// @param talk how long the agent talks, unless the caller hangs up before
  record Manner(Duration ring, Duration talk) {}

  /// Where the phone registers and with what.
  ///
  /// @param target the switch's SIP address
  /// @param account the agent's id
  /// @param secret the account's secret
  record Account(String target, String account, String secret) {}

  /// Registers and begins to answer; ends by itself after `limit`, for which it is registered too.
  static SippAgent start(
      ChildProcesses children, Path folder, Account account, Manner manner, Work work)
      throws IOException {
    register(children, folder.resolve("register"), account, work);
    var scenario =
        Scenario.of(
            "agent",
            Map.of(
                "account", account.account(),
                "ring_ms", "" + manner.ring().toMillis(),
                "talk_ms", "" + manner.talk().toMillis()));
    var options = SippOptions.phone(scenario, account.target(), work.ports(), 0, work.limit());
    return new SippAgent(
        account.account(), Sipp.start(children, folder.resolve("answer"), options));
  }

  /// The bounds of an agent's work.
  ///
  /// @param ports its phone's ports
  /// @param limit how long it works at most
  record Work(PhonePorts ports, Duration limit) {}

  private static void register(ChildProcesses children, Path folder, Account account, Work work)
      throws IOException {
    var scenario =
        Scenario.of(
            "register",
            Map.of(
                "account", account.account(),
                "secret", account.secret(),
                "expires", "" + work.limit().toSeconds()));
    var options =
        SippOptions.phone(scenario, account.target(), work.ports(), 1, REGISTRATION_LIMIT);
    try (var registration = Sipp.start(children, folder, options)) {
      int status = registration.awaitExit(REGISTRATION_LIMIT.plusSeconds(5));
      if (status != Sipp.ALL_SUCCESSFUL) {
        throw new IOException(
            "phone " + account.account() + " could not register: " + registration.errors());
      }
    }
  }

  String account() {
    return account;
  }

  List<SipMessage> messages() {
    return phone.messages();
  }

  /// `offered:NUMBER` for each call that came, with the caller's number.
  List<Step> steps() {
    return phone.steps();
  }

  String errors() {
    return phone.errors();
  }

  /// Takes no more calls and ends after the present one.
  void finish() throws IOException {
    phone.finish();
  }

  boolean isAlive() {
    return phone.isAlive();
  }

  @Override
  public void close() {
    phone.close();
  }
}
