package org.city311.loadtest.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;

/// A model of Asterisk: the residents' channels, the channels to agents' phones, the bridges. It
/// carries out orders, tells what happens, and can be looked at.
final class Switch {

  /// Where a resident's channel is.
  enum Where {
    FLOW,
    WAITING,
    TREATED,

    /// Is being called back.
    CALLED,
    TALK,

    /// On hold, by the switch.
    HELD,

    /// Hears a department's telephone ring, or talks there.
    OUTSIDE,
    AFTER,
    GONE
  }

  /// A resident's channel.
  static final class Line {
    final CallId id;
    Where where = Where.FLOW;
    SwitchView.@Nullable Place place;
    @Nullable Leg leg;

    /// Counts what the resident went through, so that what was planned before it does not happen.
    int chapter;

    boolean talked;

    Line(CallId id) {
      this.id = id;
    }

    boolean isGone() {
      return where == Where.GONE;
    }
  }

  /// A channel to an agent's phone.
  static final class Leg {
    final OfferId id;
    final String phone;
    final CallId caller;
    final boolean callback;
    @Nullable Line talk;
    boolean answered;
    boolean gone;

    /// Whether the agent waits for a resident who is called back.
    boolean waits;

    /// The resident who is on hold for this agent.
    @Nullable Line aside;

    /// The leg of a colleague who asks, of one who was asked.
    @Nullable Leg asker;

    /// The leg that a supervisor monitors by this one.
    @Nullable Leg watched;

    /// Whether the phone is a department's, and nobody of ours.
    boolean outside;

    /// Another of the same conference, beside the agent who called it together.
    boolean joined;

    Leg(OfferId id, String phone, Call call) {
      this.id = id;
      this.phone = phone;
      this.caller = call.id();
      this.callback = !call.isOnTheLine();
    }

    /// Whether somebody was asked by this phone, and nobody was offered a call.
    boolean isAsked() {
      return asker != null || watched != null;
    }
  }

  /// What people do when the switch does something to them.
  interface People {
    /// An agent's phone rings.
    void rings(Leg leg);

    /// The agent has picked up and heard the whisper, and talks with the resident now.
    void talks(Leg leg, Line line);

    /// The agent has picked up, and waits for a resident who is called back.
    void waits(Leg leg);

    /// The phone of a resident who is called back rings.
    void isCalled(Line line, OfferId offer);

    /// The phone of a resident rings who is called back before any agent is rung.
    void isCalledFirst(Line line);

    /// The resident was taken out of the queue.
    void treated(Line line, Treatment treatment);

    /// The agent has hung up, the resident hears the goodbye.
    void hearsGoodbye(Line line);

    /// The resident whom the agent had on hold has hung up.
    void residentLeft(Leg leg);

    /// The phone of a colleague who is asked rings, or a department's.
    void isAsked(Leg leg);

    /// Whoever was asked has the resident now.
    void takesOver(Leg leg, Line line);

    /// The resident was sent back to wait.
    void isSentOn(Line line);

    /// The resident was given to a department, whose telephone rings.
    void isOutside(Line line);
  }

  /// As long as an agent waits for a resident before the dialplan ends it.
  private static final Duration WAITS_AT_MOST = Duration.ofSeconds(60);

  private final Map<CallId, Line> lines = new LinkedHashMap<>();
  private final Map<OfferId, Leg> legs = new LinkedHashMap<>();
  private final Map<String, Leg> ringing = new HashMap<>();
  private final Set<ConsultId> dialling = new LinkedHashSet<>();
  private final Set<String> registered = new LinkedHashSet<>();
  private final Agenda agenda;
  private final Dice dice;
  private final Consumer<AcdEvent> tell;
  private final People people;
  final Conferences conferences = new Conferences(this);
  private Instant started;

  Switch(Agenda agenda, Dice dice, Consumer<AcdEvent> tell, People people) {
    this.agenda = agenda;
    this.dice = dice;
    this.tell = tell;
    this.people = people;
    this.started = agenda.now();
  }

  // What residents do.

  void arrives(Line line) {
    lines.put(line.id, line);
  }

  /// The channel enters the waiting bridge.
  void parks(Line line) {
    line.where = Where.WAITING;
    line.chapter++;
    tell.accept(new AcdEvent.ForCall(line.id, new CallInput.Parked()));
  }

