package org.city311.ivr.asterisk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flows;
import org.city311.ivr.line.LineDialling;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.line.PhoneTalk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers Asterisk's FastAGI requests: each call's flow runs in a virtual thread of its own, as many
/// at once as configured. One that comes beyond that is closed, and the dialplan tries the next node.
///
/// Virtual threads need JDK 24 or newer here: Asterisk-Java blocks in synchronized methods (JEP 491).
public final class FlowServer implements AutoCloseable {
  private static final int MAX_NUMBER_LENGTH = 40;

  /// How long a caller who asked for a person is kept until the leader knows it, in milliseconds. Then the
  /// caller goes to wait all the same, and the leader reads the place from the channel.
  private static final long QUEUE_PATIENCE_MS = 1_000;

  /// How long Asterisk may take to ask for a flow, or to do a command, of which a recording is the
  /// longest, in milliseconds. A session that is silent for longer is ended.
  private static final int SILENCE_MS = 300_000;

  private static final Logger log = LoggerFactory.getLogger(FlowServer.class);

  private final AgiSettings settings;
  private final CallCentre centre;
  private final Flows flows;
  private final Keypads keypads;
  private final Agi agi;
  private final ThreadPoolExecutor threads;
  private final Map<CallId, AcdEvent.CallArrived> conversations = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile boolean listening = true;

  /// @param keypads told by AMI of the keys that are pressed
  public FlowServer(AgiSettings settings, CallCentre centre, Flows flows, Keypads keypads) {
    this.keypads = keypads;
    this.settings = settings;
    this.centre = centre;
    this.flows = flows;
    this.threads =
        new ThreadPoolExecutor(
            0,
            settings.sessions(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("flow-", 0).factory(),
            (task, pool) -> {
              refused.incrementAndGet();
              new ThreadPoolExecutor.AbortPolicy().rejectedExecution(task, pool);
            });
    this.agi = new Agi(settings, threads, this::serve);
  }

  public void start() {
    Thread.ofPlatform()
        .name("agi-accept")
        .daemon()
        .start(
            () -> {
              try {
                agi.startup();
              } catch (IOException e) {
                listening = false;
                log.error("AGI can't listen on {}:{}", settings.host(), settings.port(), e);
              }
            });
  }

  /// Whether Asterisk can reach the flows.
  public boolean isListening() {
    return listening;
  }

  /// Flows that run now.
  public int running() {
    return threads.getActiveCount();
  }

  /// Flows that may run at once.
  public int limit() {
    return settings.sessions();
  }

  /// Flows not begun because too many ran.
  public long refused() {
    return refused.get();
  }

  /// Flows that died of a fault of ours.
  public long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    agi.shutdown();
  }

  /// The edge of a call: what a flow throws ends here, and the dialplan goes on to the next node or
  /// to its apology, because [Dialplan#NEXT] was not set.
  private void serve(AgiRequest request, AgiChannel channel) {
    String script = request.getScript() == null ? "" : request.getScript();
    CallId id = new CallId(request.getUniqueId());
    Keypad keypad = keypad(id, script, request);
    try {
      AgiLine line = new AgiLine(caller(id, request), channel, centre::submit, keypad);
      switch (script) {
        case "welcome", "again" -> converse(request, line);
        case "overflow" ->
            treat(
                line,
                Treatment.valueOf(
                    text(request.getParameter("treatment")).toUpperCase(Locale.ROOT)));
        case "after" -> askAfterTalk(line);
        case "agent" -> dialCode(request, line);
        case "consult" -> dialColleague(request, line);
        case "line" -> dialDepartment(request, line);
        default -> log.warn("unknown script: script={} callId={}", script, id);
      }
    } catch (CallerGone e) {
      log.debug("caller gone: callId={}", id);
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      log.error("flow died; the dialplan goes on without it: callId={}", id, e);
    } finally {
      keypads.close(id, keypad);
    }
  }

  private Keypad keypad(CallId id, String script, AgiRequest request) {
    if (script.equals("welcome") && text(request.getParameter("begun")).isEmpty()) {
      return keypads.openFirst(id);
    }
    return keypads.open(
        id, Keypads.Place.of(request.getContext(), request.getExtension(), request.getPriority()));
  }

