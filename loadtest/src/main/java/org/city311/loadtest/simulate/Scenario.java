package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;
import org.city311.loadtest.simulate.Switch.Leg;
import org.city311.loadtest.simulate.Switch.Line;

/// One scenario: a centre with its residents and agents, from the first call until everybody has gone
/// home.
final class Scenario implements Switch.People {
  private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

  /// All leases and the longest wrap-up of the model are over by then, and several looks taken.
  private static final Duration REST = Duration.ofMinutes(10);

  /// Nobody is that patient: a caller who is there still hangs for ever.
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Plan plan;
  private final Agenda agenda = new Agenda(BEGIN);
  private final Ledger ledger = new Ledger();
  private final Trail trail = new Trail();
  private final Dice dice;
  private final City city;
  private final Saved saved;
  private final Servers servers;
  private final Switch switchModel;
  private final Residents residents;
  private final Staff staff;

  Scenario(long seed, int number) {
    dice = new Dice(Dice.seedOf(seed, number));
    plan = Plan.of(number, dice);
    city = new City(plan, dice);
    saved = new Saved(city.routing(), ledger);
    List<Invariant> invariants =
        List.of(
            new OneAtATime(),
            new BothOrNeither(),
            new RightTurn(),
            new NobodyWaitsInVain(),
            new Told(),
            ledger.balances(saved::calls));
    Server.Surroundings around = new Server.Surroundings(agenda, dice, saved, invariants, trail);
    servers = new Servers(plan.settings(), plan.faults(), around);
    switchModel = new Switch(agenda, dice, servers::tell, this);
    residents = new Residents(plan, city, around, servers, switchModel);
    staff = new Staff(plan, around, servers, switchModel);
  }

  /// @throws Violation when an invariant does not hold
  void run() {
    servers.start(switchModel);
    staff.come(city.routing());
    residents.start();
    schedule(plan.changes(), this::reroute);
    schedule(plan.faults().newLeaders(), () -> servers.killLeader(residents::flowsDie));
    schedule(plan.faults().twoLeaders(), servers::cutOffLeader);
    schedule(plan.faults().linkCuts(), () -> servers.cutLink(dice.seconds(1, 40)));
    schedule(plan.faults().restarts(), this::restartSwitch);
    agenda.runUntil(BEGIN.plus(plan.span()));
    while (!switchModel.isEmpty() || isAnyoneToBeCalledBack()) {
      agenda.runUntil(agenda.now().plusSeconds(30));
      Violation.unless(
          agenda.now().isBefore(BEGIN.plus(LONGEST)), Aftermath.LEASES, "somebody never hangs up");
    }
    servers.calm();
    agenda.runUntil(agenda.now().plus(REST));
    Server leader = servers.leader();
    Violation.unless(leader != null, Aftermath.LEASES, "no server leads");
    if (leader != null) {
      Aftermath.checkRest(leader, ledger, plan);
      Aftermath.checkPromises(residents.promised(), ledger);
    }
  }

  private boolean isAnyoneToBeCalledBack() {
    return saved.calls().stream().anyMatch(call -> call.callback() != null && !call.isEnded());
  }

  private void schedule(int times, Runnable what) {
    for (int n = 0; n < times; n++) {
      agenda.in(dice.between(Duration.ZERO, plan.span()), what);
    }
  }

  private void reroute() {
    servers.submit(new AcdEvent.RoutingChanged(city.change()));
    staff.come(city.routing());
  }

  private void restartSwitch() {
    trail.add(agenda.now(), "switch", "STARTS ANEW", null);
    switchModel.restart();
    servers.cutLink(dice.seconds(2, 20));
  }

  @Override
  public void rings(Leg leg) {
    staff.rings(leg);
  }

  @Override
  public void talks(Leg leg, Line line) {
    staff.talks(leg, line);
  }

  @Override
  public void waits(Leg leg) {
    staff.waits(leg);
  }

  @Override
  public void isCalled(Line line, OfferId offer) {
    residents.isCalled(line, offer);
  }

  @Override
  public void isCalledFirst(Line line) {
    residents.isCalledFirst(line);
  }

  @Override
  public void treated(Line line, Treatment treatment) {
    residents.treated(line, treatment);
  }

  @Override
  public void hearsGoodbye(Line line) {
    residents.hearsGoodbye(line);
  }

  @Override
  public void residentLeft(Leg leg) {
    staff.residentLeft(leg);
  }

  @Override
  public void isAsked(Leg leg) {
    staff.isAsked(leg);
  }

  @Override
  public void takesOver(Leg leg, Line line) {
    staff.takesOver(leg, line);
  }

  @Override
  public void isSentOn(Line line) {
    residents.isSentOn(line);
  }

  @Override
  public void isOutside(Line line) {
    residents.isOutside(line);
  }

  /// What happened last.
  Trail trail() {
    return trail;
  }

  Plan plan() {
    return plan;
  }

  Instant now() {
    return agenda.now();
  }

  Ledger ledger() {
    return ledger;
  }
}
