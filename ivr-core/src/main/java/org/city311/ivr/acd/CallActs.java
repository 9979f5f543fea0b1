package org.city311.ivr.acd;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.acd.CallAct.Target;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Consult.Scene;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.Arrangement;
import org.city311.ivr.call.Arrangement.Setting;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// Does what agents want done in a call: hold, transfer, consult, conference. What it orders says how all are to be
/// connected, and may be ordered again.
final class CallActs {
  private final Board board;
  private final Acd acd;

  CallActs(Board board, Acd acd) {
    this.board = board;
    this.acd = acd;
  }

  /// Whoever has asked looks at the agent to see what came of it.
  void ask(Changes changes, AcdEvent.ActAsked asked) {
    Agent agent = board.agent(asked.agent());
    if (agent == null || Permits.isDone(agent, asked.call(), asked.act())) {
      changes.ignore(asked.agent() + ": done already, or nobody's");
      return;
    }
    Permits permits = new Permits(board::agent, board::group);
    Optional<Refusal> refusal = permits.refusal(agent, asked.call(), asked.act(), changes.at());
    Call call = board.call(asked.call());
    if (refusal.isPresent()
        || call == null
        || !(agent.activity() instanceof Activity.Talking talking)) {
      changes.ignore(asked.agent() + " can't now: " + refusal.orElse(Refusal.NO_CALL));
      return;
    }
    act(changes, new Scenery(agent, talking, call), asked.act());
  }

  /// Who wants something, in which call.
  private record Scenery(Agent agent, Activity.Talking talking, Call call) {
    OfferId leg() {
      return talking.offer();
    }

    Consult consult() {
      return Objects.requireNonNull(agent.consult(), "permitted only in a consult");
    }

    /// Who hears whom now.
    Setting setting() {
      return agent.consult() != null && agent.consult().scene() != null
          ? CallActs.setting(scene())
          : talking.hold() == Activity.Hold.BY_SWITCH ? Setting.HOLD : Setting.TALK;
    }

    Arrangement to(@Nullable OfferId asked, Setting next) {
      return new Arrangement(call, leg(), asked, setting(), next);
    }

    Scene scene() {
      return Objects.requireNonNull(consult().scene(), "permitted only in one by the switch");
    }
  }

  private void act(Changes changes, Scenery in, CallAct act) {
    switch (act) {
      case CallAct.Hold _ -> place(changes, in, true);
      case CallAct.Resume _ -> place(changes, in, false);
      case CallAct.Transfer transfer -> transfer(changes, in, transfer.to());
      case CallAct.Ask ask -> consult(changes, in, ask.to());
      case CallAct.Swap _ ->
          turn(changes, in, in.scene() == Scene.BACK ? Scene.ASKING : Scene.BACK);
      case CallAct.Join _ -> turn(changes, in, Scene.CONFERENCE);
      case CallAct.Complete _ -> {
        changes.command(new AcdCommand.HandOver(in.to(in.consult().asked(), setting(in.scene()))));
        handOver(changes, in.agent(), in.consult());
      }
      case CallAct.EndConsult _ -> {
        changes.command(new AcdCommand.HangUpOffer(in.consult().asked()));
        end(changes, in.consult());
      }
      case CallAct.End _ -> {
        if (in.agent().consult() != null && in.agent().consult().aside() != null) {
          changes.command(new AcdCommand.HangUpOffer(in.consult().asked()));
          end(changes, in.consult());
        }
        changes.command(new AcdCommand.HangUpOffer(in.leg()));
      }
    }
  }

  private static void place(Changes changes, Scenery in, boolean held) {
    changes.happen(in.agent().id(), new AgentInput.Placed(in.leg(), held));
    changes.command(new AcdCommand.Arrange(in.to(null, held ? Setting.HOLD : Setting.TALK)));
  }

  private void transfer(Changes changes, Scenery in, Target to) {
    switch (to) {
      case Target.Line line -> {
        changes.happen(in.call().id(), new CallInput.PutThrough(line.name()));
        changes.command(new AcdCommand.PutThrough(in.call(), in.leg(), line.name()));
      }
      case Target.Group group -> requeue(changes, in, demandFor(in.call(), group));
      case Target.Colleague colleague ->
          requeue(changes, in, demandFor(in.call(), colleague.agent()));
    }
    acd.talkEnded(changes, in.agent().id(), in.call().id(), in.leg());
  }

