package org.city311.metrics.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.SkillGroupId;

/// The calls in progress at this moment. It holds no more of them than the centre does. Not for
/// several threads.
final class Floor {
  private final Map<CallId, Call> calls = new HashMap<>();
  private final WaitingLine everyone = new WaitingLine();
  private final Map<SkillGroupId, WaitingLine> byGroup = new HashMap<>();
  private int inIvr;
  private int talking;

  void put(Call call) {
    Call before = call.isEnded() ? calls.remove(call.id()) : calls.put(call.id(), call);
    if (before != null) {
      count(before, -1);
    }
    if (!call.isEnded()) {
      count(call, 1);
    }
  }

  private void count(Call call, int change) {
    switch (call.state()) {
      case CallState.InFlow _ -> inIvr += change;
      case CallState.Entering _, CallState.Waiting _, CallState.Offered _ -> {
        // Nobody is on the line of a callback; and who is there after all has a place that tells of
        // no wait
        // on the line.
        if (call.callback() == null) {
          line(call, change);
        }
      }
      case CallState.Treated treated -> inIvr += treated.gone() ? 0 : change;
      case CallState.Talking _ -> talking += change;
      case CallState.Postponed _,
          CallState.Calling _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ -> {}
    }
  }

  private void line(Call call, int change) {
    Instant queued = call.times().queued();
    SkillGroupId group = call.group();
    if (queued == null || group == null) {
      return;
    }
    WaitingLine line = byGroup.computeIfAbsent(group, _ -> new WaitingLine());
    if (change > 0) {
      everyone.add(queued, call.id());
      line.add(queued, call.id());
    } else {
      everyone.remove(queued, call.id());
      line.remove(queued, call.id());
      if (line.isEmpty()) {
        byGroup.remove(group);
      }
    }
  }

  LiveView.Queue queue(Instant now) {
    return everyone.at(now);
  }

  /// Who waits for a group.
  LiveView.Queue queue(SkillGroupId group, Instant now) {
    WaitingLine line = byGroup.get(group);
    return line == null ? LiveView.Queue.EMPTY : line.at(now);
  }

  int inIvr() {
    return inIvr;
  }

  int talking() {
    return talking;
  }
}
