package org.city311.ivr.asterisk;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.call.Arrangement;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects those who are in a talk otherwise: each to its place in the dialplan, which says what becomes of them
/// when another hangs up, whatever happens to the server.
///
/// Two who are in one bridge leave it at once, by one `Redirect` of both: when one left, the bridge would end, and the
/// other go on as after the talk. A `Bridge()` takes nobody but from a bridge in which they wait: out of an application
/// it would masquerade, and names and ids change places.
final class TalkOrders {
  private static final Logger log = LoggerFactory.getLogger(TalkOrders.class);

  private final AmiLink link;
  private final Map<String, DepartmentLine> lines;
  private final BiConsumer<ManagerAction, Consumer<ManagerResponse>> orders;

  /// @param lines by name
  /// @param orders sends in turn, off the caller's thread
  TalkOrders(
      AmiLink link,
      Map<String, DepartmentLine> lines,
      BiConsumer<ManagerAction, Consumer<ManagerResponse>> orders) {
    this.link = link;
    this.lines = Map.copyOf(lines);
    this.orders = orders;
  }

  void carryOut(AcdCommand.OfTalk order) {
    switch (order) {
      case AcdCommand.Arrange arrange -> arrange(arrange.wanted());
      case AcdCommand.RingColleague ask ->
          ring(ask.asked(), ask.leg(), ask.call(), "PJSIP/" + ask.colleague().phone(), "");
      case AcdCommand.CallLine ask -> call(ask);
      case AcdCommand.Requeue away -> {
        remember(away.call());
        redirect(
            place(away.call().channel(), Dialplan.WAIT_CONTEXT, "s"),
            place(away.leg().value(), Dialplan.AGENT_CONTEXT, Dialplan.OVER));
      }
      case AcdCommand.Keep keep -> {
        remember(keep.call());
        redirect(place(keep.call().channel(), Dialplan.LOST_CONTEXT, "s"), null);
      }
      case AcdCommand.Drop drop -> hangUp(drop.leg().value(), Dialplan.PHONE_GONE);
      case AcdCommand.PutThrough away -> {
        if (lines.containsKey(away.line())) {
          redirect(
              place(away.call().channel(), Dialplan.TRANSFERRED_CONTEXT, away.line()),
              place(away.leg().value(), Dialplan.AGENT_CONTEXT, Dialplan.OVER));
        } else {
          log.warn("agents may not call such a line: callId={}", away.call().id());
          link.lookAgain();
        }
      }
      case AcdCommand.HandOver over -> handOver(over.before());
      case AcdCommand.Remember remember -> remember(remember.call());
      case AcdCommand.RingSupervisor ring -> ring(ring);
      case AcdCommand.Turn turn ->
          redirect(
              place(turn.watching().value(), Dialplan.MONITOR_CONTEXT, word(turn.mode())), null);
      case AcdCommand.TakeOver over -> takeOver(over);
    }
  }

  private void arrange(Arrangement wanted) {
    Call call = wanted.call();
    String agent = wanted.agent().value();
    set(agent, Dialplan.CALLER, call.channel());
    set(call.channel(), Dialplan.AGENT, agent);
    OfferId asked = wanted.asked();
    Spot resident = place(call.channel(), Dialplan.HOLD_CONTEXT, "s");
    switch (wanted.setting()) {
      case TALK -> {
        Spot back = place(agent, Dialplan.AGENT_CONTEXT, Dialplan.JOIN);
        if (asked == null) {
          redirect(back, null);
        } else {
          redirect(back, place(asked.value(), Dialplan.ASKED_CONTEXT, "hold"));
        }
      }
      case HOLD -> redirect(resident, place(agent, Dialplan.ASIDE_CONTEXT, "s"));
      case RINGING -> redirect(resident, place(agent, Dialplan.ASIDE_CONTEXT, "ring"));
      case ASKING -> {
        if (asked != null) {
          set(agent, Dialplan.COLLEAGUE, asked.value());
          redirect(resident, place(agent, Dialplan.ASIDE_CONTEXT, "colleague"));
        }
      }
      case CONFERENCE -> confer(wanted);
    }
  }

  /// The two who hear each other until now leave their bridge together; the third waits in one alone.
  private void confer(Arrangement wanted) {
    if (wanted.asked() == null) {
      return;
    }
    String resident = wanted.call().channel();
    String agent = wanted.agent().value();
    String asked = wanted.asked().value();
    for (String channel : new String[] {resident, agent, asked}) {
      set(channel, Dialplan.CONFERENCE, agent);
    }
    Spot agents = place(agent, Dialplan.CONFERENCE_CONTEXT, "staff");
    Spot colleagues = place(asked, Dialplan.CONFERENCE_CONTEXT, "staff");
    Spot residents = place(resident, Dialplan.CONFERENCE_CONTEXT, "resident");
    boolean withResident = wanted.before() == Arrangement.Setting.TALK;
    redirect(agents, withResident ? residents : colleagues);
    redirect(withResident ? colleagues : residents, null);
  }

