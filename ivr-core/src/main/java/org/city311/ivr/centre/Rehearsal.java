package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that nobody makes, played through a centre of their own when a server starts: what a call goes
/// through has then run often enough to be compiled, and the first resident of the day is served as
/// quickly as the thousandth.
public final class Rehearsal {
  /// A multiple of what the JVM compiles after (`server/launch/jvm.args`).
  public static final int CALLS = 150;

  /// So many wait behind one who talks.
  private static final int WAITING = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final SkillGroupId GROUP = new SkillGroupId("rehearsal");
  private static final List<AgentProfile> AGENTS =
      IntStream.of(1, 2).mapToObj(Rehearsal::agent).toList();
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  private final CallCentre centre;
  private final BlockingQueue<Ring> rung = new ArrayBlockingQueue<>(CALLS);

  private Rehearsal(CentreStore store) {
    this.centre =
        new CallCentre(
            new AcdSettings(PATIENCE, Duration.ZERO, 1, Duration.ZERO, PATIENCE),
            new Routing(List.of(SkillGroup.plain(GROUP, Map.of("en", "Rehearsal"))), AGENTS),
            store,
            new Stage(),
            InstantSource.system());
  }

  /// An order to ring an agent.
  private record Ring(OfferId offer, CallId call) {}

  /// Plays to the end. One that gets stuck is broken off and logged: it is no reason not to open.
  ///
  /// @param store for the rehearsal alone: what it holds afterwards is of no use
  /// @return how many calls were played to their end
  public static int play(CentreStore store) {
    Rehearsal rehearsal = new Rehearsal(store);
    long begun = System.nanoTime();
    int played = 0;
    try {
      rehearsal.centre.start();
      played = rehearsal.playAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("no rehearsal; the first calls will be slower", e);
    } finally {
      rehearsal.centre.close();
    }
    log.info("rehearsed: calls={} ms={}", played, (System.nanoTime() - begun) / 1_000_000);
    return played;
  }

  private int playAll() throws InterruptedException {
    open();
    int called = 0;
    for (int played = 0; played < CALLS; played++) {
      for (; called < Math.min(CALLS, played + WAITING); called++) {
        call(new CallId("rehearsal." + called));
      }
      Ring next = rung.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        return played;
      }
      talk(next);
    }
    return CALLS;
  }

  private void open() {
    centre.observe(
        new AcdEvent.SwitchSeen(
            Instant.now(), new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
    for (AgentProfile agent : AGENTS) {
      centre.observe(new AcdEvent.PhoneSeen(agent.phone(), true));
      centre.submit(new AcdEvent.PresenceSet(agent.id(), new Presence.Ready()));
    }
  }

  private void call(CallId call) {
    centre.submit(new AcdEvent.CallArrived(call, "", "311", "rehearsal/" + call));
    tell(call, new CallInput.ReachedStep("language"));
    tell(call, new CallInput.ChoseLanguage(new Language("en")));
    tell(call, new CallInput.AskedForPerson(Demand.of(GROUP)));
    tell(call, new CallInput.Parked());
  }

  private void talk(Ring ring) {
    centre.observe(new AcdEvent.OfferAnswered(ring.offer()));
    centre.observe(new AcdEvent.OfferConnected(ring.offer()));
    centre.observe(new AcdEvent.OfferOver(ring.offer(), OfferFailure.DECLINED));
    tell(ring.call(), new CallInput.HungUp());
    centre.submit(new AcdEvent.RecordConfirmed(ring.call()));
  }

  private void tell(CallId call, CallInput input) {
    centre.submit(new AcdEvent.ForCall(call, input));
  }

  private static AgentProfile agent(int number) {
    String name = "rehearsal-" + number;
    return new AgentProfile(new AgentId(name), name, name, Map.of(GROUP, 1), Map.of());
  }

  /// Where nobody is rung.
  private final class Stage implements Switchboard {
    @Override
    public void ring(OfferId offer, Call call, AgentProfile agent) {
      rung.add(new Ring(offer, call.id()));
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
    public void hangUp(OfferId offer) {}

    @Override
    public void hangUp(CallId callback) {}

    @Override
    public void lookAgain() {}
  }
}
