package org.city311.loadtest.simulate;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Treatment;
import org.city311.loadtest.simulate.Switch.Line;
import org.city311.loadtest.simulate.Switch.Where;

/// Residents who call: they listen, ask for a person, lose patience, leave messages and hang up, at
/// every step. The flows that talk with them are part of the model.
final class Residents {
  /// The number of those who share a telephone.
  private static final String SHARED = "4105550100";

  private final Set<CallId> promised = new LinkedHashSet<>();
  private final Plan plan;
  private final City city;
  private final Agenda agenda;
  private final Dice dice;
  private final Servers servers;
  private final Switch switchModel;

  Residents(Plan plan, City city, Server.Surroundings around, Servers servers, Switch model) {
    this.plan = plan;
    this.city = city;
    this.agenda = around.agenda();
    this.dice = around.dice();
    this.servers = servers;
    this.switchModel = model;
  }

  /// Enters all calls of the scenario.
  void start() {
    for (int n = 1; n <= plan.callers(); n++) {
      CallId id = new CallId("call-" + n);
      agenda.in(dice.between(Duration.ZERO, plan.span()), () -> calls(new Line(id)));
    }
  }

  private void calls(Line line) {
    switchModel.arrives(line);
    arrivesAtFlow(line);
  }

  private void arrivesAtFlow(Line line) {
    servers.submit(new AcdEvent.CallArrived(line.id, "", "311", "PJSIP/trunk-" + line.id));
    later(
        line,
        dice.millis(100, 5_000),
        () -> servers.submit(told(line, new CallInput.ChoseLanguage(Language.SPANISH))));
    later(line, dice.millis(5_100, 15_000), () -> decides(line));
  }

  private void decides(Line line) {
    if (dice.chance(0.05)) {
      switchModel.hangsUp(line);
    } else if (dice.chance(0.1)) {
      servers.submit(told(line, new CallInput.FlowEnded()));
      later(line, dice.millis(100, 3_000), () -> switchModel.hangsUp(line));
    } else {
      asksForPerson(line);
    }
  }

  private void asksForPerson(Line line) {
    Demand demand = city.demand();
    servers.submit(told(line, new CallInput.AskedForPerson(demand)));
    line.place = new SwitchView.Place(servers.routing().ranked(demand), agenda.now());
    agenda.in(dice.around(plan.patience()), () -> losesPatience(line));
    later(line, dice.millis(5, 400), () -> switchModel.parks(line));
  }

  private void losesPatience(Line line) {
    if (line.where == Where.TALK) {
      agenda.in(Duration.ofSeconds(30), () -> losesPatience(line));
    } else {
      switchModel.hangsUp(line);
    }
  }

  /// The flow that tells or asks something instead of waiting.
  void treated(Line line, Treatment treatment) {
    later(
        line,
        dice.millis(500, 20_000),
        () -> {
          switch (treatment) {
            case FULL, CLOSED -> isTold(line);
            case MESSAGE -> isAsked(line, CallInput.Outcome.LEFT_A_MESSAGE);
            case CALLBACK -> isAsked(line, CallInput.Outcome.ASKED_TO_BE_CALLED_BACK);
          }
        });
  }

  private void isTold(Line line) {
    if (dice.chance(0.3)) {
      switchModel.hangsUp(line);
    } else {
      leaves(line, CallInput.Outcome.TOLD);
    }
  }

  private void isAsked(Line line, CallInput.Outcome outcome) {
    if (dice.chance(0.35)) {
      switchModel.parks(line);
    } else if (outcome == CallInput.Outcome.ASKED_TO_BE_CALLED_BACK && dice.chance(0.8)) {
      wantsToBeCalledBack(line);
    } else if (dice.chance(0.5) && outcome != CallInput.Outcome.ASKED_TO_BE_CALLED_BACK) {
      leaves(line, outcome);
    } else {
      // Hung up at the end of the message, or without one: the flow's word comes after it.
      switchModel.hangsUp(line);
      boolean leavesIt = outcome != CallInput.Outcome.ASKED_TO_BE_CALLED_BACK && dice.chance(0.6);
      CallInput.Outcome left = leavesIt ? outcome : CallInput.Outcome.NOTHING;
      agenda.in(
          dice.millis(1, 2_000),
          () -> servers.submit(told(line, new CallInput.TreatmentEnded(left))));
    }
  }

  /// The flow's last act is to set the channel to "done": it has no place any more.
  private void leaves(Line line, CallInput.Outcome outcome) {
    line.where = Where.AFTER;
    line.place = null;
    servers.submit(told(line, new CallInput.TreatmentEnded(outcome)));
    later(line, dice.millis(1, 500), () -> switchModel.hangsUp(line));
  }

