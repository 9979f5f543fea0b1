package org.city311.loadtest.caller;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.city311.loadtest.Ulaw;
import org.city311.loadtest.caller.Leg.Turn;
import org.city311.loadtest.caller.Prompts.Prompt;

/// Compares what came in a call with the audio of the prompts that were to be heard. Each sample that is
/// no silence must belong to one of them, in their order.
public final class Comparison {
  /// How much of a prompt tells it from all others: half a second, or all of it.
  private static final int TELLING = Ulaw.SAMPLES_A_SECOND / 2;

  /// What a key stops is heard for a moment longer, until it has been let go and that is known.
  private static final long LATE_NANOS = 2_000_000_000L;

  /// More than is between two prompts.
  private static final long GAP_NANOS = 250_000_000;

  /// How soon after a key nothing more is begun of what was said; later it is the next leg's, which may say the same
  /// again.
  private static final long STOPS_NANOS = 500_000_000;

  private static final long NANOS_IN_A_SECOND = 1_000_000_000;
  private static final double NANOS_IN_A_MILLI = 1_000_000;

  private final Recording call;
  private final List<Leg> legs;
  private final Prompts prompts;
  private final BitSet explained = new BitSet();
  private final Set<String> whole = new HashSet<>();
  private final List<String> unheard = new ArrayList<>();
  private final List<Double> nextSounds = new ArrayList<>();

  /// When silence is the caller's own, beside the keys.
  private final List<Times> callersTurns = new ArrayList<>();

  private record Times(long fromNanos, long toNanos) {
    long within(long from, long to) {
      return Math.max(0, Math.min(to, toNanos) - Math.max(from, fromNanos));
    }
  }

  private int at;

  private Comparison(Recording call, List<Leg> legs, Prompts prompts) {
    this.call = call;
    this.legs = legs;
    this.prompts = prompts;
  }

  /// @param legs the first is heard from the answer on, each other one after what the caller did
  public static Heard of(Recording call, List<Leg> legs, Prompts prompts) {
    return new Comparison(call, legs, prompts).compare();
  }

  private Heard compare() {
    for (int leg = 0; leg < legs.size(); leg++) {
      compare(leg);
    }
    double wrong = wrong();
    var others = wrong > 0 ? others() : List.<String>of();
    return new Heard(
        firstSound(), nextSounds, longestSilence(), whole, unheard, new Heard.Wrong(wrong, others));
  }

  private long begin(int leg) {
    return leg == 0 ? call.answeredNanos() : call.deeds().get(leg - 1).endedNanos();
  }

  /// When the caller did what comes after a leg.
  private long end(int leg) {
    return leg < call.deeds().size() ? call.deeds().get(leg).endedNanos() : call.endedNanos();
  }

  /// When what was said in a leg was stopped.
  private long stop(int leg) {
    return leg < call.deeds().size() ? call.deeds().get(leg).stopsNanos() : call.endedNanos();
  }

  private void compare(int number) {
    Leg leg = legs.get(number);
    if (number > call.deeds().size()) {
      unheard.addAll(leg.prompts());
      return;
    }
    // Not from where the prompt before ended: its next sample may be the first of this one by
    // chance.
    at = call.sampleAt(begin(number));
    boolean isLast = number >= call.deeds().size();
    int until = isLast ? call.length() : call.sampleAt(end(number) + LATE_NANOS);
    int last = isLast ? call.length() : call.sampleAt(stop(number) + STOPS_NANOS);
    boolean anything = false;
    boolean first = true;
    for (String key : leg.prompts()) {
      if (Leg.isAny(key)) {
        anything = true;
        continue;
      }
      Prompt prompt = prompts.prompt(leg.language(), key);
      OptionalInt found = find(prompt, last, until);
      if (found.isEmpty()) {
        if (first || anything || !wasCut(number, prompt)) {
          unheard.add(leg.language() + "/" + key);
        } else {
          explainBeginning(prompt, last);
        }
        return;
      }
      if (first && !anything) {
        begun(number, leg, found.getAsInt() + prompt.loud());
      }
      if (anything) {
        explained.set(at, found.getAsInt());
      }
      first = false;
      anything = false;
      at = found.getAsInt() + call.same(found.getAsInt(), prompt.sound(), 0);
      explained.set(found.getAsInt(), at);
      if (at - found.getAsInt() < prompt.sound().length) {
        return; // The next key stopped it, or the caller hung up.
      }
      whole.add(leg.language() + "/" + key);
    }
    if (anything) {
      explained.set(at, Math.max(at, until));
    }
    if (!leg.prompts().isEmpty() && !leg.prompts().getLast().equals(Leg.MUSIC)) {
      // All is said. Nobody knows beforehand how long that takes: the caller listens a while
      // longer.
      callersTurns.add(new Times(call.arrivalOf(Math.max(0, at - 1)), end(number)));
    }
  }

