package org.city311.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.city311.loadtest.SippAgent.Account;
import org.city311.loadtest.SippAgent.Manner;
import org.city311.loadtest.SippAgent.Work;
import org.city311.loadtest.SippOptions.PhonePorts;

/// One agent of the demo, who works in shifts: registers the phone, is ready for some minutes,
/// takes a break, and comes back, until the thread is interrupted.
final class DemoAgent implements Runnable {
  /// After a mistake (the server is just being restarted, say) the agent tries again this late.
  private static final Duration RETRY = Duration.ofSeconds(5);

  /// How long the last call of a shift may last yet.
  private static final Duration LAST_CALL = Duration.ofMinutes(1);

  private final Centre centre;
  private final CentreApi api;
  private final Account account;
  private final RandomGenerator random;
  private final PrintStream out;

  DemoAgent(
      Centre centre, CentreApi api, Account account, RandomGenerator random, PrintStream out) {
    this.centre = centre;
    this.api = api;
    this.account = account;
    this.random = random;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        try {
          shift();
          Thread.sleep(seconds(20, 60));
        } catch (IOException e) {
          out.println("agent " + account.account() + ": " + e.getMessage());
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      // The demo is over.
    }
  }

  private void shift() throws IOException, InterruptedException {
    var length = seconds(180, 480);
    var folder = centre.folder().resolve(account.account());
    Folders.deleteIfThere(folder);
    var manner = new Manner(seconds(1, 4), seconds(8, 30));
    var work = new Work(PhonePorts.free(centre.ports()), length.plus(LAST_CALL).plusSeconds(30));
    try (var phone = SippAgent.start(centre.children(), folder, account, manner, work)) {
      api.ready(account.account());
      Thread.sleep(length);
      api.notReady(account.account(), "break");
      phone.finish();
      for (int waited = 0; phone.isAlive() && waited < LAST_CALL.toSeconds(); waited++) {
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(random.nextInt(least, most + 1));
  }
}
