package org.city311.ivr.asterisk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.ContactStatusEvent;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.asteriskjava.manager.event.DtmfEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.HoldEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.UnholdEvent;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;

/// What Asterisk's events mean to the ACD.
///
/// It remembers which offers and callbacks have a channel: the end of a channel tells why it ended,
/// but the answer to the Originate, which does not, may come a moment earlier. Events are
/// translated by one thread.
final class AmiEvents {
  /// More channels to agents' phones than any centre has at once.
  private static final int MAX_CHANNELS = 20_000;

  /// The causes of a call that ends well: none, normal clearing, normal and unspecified (Q.850).
  private static final Set<Integer> SAID_BYE = Set.of(0, 16, 31);

  private final Set<String> channels = ConcurrentHashMap.newKeySet();

  /// Phone to the address it was last reachable at; as many as there are SIP accounts.
  private final Map<String, String> contacts = new HashMap<>();

  Optional<AcdEvent> translate(ManagerEvent event) {
    return switch (event) {
      case DtmfEndEvent key -> keyPressed(key);
      case NewChannelEvent created -> created(created.getUniqueId());
      case BridgeEnterEvent enter -> bridgeEnter(enter);
      case HoldEvent hold -> held(hold.getUniqueId(), true);
      case UnholdEvent unhold -> held(unhold.getUniqueId(), false);
      case HangupRequestEvent request -> hangupRequested(request);
      case HangupEvent hangup -> hangup(hangup);
      case OriginateResponseEvent response -> originated(response);
      case ContactStatusEvent contact -> contact(contact);
      default -> Optional.empty();
    };
  }

  /// Of all keys, only one means something outside of a flow: in the context where callers wait,
  /// where they also are while they talk.
  private static Optional<AcdEvent> keyPressed(DtmfEndEvent key) {
    String id = key.getUniqueId();
    return id != null
            && Dialplan.WAIT_CONTEXT.equals(key.getContext())
            && Dialplan.CALLBACK_KEY.equals(key.getDigit())
            && DtmfEvent.DIRECTION_RECEIVED.equals(key.getDirection())
        ? Optional.of(new AcdEvent.CallbackKey(new CallId(id)))
        : Optional.empty();
  }

  /// These offers have a channel, seen by a look: they were made before we heard of calls. May be
  /// called by any thread.
  void know(Set<OfferId> offers) {
    offers.forEach(offer -> hasChannel(offer.value()));
  }

  private Optional<AcdEvent> created(@Nullable String id) {
    if (id != null && (id.startsWith(OfferId.PREFIX) || id.startsWith(Callback.PREFIX))) {
      hasChannel(id);
    }
    return Optional.empty();
  }

  private void hasChannel(String id) {
    if (channels.size() >= MAX_CHANNELS) {
      channels.clear();
    }
    channels.add(id);
  }

  private static Optional<AcdEvent> bridgeEnter(BridgeEnterEvent event) {
    String id = event.getUniqueId();
    if (id == null || Dialplan.isAnnouncement(id)) {
      return Optional.empty();
    }
    boolean holding = "holding_bridge".equals(event.getBridgeTechnology());
    if (id.startsWith(OfferId.PREFIX)) {
      OfferId offer = new OfferId(id);
      return Optional.of(
          holding ? new AcdEvent.AgentWaits(offer) : new AcdEvent.OfferConnected(offer));
    }
    return holding
        ? Optional.of(new AcdEvent.ForCall(new CallId(id), new CallInput.Parked()))
        : Optional.empty();
  }

  /// A phone that dials a colleague stays in one context of the dialplan to the end of its channel.
  private Optional<AcdEvent> hangup(HangupEvent event) {
    String id = event.getUniqueId();
    if (id == null || Dialplan.isAnnouncement(id)) {
      return Optional.empty();
    }
    if (Dialplan.CONSULT_CONTEXT.equals(event.getContext())) {
      return Optional.of(new AcdEvent.ConsultEnded(new ConsultId(id)));
    }
    channels.remove(id);
    return Optional.of(
        id.startsWith(OfferId.PREFIX)
            ? over(id, event.getCause())
            : new AcdEvent.ForCall(new CallId(id), ended(event)));
  }

