package org.city311.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.city311.asteriskconfig.AsteriskConfig;
import org.city311.asteriskconfig.AsteriskSettings;
import org.city311.asteriskconfig.AsteriskSettings.Ami;
import org.city311.asteriskconfig.AsteriskSettings.Fallback;
import org.city311.asteriskconfig.AsteriskSettings.HostPort;
import org.city311.asteriskconfig.AsteriskSettings.Installation;
import org.city311.asteriskconfig.AsteriskSettings.Limits;
import org.city311.asteriskconfig.AsteriskSettings.Phone;
import org.city311.asteriskconfig.AsteriskSettings.PortRange;
import org.city311.asteriskconfig.AsteriskSettings.Trunk;
import org.city311.server.config.Configuration;

/// Writes what Asterisk needs to know of the configuration.
final class AsteriskPreparation {
  private static final long FIND_PATIENCE_SECONDS = 20;

  /// Of an Asterisk that is not ours: its operator takes over the dialplan, the phones and the manager's
  /// account from what is rendered, and keeps the folders as they are.
  private static final Installation ELSEWHERE =
      new Installation(Path.of("/usr/lib/asterisk/modules"), Path.of("/usr/share/asterisk"));

  private AsteriskPreparation() {}

  /// Renders Asterisk's configuration into the data folder.
  static void run(Configuration configuration, Secrets secrets, Path home)
      throws IOException, InterruptedException, StartException {
    Installation installation = configuration.asterisk().managed() ? installation(home) : ELSEWHERE;
    try {
      AsteriskConfig.render(
          settings(configuration, secrets, installation), configuration.data().resolve("asterisk"));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.CONFIGURATION, "Asterisk can't be configured: " + e.getMessage());
    }
  }

  private static AsteriskSettings settings(
      Configuration configuration, Secrets secrets, Installation installation) {
    Configuration.Asterisk asterisk = configuration.asterisk();
    List<Phone> phones =
        configuration.routing().agents().stream()
            .map(agent -> new Phone(agent.phone(), secrets.ofPhone(agent.phone())))
            .toList();
    return new AsteriskSettings(
        "city311",
        installation,
        configuration.data().resolve("sounds"),
        configuration.languages(),
        hostPort(asterisk.sip()),
        new PortRange(asterisk.rtpFrom(), asterisk.rtpTo()),
        Ami.local(hostPort(asterisk.ami()), secrets.get(Secrets.AMI)),
        asterisk.nodes().stream().map(AsteriskPreparation::hostPort).toList(),
        asterisk.trunks().stream().map(trunk -> new Trunk(trunk.name(), trunk.match())).toList(),
        configuration.numbers().stream().map(Configuration.DialledNumber::number).toList(),
        configuration.fallbackPhone() == null
            ? null
            : new Fallback(configuration.fallbackPhone(), configuration.fallbackRing()),
        phones,
        configuration.notReadyReasons().size(),
        Limits.DEFAULT);
  }

  private static HostPort hostPort(Configuration.HostPort address) {
    return new HostPort(address.host(), address.port());
  }

  /// Asks `asterisk-find`, which alone knows where an Asterisk may be.
  private static Installation installation(Path home)
      throws IOException, InterruptedException, StartException {
    Path script = home.resolve("asterisk-config/bin/asterisk-find");
    Process process =
        new ProcessBuilder(script.toString(), "--env").redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (var reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    }
    if (!process.waitFor(FIND_PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new StartException(StartException.MACHINE, String.join("\n", lines));
    }
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
}
