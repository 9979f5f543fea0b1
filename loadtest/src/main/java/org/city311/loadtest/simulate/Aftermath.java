package org.city311.loadtest.simulate;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.loadtest.simulate.Switch.Line;
import org.city311.loadtest.simulate.Switch.Where;

/// What must be true once a server has looked at the switch, and once everybody has gone home.
final class Aftermath {
  static final String KNOWN = "nobody is lost";
  static final String LEASES = "every state has a lease";

  private Aftermath() {}

  /// After a look every caller who waits is known, with the place that the channel remembers.
  static void checkLook(Server server, SwitchView view, Switch now, Saved saved) {
    view.callers()
        .forEach(
            (id, seen) -> {
              Line line = now.line(id);
              if (line == null || seen.place() == null || !seen.parked()) {
                return;
              }
              Call call = server.picture().call(id);
              // What was seen is old by now: one who left since may be over, and forgotten.
              Violation.unless(
                  call != null || line.where != Where.WAITING,
                  KNOWN,
                  id,
                  " waits, and is not known");
              if (call != null && line.where == Where.WAITING) {
                Violation.unless(
                    !call.isEnded(), KNOWN, id, " waits, and is held to be over: ", call);
                Violation.unless(
                    isSameWish(seen.place().demand(), Fairness.demand(call), saved),
                    KNOWN,
                    call,
                    " lost its place: ",
                    seen.place());
              }
            });
  }

  /// After a look nobody is in a consult alone, nor in one that the switch had no longer, unless it has
  /// begun since.
  static void checkConsults(Server server, AcdEvent.SwitchSeen seen) {
    for (Agent agent : server.picture().agents()) {
      Consult consult = agent.consult();
      if (consult != null) {
        AgentId with = consult.other(agent.id());
        Agent other = with == null ? null : server.picture().agent(with);
        Violation.unless(
            with == null || (other != null && consult.equals(other.consult())),
            BothOrNeither.NAME,
            agent,
            " but ",
            other);
        Violation.unless(
            !consult.since().isBefore(judged(consult, seen)) || isThere(consult, seen.view()),
            LEASES,
            agent,
            " though the channel is gone");
      }
    }
  }

  /// One that the switch makes is ordered when it has begun already.
  private static Instant judged(Consult consult, AcdEvent.SwitchSeen seen) {
    return consult.aside() == null ? seen.asOf() : seen.asOf().minus(AcdSettings.ORDER_ON_ITS_WAY);
  }

  private static boolean isThere(Consult consult, SwitchView view) {
    return !consult.isBySwitch()
        ? view.consults().contains(consult.id())
        : view.offers().containsKey(consult.asked());
  }

  /// The channel has the priority that its group gave when it was written; a server that heard of the
  /// wish a moment later may have gone by a routing that had just changed.
  private static boolean isSameWish(Demand channels, Demand known, Saved saved) {
    return channels.group().equals(known.group())
        && channels.skills().equals(known.skills())
        && Objects.equals(channels.direct(), known.direct())
        && (channels.priority() == known.priority() || saved.wasRerouted());
  }

  /// Who was told to be called back was talked with, or called in vain, or wanted it no longer.
  static void checkPromises(Set<CallId> promised, Ledger ledger) {
    promised.forEach(
        callback ->
            Violation.unless(
                ledger.isOver(callback), KNOWN, callback, " was promised and is forgotten"));
  }

  /// All residents have gone, and the longest lease is over.
  static void checkRest(Server server, Ledger ledger, Plan plan) {
    for (Call call : server.picture().calls()) {
      Violation.unless(call.isEnded(), LEASES, call, " though everybody has gone");
    }
    for (Agent agent : server.picture().agents()) {
      Violation.unless(!agent.isEngaged(), LEASES, agent, " though everybody has gone");
    }
    Violation.unless(
        ledger.over() <= plan.callers(), Ledger.NAME, ledger.over(), " ends of fewer calls");
    Violation.unless(
        !plan.faults().equals(Faults.NONE) || ledger.over() == plan.callers(),
        Ledger.NAME,
        ledger.over(),
        " ends of ",
        plan.callers(),
        " calls");
  }
}
