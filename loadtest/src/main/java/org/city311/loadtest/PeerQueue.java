package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.loadtest.SmokeCalls.Plan;

/// Asterisk's own queue, `app_queue`, beside which ours is measured: brought into the running
/// Asterisk of one [Stack], and gone with it. Nothing of it is in the product.
///
/// Its callers dial [#NUMBER] and go the same way as ours: answer, greeting, a key for the
/// language, menu, a key for the service, "connecting", queue, agent, goodbye. The settings are
/// app_queue's quickest:
///
/// - `autofill`: as many callers try at once as agents are free, not the first alone;
/// - `leastrecent`: the agent longest idle, as with us. `ringall` would let one caller try at a time;
/// - `retry = 1`: the shortest pause after a try that came to nothing (0 means 5);
/// - no wrap-up, no member delay, no announcements, no second call to a busy phone;
/// - a queue for each service, and all agents in both: two heads look for a free agent, not one.
///
/// What no setting changes is that each waiting caller looks once a second (`RECHECK` in
/// `app_queue.c`) and that nothing wakes it.
final class PeerQueue {
  /// What its callers dial.
  static final String NUMBER = "312";

  /// How long phones that have just registered may take to show as free.
  private static final Duration PHONES = Duration.ofSeconds(20);

  private static final String DIALPLAN =
      """

      ; ---- the load test's peer ----

      [city311-incoming]
      exten => 312,1,Answer(,i)
       same => n,Goto(peer-language,s,1)

      [peer-language]
      exten => s,1,Background(city311/welcome)
       same => n,WaitExten(5)
       same => n,Hangup()
      exten => 1,1,Set(CHANNEL(language)=en)
       same => n,Goto(peer-service,s,1)
      exten => 2,1,Set(CHANNEL(language)=es)
       same => n,Goto(peer-service,s,1)

      [peer-service]
      exten => s,1,Background(city311/menu)
       same => n,WaitExten(5)
       same => n,Hangup()
      exten => 1,1,Goto(peer-queue,streets,1)
      exten => 2,1,Goto(peer-queue,water,1)

      [peer-queue]
      exten => streets,1,Playback(city311/connecting)
      ; c: the caller goes on here when the agent hangs up.
       same => n,Queue(streets,c)
       same => n,Playback(city311/goodbye)
       same => n,Hangup()
      exten => water,1,Playback(city311/connecting)
       same => n,Queue(water,c)
       same => n,Playback(city311/goodbye)
       same => n,Hangup()
      """;

  private static final String GENERAL =
      """
      [general]
      persistentmembers = no
      autofill = yes
      shared_lastcall = no

      [quick](!)
      strategy = leastrecent
      musicclass = city311
      autofill = yes
      ringinuse = no
      timeout = 20
      retry = 1
      wrapuptime = 0
      memberdelay = 0
      autopause = no
      announce-frequency = 0
      announce-position = no
      announce-holdtime = no
      periodic-announce-frequency = 0
      reportholdtime = no
      joinempty = yes
      leavewhenempty = no
      setinterfacevar = no
      """;

  private final Stack stack;
  private final int agents;

  PeerQueue(Stack stack, int agents) {
    this.stack = stack;
    this.agents = agents;
  }

  /// `queues.conf` for the agents `agent1`….
  static String queues(int agents) {
    var members =
        IntStream.rangeClosed(1, agents)
            .mapToObj(number -> "member = PJSIP/" + Plan.agent(number) + "\n")
            .collect(Collectors.joining());
    return GENERAL + "\n[streets](quick)\n" + members + "\n[water](quick)\n" + members;
  }

  /// Loads it into the stack's Asterisk, which must be running.
  ///
  /// @throws IOException with Asterisk's words when that has no app_queue
  void load() throws IOException {
    var etc = stack.data().resolve("asterisk/etc");
    Files.writeString(etc.resolve("queues.conf"), queues(agents));
    Files.writeString(etc.resolve("extensions.conf"), DIALPLAN, StandardOpenOption.APPEND);
    stack.asteriskCli("dialplan reload");
    var said = stack.asteriskCli("module load app_queue.so");
    if (!stack.asteriskCli("queue show streets").contains("PJSIP/" + Plan.agent(agents))) {
      throw new IOException("Asterisk could not load app_queue: " + said);
    }
  }

  /// Returns when it sees all agents' phones as free.
  void awaitPhones() throws IOException {
    var end = Instant.now().plus(PHONES);
    while (free() < agents) {
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "app_queue sees only %d of %d phones as free:%n%s"
                .formatted(free(), agents, stack.asteriskCli("queue show streets")));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private long free() throws IOException {
    return stack
        .asteriskCli("queue show streets")
        .lines()
        .filter(line -> line.contains("(Not in use)"))
        .count();
  }

  /// Which Asterisk it is of, as in `22.10.0`.
  String version() throws IOException {
    var words = stack.asteriskCli("core show version").strip().split(" ", -1);
    return words.length < 2 ? "unknown" : words[1].replaceFirst("[+~-].*", "");
  }
}
