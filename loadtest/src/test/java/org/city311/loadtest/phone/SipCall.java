package org.city311.loadtest.phone;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.city311.loadtest.phone.PhoneCall.End.How;
import org.jspecify.annotations.Nullable;

/// A call's signalling (RFC 3261): its INVITE transaction, either side, and the dialog of it.
final class SipCall implements PhoneCall.Signalling {
  private final SipRequests requests;
  private final SipProvider provider;
  private final @Nullable Request dialled;
  private final @Nullable ServerTransaction received;
  private final PhoneCall call;
  private final AtomicInteger offers = new AtomicInteger(1);
  private @Nullable ClientTransaction sent;

  /// A call that we dial.
  SipCall(SipRequests requests, SipProvider provider, Request invite, Rtp rtp) {
    this.requests = requests;
    this.provider = provider;
    dialled = invite;
    received = null;
    call = new PhoneCall(this, rtp);
  }

  /// A call that has come.
  SipCall(SipRequests requests, SipProvider provider, ServerTransaction invite, Rtp rtp) {
    this.requests = requests;
    this.provider = provider;
    dialled = null;
    received = invite;
    call = new PhoneCall(this, rtp);
  }

  PhoneCall call() {
    return call;
  }

  synchronized void dial() {
    if (dialled == null) {
      throw new IllegalStateException("not dialled here");
    }
    try {
      sent = provider.getNewClientTransaction(dialled);
      sent.sendRequest();
    } catch (SipException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends the INVITE again, with credentials now.
  synchronized void dialAgain(ClientTransaction transaction) throws SipException {
    sent = transaction;
    transaction.sendRequest();
  }

  /// A response to our INVITE.
  void responded(ResponseEvent event) {
    var response = event.getResponse();
    int status = response.getStatusCode();
    if (status >= 300) {
      call.markEnded(call.isEnded() ? How.BY_US : How.REFUSED, status);
    } else if (status >= 200) {
      try {
        var dialog = event.getDialog();
        long sequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
        dialog.sendAck(dialog.createAck(sequence));
      } catch (SipException | InvalidArgumentException e) {
        throw new IllegalStateException(e);
      }
      call.rtp().start(Sdp.audio(response.getRawContent()));
      call.markAnswered();
    }
  }

  void ring() {
    respond(requests.response(Response.RINGING, invite().getRequest()));
  }

  /// The other side changes its audio in mid-call (re-INVITE).
  void invitedAgain(ServerTransaction again) {
    try {
      if (again.getRequest().getRawContent() != null) {
        call.rtp().start(Sdp.audio(again.getRequest().getRawContent()));
      }
      again.sendResponse(requests.accept(again.getRequest(), call.rtp().port()));
    } catch (SipException | InvalidArgumentException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The other side gave up while it rang here.
  void cancelled() {
    if (!call.isAnswered() && !call.isEnded()) {
      respond(requests.response(Response.REQUEST_TERMINATED, invite().getRequest()));
      call.markEnded(How.BY_THEM, Response.REQUEST_TERMINATED);
    }
  }

  @Override
  public void answer() {
    var request = invite().getRequest();
    call.rtp().start(Sdp.audio(request.getRawContent()));
    respond(requests.accept(request, call.rtp().port()));
    call.markAnswered();
  }

  @Override
  public void reject(int status) {
    respond(requests.response(status, invite().getRequest()));
    call.markEnded(How.BY_US, status);
  }

  @Override
  public void hangUp() {
    if (call.isAnswered()) {
      sendBye();
    } else if (received != null) {
      reject(Response.BUSY_HERE);
    } else {
      cancel();
    }
    call.markEnded(How.BY_US, Response.REQUEST_TERMINATED);
  }

  @Override
  public void hold(boolean held) {
    try {
      Dialog dialog = transaction().getDialog();
      var request = dialog.createRequest(Request.INVITE);
      requests.offer(request, call.rtp().port(), offers.incrementAndGet(), held);
      dialog.sendRequest(provider.getNewClientTransaction(request));
    } catch (SipException e) {
      throw new IllegalStateException(e);
    }
  }

  void hangUpIfOpen() {
    if (!call.isEnded()) {
      hangUp();
    }
  }

  private void sendBye() {
    try {
      Dialog dialog = transaction().getDialog();
      dialog.sendRequest(provider.getNewClientTransaction(dialog.createRequest(Request.BYE)));
    } catch (SipException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized javax.sip.Transaction transaction() {
    if (received != null) {
      return received;
    }
    if (sent == null) {
      throw new IllegalStateException("not dialled yet");
    }
    return sent;
  }

  private synchronized void cancel() {
    if (sent == null) {
      return;
    }
    try {
      provider.getNewClientTransaction(sent.createCancel()).sendRequest();
    } catch (SipException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerTransaction invite() {
    if (received == null) {
      throw new IllegalStateException("this call was dialled here: there is nothing to answer");
    }
    return received;
  }

  private void respond(Response response) {
    try {
      invite().sendResponse(response);
    } catch (SipException | InvalidArgumentException e) {
      throw new IllegalStateException(e);
    }
  }
}
