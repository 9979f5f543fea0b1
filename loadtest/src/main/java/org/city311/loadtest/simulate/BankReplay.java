package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.loadtest.simulate.BankCalls.BankCall;

/// A bank's month, call by call, through our ACD: the same arrivals, talks and patience, and in each
/// half hour the agents who answered somebody then.
///
/// Of a caller who was answered only a lower bound of the patience is known: the rest is drawn from
/// the mean patience of all, as is the talk of one who hung up from all talks.
public final class BankReplay {
  private static final SkillGroupId BANK = new SkillGroupId("bank");
  private static final long SHIFT_SECONDS = 600;

  /// The bank lets its better customers go as far ahead as if they had waited this much longer.
  private static final Duration AHEAD = Duration.ofSeconds(90);

  /// From a ringing phone to a talk.
  private static final Duration PICK_UP = Duration.ofSeconds(1);

  private final List<BankCall> calls;
  private final Dice dice;
  private final BiConsumer<Instant, Decision> observer;
  private final Agenda agenda;
  private final Acd acd;
  private final Map<CallId, Duration> talks = new HashMap<>();
  private final Duration patience;
  private int answered;
  private int abandoned;
  private Duration waits = Duration.ZERO;

  /// What a month came to.
  ///
  /// @param asaSeconds mean wait of all who were answered, those who did not wait among them
  public record Figures(int answered, int abandoned, double asaSeconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d answered, %d abandoned (%.1f %%), ASA %.1f s",
          answered,
          abandoned,
          100.0 * abandoned / Math.max(1, answered + abandoned),
          asaSeconds);
    }
  }

  /// @param observer is told each decision, and when it was made
  public BankReplay(BankCalls bank, long seed, BiConsumer<Instant, Decision> observer) {
    calls = bank.calls();
    dice = new Dice(seed);
    this.observer = observer;
    Instant begin = calls.getFirst().asked().minusSeconds(SHIFT_SECONDS);
    agenda = new Agenda(begin);
    AcdSettings settings =
        new AcdSettings(Duration.ofSeconds(20), Duration.ZERO, 3, AHEAD, Duration.ofSeconds(30));
    acd = new Acd(settings, routing(), List.of(), List.of(), begin);
    Duration waited = calls.stream().map(BankCall::waited).reduce(Duration.ZERO, Duration::plus);
    long hangUps = calls.stream().filter(call -> !call.answered()).count();
    patience = waited.dividedBy(Math.max(1, hangUps));
  }

  /// What the bank itself came to.
  public static Figures bank(BankCalls bank) {
    Duration waits = Duration.ZERO;
    int answered = 0;
    for (BankCall call : bank.calls()) {
      if (call.answered()) {
        answered++;
        waits = waits.plus(call.waited());
      }
    }
    return figures(answered, bank.calls().size() - answered, waits);
  }

  public Figures run() {
    take(
        new AcdEvent.SwitchSeen(
            agenda.now(), new SwitchView(Map.of(), Map.of(), Set.of(), Set.of(), Instant.EPOCH)));
    shifts();
    List<Duration> services =
        calls.stream().filter(BankCall::answered).map(BankCall::service).toList();
    for (int number = 0; number < calls.size(); number++) {
      BankCall call = calls.get(number);
      CallId id = new CallId("bank-" + number);
      talks.put(id, call.answered() ? call.service() : dice.one(services));
      Duration hangsUp =
          call.answered() ? call.waited().plus(dice.around(patience)) : call.waited();
      agenda.at(call.asked(), () -> asks(id, call, hangsUp));
    }
    agenda.runUntil(calls.getLast().asked().plus(Duration.ofDays(1)));
    return figures(answered, abandoned, waits);
  }

  private static Figures figures(int answered, int abandoned, Duration waits) {
    return new Figures(answered, abandoned, waits.toMillis() / 1000.0 / Math.max(1, answered));
  }

  private void asks(CallId id, BankCall call, Duration hangsUp) {
    take(new AcdEvent.CallArrived(id, "", "311", "PJSIP/bank-" + id));
    Demand demand = new Demand(BANK, Map.of(), call.urgent() ? 1 : 0, null);
    take(new AcdEvent.ForCall(id, new CallInput.AskedForPerson(demand)));
    take(new AcdEvent.ForCall(id, new CallInput.Parked()));
    agenda.in(hangsUp, () -> losesPatience(id));
  }

  private void losesPatience(CallId id) {
    // Who talks by then has been patient enough.
    if (talks.containsKey(id)) {
      take(new AcdEvent.ForCall(id, new CallInput.HungUp()));
    }
  }

  private void take(AcdEvent event) {
    Decision decision = acd.decide(event, agenda.now());
    observer.accept(agenda.now(), decision);
    for (CentreEvent told : decision.events()) {
      count(told);
    }
    for (AcdCommand command : decision.commands()) {
      carryOut(command);
    }
  }

  private void count(CentreEvent event) {
    if (event instanceof CentreEvent.CallAnswered told) {
      answered++;
      waits = waits.plus(Duration.between(Fairness.queued(told.call()), told.at()));
    } else if (event instanceof CentreEvent.CallEnded told) {
      if (told.call().times().answered() == null) {
        abandoned++;
      }
      agenda.in(Duration.ZERO, () -> take(new AcdEvent.RecordConfirmed(told.call().id())));
    }
  }

  private void carryOut(AcdCommand command) {
    switch (command) {
      case AcdCommand.RingAgent ring -> agenda.in(PICK_UP, () -> picksUp(ring));
      case AcdCommand.HangUpOffer hangUp ->
          agenda.in(
              Duration.ZERO,
              () -> take(new AcdEvent.OfferOver(hangUp.offer(), OfferFailure.CALLER_LEFT)));
      case AcdCommand.Wake wake ->
          agenda.at(wake.at(), () -> take(new AcdEvent.TimerFired(wake.timer())));
      case AcdCommand.Treat _,
          AcdCommand.CallResident _,
          AcdCommand.CallResidentFirst _,
          AcdCommand.HangUpResident _,
          AcdCommand.OfTalk _,
          AcdCommand.LookAgain _ -> {}
    }
  }

  private void picksUp(AcdCommand.RingAgent ring) {
    CallId id = ring.call().id();
    Call call = acd.call(id);
    if (call == null
        || !(call.state() instanceof CallState.Offered offered)
        || !offered.offer().equals(ring.offer())) {
      return;
    }
    Duration talk = talks.remove(id);
    take(new AcdEvent.OfferAnswered(ring.offer()));
    take(new AcdEvent.OfferConnected(ring.offer()));
    agenda.in(
        Objects.requireNonNull(talk, "a call talks once"),
        () -> {
          take(new AcdEvent.ForCall(id, new CallInput.HungUp()));
          take(new AcdEvent.OfferOver(ring.offer(), OfferFailure.NO_ANSWER));
        });
  }

  private Routing routing() {
    List<AgentProfile> agents = new ArrayList<>();
    for (String name :
        new TreeSet<>(calls.stream().filter(BankCall::answered).map(BankReplay::agent).toList())) {
      agents.add(new AgentProfile(new AgentId(name), name, name, Map.of(BANK, 1), Map.of()));
    }
    return new Routing(List.of(SkillGroup.plain(BANK, Map.of("en", "Bank"))), agents);
  }

  /// Each agent is there in the half hours in which they answered somebody.
  private void shifts() {
    Map<String, TreeSet<Long>> present = new LinkedHashMap<>();
    for (BankCall call : calls) {
      if (call.answered()) {
        Instant from = call.asked().plus(call.waited());
        TreeSet<Long> shifts = present.computeIfAbsent(agent(call), _ -> new TreeSet<>());
        for (long shift = shift(from); shift <= shift(from.plus(call.service())); shift++) {
          shifts.add(shift);
        }
      }
    }
    present.forEach(
        (name, shifts) -> {
          for (long shift : shifts) {
            if (!shifts.contains(shift - 1)) {
              wants(name, shift, new Presence.Ready());
            }
            if (!shifts.contains(shift + 1)) {
              wants(name, shift + 1, new Presence.SignedOut());
            }
          }
        });
  }

  private void wants(String agent, long shift, Presence presence) {
    agenda.at(
        Instant.ofEpochSecond(shift * SHIFT_SECONDS),
        () -> take(new AcdEvent.PresenceSet(new AgentId(agent), presence)));
  }

  private static long shift(Instant at) {
    return at.getEpochSecond() / SHIFT_SECONDS;
  }

  private static String agent(BankCall call) {
    return call.server().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
  }
}
