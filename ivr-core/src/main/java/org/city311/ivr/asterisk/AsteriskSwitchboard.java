package org.city311.ivr.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.line.Announcer;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the ACD's orders to Asterisk, one after the other and off the ACD's own thread.
public final class AsteriskSwitchboard implements Switchboard, Announcer, AutoCloseable {
  /// How long Asterisk may take to read 20,000 accounts.
  private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(20);

  /// The first phone in a browser wants Asterisk's web server and ICE; the accounts come last.
  private static final List<String> WHAT_PHONES_ARE_KNOWN_BY =
      List.of("http", "res_rtp_asterisk.so", "res_pjsip.so");

  private static final Logger log = LoggerFactory.getLogger(AsteriskSwitchboard.class);

  private final AmiLink link;
  private final Callouts callouts;
  private final TalkOrders talks;
  private volatile Predicate<Call> told = _ -> false;
  private final ExecutorService orders =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ami-orders").daemon().factory());

  /// @param callouts how residents are called back
  /// @param lines by name, the departments that agents may call
  public AsteriskSwitchboard(AmiLink link, Callouts callouts, Map<String, DepartmentLine> lines) {
    this.link = link;
    this.callouts = callouts;
    this.talks = new TalkOrders(link, lines, this::order);
  }

  /// Has residents who are called back told that talks are recorded.
  ///
  /// @param who asked for each, when it is called
  public void tellOfRecordings(Predicate<Call> who) {
    told = who;
  }