  private void converse(AgiRequest request, AgiLine line) throws CallerGone {
    Call known = centre.call(line.caller().call()).orElse(null);
    if (known != null && known.isEnded()) {
      throw new IllegalStateException("a call that has ended asks again: " + known.id());
    }
    if (known != null && known.demand() != null && known.times().queued() != null) {
      // It has asked for a person already, and comes back from a node that died: same place.
      sendToWait(line, new Place(known.demand(), known.times().queued()));
      return;
    }
    CallId call = line.caller().call();
    AcdEvent.CallArrived arrived =
        new AcdEvent.CallArrived(
            call, line.caller().ani(), line.caller().dnis(), request.getChannel());
    if (!centre.submit(arrived)) {
      throw new IllegalStateException("the centre takes no more events");
    }
    conversations.put(call, arrived);
    try {
      Language chosen = line.caller().chosen();
      if (chosen != null && (known == null || known.times().languageChosen() == null)) {
        tell(call, new CallInput.ChoseLanguage(chosen));
      }
      switch (flows.welcome().converse(line)) {
        case Ending.Person person -> queue(line, person.demand());
        case Ending.Outside outside -> {
          tell(call, new CallInput.FlowEnded());
          line.set(Dialplan.NEXT, Dialplan.outside(outside.name()));
        }
        case Ending.Goodbye goodbye -> {
          tell(call, new CallInput.FlowEnded());
          line.set(Dialplan.NEXT, Dialplan.goodbye(goodbye));
        }
      }
    } finally {
      conversations.remove(call);
    }
  }

  /// Says once more which conversations run here: a new leader may not have heard of them.
  public void announce() {
    conversations.values().forEach(centre::submit);
  }

