package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.switchboard.Switchboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the leader's decisions do outside it: the switch is asked, timers are set, and what was amiss is
/// counted. Counters may be read from any thread.
final class Deeds {
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(Deeds.class);

  private final AtomicLong ignored = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();
  private final Switchboard switchboard;
  private final Writer writer;
  private final Consumer<AcdEvent> timers;

  /// @param timers takes the timers that have fired
  Deeds(Switchboard switchboard, Writer writer, Consumer<AcdEvent> timers) {
    this.switchboard = switchboard;
    this.writer = writer;
    this.timers = timers;
  }

  void carryOut(AcdCommand command, Instant now) {
    switch (command) {
      case AcdCommand.RingAgent ring -> switchboard.ring(ring.offer(), ring.call(), ring.agent());
      case AcdCommand.Treat treat -> switchboard.treat(treat.call(), treat.treatment());
      case AcdCommand.HangUpOffer hangUp -> switchboard.hangUp(hangUp.offer());
      case AcdCommand.CallResident out -> switchboard.callResident(out.call(), out.offer());
      case AcdCommand.CallResidentFirst out -> switchboard.callResidentFirst(out.call());
      case AcdCommand.HangUpResident hangUp -> switchboard.hangUp(hangUp.call());
      case AcdCommand.OfTalk order -> switchboard.connect(order);
      case AcdCommand.LookAgain _ -> switchboard.lookAgain();
      case AcdCommand.Wake wake ->
          writer.after(
              Duration.between(now, wake.at()),
              () -> timers.accept(new AcdEvent.TimerFired(wake.timer())));
    }
  }

  void lookAgain() {
    switchboard.lookAgain();
  }

  /// In a second: what went wrong has a moment to mend itself.
  void lookAgainSoon() {
    writer.after(LOOK_AFTER, switchboard::lookAgain);
  }

  void count(Decision decision) {
    ignored.addAndGet(decision.ignored().size());
    for (String problem : decision.problems()) {
      problems.incrementAndGet();
      log.warn("impossible event: {}", problem);
    }
  }

  void failed(RuntimeException fault) {
    problems.incrementAndGet();
    log.error("an event could not be taken; the switch will be asked again", fault);
    lookAgainSoon();
  }

  /// Events that came late or twice.
  long ignored() {
    return ignored.get();
  }

  /// Events that should not have been possible.
  long problems() {
    return problems.get();
  }
}
