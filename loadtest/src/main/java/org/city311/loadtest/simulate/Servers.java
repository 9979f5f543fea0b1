package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// The servers of one centre, of which one decides, and the ways between them and the switch, with all
/// that can go wrong there.
final class Servers implements Server.Outside {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /// How long what could not be handed over waits until it is tried again.
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Agenda agenda;
  private final Dice dice;
  private final AcdSettings settings;
  private final Server.Surroundings around;
  private final List<Server> deciding = new ArrayList<>();
  private Faults faults;
  private @Nullable Switch switchModel;
  private int servers;

  Servers(AcdSettings settings, Faults faults, Server.Surroundings around) {
    this.around = around;
    this.agenda = around.agenda();
    this.dice = around.dice();
    this.settings = settings;
    this.faults = faults;
  }

  /// The first server begins.
  void start(Switch model) {
    switchModel = model;
    begin();
  }

  /// From now on nothing goes wrong any more.
  void calm() {
    faults = Faults.NONE;
  }

  /// The server that decides, and not only thinks so; null while there is none.
  @Nullable Server leader() {
    return deciding.stream().filter(server -> !server.isCutOff()).findFirst().orElse(null);
  }

  /// What calls are routed by, as was saved last.
  Routing routing() {
    return around.saved().routing();
  }

  /// What the leader knows of a call.
  @Nullable Call known(CallId id) {
    Server leader = leader();
    return leader == null ? null : leader.picture().call(id);
  }

  // The way in.

  /// An event of the switch: every server that has a link to it gets it, mostly.
  void tell(AcdEvent event) {
    for (Server server : deciding) {
      if (!server.isLinked() || dice.chance(faults.lost())) {
        continue;
      }
      comes(server, event);
      if (dice.chance(faults.doubled())) {
        comes(server, event);
      }
    }
  }

  private void comes(Server server, AcdEvent event) {
    if (dice.chance(faults.late())) {
      agenda.in(dice.between(Duration.ZERO, Duration.ofSeconds(20)), () -> server.take(event));
      return;
    }
    Instant when = agenda.now().plus(dice.between(Duration.ZERO, Duration.ofMillis(2)));
    server.lastComes = when.isBefore(server.lastComes) ? server.lastComes : when;
    agenda.at(server.lastComes, () -> server.take(event));
  }

  /// What flows and desks have to say: handed to the server that decides, until it is dealt with.
  void submit(AcdEvent event) {
    agenda.in(dice.between(Duration.ZERO, Duration.ofMillis(2)), () -> handOver(event));
    if (dice.chance(faults.doubled())) {
      agenda.in(dice.millis(0, 2_000), () -> handOver(event));
    }
  }

  /// The same, and does something when it has been dealt with.
  void submit(AcdEvent event, Runnable then) {
    agenda.in(dice.between(Duration.ZERO, Duration.ofMillis(2)), () -> handOver(event, then));
    if (dice.chance(faults.doubled())) {
      agenda.in(dice.millis(0, 2_000), () -> handOver(event));
    }
  }

  private void handOver(AcdEvent event) {
    handOver(event, () -> {});
  }

  private void handOver(AcdEvent event, Runnable then) {
    Server to = leader();
    if (to == null || !to.take(event)) {
      agenda.in(AGAIN, () -> handOver(event, then));
    } else {
      then.run();
    }
  }

  // The way out.

  @Override
  public void order(Server server, AcdCommand command) {
    switch (command) {
      case AcdCommand.Wake wake ->
          agenda.at(wake.at(), () -> server.take(new AcdEvent.TimerFired(wake.timer())));
      case AcdCommand.LookAgain _ -> look(server);
      case AcdCommand.RingAgent ring ->
          carry(server, () -> model().ring(ring.offer(), ring.call(), ring.agent().phone()));
      case AcdCommand.HangUpOffer hangUp -> carry(server, () -> model().hangUp(hangUp.offer()));
      case AcdCommand.CallResident out ->
          carry(server, () -> model().callResident(out.call().id(), out.offer()));
      case AcdCommand.CallResidentFirst out ->
          carry(server, () -> model().callResidentFirst(out.call().id()));
      case AcdCommand.HangUpResident hangUp -> carry(server, () -> model().hangUp(hangUp.call()));
      case AcdCommand.OfTalk order -> carry(server, () -> model().connect(order));
      case AcdCommand.Treat treat ->
          carry(
              server,
              () -> {
                if (!model().treat(treat.call().id(), treat.treatment())) {
                  look(server);
                }
              });
    }
  }