  @Override
  public void ring(OfferId offer, Call call, AgentProfile agent) {
    boolean isCallback = !call.isOnTheLine();
    Map<String, String> variables = new HashMap<>();
    if (!isCallback) {
      variables.put(Dialplan.CALLER, call.channel());
    }
    if (link.settings().whisper() && call.group() != null) {
      variables.put(
          Dialplan.WHISPER, Dialplan.PROMPTS + "whisper-" + call.group() + "-" + call.language());
    }
    OriginateAction action = new OriginateAction();
    action.setActionId(offer.value());
    action.setChannelId(offer.value());
    action.setChannel("PJSIP/" + agent.phone());
    action.setContext(isCallback ? Dialplan.AGENT_CALLBACK_CONTEXT : Dialplan.AGENT_CONTEXT);
    action.setExten("s");
    action.setPriority(1);
    action.setTimeout(link.settings().ring().toMillis());
    action.setAsync(true);
    action.setCallerId(call.ani().isEmpty() ? "anonymous" : call.ani());
    action.setVariables(variables);
    order(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.warn("offer refused: offer={} why={}", offer, response.getMessage());
            link.tell(new AcdEvent.OfferOver(offer, OfferFailure.PHONE_UNREACHABLE));
          }
        });
  }

  @Override
  public void callResident(Call call, OfferId offer) {
    callResident(call, Dialplan.CALLBACK_CONTEXT, Map.of(Dialplan.AGENT, offer.value()));
  }

  @Override
  public void callResidentFirst(Call call) {
    callResident(call, Dialplan.CALLBACK_FIRST_CONTEXT, Map.of());
  }

  /// The number is checked here as well, at the last place before it is dialled: it came from a
  /// caller.
  private void callResident(Call call, String context, Map<String, String> more) {
    AcdEvent failed = new AcdEvent.ForCall(call.id(), new CallInput.HungUp());
    Optional<String> channel = callouts.channelTo(call.ani());
    if (channel.isEmpty()) {
      log.warn("residents are not called at such a number: callId={}", call.id());
      link.tell(failed);
      return;
    }
    OriginateAction action = new OriginateAction();
    action.setActionId(call.id().value());
    action.setChannelId(call.id().value());
    action.setChannel(channel.get());
    action.setContext(context);
    action.setExten("s");
    action.setPriority(1);
    action.setTimeout(callouts.ring().toMillis());
    action.setAsync(true);
    action.setCallerId(callouts.callerId());
    Map<String, String> variables = new HashMap<>(more);
    variables.put(Dialplan.LANGUAGE, call.language().tag());
    if (told.test(call)) {
      variables.put(Dialplan.NOTICE, "yes");
    }
    action.setVariables(variables);
    order(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.warn("resident not called: callId={} why={}", call.id(), response.getMessage());
            link.tell(failed);
          }
        });
  }

  @Override
  public void connect(AcdCommand.OfTalk order) {
    talks.carryOut(order);
  }

  @Override
  public void hangUp(CallId callback) {
    hangUp(callback.value());
  }

  /// A channel of two halves: one plays the prompts, the other says them into the bridge in which
  /// this caller waits alone.
  @Override
  public void announce(Call call, Spoken words) {
    OriginateAction action = new OriginateAction();
    action.setActionId(Dialplan.announcement(call.id()));
    action.setChannelId(Dialplan.announcement(call.id()));
    action.setChannel(Dialplan.ANNOUNCER_CHANNEL);
    // Else Asterisk plays the files of the higher quality, and computes what is lost on the way to
    // the trunk.
    action.setCodecs(List.of("ulaw"));
    action.setContext(Dialplan.ANNOUNCEMENT_CONTEXT);
    action.setExten("s");
    action.setPriority(1);
    action.setAsync(true);
    action.setVariables(
        Map.of(
            Dialplan.CALLER,
            call.id().value(),
            Dialplan.LANGUAGE,
            call.language().tag(),
            Dialplan.ANNOUNCEMENT,
            Dialplan.files(words)));
    order(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.debug("not announced: callId={} why={}", call.id(), response.getMessage());
          }
        });
  }

  /// Whoever is in the middle of being told something is no longer told it when they come back.
  @Override
  public void treat(Call call, Treatment treatment) {
    hangUp(Dialplan.announcement(call.id()));
    RedirectAction action = new RedirectAction();
    action.setChannel(call.channel());
    action.setContext(Dialplan.OVERFLOW_CONTEXT);
    action.setExten(treatment.name().toLowerCase(Locale.ROOT));
    action.setPriority(1);
    order(
        action,
        response -> {
          if (response instanceof ManagerError) {
            log.warn("caller not taken out of the queue: callId={}", call.id());
            link.lookAgain();
          }
        });
  }

  @Override
  public void hangUp(OfferId offer) {
    hangUp(offer.value());
  }

  private void hangUp(String channelId) {
    HangupAction action = new HangupAction();
    action.setChannel(channelId);
    action.setCause(Dialplan.NORMAL);
    order(action, _ -> {});
  }

  @Override
  public void lookAgain() {
    link.lookAgain();
  }

  /// Asks Asterisk to read the phones' accounts anew. Registrations, calls and talks go on.
  ///
  /// @return whether it has; false as long as the link is down, and may be repeated
  public boolean reloadPhones() {
    try {
      for (String part : WHAT_PHONES_ARE_KNOWN_BY) {
        if (!link.isUp()) {
          return false;
        }
        if (link.actions().sendAction(new ReloadAction(part), RELOAD_PATIENCE.toMillis())
            instanceof ManagerError refused) {
          log.warn("phones not reloaded: part={} why={}", part, refused.getMessage());
          return false;
        }
      }
      return true;
    } catch (IOException | TimeoutException | RuntimeException e) {
      log.warn("phones not reloaded: why={}", e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    AmiLink.end(orders);
  }

  /// Sends an order in its turn, off the caller's thread.
  private void order(ManagerAction action, Consumer<ManagerResponse> answer) {
    try {
      orders.execute(
          () -> {
            try {
              link.actions().sendAction(action, answer::accept);
            } catch (IOException | RuntimeException e) {
              log.warn("order not sent: action={} why={}", action.getAction(), e.toString());
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("order after the end: action={}", action.getAction());
    }
  }
}
