package org.city311.ivr.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.ContactStatusEvent;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.OfferFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmiEventsTest {
  private static final CallId CALL = new CallId("city311-1.7");
  private static final OfferId OFFER = new OfferId("offer-city311-1.7-1");

  private static final CallId CALLBACK = new CallId("callback-city311-1.7");

  private final AmiEvents events = new AmiEvents();

  @Test
  void callerEntersHoldingBridge_isParked() {
    assertEquals(
        Optional.of(new AcdEvent.ForCall(CALL, new CallInput.Parked())),
        events.translate(enter(CALL.value(), "holding_bridge")));
  }

  @Test
  void callerEntersAnyOtherBridge_meansNothing_theAgentsSideTells() {
    assertEquals(Optional.empty(), events.translate(enter(CALL.value(), "simple_bridge")));
  }

  @Test
  void agentEntersBridge_theyTalk() {
    assertEquals(
        Optional.of(new AcdEvent.OfferConnected(OFFER)),
        events.translate(enter(OFFER.value(), "simple_bridge")));
  }

  /// There the agent of a callback hears how the resident's phone rings.
  @Test
  void agentEntersHoldingBridge_waitsForTheResidentOfACallback() {
    assertEquals(
        Optional.of(new AcdEvent.AgentWaits(OFFER)),
        events.translate(enter(OFFER.value(), "holding_bridge")));
  }

  @Test
  void theKeyOfACallerWhoWaits_asksToBeCalledBack_andNoOtherKeyAndNowhereElse() {
    assertEquals(
        Optional.of(new AcdEvent.CallbackKey(CALL)),
        events.translate(key("city311-wait", "1", "Received")));
    assertEquals(Optional.empty(), events.translate(key("city311-wait", "2", "Received")));
    assertEquals(Optional.empty(), events.translate(key("city311-wait", "1", "Sent")));
    assertEquals(Optional.empty(), events.translate(key("city311-serve", "1", "Received")));
  }

  /// Its halves enter a bridge and hang up like callers.
  @Test
  void announcement_isNoCaller() {
    for (String id : List.of("announcement-" + CALL, "announcement-" + CALL + ";2")) {
      assertEquals(Optional.empty(), events.translate(enter(id, "holding_bridge")));
      assertEquals(Optional.empty(), events.translate(hangup(id, 16)));
      assertEquals(Optional.empty(), events.translate(originated(id, "Failure")));
    }
  }

  private DtmfEndEvent key(String context, String digit, String direction) {
    DtmfEndEvent key = new DtmfEndEvent(this);
    key.setUniqueId(CALL.value());
    key.setContext(context);
    key.setDigit(digit);
    key.setDirection(direction);
    return key;
  }

  @Test
  void residentPicksUp() {
    assertEquals(
        Optional.of(new AcdEvent.ForCall(CALLBACK, new CallInput.ResidentAnswered())),
        events.translate(originated(CALLBACK.value(), "Success")));
  }

  @Test
  void residentCouldNotEvenBeCalled_isNotReached() {
    assertEquals(
        Optional.of(new AcdEvent.ForCall(CALLBACK, new CallInput.HungUp())),
        events.translate(originated(CALLBACK.value(), "Failure")));
  }

  @Test
  void residentDoesNotAnswer_itsHangUpTells() {
    NewChannelEvent created = new NewChannelEvent(this);
    created.setUniqueId(CALLBACK.value());
    events.translate(created);
    assertEquals(Optional.empty(), events.translate(originated(CALLBACK.value(), "Failure")));
    assertEquals(
        Optional.of(new AcdEvent.ForCall(CALLBACK, new CallInput.HungUp())),
        events.translate(hangup(CALLBACK.value(), 19)));
  }

  @Test
  void residentWhoIsCalledFirstNeedsNobodyAnyMore_theContextOfTheirEndTells() {
    HangupEvent event = hangup(CALLBACK.value(), 16);
    event.setContext("city311-callback-declined");
    assertEquals(
        Optional.of(
            new AcdEvent.ForCall(
                CALLBACK, new CallInput.GivenUp(Termination.Reason.CANCELLED_BY_RESIDENT))),
        events.translate(event));
  }

  @Test
  void callerHangsUp() {
    assertEquals(
        Optional.of(new AcdEvent.ForCall(CALL, new CallInput.HungUp())),
        events.translate(hangup(CALL.value(), 16)));
  }

  /// The colleague's own leg has another context, and its end means nothing.
  @Test
  void phoneThatDialledAColleagueHangsUp_theConsultIsOver() {
    HangupEvent event = hangup("city311-1.9", 16);
    event.setContext("city311-consult");
    assertEquals(
        Optional.of(new AcdEvent.ConsultEnded(new ConsultId("city311-1.9"))),
        events.translate(event));
  }

  @ParameterizedTest
  @CsvSource({
    "17,DECLINED",
    "21,DECLINED",
    "19,NO_ANSWER",
    "0,NO_ANSWER",
    "16,NO_ANSWER",
    "20,PHONE_UNREACHABLE",
    "3,PHONE_UNREACHABLE",
    "18,PHONE_UNREACHABLE",
    "44,PHONE_UNREACHABLE",
    "102,PHONE_UNREACHABLE"
  })
  void agentsChannelEnds_causeTellsWhy(int cause, OfferFailure failure) {
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, failure)),
        events.translate(hangup(OFFER.value(), cause)));
  }

  @Test
  void agentsPhoneHangsUp_isOverBeforeTheChannelIs_aCallersIsNot() {
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.DECLINED)),
        events.translate(hangupRequest(OFFER.value(), 21)));
    assertEquals(Optional.empty(), events.translate(hangupRequest(CALL.value(), 16)));
  }

  @Test
  void agentsPhoneSaysBye_beforeItsAnswerIsTold_hasDeclined() {
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.DECLINED)),
        events.translate(hangupRequest(OFFER.value(), 16)));
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.PHONE_UNREACHABLE)),
        events.translate(hangupRequest(OFFER.value(), 18)));
  }

  @Test
  void originateAnswered_andFailedWithoutAChannel() {
    assertEquals(
        Optional.of(new AcdEvent.OfferAnswered(OFFER)),
        events.translate(originated(OFFER.value(), "Success")));
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.PHONE_UNREACHABLE)),
        events.translate(originated(OFFER.value(), "Failure")));
    assertEquals(Optional.empty(), events.translate(originated("somebody-else", "Failure")));
  }

  @Test
  void originateFails_aMomentBeforeItsChannelEnds_theChannelsEndTellsWhy() {
    NewChannelEvent created = new NewChannelEvent(this);
    created.setUniqueId(OFFER.value());
    assertEquals(Optional.empty(), events.translate(created));
    assertEquals(Optional.empty(), events.translate(originated(OFFER.value(), "Failure")));
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.DECLINED)),
        events.translate(hangup(OFFER.value(), 21)));
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.PHONE_UNREACHABLE)),
        events.translate(originated(OFFER.value(), "Failure")));
  }

  @Test
  void originateFails_ofAnOfferThatTheLeaderBeforeMade_theChannelsEndTellsWhy() {
    events.know(Set.of(OFFER));
    assertEquals(Optional.empty(), events.translate(originated(OFFER.value(), "Failure")));
    assertEquals(
        Optional.of(new AcdEvent.OfferOver(OFFER, OfferFailure.DECLINED)),
        events.translate(hangup(OFFER.value(), 21)));
  }

  @ParameterizedTest
  @CsvSource({"Reachable,true", "NonQualified,true", "Unreachable,false", "Removed,false"})
  void contact_tellsWhetherThePhoneCanBeReached(String status, boolean reachable) {
    ContactStatusEvent event = new ContactStatusEvent(this);
    event.setAor("ana");
    event.setContactStatus(status);
    assertEquals(Optional.of(new AcdEvent.PhoneSeen("ana", reachable)), events.translate(event));
  }

  @Test
  void phoneRegistersAnew_theOldContactsEndComesLate_itStaysReachable() {
    assertEquals(
        Optional.of(new AcdEvent.PhoneSeen("ana", true)),
        events.translate(contact("sip:ana@127.0.0.1:2", "Reachable")));
    assertEquals(Optional.empty(), events.translate(contact("sip:ana@127.0.0.1:1", "Removed")));
    assertEquals(
        Optional.of(new AcdEvent.PhoneSeen("ana", false)),
        events.translate(contact("sip:ana@127.0.0.1:2", "Unreachable")));
  }

  private ContactStatusEvent contact(String uri, String status) {
    ContactStatusEvent event = new ContactStatusEvent(this);
    event.setAor("ana");
    event.setUri(uri);
    event.setContactStatus(status);
    return event;
  }

  @Test
  void otherAndBrokenEvents_meanNothing() {
    assertEquals(Optional.empty(), events.translate(new NewChannelEvent(this)));
    assertEquals(Optional.empty(), events.translate(new HangupEvent(this)));
    assertEquals(Optional.empty(), events.translate(new HangupRequestEvent(this)));
    assertEquals(Optional.empty(), events.translate(new BridgeEnterEvent(this)));
    assertEquals(Optional.empty(), events.translate(new OriginateResponseEvent(this)));
    assertEquals(Optional.empty(), events.translate(new ContactStatusEvent(this)));
  }

  private BridgeEnterEvent enter(String id, String technology) {
    BridgeEnterEvent event = new BridgeEnterEvent(this);
    event.setUniqueId(id);
    event.setBridgeTechnology(technology);
    return event;
  }

  private HangupEvent hangup(String id, int cause) {
    HangupEvent event = new HangupEvent(this);
    event.setUniqueId(id);
    event.setCause(cause);
    return event;
  }

  private HangupRequestEvent hangupRequest(String id, int cause) {
    HangupRequestEvent event = new HangupRequestEvent(this);
    event.setUniqueId(id);
    event.setCause(cause);
    return event;
  }

  private OriginateResponseEvent originated(String actionId, String response) {
    OriginateResponseEvent event = new OriginateResponseEvent(this);
    event.setActionId(actionId);
    event.setResponse(response);
    return event;
  }
}
