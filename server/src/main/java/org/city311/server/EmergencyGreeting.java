package org.city311.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.flows.AgentPhoneCodes;
import org.city311.flows.greeting.Greeting;
import org.city311.flows.greeting.GreetingByPhone;
import org.city311.flows.greeting.GreetingDesk;
import org.city311.flows.greeting.GreetingJson;
import org.city311.flows.greeting.Greetings;
import org.city311.flows.greeting.PinLock;
import org.city311.gateway.audit.AuditLog;
import org.city311.ivr.call.Language;
import org.city311.ivr.cluster.ClusterMember;
import org.city311.server.bus.SharedNote;
import org.city311.server.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of the emergency greeting at one node.
///
/// @param codes what a phone dials to record it; empty if no PIN is configured
record EmergencyGreeting(
    Greetings greetings, GreetingDesk desk, Map<String, AgentPhoneCodes.Talk> codes) {
  private static final String CODE = "*31";

  /// Whose texts they are.
  static final String OWNER = "greeting";

  /// Is said in place of a recording that is lost.
  private static final String INSTEAD = "{city}.";

  private static final Logger log = LoggerFactory.getLogger(EmergencyGreeting.class);

  static EmergencyGreeting of(
      Configuration configuration, ClusterMember member, AuditLog audit, InstantSource clock) {
    Greetings greetings =
        new Greetings(
            file(configuration.data()),
            new SharedNote(member, "greeting"),
            new SharedNote(member, "greeting-audible"));
    List<Language> languages = configuration.languages().stream().map(Language::new).toList();
    GreetingDesk desk =
        new GreetingDesk(
            greetings,
            languages,
            configuration.shared().resolve("recordings"),
            new Changes(audit, clock)::write,
            clock);
    return new EmergencyGreeting(greetings, desk, codes(configuration, member, desk, clock));
  }

  private static Map<String, AgentPhoneCodes.Talk> codes(
      Configuration configuration, ClusterMember member, GreetingDesk desk, InstantSource clock) {
    String pin = configuration.greetingPin();
    if (pin == null) {
      return Map.of();
    }
    GreetingByPhone talk =
        new GreetingByPhone(
            desk,
            new PinLock(pin, new SharedNote(member, "greeting-pin"), clock),
            configuration.shared().resolve("greetings"));
    return Map.of(CODE, talk::converse);
  }

  /// Has each greeting spoken that is set, at whichever node.
  void start(PromptKeeper prompts) {
    greetings.start(
        greeting -> {
          var _ =
              prompts
                  .texts(OWNER, texts(greeting))
                  .thenRun(
                      () -> {
                        if (prompts.speaks()) {
                          greetings.madeAudible(greeting.key());
                        }
                      });
        });
  }

  /// What a node's disk remembers, as texts to speak.
  static Map<String, Map<String, String>> kept(Path data) {
    try {
      Path file = file(data);
      return Files.exists(file) ? texts(GreetingJson.read(Files.readString(file))) : Map.of();
    } catch (IOException e) {
      log.warn("the emergency greeting of before can't be read: {}", e.toString());
      return Map.of();
    }
  }

  private static Map<String, Map<String, String>> texts(Greeting greeting) {
    if (greeting.words().isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new HashMap<>(greeting.words());
    texts.replaceAll((_, text) -> text.equals(Greeting.RECORDED) ? INSTEAD : text);
    return Map.of(greeting.key(), texts);
  }

  private static Path file(Path data) {
    return data.resolve("state/greeting.json");
  }
}
