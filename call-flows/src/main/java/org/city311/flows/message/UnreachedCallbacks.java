package org.city311.flows.message;

import java.io.IOException;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Termination;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps each callback that was given up among the messages: what a resident was promised does not
/// end in silence. To be subscribed where the centre is led.
///
/// One that ended as its leader died is in the next leader's snapshot, until its record is safe.
public final class UnreachedCallbacks implements CentreFeed.Subscriber {
  private static final Logger log = LoggerFactory.getLogger(UnreachedCallbacks.class);

  private final Messages messages;

  public UnreachedCallbacks(Messages messages) {
    this.messages = messages;
  }

  @Override
  public void on(CentreEvent event) {
    if (event instanceof CentreEvent.CallEnded ended) {
      look(ended.call());
    } else if (event instanceof CentreEvent.Snapshot snapshot) {
      snapshot.calls().forEach(this::look);
    }
  }

  private void look(Call call) {
    if (call.state() instanceof CallState.Ended(Termination termination)
        && termination.result() == Termination.Result.CALLBACK_EXPIRED) {
      try {
        messages.keep(call);
      } catch (IOException e) {
        log.error("a callback was given up, and nobody is told: callId={}", call.id(), e);
      }
    }
  }
}