  void hangsUp(Line line) {
    if (line.isGone()) {
      return;
    }
    Leg leg = line.leg;
    line.where = Where.GONE;
    line.chapter++;
    line.leg = null;
    lines.remove(line.id);
    // The switch ends both channels at once, and tells of them in any order.
    if (leg != null && leg.aside == line) {
      // The agent's channel waits on; the server ends it, or the agent does.
      leg.aside = null;
      tell.accept(new AcdEvent.ForCall(line.id, new CallInput.HungUp()));
      people.residentLeft(leg);
      return;
    }
    if (leg != null && conferences.goesOnWithoutResident(leg)) {
      tell.accept(new AcdEvent.ForCall(line.id, new CallInput.HungUp()));
      people.residentLeft(leg);
      return;
    }
    boolean legFirst = leg != null && dice.chance(0.5);
    if (leg != null && legFirst) {
      ends(leg, OfferFailure.NO_ANSWER);
    }
    tell.accept(new AcdEvent.ForCall(line.id, new CallInput.HungUp()));
    if (leg != null && !legFirst) {
      ends(leg, OfferFailure.NO_ANSWER);
    }
  }

  // What agents' phones do.

  void registers(String phone) {
    registered.add(phone);
    tell.accept(new AcdEvent.PhoneSeen(phone, true));
  }

  void unregisters(String phone) {
    registered.remove(phone);
    tell.accept(new AcdEvent.PhoneSeen(phone, false));
  }

  /// The agent picks up; after the whisper both are bridged, if the caller is there still.
  void picksUp(Leg leg, Duration whisper) {
    if (leg.gone) {
      return;
    }
    leg.answered = true;
    tell.accept(new AcdEvent.OfferAnswered(leg.id));
    agenda.in(whisper, () -> bridges(leg));
  }

  private void bridges(Leg leg) {
    if (leg.gone) {
      return;
    }
    if (leg.callback) {
      leg.waits = true;
      tell.accept(new AcdEvent.AgentWaits(leg.id));
      people.waits(leg);
      agenda.in(WAITS_AT_MOST, () -> waitsNoLonger(leg));
      return;
    }
    Line line = lines.get(leg.caller);
    if (line == null || (line.where != Where.WAITING && line.where != Where.TREATED)) {
      ends(leg, OfferFailure.NO_ANSWER);
      return;
    }
    talk(leg, line);
  }

  private void waitsNoLonger(Leg leg) {
    if (leg.talk == null) {
      ends(leg, OfferFailure.NO_ANSWER);
    }
  }

  /// The resident who is called back picks up, and is bridged with the agent who waits.
  void answers(Line line, OfferId offer) {
    if (line.isGone()) {
      return;
    }
    tell.accept(new AcdEvent.ForCall(line.id, new CallInput.ResidentAnswered()));
    Leg leg = legs.get(offer);
    if (leg != null && leg.waits && leg.talk == null) {
      talk(leg, line);
    } else {
      line.where = Where.AFTER;
      line.chapter++;
      people.hearsGoodbye(line);
    }
  }

  /// The resident who is called first picks up, or a machine does, and is asked for a key.
  void answersFirst(Line line) {
    line.chapter++;
    tell.accept(new AcdEvent.ForCall(line.id, new CallInput.ResidentAnswered()));
  }

  /// The resident who was called first needs nobody any more, says so, and is gone.
  void declines(Line line) {
    line.where = Where.GONE;
    line.chapter++;
    lines.remove(line.id);
    tell.accept(new AcdEvent.ForCall(line.id, new CallInput.GivenUp(Reason.CANCELLED_BY_RESIDENT)));
  }

  private void talk(Leg leg, Line line) {
    line.where = Where.TALK;
    line.chapter++;
    line.leg = leg;
    line.talked = true;
    leg.talk = line;
    tell.accept(new AcdEvent.OfferConnected(leg.id));
    people.talks(leg, line);
  }

  /// The phone says no, or goodbye; Asterisk tells first of the wish, then of the end.
  void phoneHangsUp(Leg leg, OfferFailure failure) {
    if (!leg.gone) {
      tell.accept(new AcdEvent.OfferOver(leg.id, failure));
      ends(leg, failure);
    }
  }

  /// The agent puts the resident on hold, or takes them back.
  void holds(Leg leg, boolean held) {
    tell.accept(new AcdEvent.OfferHeld(leg.id, held));
  }

  /// An agent's phone dials a colleague.
  void dials(ConsultId consult) {
    dialling.add(consult);
  }

  /// Either of the two hangs up, or the phone rang in vain.
  void hangsUp(ConsultId consult) {
    if (dialling.remove(consult)) {
      tell.accept(new AcdEvent.ConsultEnded(consult));
    }
  }

  private void ends(Leg leg, OfferFailure failure) {
    if (leg.gone) {
      return;
    }
    leg.gone = true;
    legs.remove(leg.id);
    ringing.remove(leg.phone, leg);
    Line held = leg.aside;
    leg.aside = null;
    if (held != null && held.where == Where.HELD && held.leg == leg) {
      goesOn(held);
    }
    conferences.leaves(leg, failure);
    Line line = leg.talk;
    leg.talk = null;
    if (line != null && line.leg == leg) {
      line.leg = null;
      if (!line.isGone()) {
        line.where = Where.AFTER;
        line.chapter++;
        people.hearsGoodbye(line);
      }
    }
    tell.accept(new AcdEvent.OfferOver(leg.id, failure));
  }