  private void carry(Server server, Runnable order) {
    if (server.isLinked() && !dice.chance(faults.dropped())) {
      agenda.in(Duration.ofMillis(2), order);
    }
  }

  @Override
  public void ended(CallId call) {
    agenda.in(dice.millis(1, 100), () -> handOver(new AcdEvent.RecordConfirmed(call)));
  }

  // Looking.

  private void lookNowAndThen(Server server) {
    if (server.isAlive()) {
      look(server);
      agenda.in(LOOK_EVERY, () -> lookNowAndThen(server));
    }
  }

  private void look(Server server) {
    if (server.looks) {
      server.wantsLook = true;
    } else if (server.isAlive()) {
      server.looks = true;
      agenda.in(dice.millis(0, 20), () -> ask(server));
    }
  }

  /// The switch is asked, it answers, and the answer is read: each takes its time, while events go on.
  private void ask(Server server) {
    if (!server.isLinked()) {
      agenda.in(Duration.ofSeconds(1), () -> ask(server));
      return;
    }
    server.wantsLook = false;
    Instant asOf = agenda.now();
    agenda.in(
        dice.millis(1, 50),
        () -> {
          SwitchView view = model().view();
          Duration reading =
              dice.chance(faults.late()) ? dice.millis(0, 5_000) : dice.millis(0, 50);
          agenda.in(reading, () -> sees(server, asOf, view));
        });
  }

  private void sees(Server server, Instant asOf, SwitchView view) {
    server.looks = false;
    AcdEvent.SwitchSeen seen = new AcdEvent.SwitchSeen(asOf, view);
    if (server.take(seen) && server.isAlive()) {
      Aftermath.checkConsults(server, seen);
      Aftermath.checkLook(server, view, model(), around.saved());
    }
    if (server.wantsLook) {
      look(server);
    }
  }

  // What goes wrong.

  /// The leader dies somewhere in its next decision; after a while another takes over.
  void killLeader(Runnable flowsDie) {
    Server leader = leader();
    if (leader == null) {
      return;
    }
    leader.dieAt(dice.one(List.of(Server.Death.values())));
    agenda.in(
        dice.millis(100, 8_000),
        () -> {
          if (leader.isAlive()) {
            leader.die();
          }
          deciding.remove(leader);
          if (leader() == null) {
            begin();
          }
          flowsDie.run();
        });
  }

  /// The leader is cut off from the others, who choose another; it goes on until its lease is over.
  void cutOffLeader() {
    Server old = leader();
    if (old == null || !old.isAlive()) {
      return;
    }
    old.cutOff();
    begin();
    agenda.in(
        dice.millis(100, 5_000),
        () -> {
          old.die();
          deciding.remove(old);
        });
  }

  private void begin() {
    Server server = new Server(++servers, settings, around, this);
    deciding.add(server);
    lookNowAndThen(server);
  }

  /// The link of the server that decides breaks, which it notices at once or some seconds later.
  void cutLink(Duration length) {
    for (Server server : List.copyOf(deciding)) {
      server.setLinked(false);
      Duration unnoticed = dice.chance(0.5) ? Duration.ZERO : dice.between(Duration.ZERO, length);
      agenda.in(unnoticed, () -> server.take(new AcdEvent.SwitchLost()));
      agenda.in(
          length,
          () -> {
            server.setLinked(true);
            look(server);
          });
    }
  }

  private Switch model() {
    return java.util.Objects.requireNonNull(switchModel, "start comes first");
  }
}
