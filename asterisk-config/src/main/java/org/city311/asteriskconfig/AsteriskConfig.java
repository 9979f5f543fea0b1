package org.city311.asteriskconfig;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Asterisk's whole configuration, rendered from the templates under `asterisk/` of the class path.
///
/// Rendering twice with the same settings changes nothing on disk. Thread contract: one rendering
/// at a time per folder.
public final class AsteriskConfig {
  /// Every file of `etc`; those that carry passwords are readable by their owner only.
  private static final List<String> FILES =
      List.of(
          "asterisk.conf",
          "modules.conf",
          "logger.conf",
          "cdr.conf",
          "cel.conf",
          "stasis.conf",
          "sorcery.conf",
          "ccss.conf",
          "features.conf",
          "confbridge.conf",
          "indications.conf",
          "acl.conf",
          "udptl.conf",
          "pjproject.conf",
          "http.conf",
          "rtp.conf",
          "musiconhold.conf",
          "extensions.conf",
          "pjsip.conf",
          "manager.conf");

  private static final Set<String> SECRET_FILES = Set.of("pjsip.conf", "manager.conf");

  /// Folders under the instance's own, named as asterisk.conf names them.
  private static final List<String> FOLDERS =
      List.of("etc", "var", "db", "run", "log", "spool", "data");

  /// Times that a caller may come back from waiting without a talk before the fallback takes over.
  private static final int MAX_RETURNS = 50;

  /// How long an agent is kept waiting for a resident who is called back, if no server ends it:
  /// longer than any resident's phone rings.
  private static final int CALLBACK_WAIT_SECONDS = 90;

  /// Asterisk's default, for browser phones that come by a change at run time.
  private static final int SPARE_SESSIONS = 100;

  /// Events of AMI that no part of City311 reads.
  private static final List<String> DISABLED_EVENTS =
      List.of(
          "Newexten",
          "VarSet",
          "RTCPSent",
          "RTCPReceived",
          "NewConnectedLine",
          "NewCallerid",
          "NewAccountCode",
          "MusicOnHoldStart",
          "MusicOnHoldStop",
          "DTMFBegin",
          "ConfbridgeStart",
          "ConfbridgeEnd",
          "ConfbridgeJoin",
          "ConfbridgeLeave",
          "ChanSpyStart",
          "ChanSpyStop",
          "MixMonitorStart",
          "MixMonitorStop",
          "MixMonitorMute",
          "DialBegin",
          "DialEnd",
          "DialState",
          "DeviceStateChange",
          "ExtensionStatus",
          "PresenceStateChange",
          "PeerStatus",
          "SoftHangupRequest",
          "AGIExecStart",
          "AGIExecEnd",
          "LocalBridge",
          "BridgeVideoSourceUpdate",
          "ChallengeSent",
          "SuccessfulAuth",
          "InvalidAccountID",
          "InvalidPassword",
          "ChallengeResponseFailed");

  /// Causes (Q.850) of the end of a channel whose phone is gone, and has not hung up: the same as the server's.
  private static final String LOST_CAUSES = "1|3|18|20|27|38|41|44|102";

  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler().escapeHTML(false).zeroIsFalse(true).emptyStringIsFalse(true);

  private AsteriskConfig() {}

  /// Renders all files into `instance/etc` and makes the folders that Asterisk wants.
  ///
  /// @param instance folder of this Asterisk, absolute; made when missing
  /// @return the files that were written because they differed, in no particular order
  /// @throws UncheckedIOException when the folder can't be written; retrying without a change of
  ///   rights or space is useless
  public static List<Path> render(AsteriskSettings settings, Path instance) {
    Allowed.runFolder(instance);
    try {
      makeFolders(settings, instance);
      var values = values(settings, instance);
      var changed = new ArrayList<Path>();
      for (var file : FILES) {
        var path = instance.resolve("etc").resolve(file);
        if (ConfigFile.write(path, rendered(file, values), SECRET_FILES.contains(file))) {
          changed.add(path);
        }
      }
      return List.copyOf(changed);
    } catch (IOException e) {
      throw new UncheckedIOException("Asterisk's configuration in " + instance, e);
    }
  }

  private static void makeFolders(AsteriskSettings settings, Path instance) throws IOException {
    for (var folder : FOLDERS) {
      Files.createDirectories(instance.resolve(folder));
    }
    Files.createDirectories(settings.sounds().resolve("moh"));
    var data = instance.resolve("data");
    ConfigFile.link(data.resolve("sounds"), settings.sounds());
    ConfigFile.link(
        data.resolve("documentation"), settings.installation().data().resolve("documentation"));
  }

