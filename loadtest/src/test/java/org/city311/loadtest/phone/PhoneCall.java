package org.city311.loadtest.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.loadtest.Ulaw;

/// One call of a [Phone], dialled or received, from its INVITE to its end.
///
/// Methods named `await…` fail after [#PATIENCE]. Safe for use by several threads.
public final class PhoneCall {
  /// How long a test waits for something to happen to a call.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Share of the power that a tone must have to count as heard.
  private static final double HEARD = 0.2;

  /// What a [Phone] does on the wire for its call.
  interface Signalling {
    void answer();

    void reject(int status);

    void hangUp();

    void hold(boolean held);
  }

  /// How a call ended.
  ///
  /// @param how what ended it
  /// @param status the last SIP status of the INVITE; 200 when it had been answered
  public record End(How how, int status) {
    /// Who or what ended it.
    public enum How {
      /// We hung up or refused.
      BY_US,
      /// The other side hung up, or gave up while it rang.
      BY_THEM,
      /// The other side refused our call.
      REFUSED
    }
  }

  private final Signalling signalling;
  private final Rtp rtp;
  private final long beganNanos = System.nanoTime();
  private final CompletableFuture<Long> answered = new CompletableFuture<>();
  private final CompletableFuture<End> ended = new CompletableFuture<>();

  PhoneCall(Signalling signalling, Rtp rtp) {
    this.signalling = signalling;
    this.rtp = rtp;
  }

  Rtp rtp() {
    return rtp;
  }

  void markAnswered() {
    answered.complete(System.nanoTime());
  }

  void markEnded(End.How how, int status) {
    ended.complete(new End(how, answered.isDone() ? 200 : status));
    rtp.close();
  }

  /// When its INVITE came or went, by [System#nanoTime()].
  public long beganNanos() {
    return beganNanos;
  }

  /// Answers a call that rings here.
  public void answer() {
    signalling.answer();
  }

  /// Refuses a call that rings here, for example with 486 (busy) or 603 (declined).
  public void reject(int status) {
    signalling.reject(status);
  }

  /// Ends the call from our side: BYE, or CANCEL while it still rings there.
  public void hangUp() {
    signalling.hangUp();
  }

  /// Puts the other side on hold, as a phone does when it takes its second line.
  public void hold() {
    signalling.hold(true);
  }

  /// Takes the other side back.
  public void resume() {
    signalling.hold(false);
  }

  /// Presses one key (`0`-`9`, `*`, `#`) and waits until it has been sent.
  public void press(char key) {
    await(rtp.press(key), "key " + key + " was not sent");
  }

  /// Speaks a tone from now on.
  public void say(int hertz) {
    rtp.say(hertz);
  }

  /// Whether the tone is in the last half second of what came.
  public boolean hears(int hertz) {
    return Ulaw.share(rtp.heard(), hertz) > HEARD;
  }

  /// Whether any sound at all, not silence, came in the last half second.
  public boolean hearsSound() {
    return Ulaw.loudness(rtp.heard()) > 0;
  }

  /// Whether this prompt has been heard in this call.
  ///
  /// @param ulaw the prompt's file, `KEY.ulaw`
  public boolean hasHeard(Path ulaw) throws IOException {
    return rtp.earshot().find(Files.readAllBytes(ulaw), 0).isPresent();
  }

  /// Whether these prompts were heard in this order.
  public boolean hasHeard(List<Path> ulaws) throws IOException {
    int from = 0;
    for (Path ulaw : ulaws) {
      Optional<Integer> at = rtp.earshot().find(Files.readAllBytes(ulaw), from);
      if (at.isEmpty()) {
        return false;
      }
      from = at.get() + 1;
    }
    return true;
  }

  /// When this prompt began to be heard, by [System#nanoTime()]; empty if it was not.
  public Optional<Long> heardAt(Path ulaw) throws IOException {
    return rtp.earshot().heardAt(Files.readAllBytes(ulaw));
  }

  /// How long after the answer (SIP 200) the first sound was heard that is not silence; empty if none was
  /// yet.
  public Optional<Duration> firstSound() {
    return rtp.earshot().firstSoundAfter(answered.getNow(System.nanoTime()));
  }

  /// RTP packets received so far.
  public int packetsReceived() {
    return rtp.received();
  }

  public boolean isAnswered() {
    return answered.isDone();
  }

  public boolean isEnded() {
    return ended.isDone();
  }

  /// Waits until the call is answered.
  public void awaitAnswered() {
    await(answered, "not answered");
  }

  /// Waits until the call has ended, and says how.
  public End awaitEnded() {
    return await(ended, "not ended");
  }

  private static <T> T await(CompletableFuture<T> future, String failure) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError(failure + " in " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failure, e);
    }
  }
}
