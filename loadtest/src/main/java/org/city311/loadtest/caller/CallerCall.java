package org.city311.loadtest.caller;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.city311.loadtest.caller.CallPlan.Press;
import org.jspecify.annotations.Nullable;

/// One call of [Callers], which goes by its plan. For their one thread.
final class CallerCall {
  private static final long FRAME_NANOS = 20_000_000;
  private static final int KEY_FRAMES = 5;
  private static final int KEY_ENDS = 3;

  /// Between two keys the finger rests.
  private static final int REST_FRAMES = 5;

  /// What got no answer is sent again (RFC 3261, T1).
  private static final long AGAIN_NANOS = 500_000_000;

  private static final int MOST_SENT = 5;

  private final Callers callers;
  private final Sip.Dialog dialog;
  private final CallPlan plan;
  private final Rtp rtp;
  private final CompletableFuture<CallEnd> end;
  private @Nullable Sip answer;
  private int status;
  private boolean rung;
  private boolean over;
  private boolean byUs;

  CallerCall(
      Callers callers, Sip.Dialog dialog, CallPlan plan, Rtp rtp, CompletableFuture<CallEnd> end) {
    this.callers = callers;
    this.dialog = dialog;
    this.plan = plan;
    this.rtp = rtp;
    this.end = end;
  }

  void begin() {
    rtp.recording().invited(System.nanoTime());
    invite(1);
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

  void responded(Sip response, long nanos) {
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
    if (status >= 300) {
      finish();
    } else if (answer == null) {
      answer = response;
      rtp.sendTo(response.audio());
      rtp.recording().answered(nanos);
      go(0, nanos);
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
      key(press, 0, 1, began, next);
      return;
    }
    rtp.speak();
    long at = began + (frames(press.speech()) - left + 1) * FRAME_NANOS;
    callers.at(at, () -> speak(press, left - 1, began, next));
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
    if (which + 1 == press.keys().length()) {
      did(began, now, next);
    } else {
      callers.at(now + REST_FRAMES * FRAME_NANOS, () -> key(press, which + 1, 1, began, next));
    }
  }

  private void did(long began, long ended, int next) {
    rtp.recording().did(new Recording.Deed(began, ended));
    go(next + 1, ended);
  }

  private void hangUp() {
    if (over || answer == null) {
      return;
    }
    byUs = true;
    over = true;
    rtp.recording().ended(System.nanoTime());
    bye(answer, 1);
  }

  private void bye(Sip to, int time) {
    if (end.isDone()) {
      return;
    }
    if (time > MOST_SENT) {
      finish();
      return;
    }
    callers.send(dialog.bye(to));
    callers.at(System.nanoTime() + AGAIN_NANOS, () -> bye(to, time + 1));
  }

  /// By the system.
  void hungUp(long nanos) {
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

  void failed(Exception e) {
    end.completeExceptionally(e);
  }
}