  private void handOver(Arrangement before) {
    OfferId asked = before.asked();
    if (asked == null) {
      return;
    }
    String agent = before.agent().value();
    Spot taking = place(asked.value(), Dialplan.AGENT_CONTEXT, Dialplan.JOIN);
    set(asked.value(), Dialplan.CALLER, before.call().channel());
    switch (before.before()) {
      // Taken out of the agent's bridge, which ends with it.
      case TALK -> redirect(taking, null);
      case CONFERENCE -> hangUp(agent, Dialplan.NORMAL);
      case ASKING, HOLD, RINGING ->
          redirect(taking, place(agent, Dialplan.AGENT_CONTEXT, Dialplan.OVER));
    }
  }

  /// Whose name is in our list, and nobody else.
  private void call(AcdCommand.CallLine ask) {
    DepartmentLine line = lines.get(ask.line());
    if (line == null) {
      log.warn("agents may not call such a line: callId={}", ask.call().id());
      link.tell(new AcdEvent.OfferOver(ask.asked(), OfferFailure.PHONE_UNREACHABLE));
      return;
    }
    ring(ask.asked(), ask.leg(), ask.call(), line.channel(), line.callerId());
  }

  private void ring(OfferId asked, OfferId leg, Call call, String channel, String callerId) {
    OriginateAction action = new OriginateAction();
    action.setActionId(asked.value());
    action.setChannelId(asked.value());
    action.setChannel(channel);
    action.setContext(Dialplan.ASKED_CONTEXT);
    action.setExten("s");
    action.setPriority(1);
    action.setTimeout(link.settings().ring().toMillis());
    action.setAsync(true);
    action.setCallerId(
        !callerId.isEmpty() ? callerId : call.ani().isEmpty() ? "anonymous" : call.ani());
    Map<String, String> variables = new HashMap<>();
    variables.put(Dialplan.AGENT, leg.value());
    variables.put(Dialplan.CALLER, call.channel());
    action.setVariables(variables);
    originate(action, asked);
  }

  private void originate(OriginateAction action, OfferId asked) {
    orders.accept(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.warn("not rung: consult={} why={}", asked, response.getMessage());
            link.tell(new AcdEvent.OfferOver(asked, OfferFailure.PHONE_UNREACHABLE));
          }
        });
  }

  private void ring(AcdCommand.RingSupervisor ring) {
    OriginateAction action = new OriginateAction();
    action.setActionId(ring.watching().value());
    action.setChannelId(ring.watching().value());
    action.setChannel("PJSIP/" + ring.supervisor().phone());
    action.setContext(Dialplan.MONITOR_CONTEXT);
    action.setExten(word(ring.mode()));
    action.setPriority(1);
    action.setTimeout(link.settings().ring().toMillis());
    action.setAsync(true);
    action.setCallerId("monitor");
    action.setVariables(Map.of(Dialplan.SPIED, ring.leg().value()));
    originate(action, ring.watching());
  }

  /// By way of hold: whatever they were in, it is a bridge out of which they can be taken.
  private void takeOver(AcdCommand.TakeOver over) {
    String mine = over.watching().value();
    set(mine, Dialplan.CALLER, over.call().channel());
    set(over.call().channel(), Dialplan.AGENT, mine);
    redirect(
        place(over.call().channel(), Dialplan.HOLD_CONTEXT, "s"),
        place(over.leg().value(), Dialplan.AGENT_CONTEXT, Dialplan.OVER));
    redirect(place(mine, Dialplan.MONITOR_CONTEXT, "take"), null);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void remember(Call call) {
    if (call.demand() != null && call.times().queued() != null) {
      set(
          call.channel(),
          Dialplan.NEXT,
          Dialplan.waitAt(new Place(call.demand(), call.times().queued())));
    }
  }

  private void set(String channel, String variable, String value) {
    orders.accept(new SetVarAction(channel, variable, value), _ -> {});
  }

  private void hangUp(String channel, int cause) {
    HangupAction action = new HangupAction();
    action.setChannel(channel);
    action.setCause(cause);
    orders.accept(action, _ -> {});
  }

  /// Where a channel is to go on.
  private record Spot(String channel, String context, String extension) {}

  private static Spot place(String channel, String context, String extension) {
    return new Spot(channel, context, extension);
  }

  /// What is refused, since one has hung up or is on the way already, is looked for.
  private void redirect(Spot one, @Nullable Spot other) {
    RedirectAction action = new RedirectAction();
    action.setChannel(one.channel());
    action.setContext(one.context());
    action.setExten(one.extension());
    action.setPriority(1);
    if (other != null) {
      action.setExtraChannel(other.channel());
      action.setExtraContext(other.context());
      action.setExtraExten(other.extension());
      action.setExtraPriority(1);
    }
    orders.accept(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.warn(
                "not connected otherwise: channel={} why={}", one.channel(), response.getMessage());
            link.lookAgain();
          }
        });
  }
}