  private void requeue(Changes changes, Scenery in, Demand demand) {
    changes.happen(in.call().id(), new CallInput.Transferred(demand));
    acd.entering(changes, in.call().id());
    Call now = Objects.requireNonNull(board.call(in.call().id()), "it was there a moment ago");
    changes.command(new AcdCommand.Requeue(now, in.leg()));
  }

  /// What the resident needs stays; how much a group counts is the new group's to say.
  private Demand demandFor(Call call, Target.Group to) {
    Demand before = call.demand();
    return board
        .routing()
        .ranked(new Demand(to.group(), before == null ? Map.of() : before.skills(), 0, null));
  }

  /// The group that served the call takes it when that agent does not.
  private Demand demandFor(Call call, AgentId to) {
    Demand before = call.demand();
    return before == null
        ? new Demand(board.groupOf(call).id(), Map.of(), 0, to)
        : new Demand(before.group(), before.skills(), before.priority(), to);
  }

  private void consult(Changes changes, Scenery in, Target to) {
    OfferId asked = OfferId.ofConsult(in.call().id(), changes.at().toEpochMilli());
    AgentId colleague = to instanceof Target.Colleague(AgentId id) ? id : null;
    String line = to instanceof Target.Line(String name) ? name : null;
    Consult consult =
        new Consult(
            new ConsultId(asked.value()),
            in.agent().id(),
            colleague,
            changes.at(),
            line,
            new Consult.Aside(in.leg(), in.call().id(), Scene.RINGING));
    changes.happen(in.agent().id(), new AgentInput.Placed(in.leg(), true));
    changes.happen(in.agent().id(), new AgentInput.ConsultBegan(consult));
    changes.command(new AcdCommand.Arrange(in.to(asked, Setting.RINGING)));
    Agent other = colleague == null ? null : board.agent(colleague);
    if (other != null) {
      changes.happen(other.id(), new AgentInput.ConsultBegan(consult));
      changes.command(new AcdCommand.RingColleague(in.call(), asked, in.leg(), other.profile()));
    } else if (line != null) {
      changes.command(new AcdCommand.CallLine(in.call(), asked, in.leg(), line));
    }
  }

  private void turn(Changes changes, Scenery in, Scene to) {
    turn(changes, in.consult(), to);
    changes.happen(
        in.agent().id(),
        new AgentInput.Placed(in.leg(), to == Scene.ASKING || to == Scene.RINGING));
    changes.command(new AcdCommand.Arrange(in.to(in.consult().asked(), setting(to))));
  }

  private void turn(Changes changes, Consult consult, Scene to) {
    Consult turned = consult.in(to);
    changes.happen(consult.from(), new AgentInput.ConsultTurned(turned));
    if (consult.to() != null) {
      changes.happen(consult.to(), new AgentInput.ConsultTurned(turned));
    }
  }

  static Setting setting(Scene scene) {
    return switch (scene) {
      case RINGING -> Setting.RINGING;
      case ASKING -> Setting.ASKING;
      case BACK -> Setting.TALK;
      case CONFERENCE -> Setting.CONFERENCE;
    };
  }

  /// Whoever was asked is connected with the agent.
  ///
  /// @return false where no consult has this channel
  boolean answered(Changes changes, OfferId asked) {
    Consult consult = board.consult(new ConsultId(asked.value()));
    if (consult == null) {
      return false;
    }
    if (consult.scene() == Scene.RINGING) {
      turn(changes, consult, Scene.ASKING);
    } else {
      changes.ignore(asked + " is there already");
    }
    return true;
  }

  /// The resident is the colleague's from now on, or the department's.
  private void handOver(Changes changes, Agent agent, Consult consult) {
    Consult.Aside aside = Objects.requireNonNull(consult.aside(), "made by the switch");
    end(changes, consult);
    if (consult.to() != null) {
      changes.happen(aside.call(), new CallInput.HandedOver(consult.asked(), consult.to()));
      changes.happen(consult.to(), new AgentInput.TookOver(consult.asked(), aside.call()));
    } else {
      changes.happen(
          aside.call(), new CallInput.PutThrough(Objects.requireNonNull(consult.line())));
    }
    acd.talkEnded(changes, agent.id(), aside.call(), aside.leg());
  }

  private static void end(Changes changes, Consult consult) {
    changes.happen(consult.from(), new AgentInput.ConsultEnded(consult.id()));
    if (consult.to() != null) {
      changes.happen(consult.to(), new AgentInput.ConsultEnded(consult.id()));
    }
  }

