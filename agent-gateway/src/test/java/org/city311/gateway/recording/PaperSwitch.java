package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.switchboard.Recorder;

/// A switch that records nothing, and remembers what it was told.
final class PaperSwitch implements Recorder {
  final List<String> orders = new ArrayList<>();
  final Map<OfferId, Wish> wishes = new HashMap<>();
  final Set<OfferId> begun = new HashSet<>();
  final Set<OfferId> silent = new HashSet<>();
  final Set<OfferId> gone = new HashSet<>();
  final Set<String> told = new HashSet<>();
  boolean away;

  /// Happens once, just before sound is let in again.
  Runnable meanwhile = () -> {};

  @Override
  public Seen look(OfferId leg) throws IOException {
    check();
    return gone.contains(leg)
        ? Seen.GONE
        : new Seen(true, begun.contains(leg), Optional.ofNullable(wishes.get(leg)));
  }

  @Override
  public void begin(OfferId leg, Path file) throws IOException {
    check();
    orders.add("begin " + leg);
    begun.add(leg);
  }

  @Override
  public void silence(OfferId leg, boolean silence) throws IOException {
    check();
    if (!silence) {
      Runnable once = meanwhile;
      meanwhile = () -> {};
      once.run();
    }
    orders.add((silence ? "silence " : "sound ") + leg);
    if (silence) {
      silent.add(leg);
    } else {
      silent.remove(leg);
    }
  }

  @Override
  public void keep(OfferId leg, Wish wish) throws IOException {
    check();
    wishes.put(leg, wish);
  }

  @Override
  public boolean wasTold(String channel) throws IOException {
    check();
    return told.contains(channel);
  }

  private void check() throws IOException {
    if (away) {
      throw new IOException("on purpose");
    }
  }
}