  /// A resident who is called back may press the key of those who need nobody any more.
  private static CallInput ended(HangupEvent event) {
    return Dialplan.CALLBACK_DECLINED_CONTEXT.equals(event.getContext())
        ? new CallInput.GivenUp(Termination.Reason.CANCELLED_BY_RESIDENT)
        : new CallInput.HungUp();
  }

  private static Optional<AcdEvent> held(@Nullable String id, boolean held) {
    return id != null && id.startsWith(OfferId.PREFIX)
        ? Optional.of(new AcdEvent.OfferHeld(new OfferId(id), held))
        : Optional.empty();
  }

  /// The agent's phone has said BYE, or no: it is free for the next call half a millisecond before
  /// Asterisk has cleared the channel away. A phone that said BYE had answered, though the answer
  /// to the Originate, which tells so, may still be on its way.
  private static Optional<AcdEvent> hangupRequested(HangupRequestEvent request) {
    String id = request.getUniqueId();
    if (id == null || !id.startsWith(OfferId.PREFIX)) {
      return Optional.empty();
    }
    int cause = known(request.getCause());
    return Optional.of(
        new AcdEvent.OfferOver(
            new OfferId(id), SAID_BYE.contains(cause) ? OfferFailure.DECLINED : failure(cause)));
  }

  private static AcdEvent over(String id, @Nullable Integer cause) {
    return new AcdEvent.OfferOver(new OfferId(id), failure(known(cause)));
  }

  private static int known(@Nullable Integer cause) {
    return cause == null ? 0 : cause;
  }

  /// A failure without a channel has no hang-up of its own: the phone could not even be called.
  private Optional<AcdEvent> originated(OriginateResponseEvent event) {
    String id = event.getActionId();
    if (id != null && id.startsWith(Callback.PREFIX)) {
      return residentOriginated(new CallId(id), event.isSuccess());
    }
    if (id == null || !id.startsWith(OfferId.PREFIX)) {
      return Optional.empty();
    }
    OfferId offer = new OfferId(id);
    if (event.isSuccess()) {
      return Optional.of(new AcdEvent.OfferAnswered(offer));
    }
    return channels.contains(id)
        ? Optional.empty()
        : Optional.of(new AcdEvent.OfferOver(offer, OfferFailure.PHONE_UNREACHABLE));
  }

  private Optional<AcdEvent> residentOriginated(CallId id, boolean success) {
    if (success) {
      return Optional.of(new AcdEvent.ForCall(id, new CallInput.ResidentAnswered()));
    }
    return channels.contains(id.value())
        ? Optional.empty()
        : Optional.of(new AcdEvent.ForCall(id, new CallInput.HungUp()));
  }

  /// Hang-up causes as in ITU-T Q.850, which Asterisk maps SIP answers to: 486 is 17, 603 is 21,
  /// 480 is 19, 404 is 3 or 1, a phone that does not answer to SIP at all is 18 or 27. One whose sound has stopped is
  /// 44, one that does not prove that it is still there 102.
  private static OfferFailure failure(int cause) {
    return switch (cause) {
      case 17, 21 -> OfferFailure.DECLINED;
      case 1, 3, 18, 20, 27, 38, 41, 44, 102 -> OfferFailure.PHONE_UNREACHABLE;
      default -> OfferFailure.NO_ANSWER;
    };
  }

  /// A phone that registers anew has two contacts for a moment, and the old one's end is told after
  /// the new one's beginning: only the end of the contact that was last good counts.
  private Optional<AcdEvent> contact(ContactStatusEvent event) {
    String phone = event.getAor();
    String status = event.getContactStatus();
    if (phone == null || status == null) {
      return Optional.empty();
    }
    String uri = event.getUri() == null ? "" : event.getUri();
    return switch (status) {
      case "Created", "Reachable", "NonQualified", "Updated" -> {
        contacts.put(phone, uri);
        yield Optional.of(new AcdEvent.PhoneSeen(phone, true));
      }
      case "Removed", "Unreachable" ->
          uri.equals(contacts.getOrDefault(phone, uri))
              ? Optional.of(new AcdEvent.PhoneSeen(phone, false))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
