package org.city311.loadtest.caller;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.city311.loadtest.caller.CallPlan.Press;
import org.jspecify.annotations.Nullable;

/// One call of [Callers], made or taken, which goes by its plan. For their one thread.
final class CallerCall implements Callers.Party {
  private static final long FRAME_NANOS = 20_000_000;
  private static final int KEY_FRAMES = 5;
  private static final int KEY_ENDS = 3;

  /// Longer than the system waits for one who speaks.
  private static final int SILENT_FRAMES = 350;

  /// Between two keys the finger rests.
  private static final int REST_FRAMES = 5;

  /// What got no answer is sent again (RFC 3261, T1).
  private static final long AGAIN_NANOS = 500_000_000;

  private static final int MOST_SENT = 5;

  private final Callers callers;
  private final Sip.@Nullable Incoming incoming;
  private final Sip.Dialog dialog;
  private final CallPlan plan;
  private final Rtp rtp;
  private final CompletableFuture<CallEnd> end;
  private @Nullable Sip bye;
  private int status;
  private boolean rung;
  private boolean challenged;
  private boolean over;

  /// When the first of several keys was let go.
  private long stopped;

  private boolean byUs;

  /// @param incoming what is answered; null: the call is to be made
  CallerCall(
      Callers callers,
      Sip.Dialog dialog,
      Sip.@Nullable Incoming incoming,
      CallPlan plan,
      Rtp rtp,
      CompletableFuture<CallEnd> end) {
    this.callers = callers;
    this.incoming = incoming;
    this.dialog = dialog;
    this.plan = plan;
    this.rtp = rtp;
    this.end = end;
  }

  void begin() {
    rtp.recording().invited(System.nanoTime());
    if (incoming == null) {
      invite(1);
    } else {
      accept(incoming, 1);
    }
  }

  private void accept(Sip.Incoming call, int time) {
    if (rung || over) {
      return;
    }
    if (time > MOST_SENT) {
      finish();
      return;
    }
    callers.send(call.accepted(rtp.port()));
    callers.at(System.nanoTime() + AGAIN_NANOS, () -> accept(call, time + 1));
  }

  @Override
  public void acknowledged(long nanos) {
    if (incoming != null && !rung) {
      rung = true;
      status = 200;
      begun(incoming.invite(), incoming.bye(), nanos);
    }
  }

  private void begun(Sip theirs, Sip ourEnd, long nanos) {
    bye = ourEnd;
    rtp.sendTo(theirs.audio());
    rtp.recording().answered(nanos);
    go(0, nanos);
  }

  private void invite(int time) {
    if (rung) {
      return;
    }
    if (time > MOST_SENT) {
      finish();
      return;
    }
    callers.send(dialog.invite(rtp.port()));
    callers.at(System.nanoTime() + AGAIN_NANOS, () -> invite(time + 1));
  }

  @Override
  public void responded(Sip response, long nanos) {
    if (response.transaction().equals("BYE")) {
      finish();
      return;
    }
    rung = true;
    if (!response.transaction().equals("INVITE") || response.status() < 200) {
      return;
    }
    callers.send(dialog.ack(response));
    status = response.status();
    if (status == Sip.UNAUTHORIZED && plan.by().isPhone() && !challenged) {
      challenged = true;
      callers.send(dialog.invite(rtp.port(), response));
    } else if (status >= 300) {
      finish();
    } else if (bye == null) {
      begun(response, dialog.bye(response), nanos);
    }
  }

  /// Does what comes next.
  private void go(int next, long nanos) {
    if (over) {
      return;
    }
    if (next == plan.presses().size()) {
      callers.at(nanos + plan.stay().toNanos(), this::hangUp);
      return;
    }
    Press press = plan.presses().get(next);
    long begin = nanos + press.after().toNanos();
    rtp.pass((int) (press.after().toNanos() / FRAME_NANOS));
    callers.at(begin, () -> speak(press, frames(press.speech()), begin, next));
  }

  private static int frames(Duration time) {
    return (int) (time.toNanos() / FRAME_NANOS);
  }

  private void speak(Press press, int left, long began, int next) {
    if (over) {
      return;
    }
    if (left == 0) {
      if (press.keys().isEmpty() && !press.speech().isZero()) {
        fallSilent(SILENT_FRAMES);
      }
      key(press, 0, 1, began, next);
      return;
    }
    rtp.speak();
    long at = began + (frames(press.speech()) - left + 1) * FRAME_NANOS;
    callers.at(at, () -> speak(press, left - 1, began, next));
  }

  /// A telephone goes on sending, and the system hears that nobody speaks any more.
  private void fallSilent(int frames) {
    if (over || frames == 0) {
      return;
    }
    rtp.silence();
    callers.at(System.nanoTime() + FRAME_NANOS, () -> fallSilent(frames - 1));
  }

  private void key(Press press, int which, int frame, long began, int next) {
    if (over) {
      return;
    }
    long now = System.nanoTime();
    if (which == press.keys().length()) {
      did(began, now, next);
      return;
    }
    char key = press.keys().charAt(which);
    if (frame <= KEY_FRAMES) {
      rtp.sendKey(key, frame, false);
      callers.at(now + FRAME_NANOS, () -> key(press, which, frame + 1, began, next));
      return;
    }
    for (int i = 0; i < KEY_ENDS; i++) {
      rtp.sendKey(key, KEY_FRAMES, true);
    }
    rtp.pass(KEY_FRAMES + REST_FRAMES);
    stopped = which == 0 ? now : stopped;
    if (which + 1 == press.keys().length()) {
      did(began, now, next);
    } else {
      callers.at(now + REST_FRAMES * FRAME_NANOS, () -> key(press, which + 1, 1, began, next));
    }
  }

  private void did(long began, long ended, int next) {
    boolean pressed = !plan.presses().get(next).keys().isEmpty();
    rtp.recording().did(new Recording.Deed(began, pressed ? stopped : ended, ended));
    go(next + 1, ended);
  }

  private void hangUp() {
    if (over || bye == null) {
      return;
    }
    byUs = true;
    over = true;
    rtp.recording().ended(System.nanoTime());
    bye(bye, 1);
  }

  private void bye(Sip message, int time) {
    if (end.isDone()) {
      return;
    }
    if (time > MOST_SENT) {
      finish();
      return;
    }
    callers.send(message);
    callers.at(System.nanoTime() + AGAIN_NANOS, () -> bye(message, time + 1));
  }

  @Override
  public void hungUp(long nanos) {
    if (!over) {
      over = true;
      rtp.recording().ended(nanos);
    }
    finish();
  }

  private void finish() {
    over = true;
    rung = true;
    callers.forget(dialog.id());
    rtp.close();
    end.complete(new CallEnd(status, byUs, rtp.lost(), rtp.recording()));
  }

  @Override
  public void failed(Exception e) {
    end.completeExceptionally(e);
  }
}
