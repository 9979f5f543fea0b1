package org.city311.loadtest.phone;

import gov.nist.javax.sip.SipStackExt;
import gov.nist.javax.sip.clientauthutils.AuthenticationHelper;
import gov.nist.javax.sip.clientauthutils.UserCredentials;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A SIP phone that a test handles: an agent's with an account, or a resident's without.
///
/// It answers OPTIONS by itself. What it does with a call that comes is up to the test: [#onCall]
/// sets what happens at once, and [#awaitCall()] hands the call out. Safe for use by several
/// threads; the SIP stack's threads call the listener methods.
public final class Phone implements AutoCloseable {
  private static final int REGISTRATION_SECONDS = 600;
  private static final long PATIENCE_SECONDS = 15;

  private final String user;
  private final SipStack stack;
  private final SipProvider provider;
  private final SipRequests requests;
  private final AuthenticationHelper authentication;
  private final Map<String, SipCall> calls = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Integer>> registrations = new ConcurrentHashMap<>();
  private final BlockingQueue<PhoneCall> incoming = new LinkedBlockingQueue<>();
  private final List<String> callers = new CopyOnWriteArrayList<>();
  private volatile Consumer<PhoneCall> onCall = call -> {};

  private Phone(Account account) {
    user = account.user();
    try {
      var factory = SipFactory.getInstance();
      var properties = new Properties();
      properties.setProperty("javax.sip.STACK_NAME", user + "-" + UUID.randomUUID());
      properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
      stack = newStack(factory, properties);
      var point = stack.createListeningPoint("127.0.0.1", account.port(), "udp");
      provider = stack.createSipProvider(point);
      provider.addSipListener(new Listener());
      requests = new SipRequests(factory, user, account.target(), account.port());
      authentication =
          ((SipStackExt) stack)
              .getAuthenticationHelper(
                  (transaction, realm) -> new Credentials(user, account.secret(), realm),
                  requests.headers());
    } catch (SipException | TooManyListenersException | javax.sip.InvalidArgumentException e) {
      throw new IllegalStateException("phone " + user, e);
    }
  }

  /// One at a time: the factory is one for the whole JVM, and not made for threads.
  private static synchronized SipStack newStack(SipFactory factory, Properties properties)
      throws SipException {
    factory.setPathName("gov.nist");
    return factory.createSipStack(properties);
  }

  /// Who a phone is.
  ///
  /// @param user its account, or the caller's number
  /// @param secret the account's secret; empty when it has none
  /// @param target the switch's SIP address, `host:port`
  /// @param port its own free port on 127.0.0.1
  public record Account(String user, String secret, String target, int port) {}

  private record Credentials(String user, String secret, String realm) implements UserCredentials {
    @Override
    public String getUserName() {
      return user;
    }

    @Override
    public String getPassword() {
      return secret;
    }

    @Override
    public String getSipDomain() {
      return realm;
    }
  }

  /// Switches a phone on; it is not registered yet.
  public static Phone on(Account account) {
    return new Phone(account);
  }

  /// Registers.
  ///
  /// @throws AssertionError when the switch refuses or does not answer
  public void register() {
    register(REGISTRATION_SECONDS);
  }

  /// Takes the registration back.
  public void unregister() {
    register(0);
  }

