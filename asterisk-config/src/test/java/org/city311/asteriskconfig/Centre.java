package org.city311.asteriskconfig;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A whole call centre for a test: a real Asterisk, two server nodes in miniature and an AMI link.
final class Centre implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);

  final AgiStub first;
  final AgiStub second;
  final AsteriskSettings settings;
  final AsteriskProcess asterisk;
  final AmiLink ami;
  private final Path folder;

  Centre(Path folder, AgiStub first, AgiStub second) throws Exception {
    this.folder = folder;
    this.first = first;
    this.second = second;
    var sounds = folder.resolve("sounds");
    var instance = folder.resolve("asterisk");
    SoundsForTests.make(sounds);
    this.settings = RealAsterisk.settings(sounds, first.port(), second.port());
    AsteriskConfig.render(settings, instance);
    this.asterisk = AsteriskProcess.start(instance, RealAsterisk.RUN);
    this.ami = AmiLink.loggedIn(settings.ami().address());
  }

  @Override
  public void close() throws IOException {
    ami.close();
    asterisk.close();
    first.close();
    second.close();
  }

  /// Node `node` says that it lived so many seconds ago.
  void beat(int node, long secondsAgo) throws Exception {
    var epoch = Instant.now().getEpochSecond() - secondsAgo;
    ami.send("Action: Setvar", "Variable: CITY311_NODE_" + node, "Value: " + epoch);
  }

  Sipp caller() throws IOException {
    return Sipp.caller(folder, settings, "311");
  }

  Sipp phone(String account) throws Exception {
    return Sipp.phone(folder, settings, account);
  }

  /// Offers a waiting call to ana's phone, as the server does.
  void offer(String callId, String offerId) throws Exception {
    originate(
        offerId,
        "Context: city311-agent",
        "Exten: s",
        "Variable: CITY311_CALLER=" + callId,
        "Variable: CITY311_WHISPER=city311/whisper-water-es");
  }

  /// Ana's phone, which was rung and answered, is at an extension as if it had dialled it.
  void dialled(String extension) throws Exception {
    originate("dialled", "Context: city311-phones", "Exten: " + extension, "Variable: NONE=1");
  }

  private void originate(String id, String context, String extension, String... variables)
      throws Exception {
    var lines =
        new java.util.ArrayList<>(
            List.of("Action: Originate", "Async: true", "ChannelId: " + id, context, extension));
    lines.addAll(List.of("Channel: PJSIP/ana", "Priority: 1", "Timeout: 5000"));
    lines.addAll(List.of(variables));
    ami.send(lines.toArray(String[]::new));
  }

  /// The unique id of the caller who is in the holding bridge.
  String awaitWaitingCaller() {
    return await()
        .atMost(SOON)
        .until(() -> ami.events("BridgeEnter"), entered -> !entered.isEmpty())
        .getFirst()
        .getOrDefault("Uniqueid", "");
  }

  void awaitContext(String context) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> asterisk.command("core show channels concise").contains("!" + context + "!"));
  }

  void awaitHangups(String... uniqueIds) {
    await()
        .atMost(SOON)
        .until(
            () ->
                ami.events("Hangup").stream()
                    .map(event -> event.getOrDefault("Uniqueid", ""))
                    .toList()
                    .containsAll(List.of(uniqueIds)));
  }

  String request(int node, String request) {
    var port = node == 1 ? first.port() : second.port();
    return "agi://127.0.0.1:" + port + "/" + request;
  }
}
