package org.city311.loadtest.phone;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.address.AddressFactory;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Builds a phone's SIP messages.
final class SipRequests {
  private final AddressFactory addresses;
  private final HeaderFactory headers;
  private final MessageFactory messages;
  private final String user;
  private final String target;
  private final int port;

  /// @param user the phone's account or number
  /// @param target the switch, `host:port`
  /// @param port the phone's own
  SipRequests(SipFactory factory, String user, String target, int port)
      throws PeerUnavailableException {
    addresses = factory.createAddressFactory();
    headers = factory.createHeaderFactory();
    messages = factory.createMessageFactory();
    this.user = user;
    this.target = target;
    this.port = port;
  }

  HeaderFactory headers() {
    return headers;
  }

  Request register(SipProvider provider, int expiresSeconds) {
    try {
      var request = request(Request.REGISTER, "sip:" + target, user, provider);
      request.addHeader(contact());
      request.addHeader(headers.createExpiresHeader(expiresSeconds));
      return request;
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalStateException(e);
    }
  }

  Request invite(SipProvider provider, String number, int mediaPort) {
    try {
      var request = request(Request.INVITE, "sip:" + number + "@" + target, number, provider);
      request.addHeader(contact());
      request.setContent(
          Sdp.offer(mediaPort), headers.createContentTypeHeader("application", "sdp"));
      return request;
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes an INVITE of a dialog offer our audio anew.
  void offer(Request invite, int mediaPort, int version, boolean held) {
    try {
      invite.setHeader(contact());
      invite.setContent(
          Sdp.offer(mediaPort, version, held ? "sendonly" : "sendrecv"),
          headers.createContentTypeHeader("application", "sdp"));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private Request request(String method, String uri, String to, SipProvider provider)
      throws ParseException, InvalidArgumentException {
    List<ViaHeader> vias = new ArrayList<>();
    vias.add(headers.createViaHeader("127.0.0.1", port, "udp", null));
    var from = addresses.createAddress("sip:" + user + "@127.0.0.1:" + port);
    var tag = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return messages.createRequest(
        addresses.createURI(uri),
        method,
        provider.getNewCallId(),
        headers.createCSeqHeader(1L, method),
        headers.createFromHeader(from, tag),
        headers.createToHeader(addresses.createAddress("sip:" + to + "@" + target), null),
        vias,
        headers.createMaxForwardsHeader(70));
  }

  private ContactHeader contact() throws ParseException {
    return headers.createContactHeader(
        addresses.createAddress("sip:" + user + "@127.0.0.1:" + port));
  }

  /// A response without a body.
  Response response(int status, Request to) {
    try {
      var response = messages.createResponse(status, to);
      tag(response, to);
      if (status < 300) {
        response.addHeader(contact());
      }
      return response;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// 200 with our side of the audio.
  Response accept(Request invite, int mediaPort) {
    try {
      var response = response(Response.OK, invite);
      response.setContent(
          Sdp.offer(mediaPort), headers.createContentTypeHeader("application", "sdp"));
      return response;
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same tag for all responses to one request, as a dialog wants.
  private static void tag(Response response, Request to) throws ParseException {
    var header = (ToHeader) response.getHeader(ToHeader.NAME);
    if (header.getTag() == null && response.getStatusCode() > 100) {
      var callId = (javax.sip.header.CallIdHeader) to.getHeader(javax.sip.header.CallIdHeader.NAME);
      header.setTag("p" + Integer.toHexString(callId.getCallId().hashCode()));
    }
  }
}
