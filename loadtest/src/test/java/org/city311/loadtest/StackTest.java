package org.city311.loadtest;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.Phone.Account;
import org.city311.loadtest.phone.PhoneCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Tests that tell the story of a call on a real City311, one for a class. After each test all
/// phones are off, all agents signed out and no call is left.
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackTest.KeepWhatFailed.class)
abstract class StackTest {
  private final Map<AgentAccount, SignedInAgent> signedIn = new HashMap<>();

  /// On a machine that six stories keep busy a cluster may lose and find a member once more on the way.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A start works both processors of the smallest machine that the tests are for: more at once would come to an
  /// end no sooner, and the stories that are under way would suffer longer.
  private static final Semaphore STARTS = new Semaphore(2, true);

  private final StackOptions options;
  private final List<Phone> phones = new ArrayList<>();
  private int residents;

  /// The stack; started before the first test.
  @SuppressWarnings("NullAway.Init")
  protected Stack stack;

  StackTest(StackOptions options) {
    this.options = options;
  }

  /// Keeps the logs of a stack that a test failed on.
  static final class KeepWhatFailed implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      ((StackTest) context.getRequiredTestInstance()).stack.keep();
    }
  }

  @BeforeAll
  final void startStack() throws IOException {
    STARTS.acquireUninterruptibly();
    try {
      stack = Stack.start(options);
    } finally {
      STARTS.release();
    }
  }

  @AfterAll
  @SuppressWarnings("ConstantValue") // Null when it did not start.
  final void endStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @AfterEach
  final void tidy() throws IOException {
    switchOff(phones);
    phones.clear();
    for (var agent : options.agents()) {
      stack.api().signOut(agent.id());
    }
    eventually("no call is left", () -> liveCalls() == 0);
    for (var agent : options.agents()) {
      eventuallyIs(agent.id(), "signed-out");
    }
  }

  /// All at once: each takes a second to let its socket go.
  private static void switchOff(List<Phone> phones) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      phones.stream()
          .map(phone -> CompletableFuture.runAsync(phone::close, threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private int liveCalls() throws IOException {
    var live = live();
    return live.path("waiting").asInt()
        + live.path("in_ivr").asInt()
        + live.path("talking").asInt();
  }

  final JsonNode live() throws IOException {
    return stack.api().live();
  }

  /// An agent's phone that is registered; the agent is still signed out.
  final Phone phone(String agent) {
    var phone = phoneOff(agent);
    phone.register();
    return phone;
  }

  /// An agent's phone that is not registered.
  final Phone phoneOff(String agent) {
    return phoneOff(agent, stack.phoneSecret(agent));
  }

  /// The phone of an account that the configuration does not have.
  final Phone phoneOff(String account, String secret) {
    return on(account, secret);
  }

  /// An agent with a registered phone who is ready.
  final Phone agent(String id) throws IOException {
    var phone = phone(id);
    ready(id);
    return phone;
  }

  final void ready(String agent) throws IOException {
    stack.api().ready(agent);
    eventually(agent + " is ready", () -> stack.api().agentState(agent).equals("ready"));
  }

  final Phone on(String user, String secret) {
    var phone = Phone.on(new Account(user, secret, stack.sip(), stack.freePorts().one()));
    phones.add(phone);
    return phone;
  }

  /// A resident's call that the system has answered.
  ///
  /// @param number the resident's, by which its record is found
  record Resident(String number, PhoneCall call) {
    /// Chooses a language and a service.
    Resident chooses(char language, char service) {
      call.press(language);
      // As quick as who knows the way.
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      call.press(service);
      return this;
    }
  }

  /// A new resident dials 311.
  final Resident resident() {
    var number = "311777%04d".formatted(residents++);
    return new Resident(number, dial(number));
  }

  /// Somebody dials 311 from this number, and is answered.
  final PhoneCall dial(String number) {
    var call = on(number, "").dial("311");
    call.awaitAnswered();
    return call;
  }

  /// A new resident who has chosen English and streets and waits.
  final Resident waiting() throws IOException {
    int before = live().path("waiting").asInt();
    var resident = resident().chooses('1', '1');
    eventually("the resident waits", () -> live().path("waiting").asInt() == before + 1);
    return resident;
  }

  /// The agent answers the call that comes next, and it is this resident's.
  final PhoneCall answered(Phone agent, Resident resident) {
    var leg = agent.awaitCall();
    leg.answer();
    eventuallyTalk(resident.call(), leg);
    return leg;
  }

  /// Signs an agent in, once for the class. Calls are taken before the database is there, when nobody can sign in.
  final SignedInAgent signedIn(AgentAccount agent) {
    eventually(
        agent.id() + " has signed in",
        () -> {
          if (!signedIn.containsKey(agent)) {
            signedIn.put(agent, SignedInAgent.of(stack.api(), agent));
          }
          return true;
        });
    return Objects.requireNonNull(signedIn.get(agent));
  }

  final void eventuallyIs(String agent, String state) {
    eventually(agent + " is " + state, () -> stack.api().agentState(agent).equals(state));
  }

  final void eventuallyHears(PhoneCall listener, int hertz) {
    eventually("heard: " + hertz + " Hz", () -> listener.hears(hertz));
  }

  /// What the channels that a server talks to hold in this variable, of each that has it.
  final List<String> onChannels(String variable) throws IOException {
    var values = new ArrayList<String>();
    for (var channel : stack.asteriskCli("core show channels concise").lines().toList()) {
      if (channel.contains("!city311-serve!")) {
        stack
            .asteriskCli("core show channel " + channel.substring(0, channel.indexOf('!')))
            .lines()
            .filter(line -> line.startsWith(variable + "="))
            .map(line -> line.substring(variable.length() + 1))
            .forEach(values::add);
      }
    }
    return values;
  }

  /// A prompt's file, as Asterisk plays it.
  final Path sound(String language, String prompt) {
    return stack.data().resolve("sounds/" + language + "/city311/" + prompt + ".ulaw");
  }

  /// The prompts are heard in this order, in this call, sooner or later.
  final void eventuallyHears(PhoneCall listener, String language, String... prompts) {
    var files = Stream.of(prompts).map(prompt -> sound(language, prompt)).toList();
    eventually("heard: " + files, () -> listener.hasHeard(files));
  }

  /// The resident and the agent hear each other.
  final void eventuallyTalk(PhoneCall resident, PhoneCall agent) {
    resident.say(600);
    agent.say(900);
    eventuallyHears(agent, 600);
    eventuallyHears(resident, 900);
  }

  /// The one record of this resident, once it is there.
  final CallRow record(Resident resident) {
    var rows = new ArrayList<CallRow>();
    eventually(
        "a record of " + resident.number(),
        () -> {
          rows.clear();
          return rows.addAll(CallRow.of(stack, resident.number()));
        });
    if (rows.size() != 1) {
      throw new AssertionError("one record wanted: " + rows);
    }
    return rows.getFirst();
  }

  static void eventually(String what, Callable<Boolean> holds) {
    eventually(what, PATIENCE, holds);
  }

  static void eventually(String what, Duration patience, Callable<Boolean> holds) {
    var last = new AtomicReference<@Nullable Exception>();
    try {
      await(what).atMost(patience).ignoreExceptions().until(() -> heldOr(last, holds));
    } catch (ConditionTimeoutException e) {
      var cause = last.get();
      if (cause == null) {
        throw e;
      }
      throw new AssertionError(e.getMessage() + " Its last error: " + cause, cause);
    }
  }

  /// For the report of a failure, which is of no use without.
  private static boolean heldOr(AtomicReference<@Nullable Exception> last, Callable<Boolean> holds)
      throws Exception {
    try {
      boolean held = holds.call();
      last.set(null);
      return held;
    } catch (Exception e) {
      last.set(e);
      throw e;
    }
  }
}