  /// Of a prompt that was stopped before it could be told from others.
  private void explainBeginning(Prompt prompt, int until) {
    int most = 0;
    int where = at;
    for (int from = at; from < until; from++) {
      int same = call.same(from, prompt.sound(), 0);
      if (same > most) {
        most = same;
        where = from;
      }
    }
    explained.set(where, where + most);
  }

  /// When the first prompt of a leg began to be heard.
  private void begun(int number, Leg leg, int loud) {
    long heard = call.arrivalOf(loud);
    if (leg.turn() == Turn.CALLERS) {
      // What was asked before is over: the caller has let it pass since then.
      callersTurns.add(new Times(call.lastLoudBefore(begin(number)), heard));
    } else if (number > 0) {
      nextSounds.add((heard - begin(number)) / NANOS_IN_A_MILLI);
    }
  }

  /// Whether a prompt was not heard because the caller did not listen so long.
  private boolean wasCut(int number, Prompt prompt) {
    int needed = prompt.loud() + Math.min(TELLING, prompt.sound().length - prompt.loud());
    long neededNanos = needed * NANOS_IN_A_SECOND / Ulaw.SAMPLES_A_SECOND + GAP_NANOS;
    return call.arrivalOf(Math.max(0, at - 1)) + neededNanos > stop(number);
  }

  /// Where a prompt began to be heard, from where we are on.
  ///
  /// @param last where it must have begun
  private OptionalInt find(Prompt prompt, int last, int until) {
    int telling = Math.min(TELLING, prompt.sound().length - prompt.loud());
    for (int from = at; from < last && from + prompt.loud() + telling <= until; from++) {
      if (call.same(from + prompt.loud(), prompt.sound(), prompt.loud()) >= telling
          && call.same(from, prompt.sound(), 0) >= prompt.loud()) {
        return OptionalInt.of(from);
      }
    }
    return OptionalInt.empty();
  }

  private OptionalDouble firstSound() {
    for (int packet = 0; packet < call.packets(); packet++) {
      if (call.isLoud(packet)) {
        return OptionalDouble.of((call.arrival(packet) - call.answeredNanos()) / NANOS_IN_A_MILLI);
      }
    }
    return OptionalDouble.empty();
  }

  private double longestSilence() {
    long longest = 0;
    long last = call.answeredNanos();
    for (int packet = 0; packet <= call.packets(); packet++) {
      boolean isEnd = packet == call.packets();
      if (isEnd || call.isLoud(packet)) {
        long now = isEnd ? call.endedNanos() : call.arrival(packet);
        longest = Math.max(longest, now - last - callersOwn(last, now));
        last = now;
      }
    }
    return longest / NANOS_IN_A_MILLI;
  }

  /// How much of a silence is not ours: a caller who dials, speaks or waits on purpose does not wait for us.
  private long callersOwn(long from, long to) {
    long own = 0;
    for (Recording.Deed deed : call.deeds()) {
      own += new Times(deed.beganNanos(), deed.endedNanos()).within(from, to);
    }
    for (Times turn : callersTurns) {
      own += turn.within(from, to);
    }
    return own;
  }

  /// What was heard beside what was to be: prompts of the last language, where they began.
  private List<String> others() {
    var others = new ArrayList<String>();
    var all = prompts.all(legs.getLast().language());
    for (int from = explained.nextClearBit(0); from < call.length(); from++) {
      if (explained.get(from)) {
        continue;
      }
      for (var each : all.entrySet()) {
        var prompt = each.getValue();
        int telling = Math.min(TELLING, prompt.sound().length - prompt.loud());
        int same = call.same(from, prompt.sound(), prompt.loud());
        if (same >= telling) {
          others.add(each.getKey());
          from += same;
        }
      }
    }
    return others;
  }

  private double wrong() {
    int samples = 0;
    for (int from = explained.nextClearBit(0); from < call.length(); ) {
      int next = explained.nextSetBit(from);
      int end = next < 0 ? call.length() : next;
      for (int block = from; block < end; block += Rtp.FRAME_SAMPLES) {
        int blockEnd = Math.min(end, block + Rtp.FRAME_SAMPLES);
        samples += call.isLoud(block, blockEnd) ? blockEnd - block : 0;
      }
      from = next < 0 ? call.length() : explained.nextClearBit(next);
    }
    return samples * 1_000.0 / Ulaw.SAMPLES_A_SECOND;
  }
}