  /// The resident is left, and hears the goodbye.
  void goesOn(Line line) {
    line.leg = null;
    line.where = Where.AFTER;
    line.chapter++;
    people.hearsGoodbye(line);
  }

  void endsWith(Leg leg, OfferFailure failure) {
    ends(leg, failure);
  }

  Map<OfferId, Leg> legs() {
    return legs;
  }

  People people() {
    return people;
  }

  /// A channel to whoever is asked.
  void asks(Leg leg) {
    if (legs.putIfAbsent(leg.id, leg) != null) {
      return;
    }
    if (!leg.outside && ringing.putIfAbsent(leg.phone, leg) != null) {
      leg.gone = true;
      legs.remove(leg.id);
      tell.accept(new AcdEvent.OfferOver(leg.id, OfferFailure.DECLINED));
      return;
    }
    people.isAsked(leg);
  }

  void tells(AcdEvent event) {
    tell.accept(event);
  }

  /// The order to connect those who talk otherwise.
  void connect(AcdCommand.OfTalk order) {
    conferences.carryOut(order);
  }

  // What the ACD orders.

  void ring(OfferId offer, Call call, String phone) {
    if (legs.containsKey(offer)) {
      return; // a channel of that id is there; the answer to the order is passed over by the link
    }
    Leg leg = new Leg(offer, phone, call);
    if (!registered.contains(phone)) {
      leg.gone = true;
      tell.accept(new AcdEvent.OfferOver(offer, OfferFailure.PHONE_UNREACHABLE));
    } else if (ringing.putIfAbsent(phone, leg) != null) {
      leg.gone = true;
      tell.accept(new AcdEvent.OfferOver(offer, OfferFailure.DECLINED));
    } else {
      legs.put(offer, leg);
      people.rings(leg);
    }
  }

  /// @return whether the channel was there
  boolean treat(CallId call, Treatment treatment) {
    Line line = lines.get(call);
    if (line == null) {
      return false;
    }
    Leg leg = line.leg;
    line.where = Where.TREATED;
    line.leg = null;
    line.chapter++;
    if (leg != null) {
      leg.talk = null;
      ends(leg, OfferFailure.NO_ANSWER);
    }
    people.treated(line, treatment);
    return true;
  }

  /// A second channel of the same id is refused, and the link passes over that.
  void callResident(CallId call, OfferId offer) {
    if (!lines.containsKey(call)) {
      Line line = new Line(call);
      line.where = Where.CALLED;
      lines.put(call, line);
      people.isCalled(line, offer);
    }
  }

  /// The same.
  void callResidentFirst(CallId call) {
    if (!lines.containsKey(call)) {
      Line line = new Line(call);
      line.where = Where.CALLED;
      lines.put(call, line);
      people.isCalledFirst(line);
    }
  }

  void hangUp(CallId call) {
    Line line = lines.get(call);
    if (line != null) {
      hangsUp(line);
    }
  }

  void hangUp(OfferId offer) {
    Leg leg = legs.get(offer);
    if (leg != null) {
      ends(leg, OfferFailure.NO_ANSWER);
    }
  }

  // What an observer sees.

  SwitchView view() {
    Map<CallId, SwitchView.Caller> callers = new LinkedHashMap<>();
    for (Line line : lines.values()) {
      callers.put(
          line.id,
          new SwitchView.Caller(
              "PJSIP/trunk-" + line.id,
              "",
              "311",
              Language.ENGLISH,
              line.place,
              line.where == Where.WAITING,
              line.where == Where.AFTER || line.where == Where.OUTSIDE));
    }
    Map<OfferId, SwitchView.AgentLeg> offers = new LinkedHashMap<>();
    for (Leg leg : legs.values()) {
      offers.put(
          leg.id,
          new SwitchView.AgentLeg(
              leg.phone,
              leg.talk == null ? null : leg.talk.id,
              leg.waits && leg.talk == null,
              leg.talk != null || conferences.isHeard(leg)));
    }
    return new SwitchView(callers, offers, dialling, registered, started);
  }

  /// All channels are lost, and nothing is told.
  void restart() {
    started = agenda.now();
    for (Line line : List.copyOf(lines.values())) {
      line.where = Where.GONE;
      line.chapter++;
      line.leg = null;
    }
    legs.values().forEach(leg -> leg.gone = true);
    lines.clear();
    legs.clear();
    ringing.clear();
    dialling.clear();
  }

  @Nullable Line line(CallId id) {
    return lines.get(id);
  }

  List<Line> lines() {
    return List.copyOf(lines.values());
  }

  boolean isEmpty() {
    return lines.isEmpty() && legs.isEmpty() && dialling.isEmpty();
  }
}