  /// The channel to an agent who asks somebody is gone, or to whom was asked.
  ///
  /// @return false where that is for others to take
  boolean over(Changes changes, OfferId leg) {
    Consult asked = board.consult(new ConsultId(leg.value()));
    if (asked != null) {
      end(changes, asked);
      return true;
    }
    Consult asking = board.consultOf(leg);
    if (asking == null || asking.aside() == null) {
      return false;
    }
    Agent agent = board.agent(asking.from());
    boolean talks = agent != null && Board.offerOf(agent).filter(leg::equals).isPresent();
    if (talks && agent != null && asking.scene() == Scene.CONFERENCE) {
      handOver(changes, agent, asking);
      return true;
    }
    end(changes, asking);
    changes.command(new AcdCommand.HangUpOffer(asking.asked()));
    return !talks;
  }

  /// A resident has hung up with whom an agent talked.
  void residentGone(Changes changes, OfferId leg) {
    Agent agent = board.agentOf(leg);
    if (agent == null || !(agent.activity() instanceof Activity.Talking talking)) {
      return;
    }
    Consult consult = agent.consult();
    if (consult != null && consult.aside() != null && consult.scene() != Scene.BACK) {
      // They talk on, as after a consult that a phone dialled.
      acd.talkEnded(changes, agent.id(), talking.call(), leg);
    } else if (talking.hold() == Activity.Hold.BY_SWITCH || isBack(consult)) {
      changes.command(new AcdCommand.HangUpOffer(leg));
    }
  }

  private static boolean isBack(@Nullable Consult consult) {
    return consult != null && consult.scene() == Scene.BACK;
  }

  /// Orders again what the switch was told and has not, and drops whoever was asked and is gone.
  void review(Changes changes, AcdEvent.SwitchSeen seen) {
    for (Agent agent : board.agents()) {
      if (agent.activity() instanceof Activity.Talking talking
          && agent.since().isBefore(seen.asOf().minus(AcdSettings.ORDER_ON_ITS_WAY))) {
        mend(changes, agent, talking, seen.view());
      }
    }
  }

  private void mend(Changes changes, Agent agent, Activity.Talking talking, SwitchView view) {
    SwitchView.AgentLeg leg = view.offers().get(talking.offer());
    SwitchView.Caller caller = view.callers().get(talking.call());
    Call call = board.call(talking.call());
    if (leg == null || caller == null || call == null || caller.served()) {
      return;
    }
    Consult consult = agent.consult();
    Consult ours = consult == null || consult.aside() == null ? null : consult;
    if (ours != null && !ours.from().equals(agent.id())) {
      return;
    }
    SwitchView.AgentLeg other = ours == null ? null : view.offers().get(ours.asked());
    if (ours != null && ours.scene() == Scene.RINGING && other != null && other.talks()) {
      turn(changes, ours, Scene.ASKING);
    }
    boolean apart = talking.hold() == Activity.Hold.BY_SWITCH;
    boolean together = talking.call().equals(leg.talkingWith());
    if (apart == together || isAlone(ours, other)) {
      changes.command(
          new AcdCommand.Arrange(
              new Arrangement(
                  call,
                  talking.offer(),
                  ours == null ? null : ours.asked(),
                  together ? Setting.TALK : Setting.ASKING,
                  ours == null || ours.scene() == null
                      ? apart ? Setting.HOLD : Setting.TALK
                      : setting(ours.scene()))));
    }
  }

  /// Whether somebody should hear the others and does not.
  private static boolean isAlone(@Nullable Consult consult, SwitchView.@Nullable AgentLeg other) {
    return consult != null
        && other != null
        && !other.talks()
        && (consult.scene() == Scene.ASKING || consult.scene() == Scene.CONFERENCE);
  }

  /// A call that waits is to be served by others, or before others.
  void move(Changes changes, AcdEvent.MoveAsked asked) {
    Call call = board.call(asked.call());
    Demand before = call == null ? null : call.demand();
    boolean known = asked.group() == null || board.group(asked.group()) != null;
    if (before == null || !known) {
      changes.ignore(asked.call() + " can't be moved there");
      return;
    }
    Demand to =
        asked.group() == null
            ? before
            : board.routing().ranked(new Demand(asked.group(), before.skills(), 0, null));
    Demand demand =
        asked.front() ? new Demand(to.group(), to.skills(), Demand.MAX_PRIORITY, to.direct()) : to;
    if (changes.happen(asked.call(), new CallInput.Moved(demand))) {
      Call now = Objects.requireNonNull(board.call(asked.call()), "it was there a moment ago");
      if (now.isOnTheLine()) {
        changes.command(new AcdCommand.Remember(now));
      }
      changes.tell(new CentreEvent.CallMoved(changes.at(), now));
    }
  }
}
