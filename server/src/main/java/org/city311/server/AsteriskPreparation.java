package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.asteriskconfig.AsteriskConfig;
import org.city311.asteriskconfig.AsteriskSettings;
import org.city311.asteriskconfig.AsteriskSettings.Ami;
import org.city311.asteriskconfig.AsteriskSettings.BrowserPhones;
import org.city311.asteriskconfig.AsteriskSettings.Fallback;
import org.city311.asteriskconfig.AsteriskSettings.HostPort;
import org.city311.asteriskconfig.AsteriskSettings.Installation;
import org.city311.asteriskconfig.AsteriskSettings.Limits;
import org.city311.asteriskconfig.AsteriskSettings.LostPhones;
import org.city311.asteriskconfig.AsteriskSettings.OutsideNumber;
import org.city311.asteriskconfig.AsteriskSettings.Phone;
import org.city311.asteriskconfig.AsteriskSettings.PortRange;
import org.city311.asteriskconfig.AsteriskSettings.Trunk;
import org.city311.ivr.agent.AgentProfile;
import org.city311.server.config.Configuration;

/// Writes what Asterisk needs to know of the configuration.
final class AsteriskPreparation {
  private static final Duration FIND_PATIENCE = Duration.ofSeconds(20);

  /// Of an Asterisk that is not ours: its operator takes over the dialplan, the phones and the manager's
  /// account from what is rendered, and keeps the folders as they are.
  private static final Installation ELSEWHERE =
      new Installation(Path.of("/usr/lib/asterisk/modules"), Path.of("/usr/share/asterisk"));

  private AsteriskPreparation() {}

  /// Renders Asterisk's configuration into the data folder.
  ///
  /// @param agents those whose phones have an account
  static void run(
      Configuration configuration, List<AgentProfile> agents, Secrets secrets, Path home)
      throws IOException, InterruptedException, StartException {
    Installation installation = configuration.asterisk().managed() ? installation(home) : ELSEWHERE;
    try {
      AsteriskConfig.render(
          settings(configuration, agents, secrets, installation),
          configuration.data().resolve("asterisk"));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.CONFIGURATION, "Asterisk can't be configured: " + e.getMessage());
    }
  }

  private static AsteriskSettings settings(
      Configuration configuration,
      List<AgentProfile> agents,
      Secrets secrets,
      Installation installation) {
    Configuration.Asterisk asterisk = configuration.asterisk();
    PhoneAccounts phones = PhoneAccounts.of(configuration, agents);
    return new AsteriskSettings(
        "city311",
        installation,
        configuration.data().resolve("sounds"),
        configuration.languages(),
        hostPort(asterisk.sip()),
        new PortRange(asterisk.rtpFrom(), asterisk.rtpTo()),
        new Ami(hostPort(asterisk.ami()), secrets.get(Secrets.AMI), asterisk.permit()),
        asterisk.nodes().stream().map(AsteriskPreparation::hostPort).toList(),
        asterisk.trunks().stream().map(AsteriskPreparation::trunk).toList(),
        configuration.numbers().stream().map(Configuration.DialledNumber::number).toList(),
        configuration.outside().numbers().stream().map(AsteriskPreparation::outside).toList(),
        configuration.fallbackPhone() == null
            ? null
            : new Fallback(configuration.fallbackPhone(), configuration.fallbackRing()),
        phones.desk().stream().map(phone -> new Phone(phone, secrets.ofPhone(phone))).toList(),
        new BrowserPhones(hostPort(asterisk.http()), phones.browser()),
        configuration.acd().ring(),
        configuration.notReadyReasons().size(),
        configuration.survey().share(),
        Limits.DEFAULT.with(
            new LostPhones(
                configuration.acd().lostAgent(),
                asterisk.phoneSilence(),
                Limits.DEFAULT.phones().browserSilence())));
  }

  private static Trunk trunk(Configuration.Trunk trunk) {
    return new Trunk(
        trunk.name(), trunk.match(), trunk.proxy() == null ? null : hostPort(trunk.proxy()));
  }

  private static OutsideNumber outside(Configuration.OutsideNumber outside) {
    return new OutsideNumber(
        outside.name(),
        outside.number(),
        outside.trunk(),
        outside.code() == null ? null : outside.callerId());
  }

  private static HostPort hostPort(Configuration.HostPort address) {
    return new HostPort(address.host(), address.port());
  }

  /// Asks `asterisk-find`, which alone knows where an Asterisk may be.
  private static Installation installation(Path home)
      throws IOException, InterruptedException, StartException {
    List<String> lines = answer(home.resolve("asterisk-config/bin/asterisk-find"), FIND_PATIENCE);
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Installation(
        Path.of(values.getOrDefault("moduledir", "")), Path.of(values.getOrDefault("datadir", "")));
  }

  /// What the script says, by way of a file: a pipe would hold us up as long as any child of its has it.
  static List<String> answer(Path script, Duration patience)
      throws IOException, InterruptedException, StartException {
    Path said = Files.createTempFile("asterisk-find", ".txt");
    Process process =
        new ProcessBuilder(script.toString(), "--env")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StartException(
            StartException.MACHINE,
            script + " hangs, which looks for Asterisk: run it by hand to see where");
      }
      List<String> lines = Files.readAllLines(said);
      if (process.exitValue() != 0) {
        throw new StartException(StartException.MACHINE, String.join("\n", lines));
      }
      return lines;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(said);
    }
  }
}
