package org.city311.ivr.centre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.NumberPattern;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What flows are promised about callbacks.
class CentreCallbacksTest {
  private static final CallId CALL = new CallId("c1");
  private static final String NUMBER = "4105550100";
  private static final SkillGroupId WATER = new SkillGroupId("water");

  private final Disk disk = new Disk();
  private final CallCentre centre =
      new CallCentre(
          new AcdSettings(
              Duration.ofSeconds(20), Duration.ZERO, 1, Duration.ZERO, Duration.ofSeconds(30)),
          new Routing(List.of(SkillGroup.plain(WATER, Map.of("en", "Water"))), List.of()),
          disk,
          disk,
          InstantSource.system());
  private final CentreCallbacks callbacks =
      new CentreCallbacks(centre, List.of(new NumberPattern("410NXXXXXX")));

  @BeforeEach
  void start() throws Exception {
    centre.start();
    centre.deliver(new AcdEvent.CallArrived(CALL, NUMBER, "311", "PJSIP/t-1")).get();
    tell(new CallInput.AskedForPerson(Demand.of(WATER)));
    tell(new CallInput.Parked());
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private void tell(CallInput input) throws Exception {
    centre.deliver(new AcdEvent.ForCall(CALL, input)).get();
  }

  @Test
  void promised_isSaved_andTheCallIsOver() throws Exception {
    tell(new CallInput.TakenOut(Treatment.CALLBACK));
    assertTrue(callbacks.ask(CALL, NUMBER));
    assertTrue(disk.saved.contains(Callback.idFor(CALL)));
    assertTrue(callbacks.hasAsked(CALL));
    assertTrue(callbacks.isWaiting(NUMBER));
  }

  @Test
  void callerWentBackToWait_nothingIsPromised() {
    assertFalse(callbacks.ask(CALL, NUMBER));
    assertFalse(callbacks.hasAsked(CALL));
  }

  @Test
  void numberThatIsNotAllowed_isNotEvenHandedIn() throws Exception {
    tell(new CallInput.TakenOut(Treatment.CALLBACK));
    assertFalse(callbacks.ask(CALL, "9005550100"));
    assertEquals(Set.of(CALL), disk.saved);
  }

  @Test
  void diskThatFails_theCallIsOverForTheLeader_andItsCallerIsNotSentBackToWait() throws Exception {
    tell(new CallInput.TakenOut(Treatment.CALLBACK));
    disk.fails = true;
    assertTrue(callbacks.ask(CALL, NUMBER));
    assertTrue(centre.call(CALL).orElseThrow().isEnded());
  }

  @Test
  void cancelled_isGone_andThereIsNothingMoreToCancel() throws Exception {
    tell(new CallInput.TakenOut(Treatment.CALLBACK));
    assertTrue(callbacks.ask(CALL, NUMBER));
    assertTrue(callbacks.cancel(NUMBER));
    assertFalse(callbacks.isWaiting(NUMBER));
    assertFalse(callbacks.cancel(NUMBER));
  }

  @Test
  void withoutNumbers_nobodyIsCalledBack() {
    assertFalse(new CentreCallbacks(centre, List.of()).areOffered());
    assertTrue(callbacks.areOffered());
  }

  /// Remembers whom it was to save, and has no switch.
  private static final class Disk implements CentreStore, Switchboard {
    private final Set<CallId> saved = new CopyOnWriteArraySet<>();
    private volatile boolean fails;

    @Override
    public Saved load() {
      return new Saved(null, List.of(), List.of());
    }

    @Override
    public void save(Decision decision) {
      if (fails) {
        throw new IllegalStateException("on purpose");
      }
      decision.calls().forEach(call -> saved.add(call.id()));
    }

    @Override
    public void ring(OfferId offer, Call call, AgentProfile agent) {}

    @Override
    public void connect(AcdCommand.OfTalk order) {}

    @Override
    public void callResidentFirst(Call call) {}

    @Override
    public void callResident(Call call, OfferId offer) {}

    @Override
    public void treat(Call call, Treatment treatment) {}

    @Override
    public void hangUp(OfferId offer) {}

    @Override
    public void hangUp(CallId callback) {}

    @Override
    public void lookAgain() {}
  }
}
