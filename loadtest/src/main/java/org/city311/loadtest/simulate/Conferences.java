package org.city311.loadtest.simulate;

import java.util.List;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.call.Arrangement;
import org.city311.ivr.call.Arrangement.Setting;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.OfferFailure;
import org.city311.loadtest.simulate.Switch.Leg;
import org.city311.loadtest.simulate.Switch.Line;
import org.city311.loadtest.simulate.Switch.Where;
import org.jspecify.annotations.Nullable;

/// The part of the model of Asterisk in which residents are put on hold, handed on, and join conferences: what the
/// dialplan does with each of those who hear each other when one of them is gone.
final class Conferences {
  private final Switch model;

  Conferences(Switch model) {
    this.model = model;
  }

  void carryOut(AcdCommand.OfTalk order) {
    switch (order) {
      case AcdCommand.Arrange arrange -> arrange(arrange.wanted());
      case AcdCommand.RingColleague ask ->
          ask(ask.call(), ask.asked(), ask.leg(), ask.colleague().phone(), false);
      case AcdCommand.CallLine ask ->
          ask(ask.call(), ask.asked(), ask.leg(), "line " + ask.line(), true);
      case AcdCommand.Requeue away -> requeue(away.call(), away.leg());
      // No phone is lost here without having hung up.
      case AcdCommand.Keep _, AcdCommand.Drop _ -> {}
      case AcdCommand.PutThrough away -> putThrough(away.call(), away.leg());
      case AcdCommand.HandOver over -> handOver(over.before());
      case AcdCommand.Remember remember -> remember(remember.call());
      case AcdCommand.RingSupervisor ring -> watches(ring);
      case AcdCommand.Turn _ -> {}
      case AcdCommand.TakeOver over -> takeOver(over);
    }
  }

  private void arrange(Arrangement wanted) {
    Leg leg = model.legs().get(wanted.agent());
    Line line = model.line(wanted.call().id());
    Leg asked = wanted.asked() == null ? null : model.legs().get(wanted.asked());
    if (leg == null || line == null || !isOurs(leg, line)) {
      return;
    }
    boolean apart =
        wanted.setting() == Setting.HOLD
            || wanted.setting() == Setting.RINGING
            || wanted.setting() == Setting.ASKING;
    line.leg = leg;
    leg.aside = apart ? line : null;
    leg.talk = apart ? null : line;
    line.where = apart ? Where.HELD : Where.TALK;
    if (asked != null && asked.answered) {
      asked.joined = wanted.setting() == Setting.CONFERENCE;
      asked.talk = asked.joined ? line : null;
    }
  }

  /// One who has been taken away meanwhile is no longer this agent's to hold.
  private static boolean isOurs(Leg leg, Line line) {
    return line.leg == leg && (line.where == Where.TALK || line.where == Where.HELD);
  }

  private void ask(Call call, OfferId asked, OfferId asker, String phone, boolean outside) {
    Leg from = model.legs().get(asker);
    if (from == null) {
      return;
    }
    Leg leg = new Leg(asked, phone, call);
    leg.asker = from;
    leg.outside = outside;
    model.asks(leg);
  }

  /// Whoever was asked picks up, and hears the one who asks.
  void picksUp(Leg leg) {
    if (leg.gone) {
      return;
    }
    if (leg.watched != null) {
      leg.answered = true;
      model.tells(new AcdEvent.OfferAnswered(leg.id));
      return;
    }
    if (leg.asker == null || leg.asker.gone) {
      model.endsWith(leg, OfferFailure.NO_ANSWER);
      return;
    }
    leg.answered = true;
    model.tells(new AcdEvent.OfferAnswered(leg.id));
    model.tells(new AcdEvent.OfferConnected(leg.id));
  }

  boolean isHeard(Leg leg) {
    return (leg.isAsked() && leg.answered)
        || model.legs().values().stream().anyMatch(each -> each.asker == leg && each.answered);
  }

  /// Whether agent and colleague talk on in a conference that the resident has left.
  boolean goesOnWithoutResident(Leg leg) {
    for (Leg asked : model.legs().values()) {
      if (asked.asker == leg && asked.joined) {
        asked.joined = false;
        asked.talk = null;
        leg.talk = null;
        return true;
      }
    }
    return false;
  }

  /// A channel is gone that may have been in a consult.
  void leaves(Leg leg, OfferFailure failure) {
    for (Leg asked : List.copyOf(model.legs().values())) {
      if (asked.watched == leg) {
        model.endsWith(asked, failure);
      }
      if (asked.asker == leg) {
        Line line = asked.joined ? asked.talk : null;
        if (line != null && !line.isGone()) {
          // Those who are left in the conference talk on.
          leg.talk = null;
          line.leg = asked;
          asked.asker = null;
          model.people().takesOver(asked, line);
        } else {
          model.endsWith(asked, failure);
        }
      }
    }
    if (leg.isAsked()) {
      leg.talk = null;
    }
  }

  private void requeue(Call call, OfferId from) {
    Line line = taken(call, from);
    remember(call);
    if (line != null) {
      line.where = Where.HELD;
      line.chapter++;
      model.people().isSentOn(line);
    }
  }

  private void putThrough(Call call, OfferId from) {
    Line line = taken(call, from);
    if (line != null) {
      line.where = Where.OUTSIDE;
      line.chapter++;
      model.people().isOutside(line);
    }
  }

  /// The resident leaves the agent, whose channel ends.
  private @Nullable Line taken(Call call, OfferId from) {
    Line line = model.line(call.id());
    Leg leg = model.legs().get(from);
    if (line == null || line.where == Where.AFTER) {
      return null;
    }
    line.leg = null;
    if (leg != null) {
      leg.talk = null;
      leg.aside = null;
      model.endsWith(leg, OfferFailure.NO_ANSWER);
    }
    return line;
  }

  private void handOver(Arrangement before) {
    Leg from = model.legs().get(before.agent());
    Leg to = before.asked() == null ? null : model.legs().get(before.asked());
    Line line = model.line(before.call().id());
    if (to == null || line == null || line.where == Where.AFTER) {
      if (from != null) {
        model.endsWith(from, OfferFailure.NO_ANSWER);
      }
      return;
    }
    to.asker = null;
    to.talk = line;
    line.leg = to;
    line.where = to.outside ? Where.OUTSIDE : Where.TALK;
    line.chapter++;
    if (from != null) {
      from.talk = null;
      from.aside = null;
      model.endsWith(from, OfferFailure.NO_ANSWER);
    }
    model.people().takesOver(to, line);
  }

  private void watches(AcdCommand.RingSupervisor ring) {
    Leg watched = model.legs().get(ring.leg());
    if (watched == null) {
      model.tells(new AcdEvent.OfferOver(ring.watching(), OfferFailure.NO_ANSWER));
      return;
    }
    Leg leg = new Leg(ring.watching(), ring.supervisor().phone(), ring.call());
    leg.watched = watched;
    model.asks(leg);
  }

  private void takeOver(AcdCommand.TakeOver over) {
    Leg mine = model.legs().get(over.watching());
    Line line = taken(over.call(), over.leg());
    if (mine == null || line == null) {
      if (line != null) {
        model.goesOn(line);
      }
      return;
    }
    mine.watched = null;
    mine.answered = true;
    mine.talk = line;
    line.leg = mine;
    line.where = Where.TALK;
    line.chapter++;
    model.people().takesOver(mine, line);
  }

  private void remember(Call call) {
    Line line = model.line(call.id());
    if (line != null && call.demand() != null && call.times().queued() != null) {
      line.place = new SwitchView.Place(call.demand(), call.times().queued());
    }
  }
}
