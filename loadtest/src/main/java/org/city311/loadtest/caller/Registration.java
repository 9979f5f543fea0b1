package org.city311.loadtest.caller;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// How a phone of the centre says where it is (RFC 3261 §10). For the callers' one thread.
final class Registration implements Callers.Party {
  private final Callers callers;
  private final Sip.Dialog dialog;
  private final CompletableFuture<Void> done;
  private boolean challenged;

  Registration(Callers callers, Sip.Dialog dialog, CompletableFuture<Void> done) {
    this.callers = callers;
    this.dialog = dialog;
    this.done = done;
  }

  @Override
  public void responded(Sip response, long nanos) {
    if (response.status() == Sip.UNAUTHORIZED && !challenged) {
      challenged = true;
      callers.send(dialog.register(response));
    } else if (response.status() >= 300) {
      failed(new IOException(dialog.by().from() + " is not registered: " + response.status()));
    } else if (response.status() >= 200) {
      callers.forget(dialog.id());
      done.complete(null);
    }
  }

  @Override
  public void acknowledged(long nanos) {}

  @Override
  public void hungUp(long nanos) {}

  @Override
  public void failed(Exception e) {
    callers.forget(dialog.id());
    done.completeExceptionally(e);
  }
}