  private static String rendered(String file, Map<String, Object> values) throws IOException {
    try (var stream = AsteriskConfig.class.getResourceAsStream("/asterisk/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("template asterisk/" + file + " is not on the class path");
      }
      var template = MUSTACHE.compile(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return template.execute(values);
    }
  }

  private static Map<String, Object> values(AsteriskSettings settings, Path instance) {
    var limits = settings.limits();
    var values = new HashMap<String, Object>();
    values.put("directories", directories(settings, instance));
    values.put("moduleDirectory", settings.installation().modules());
    values.put("systemName", settings.systemName());
    values.put("defaultLanguage", settings.languages().getFirst());
    values.put("maxCalls", limits.maxCalls());
    values.put("heartbeatSeconds", limits.heartbeat().toSeconds());
    values.put("sessionExpiresSeconds", limits.sessionExpires().toSeconds());
    values.put("rtpTimeoutSeconds", limits.rtpTimeout().toSeconds());
    values.put("lostAgentSeconds", limits.phones().kept().toSeconds());
    values.put("lostCauses", LOST_CAUSES);
    values.put("deskSilenceSeconds", limits.phones().deskSilence().toSeconds());
    values.put("browserSilenceSeconds", limits.phones().browserSilence().toSeconds());
    values.put("qualifySeconds", limits.qualify().toSeconds());
    values.put("maxReturns", MAX_RETURNS);
    values.put("callbackWaitSeconds", CALLBACK_WAIT_SECONDS);
    values.put("sip", hostPort(settings.sip()));
    values.put("rtp", Map.of("from", settings.rtp().from(), "to", settings.rtp().to()));
    values.put("ami", ami(settings.ami()));
    values.put("disabledEvents", String.join(",", DISABLED_EVENTS));
    values.put("nodes", nodes(settings.nodes()));
    values.put("trunks", settings.trunks().stream().map(AsteriskConfig::trunk).toList());
    values.put("numbers", settings.numbers().stream().map(n -> Map.of("number", n)).toList());
    values.put("outside", settings.outside().stream().map(AsteriskConfig::outside).toList());
    values.put(
        "phones",
        settings.phones().stream()
            .map(p -> Map.of("name", p.name(), "password", p.password()))
            .toList());
    var browsers = settings.browserPhones();
    values.put(
        "browserPhones", browsers.accounts().isEmpty() ? List.of() : browserPhones(browsers));
    values.put("browsers", browsers.accounts().stream().map(name -> Map.of("name", name)).toList());
    values.put("ringSeconds", settings.ring().toSeconds());
    values.put("notReadyPattern", notReadyPattern(settings.notReadyReasons()));
    values.put("surveyShare", settings.surveyShare());
    var fallback = settings.fallback();
    values.put(
        "fallback",
        fallback == null
            ? List.of()
            : Map.of("phone", fallback.phone(), "ringSeconds", fallback.ring().toSeconds()));
    return values;
  }

  private static Map<String, Object> directories(AsteriskSettings settings, Path instance) {
    var directories = new HashMap<String, Object>();
    for (var folder : FOLDERS) {
      directories.put(folder, instance.resolve(folder));
    }
    directories.put("moh", settings.sounds().resolve("moh"));
    return directories;
  }

  private static Map<String, Object> hostPort(AsteriskSettings.HostPort address) {
    return Map.of("host", address.host(), "port", address.port());
  }

  private static Map<String, Object> browserPhones(AsteriskSettings.BrowserPhones browsers) {
    var values = new HashMap<>(hostPort(browsers.http()));
    values.put("sessionLimit", SPARE_SESSIONS + 2 * browsers.accounts().size());
    return values;
  }

  private static Map<String, Object> ami(AsteriskSettings.Ami ami) {
    return Map.of(
        "host", ami.address().host(),
        "port", ami.address().port(),
        "secret", ami.secret(),
        "permit", addresses(ami.permit()));
  }

  private static Map<String, Object> trunk(AsteriskSettings.Trunk trunk) {
    // An underscore can't stand in a phone's name, so no phone takes a trunk's section.
    var proxy = trunk.proxy();
    return Map.of(
        "id", trunkId(trunk.name()),
        "match", addresses(trunk.match()),
        "proxy", proxy == null ? "" : proxy.host() + ":" + proxy.port());
  }

  private static String trunkId(String name) {
    return "trunk_" + name;
  }

  private static Map<String, Object> outside(AsteriskSettings.OutsideNumber outside) {
    return Map.of(
        "name", outside.name(),
        "number", outside.number(),
        "callerId", Objects.requireNonNullElse(outside.callerId(), ""),
        "trunk", trunkId(outside.trunk()));
  }

  private static List<Map<String, String>> addresses(List<String> addresses) {
    return addresses.stream().map(address -> Map.of("address", address)).toList();
  }

  /// Each node with the label of the dialplan to go to when it does not answer.
  private static List<Map<String, Object>> nodes(List<AsteriskSettings.HostPort> nodes) {
    return IntStream.rangeClosed(1, nodes.size())
        .mapToObj(
            n -> {
              var values = new HashMap<>(hostPort(nodes.get(n - 1)));
              values.put("number", n);
              values.put("next", n < nodes.size() ? "node" + (n + 1) : "none");
              return (Map<String, Object>) values;
            })
        .toList();
  }

  private static String notReadyPattern(int reasons) {
    return switch (reasons) {
      case 0 -> "";
      case 1 -> "1";
      default -> "[1-" + reasons + "]";
    };
  }
}
