package org.city311.ivr.asterisk;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.PJSipShowContactsAction;
import org.asteriskjava.manager.event.ContactList;
import org.asteriskjava.manager.event.ContactStatusEnum;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.response.GetVarResponse;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// Reads from Asterisk what it really holds. Used by one thread at a time.
final class SwitchInspector {
  /// How long a list of channels may take, in milliseconds.
  private static final long LIST_TIMEOUT_MS = 10_000;

  private static final String OUR_CONTEXTS = "city311-";

  private final ManagerConnection connection;
  private final Predicate<CallId> hasPlace;

  SwitchInspector(ManagerConnection connection, Predicate<CallId> hasPlace) {
    this.connection = connection;
    this.hasPlace = hasPlace;
  }

  /// `Bridge()` moves a caller out of the waiting bridge while the caller's channel still says that
  /// it is in `BridgeWait`: whether someone waits or talks is told by who is in the bridge.
  ///
  /// @param started when this Asterisk began to run
  SwitchView view(Instant started) throws IOException, TimeoutException {
    List<CoreShowChannelEvent> channels = channels();
    Set<String> talks = new HashSet<>();
    channels.stream()
        .filter(SwitchInspector::isOffer)
        .map(channel -> text(channel.getBridgeid()))
        .filter(bridge -> !bridge.isEmpty())
        .forEach(talks::add);
    Set<String> handed =
        channels.stream()
            .filter(channel -> Dialplan.HANDED_CONTEXT.equals(channel.getContext()))
            .map(channel -> text(channel.getBridgeid()))
            .filter(bridge -> !bridge.isEmpty())
            .collect(Collectors.toSet());
    Map<CallId, SwitchView.Caller> callers = new HashMap<>();
    Map<String, CallId> callerInTalk = new HashMap<>();
    for (CoreShowChannelEvent channel : channels) {
      if (isCaller(channel)) {
        CallId id = new CallId(channel.getUniqueid());
        String bridge = text(channel.getBridgeid());
        boolean served =
            Dialplan.AFTER_CONTEXT.equals(channel.getContext())
                || Dialplan.TRANSFERRED_CONTEXT.equals(channel.getContext())
                || handed.contains(bridge);
        boolean parked = isInWaitingBridge(channel) && !served && !talks.contains(bridge);
        callers.put(id, caller(id, channel, parked, served));
        if (talks.contains(bridge)) {
          callerInTalk.put(bridge, id);
        }
      }
    }
    Map<OfferId, SwitchView.AgentLeg> offers = new HashMap<>();
    for (CoreShowChannelEvent channel : channels) {
      if (isOffer(channel)) {
        offers.put(
            new OfferId(channel.getUniqueid()),
            new SwitchView.AgentLeg(
                phone(channel.getChannel()),
                callerInTalk.get(text(channel.getBridgeid())),
                isInWaitingBridge(channel),
                talks(channel, channels)));
      }
    }
    Set<ConsultId> consults =
        channels.stream()
            .filter(SwitchInspector::isConsult)
            .map(channel -> new ConsultId(channel.getUniqueid()))
            .collect(Collectors.toSet());
    return new SwitchView(callers, offers, consults, reachablePhones(), started);
  }

  /// Whether somebody else is in the same bridge.
  private static boolean talks(CoreShowChannelEvent one, List<CoreShowChannelEvent> channels) {
    String bridge = text(one.getBridgeid());
    return !bridge.isEmpty()
        && channels.stream().filter(each -> bridge.equals(each.getBridgeid())).count() > 1;
  }

  private List<CoreShowChannelEvent> channels() throws IOException, TimeoutException {
    List<CoreShowChannelEvent> channels = new ArrayList<>();
    var answer =
        connection.sendEventGeneratingAction(new CoreShowChannelsAction(), LIST_TIMEOUT_MS);
    for (ResponseEvent event : answer.getEvents()) {
      if (event instanceof CoreShowChannelEvent channel && channel.getUniqueid() != null) {
        channels.add(channel);
      }
    }
    return channels;
  }

  private Set<String> reachablePhones() throws IOException, TimeoutException {
    Set<String> phones = new HashSet<>();
    var answer =
        connection.sendEventGeneratingAction(new PJSipShowContactsAction(), LIST_TIMEOUT_MS);
    for (ResponseEvent event : answer.getEvents()) {
      if (event instanceof ContactList contact
          && contact.getStatus() == ContactStatusEnum.REACHABLE) {
        phones.add(text(contact.getEndpoint()));
      }
    }
    return phones;
  }

  private SwitchView.Caller caller(
      CallId id, CoreShowChannelEvent channel, boolean parked, boolean served)
      throws IOException, TimeoutException {
    Optional<SwitchView.Place> place =
        hasPlace.test(id) ? Optional.empty() : Dialplan.placeIn(next(channel.getChannel()));
    return new SwitchView.Caller(
        channel.getChannel(),
        FlowServer.number(channel.getCallerIdNum()),
        "",
        Dialplan.language(text(channel.getLanguage())).orElse(Language.ENGLISH),
        place.orElse(null),
        parked,
        served);
  }

  private String next(String channel) throws IOException, TimeoutException {
    var answer = connection.sendAction(new GetVarAction(channel, Dialplan.NEXT));
    return answer instanceof GetVarResponse value ? text(value.getValue()) : "";
  }

  private static boolean isOffer(CoreShowChannelEvent channel) {
    return channel.getUniqueid().startsWith(OfferId.PREFIX);
  }

  private static boolean isCaller(CoreShowChannelEvent channel) {
    return !isOffer(channel)
        && !Dialplan.isAnnouncement(channel.getUniqueid())
        && !isConsult(channel)
        && text(channel.getContext()).startsWith(OUR_CONTEXTS);
  }

  private static boolean isConsult(CoreShowChannelEvent channel) {
    return Dialplan.CONSULT_CONTEXT.equals(channel.getContext());
  }

  /// A caller who is told something in the overflow context has a place too, but is not in the
  /// bridge.
  private static boolean isInWaitingBridge(CoreShowChannelEvent channel) {
    return Dialplan.WAITING_APPLICATION.equals(channel.getApplication())
        && !text(channel.getBridgeid()).isEmpty();
  }

  /// `PJSIP/ana-0000001f` is the phone `ana`.
  static String phone(String channel) {
    int slash = channel.indexOf('/');
    int dash = channel.lastIndexOf('-');
    return slash < 0 || dash < slash ? channel : channel.substring(slash + 1, dash);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