  private void register(int seconds) {
    var request = requests.register(provider, seconds);
    var done = new CompletableFuture<Integer>();
    registrations.put(callId(request), done);
    try {
      provider.getNewClientTransaction(request).sendRequest();
      int status = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (status != Response.OK) {
        throw new AssertionError("phone " + user + " cannot register: " + status);
      }
    } catch (SipException | ExecutionException | TimeoutException e) {
      throw new AssertionError("phone " + user + " cannot register", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Dials a number or a feature code; the call may not be answered yet.
  public PhoneCall dial(String number) {
    try {
      var rtp = new Rtp();
      var request = requests.invite(provider, number, rtp.port());
      var call = new SipCall(requests, provider, request, rtp);
      calls.put(callId(request), call);
      call.dial();
      return call.call();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sets what happens at once to each call that comes, on a thread of the phone; by default it
  /// just rings.
  public void onCall(Consumer<PhoneCall> action) {
    onCall = action;
  }

  /// Waits for the next call that comes.
  public PhoneCall awaitCall() {
    try {
      var call = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("phone " + user + " was not called");
      }
      return call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The callers' numbers of all calls that have come, in order.
  public List<String> callers() {
    return List.copyOf(callers);
  }

  /// Calls that have come and that [#awaitCall()] has not handed out.
  public int callsUnseen() {
    return incoming.size();
  }

  private static String callerOf(Request request) {
    var from = ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress().getURI();
    return from instanceof SipURI uri ? String.valueOf(uri.getUser()) : from.toString();
  }

  private static String callId(Message message) {
    return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
  }

  /// Hangs up what is left and switches off, without taking the registration back: as a phone
  /// whose cable is pulled.
  @Override
  public void close() {
    calls.values().forEach(SipCall::hangUpIfOpen);
    stack.stop();
    calls.values().forEach(call -> call.call().rtp().close());
  }

  /// Is gone from one moment to the next: no sound any more, no word, and no BYE. As a browser that was killed, whose
  /// registration goes with its connection; so take the registration back first.
  public void vanish() {
    calls.values().forEach(call -> call.call().rtp().close());
    calls.clear();
    stack.stop();
  }

  private final class Listener implements SipListener {
    @Override
    public void processRequest(RequestEvent event) {
      var request = event.getRequest();
      var call = calls.get(callId(request));
      switch (request.getMethod()) {
        case Request.ACK -> {}
        case Request.INVITE -> invited(event);
        case Request.BYE -> {
          answer(event, Response.OK);
          if (call != null) {
            call.call().markEnded(PhoneCall.End.How.BY_THEM, Response.OK);
          }
        }
        case Request.CANCEL -> {
          answer(event, Response.OK);
          if (call != null) {
            call.cancelled();
          }
        }
        default -> answer(event, Response.OK);
      }
    }

    private void invited(RequestEvent event) {
      try {
        var again = calls.get(callId(event.getRequest()));
        var transaction =
            event.getServerTransaction() == null
                ? provider.getNewServerTransaction(event.getRequest())
                : event.getServerTransaction();
        if (again != null) {
          again.invitedAgain(transaction);
          return;
        }
        var call = new SipCall(requests, provider, transaction, new Rtp());
        calls.put(callId(event.getRequest()), call);
        callers.add(callerOf(event.getRequest()));
        call.ring();
        incoming.add(call.call());
        Thread.startVirtualThread(() -> onCall.accept(call.call()));
      } catch (SipException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void answer(RequestEvent event, int status) {
      try {
        var transaction =
            event.getServerTransaction() == null
                ? provider.getNewServerTransaction(event.getRequest())
                : event.getServerTransaction();
        transaction.sendResponse(requests.response(status, event.getRequest()));
      } catch (SipException | javax.sip.InvalidArgumentException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void processResponse(ResponseEvent event) {
      var response = event.getResponse();
      int status = response.getStatusCode();
      ClientTransaction transaction = event.getClientTransaction();
      if (status == Response.UNAUTHORIZED && transaction != null) {
        authenticate(response, transaction);
        return;
      }
      var registration = registrations.get(callId(response));
      if (registration != null && status >= 200) {
        registration.complete(status);
      }
      var call = calls.get(callId(response));
      var method = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod();
      if (call != null && method.equals(Request.INVITE)) {
        call.responded(event);
      }
    }

    private void authenticate(Response response, ClientTransaction challenged) {
      try {
        var transaction = authentication.handleChallenge(response, challenged, provider, 5);
        var call = calls.get(callId(response));
        if (call != null) {
          call.dialAgain(transaction);
        } else {
          transaction.sendRequest();
        }
      } catch (SipException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {}

    @Override
    public void processIOException(IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
  }
}
