package org.city311.ivr.centre;

import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes each call's and agent's way through the centre to the log. Callers' numbers are masked.
public final class CallLog implements CentreFeed.Subscriber {
  private static final Logger log = LoggerFactory.getLogger(CallLog.class);

  @Override
  public void on(CentreEvent event) {
    switch (event) {
      case CentreEvent.Snapshot snapshot ->
          log.info(
              "snapshot: calls={} agents={}", snapshot.calls().size(), snapshot.agents().size());
      case CentreEvent.CallArrived arrived ->
          log.info(
              "call arrived: callId={} ani={}", id(arrived.call()), masked(arrived.call().ani()));
      case CentreEvent.LanguageChosen chosen ->
          log.info("language: callId={} language={}", id(chosen.call()), chosen.call().language());
      case CentreEvent.CallQueued queued ->
          log.info("queued: callId={} group={}", id(queued.call()), queued.call().group());
      case CentreEvent.CallOffered offered ->
          log.info("offered: callId={} agentId={}", id(offered.call()), offered.agent());
      case CentreEvent.OfferFailed failed ->
          log.info(
              "offer failed: callId={} agentId={} why={}",
              id(failed.call()),
              failed.agent(),
              failed.failure());
      case CentreEvent.CallAnswered answered ->
          log.info("answered: callId={} agentId={}", id(answered.call()), answered.call().agent());
      case CentreEvent.CallTransferred sent ->
          log.info(
              "transferred: callId={} by={} now={}",
              id(sent.call()),
              sent.from(),
              sent.call().state());
      case CentreEvent.CallTakenUp taken ->
          log.info("taken up: callId={} agentId={}", id(taken.call()), taken.call().agent());
      case CentreEvent.CallMoved moved ->
          log.info("moved: callId={} demand={}", id(moved.call()), moved.call().demand());
      case CentreEvent.Notice notice -> log.info("message to all: from={}", notice.from());
      case CentreEvent.TalkEnded ended -> log.info("talk ended: callId={}", id(ended.call()));
      case CentreEvent.CallEnded ended ->
          log.info("call ended: callId={} {}", id(ended.call()), ending(ended.call()));
      case CentreEvent.CallTreated treated ->
          log.info("taken out: callId={} for={}", id(treated.call()), treated.treatment());
      case CentreEvent.CallBack back -> log.info("back in queue: callId={}", id(back.call()));
      case CentreEvent.CallbackAsked asked ->
          log.info(
              "to be called back: callId={} group={} number={}",
              id(asked.call()),
              asked.call().group(),
              masked(asked.call().ani()));
      case CentreEvent.CallbackPlaced placed ->
          log.info("calling back: callId={} agentId={}", id(placed.call()), placed.call().agent());
      case CentreEvent.CallbackReached reached ->
          log.info("resident picked up: callId={}", id(reached.call()));
      case CentreEvent.CallbackMachine machine ->
          log.info("nobody said to be there: callId={}", id(machine.call()));
      case CentreEvent.CallbackMoved moved ->
          log.info("callback put off or due: callId={} {}", id(moved.call()), moved.call().state());
      case CentreEvent.RoutingChanged changed ->
          log.info(
              "routing changed: groups={} agents={}",
              changed.routing().groups().size(),
              changed.routing().agents().size());
      case CentreEvent.AgentGone gone -> log.info("agent removed: agentId={}", gone.agent());
      case CentreEvent.AgentChanged changed ->
          log.info(
              "agent: agentId={} from={} to={}",
              changed.agent().id(),
              changed.before().state(),
              changed.agent().state());
    }
  }

  private static String id(Call call) {
    return call.id().value();
  }

  private static String ending(Call call) {
    return call.state() instanceof CallState.Ended ended
        ? "result=" + ended.termination().result() + " reason=" + ended.termination().reason()
        : "";
  }

  /// Its last two digits, which tell two callers of one log apart.
  static String masked(String number) {
    return number.length() <= 4 ? "…" : "…" + number.substring(number.length() - 2);
  }
}
