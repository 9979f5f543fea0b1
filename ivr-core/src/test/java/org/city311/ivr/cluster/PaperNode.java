package org.city311.ivr.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.leadership.Claim;
import org.city311.ivr.leadership.Leadership;
import org.city311.ivr.leadership.Standing;
import org.city311.ivr.leadership.Witness;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;

/// One node as the server puts it together, with a real member of a real cluster, and an Asterisk on paper.
final class PaperNode implements Witness, Switchboard, AutoCloseable {
  static final AgentId ANA = new AgentId("ana");
  static final SkillGroupId WATER = new SkillGroupId("water");
  private static final Duration BEAT = Duration.ofMillis(200);

  final int number;
  final ClusterStore store;
  final CallCentre centre;
  final Leadership leadership;
  private final ClusterPeers peers;
  private final PaperAsterisk asterisk;
  private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean frozen;

  /// @param members the ports of the members that it looks for
  PaperNode(int number, int port, List<Integer> members, Path folder, PaperAsterisk asterisk) {
    this.number = number;
    this.asterisk = asterisk;
    this.store =
        new ClusterStore(
            new ClusterSettings(
                "node-" + number,
                number,
                "127.0.0.1",
                port,
                members.stream().map(each -> "127.0.0.1:" + each).toList(),
                "secret",
                folder.resolve(number + ".journal")));
    this.peers = new ClusterPeers(store.member());
    AcdSettings settings =
        new AcdSettings(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 1, Duration.ZERO, Duration.ZERO);
    Routing routing =
        new Routing(
            List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))),
            List.of(new AgentProfile(ANA, "Ana", "ana", Map.of(WATER, 1), Map.of())));
    this.centre =
        new CallCentre(
            new CallCentre.Plan(settings, routing), store, this, InstantSource.system(), peers);
    this.leadership =
        new Leadership(
            number,
            store.member()::nodes,
            this,
            centre,
            () -> Math.max(store.lastTerm(), centre.term()),
            System::nanoTime);
    centre.start();
    asterisk.link(this);
    var _ = upkeep.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean leads() {
    return leadership.standing() == Standing.LEADER
        && centre.leader() == number
        && centre.isSwitchUp();
  }

  boolean follows(int leader) {
    return leadership.standing() == Standing.STANDBY
        && centre.leader() == leader
        && centre.isSwitchUp();
  }

  /// Its heart stands still, and nothing comes from Asterisk: as when the process is stopped, but for
  /// the threads of the cluster's member, which the others then hold to be alive.
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
  }

  void hear(AcdEvent event) {
    if (!frozen) {
      centre.observe(event);
    }
  }

  /// Ends as a process does that is killed: nothing is handed over.
  void kill() {
    asterisk.unlink(this);
    upkeep.shutdownNow();
    store.member().hazelcast().getLifecycleService().terminate();
    centre.close();
    peers.close();
  }

  @Override
  public void close() {
    kill();
  }

  private void beat() {
    if (!frozen) {
      leadership.seen(asterisk.beat(number));
    }
  }

  @Override
  public boolean claim(Claim claim) {
    asterisk.claim(claim);
    return true;
  }

  @Override
  public void lookIn(Duration delay) {
    var _ = upkeep.schedule(this::beat, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void ring(OfferId offer, Call call, AgentProfile agent) {
    asterisk.ring(offer, number);
  }

  @Override
  public void treat(Call call, Treatment treatment) {}

  @Override
  public void connect(AcdCommand.OfTalk order) {}

  @Override
  public void callResidentFirst(Call call) {}

  @Override
  public void callResident(Call call, OfferId offer) {}

  @Override
  public void hangUp(CallId callback) {}

  @Override
  public void hangUp(OfferId offer) {}

  @Override
  public void lookAgain() {
    if (!upkeep.isShutdown()) {
      upkeep.execute(
          () -> {
            Instant asOf = Instant.now();
            hear(new AcdEvent.SwitchSeen(asOf, asterisk.view()));
          });
    }
  }
}
