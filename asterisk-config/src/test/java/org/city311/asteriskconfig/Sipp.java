package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A SIPp process that plays one call of a scenario from `src/test/resources/sipp`.
final class Sipp implements AutoCloseable {
  private final Process process;
  private final Path output;

  private Sipp(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Sipp start(Path folder, int sipPort, int localPort, String scenario, String... options)
      throws IOException {
    var output = Files.createTempFile(folder, scenario, ".out");
    var command = new ArrayList<String>();
    command.addAll(List.of("sipp", "127.0.0.1:" + sipPort, "-i", "127.0.0.1"));
    command.addAll(List.of("-p", Integer.toString(localPort), "-nostdin"));
    command.addAll(List.of("-mp", Integer.toString(RealAsterisk.freeUdpPort() / 2 * 2)));
    command.addAll(List.of("-timeout", "40s", "-timeout_error", "-trace_err", "-error_file"));
    command.add(folder.resolve(scenario + "-" + localPort + ".err").toString());
    command.add("-sf");
    command.add(Path.of("src/test/resources/sipp", scenario + ".xml").toAbsolutePath().toString());
    command.addAll(List.of(options));
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Sipp(process, output);
  }

  static Sipp caller(Path folder, AsteriskSettings settings, String number) throws IOException {
    var port = RealAsterisk.freeUdpPort();
    return start(folder, settings.sip().port(), port, "caller", "-s", number, "-m", "1");
  }

  /// Somebody who dials a number that is refused.
  static Sipp stranger(Path folder, AsteriskSettings settings, String number) throws IOException {
    var port = RealAsterisk.freeUdpPort();
    return start(folder, settings.sip().port(), port, "refused", "-s", number, "-m", "1");
  }

  /// A phone that is registered and will answer.
  static Sipp phone(Path folder, AsteriskSettings settings, String account) throws Exception {
    var port = RealAsterisk.freeUdpPort();
    var credentials =
        new String[] {"-s", account, "-au", account, "-ap", RealAsterisk.PASSWORD, "-m", "1"};
    try (var register = start(folder, settings.sip().port(), port, "register", credentials)) {
      register.awaitSuccess();
    }
    return start(folder, settings.sip().port(), port, "phone", "-aa");
  }

  void awaitSuccess() throws Exception {
    if (!process.waitFor(45, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("SIPp: " + Files.readString(output));
    }
  }

  /// A phone's process goes on after its call.
  void awaitAlive() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("SIPp ended: " + Files.readString(output));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}