  /// Some hang up as soon as they have confirmed the number, and some share a telephone.
  private void wantsToBeCalledBack(Line line) {
    Call known = servers.known(line.id);
    if (known == null) {
      switchModel.parks(line);
      return;
    }
    String number = dice.chance(0.1) ? SHARED : line.id.value();
    CallId callback = Callback.idFor(line.id);
    AcdEvent asked = new AcdEvent.CallbackAsked(known, number);
    if (dice.chance(0.3)) {
      switchModel.hangsUp(line);
      servers.submit(asked);
    } else {
      int chapter = line.chapter;
      servers.submit(
          asked,
          () -> {
            // The word of a flow that has died since may arrive all the same.
            if (line.chapter == chapter) {
              isAnswered(line, callback, number);
            }
          });
    }
    if (dice.chance(0.1)) {
      agenda.in(
          dice.seconds(5, 600),
          () ->
              servers.submit(
                  new AcdEvent.ForCall(
                      callback, new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT))));
    }
  }

  private void isAnswered(Line line, CallId callback, String number) {
    if (line.isGone() || line.where != Where.TREATED) {
      return;
    }
    Call known = servers.known(line.id);
    if (known == null || known.isEnded()) {
      if (!number.equals(SHARED)) {
        promised.add(callback);
      }
      line.where = Where.AFTER;
      line.place = null;
      later(line, dice.millis(1, 5_000), () -> switchModel.hangsUp(line));
    } else {
      switchModel.parks(line);
    }
  }

  /// The callbacks that residents were promised.
  Set<CallId> promised() {
    return promised;
  }

  /// The phone of one who is called back rings.
  void isCalled(Line line, OfferId offer) {
    int chance = dice.between(1, 100);
    if (chance <= 65) {
      later(line, dice.millis(500, 20_000), () -> switchModel.answers(line, offer));
    } else if (chance <= 75) {
      later(line, dice.millis(50, 500), () -> switchModel.hangsUp(line));
    }
    later(line, plan.settings().callbacks().ring(), () -> ringsInVain(line));
  }

  /// The same, of one who is asked whether they are there. A machine says nothing.
  void isCalledFirst(Line line) {
    int chance = dice.between(1, 100);
    if (chance <= 75) {
      later(line, dice.millis(500, 20_000), () -> isAskedForAKey(line));
    } else if (chance <= 85) {
      later(line, dice.millis(50, 500), () -> switchModel.hangsUp(line));
    }
    later(line, plan.settings().callbacks().ring(), () -> ringsInVain(line));
  }

  private void isAskedForAKey(Line line) {
    switchModel.answersFirst(line);
    int chance = dice.between(1, 100);
    if (chance <= 65) {
      later(line, dice.millis(500, 25_000), () -> isThere(line));
    } else if (chance <= 75) {
      later(line, dice.millis(500, 25_000), () -> switchModel.declines(line));
    } else {
      later(line, dice.millis(500, 30_000), () -> switchModel.hangsUp(line));
    }
  }

  private void isThere(Line line) {
    switchModel.parks(line);
    agenda.in(dice.around(plan.patience()), () -> losesPatience(line));
  }

  /// An agent has sent the resident on to others.
  void isSentOn(Line line) {
    later(line, dice.millis(1, 300), () -> switchModel.parks(line));
  }

  /// A department's telephone rings: nobody is there, or they talk, and one of them hangs up.
  void isOutside(Line line) {
    if (dice.chance(0.4)) {
      later(line, dice.seconds(1, 60), () -> switchModel.parks(line));
    } else if (dice.chance(0.5)) {
      later(line, dice.seconds(5, 90), () -> switchModel.hangsUp(line));
    } else {
      later(line, dice.seconds(5, 90), () -> switchModel.goesOn(line));
    }
  }

  private void ringsInVain(Line line) {
    if (line.where == Where.CALLED) {
      switchModel.hangsUp(line);
    }
  }

  void hearsGoodbye(Line line) {
    later(line, dice.millis(500, 3_000), () -> switchModel.hangsUp(line));
  }

  /// A server has died, and with it the flows that ran on it: some of all. The dialplan takes those
  /// callers to another.
  void flowsDie() {
    for (Line line : switchModel.lines()) {
      boolean inFlow = line.where == Where.FLOW || line.where == Where.TREATED;
      if (inFlow && dice.chance(0.4)) {
        line.chapter++;
        later(line, dice.millis(100, 5_000), () -> asksAgain(line));
      }
    }
  }

  private void asksAgain(Line line) {
    Call known = servers.known(line.id);
    boolean hasAsked = servers.known(Callback.idFor(line.id)) != null;
    if (hasAsked || (known != null && known.isEnded())) {
      later(line, dice.seconds(1, 20), () -> switchModel.hangsUp(line));
    } else if (known != null && known.demand() != null && known.times().queued() != null) {
      boolean firstTime = line.place == null;
      line.place = new SwitchView.Place(known.demand(), known.times().queued());
      if (firstTime) {
        agenda.in(dice.around(plan.patience()), () -> losesPatience(line));
      }
      later(line, dice.millis(5, 400), () -> switchModel.parks(line));
    } else if (line.place != null) {
      later(line, dice.millis(5, 400), () -> switchModel.parks(line));
    } else {
      arrivesAtFlow(line);
    }
  }

  private static AcdEvent told(Line line, CallInput input) {
    return new AcdEvent.ForCall(line.id, input);
  }

  /// Happens unless something else has happened to the resident before.
  private void later(Line line, Duration delay, Runnable what) {
    int chapter = line.chapter;
    agenda.in(
        delay,
        () -> {
          if (line.chapter == chapter && !line.isGone()) {
            what.run();
          }
        });
  }
}