  private void queue(AgiLine line, Demand demand) throws CallerGone {
    Instant now = Instant.now();
    // The leader hears from the switch that the caller waits, and should have heard of the wish
    // before.
    CompletableFuture<Void> known =
        centre.deliver(
            new AcdEvent.ForCall(line.caller().call(), new CallInput.AskedForPerson(demand)));
    try {
      known.get(QUEUE_PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn(
          "queued by the channel's word alone: callId={} why={}",
          line.caller().call(),
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallerGone();
    }
    sendToWait(line, new Place(centre.routing().ranked(demand), now));
  }

  private static void sendToWait(AgiLine line, Place place) throws CallerGone {
    line.set(Dialplan.NEXT, Dialplan.waitAt(place));
  }

  /// A caller who was taken out of the queue. What the flow says of it is the call's end, so it is told
  /// also when the caller has hung up.
  private void treat(AgiLine unplaced, Treatment treatment) throws CallerGone {
    AgiLine line = unplaced.caller().group() == null ? unplaced.placedByItsChannel() : unplaced;
    CallId id = line.caller().call();
    if (!tell(id, new CallInput.TakenOut(treatment))) {
      throw new IllegalStateException("the centre takes no more events");
    }
    Optional<Outcome> outcome;
    try {
      outcome = flow(treatment).converse(line);
    } catch (CallerGone e) {
      tell(id, new CallInput.TreatmentEnded(Outcome.NOTHING));
      throw e;
    }
    if (outcome.isEmpty()) {
      line.set(Dialplan.TREATED, Dialplan.BACK);
      return;
    }
    try {
      // First: the caller of a call that has ended must not be sent back to wait.
      line.endTreatment();
    } catch (CallerGone e) {
      log.debug("caller gone after a treatment: callId={}", id);
    }
    tell(id, new CallInput.TreatmentEnded(outcome.get()));
  }

  /// A caller whose talk is over. Of one whose call is not known here, nobody could say what it was about.
  private void askAfterTalk(AgiLine line) throws CallerGone {
    CallId id = line.caller().call();
    Optional<Call> call = centre.call(id).filter(known -> known.times().answered() != null);
    if (call.isPresent() && !call.get().isEnded()) {
      flows
          .after()
          .converse(
              line,
              call.get(),
              (question, key) -> tell(id, new CallInput.AnsweredSurvey(question, key)));
    }
    line.set(Dialplan.ASKED, Dialplan.DONE);
  }

  private OverflowFlow flow(Treatment treatment) {
    return Objects.requireNonNull(flows.overflow().get(treatment), "Flows has all");
  }

  private boolean tell(CallId call, CallInput input) {
    return centre.submit(new AcdEvent.ForCall(call, input));
  }

  /// The centre may have forgotten what the channel remembers.
  private Caller caller(CallId id, AgiRequest request) {
    Call known = centre.call(id).orElse(null);
    Language chosen = Dialplan.language(text(request.getParameter("language"))).orElse(null);
    if (chosen == null && known != null && known.times().languageChosen() != null) {
      chosen = known.language();
    }
    return new Caller(
        id,
        shown(request.getCallerIdNumber()),
        number(request.getDnid()),
        chosen,
        known == null ? null : known.group());
  }

  private void dialCode(AgiRequest request, AgiLine line) throws CallerGone {
    String code = text(request.getParameter("code"));
    String phone = phone(request.getChannel());
    Optional<PhoneTalk> talk = flows.codes().talk(phone, code);
    if (talk.isPresent()) {
      talk.get().hold(line);
    } else {
      line.play(flows.codes().dialled(phone, code));
    }
    line.set(Dialplan.NEXT, Dialplan.DONE);
  }

  /// A phone that hangs up may be told of before the wish that it uttered.
  private void dialColleague(AgiRequest request, AgiLine line) throws CallerGone {
    ConsultId consult = new ConsultId(request.getUniqueId());
    String extension = text(request.getParameter("extension"));
    try {
      var answer = flows.consults().dialled(consult, phone(request.getChannel()), extension);
      line.set(Dialplan.NEXT, Dialplan.consult(answer));
    } catch (CallerGone | RuntimeException e) {
      centre.submit(new AcdEvent.ConsultEnded(consult));
      throw e;
    }
  }

  /// `way` is `6` for a resident who is to be handed over.
  private void dialDepartment(AgiRequest request, AgiLine line) throws CallerGone {
    LineDialling.Way way =
        "6".equals(text(request.getParameter("way")))
            ? LineDialling.Way.HAND_OVER
            : LineDialling.Way.ASK;
    var answer =
        flows.lines().dialled(phone(request.getChannel()), text(request.getParameter("code")), way);
    if (answer instanceof LineDialling.Answer.HandOver over) {
      line.set(Dialplan.RESIDENT, over.resident());
    }
    line.set(Dialplan.NEXT, Dialplan.line(answer));
  }

  private static String phone(String channel) {
    return SwitchInspector.phone(channel);
  }

  /// A caller's number; empty when it is withheld. Asterisk then has a word for it, as RFC 3323 wants
  /// (`sip:anonymous@anonymous.invalid`).
  static String shown(@Nullable String found) {
    String number = number(found);
    return number.chars().anyMatch(Character::isLetter) ? "" : number;
  }

  /// A caller can put anything into a number; only what telephones can dial is kept.
  static String number(@Nullable String found) {
    String dialable = text(found).replaceAll("[^0-9A-Za-z+*#]", "");
    return dialable.substring(0, Math.min(MAX_NUMBER_LENGTH, dialable.length()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /// Asterisk-Java's server with our threads: its own pool is of platform threads, and small.
  private static final class Agi extends DefaultAgiServer {
    private final ThreadPoolExecutor threads;

    Agi(AgiSettings settings, ThreadPoolExecutor threads, AgiScript script) {
      super(script);
      this.threads = threads;
      setSocketReadTimeout(SILENCE_MS);
      setPort(settings.port());
      setAddress(address(settings));
    }

    @Override
    protected ThreadPoolExecutor createPool() {
      return threads;
    }

    private static InetAddress address(AgiSettings settings) {
      try {
        return InetAddress.getByName(settings.host());
      } catch (UnknownHostException e) {
        throw new IllegalStateException("AGI host is unknown: " + settings.host(), e);
      }
    }
  }
}
