package org.city311.ivr.asterisk;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.GetVarResponse;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.asteriskjava.manager.response.PingResponse;
import org.city311.ivr.leadership.Claim;
import org.city311.ivr.leadership.Heartbeats;

/// What the nodes write of themselves into Asterisk, for the dialplan and for each other. A heartbeat is
/// Asterisk's own time, so that two machines' clocks need not agree.
final class Heart {
  /// In the place of a time: takes no new calls, and leads no longer.
  static final long DRAINS = 0;

  private final AmiSettings settings;
  private final ManagerConnection actions;

  Heart(AmiSettings settings, ManagerConnection actions) {
    this.settings = settings;
    this.actions = actions;
  }

  /// @return Asterisk's time, in seconds since 1970
  long ping(ManagerConnection connection) throws IOException, TimeoutException {
    return send(connection, new PingAction()) instanceof PingResponse answer
        ? seconds(answer.getTimestamp())
        : 0;
  }

  /// @param beat Asterisk's time, or [#DRAINS]
  void write(long beat) throws IOException, TimeoutException {
    send(actions, new SetVarAction(Dialplan.heartbeat(settings.nodeNumber()), "" + beat));
  }

  /// @param now Asterisk's time
  Heartbeats readAll(long now, long askedNanos) throws IOException, TimeoutException {
    Set<Integer> fresh = new HashSet<>();
    for (int node = 1; node <= settings.nodes(); node++) {
      String beat = global(Dialplan.heartbeat(node));
      if (beat.matches("\\d{1,18}")
          && now - Long.parseLong(beat) < AmiSettings.HEARTBEAT_FRESH_SECONDS) {
        fresh.add(node);
      }
    }
    return new Heartbeats(fresh, Claim.parse(global(Dialplan.LEADER)), askedNanos);
  }

  /// @return false if Asterisk refused it
  boolean claim(Claim claim) throws IOException, TimeoutException {
    return !(send(actions, new SetVarAction(Dialplan.LEADER, claim.text()))
        instanceof ManagerError);
  }

  /// @return empty for a variable that is not set
  private String global(String name) throws IOException, TimeoutException {
    return send(actions, new GetVarAction(name)) instanceof GetVarResponse answer
            && answer.getValue() != null
        ? answer.getValue()
        : "";
  }

  private static ManagerResponse send(ManagerConnection connection, ManagerAction action)
      throws IOException, TimeoutException {
    return connection.sendAction(action, AmiSettings.ANSWER_TIMEOUT.toMillis());
  }

  private static long seconds(String timestamp) {
    int dot = timestamp.indexOf('.');
    return Long.parseLong(dot < 0 ? timestamp : timestamp.substring(0, dot));
  }
}
