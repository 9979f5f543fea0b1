package org.city311.gateway.softphone;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.city311.gateway.softphone.SipReader.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One page's phone: what the page says goes to Asterisk when it may, and what Asterisk says to the page.
///
/// All of it runs on the event loop of the page's connection.
final class PhoneLine {
  private static final Logger log = LoggerFactory.getLogger(PhoneLine.class);

  /// Browsers that were killed have said nothing (RFC 6455, section 7.1.5).
  private static final short NO_CODE = 1006;

  private static final Predicate<String> OF_A_CALL =
      Pattern.compile(" (INVITE|ACK|BYE|UPDATE)$").asPredicate();

  private final String id;
  private final DeskSession session;
  private final SipAccount account;
  private final PhoneRules rules;
  private final DigestSigner signer;
  private final FrameRate rate = new FrameRate(System.nanoTime());
  private final ServerWebSocket page;
  private final WebSocket asterisk;
  private final Context thread;
  private Closing closing = Closing.STOPPING;
  private Ears ears = new Ears(() -> {}, _ -> {});
  private boolean over;

  /// @param id names this connection among all of all nodes
  PhoneLine(String id, DeskSession session, DigestSigner signer, Sides sides) {
    this.id = id;
    this.session = session;
    this.account = new SipAccount(session.agent().value());
    this.rules = new PhoneRules(account);
    this.signer = signer;
    this.page = sides.page();
    this.asterisk = sides.asterisk();
    this.thread = sides.thread();
  }

  /// The two connections, and where they are served.
  record Sides(ServerWebSocket page, WebSocket asterisk, Context thread) {}

  /// Who is told of a line.
  ///
  /// @param used hears that its agent is in a call, again and again
  /// @param ended is told once why the line is over; empty where the page has gone by itself
  record Ears(Runnable used, Consumer<Optional<Closing>> ended) {}

  /// How a page has gone that was not told to.
  enum Leaving {
    /// It has ended its phone in order (RFC 6455: 1000).
    IN_ORDER,
    /// It was closed or loaded anew (1001): what it knew is gone with it.
    CLOSED,
    /// Its connection has broken: the page may be there still, and come back.
    BROKEN
  }

  /// Asked when the page has gone by itself.
  Leaving leaving() {
    Short code = page.closeStatusCode();
    return switch (code == null ? NO_CODE : code) {
      case 1000 -> Leaving.IN_ORDER;
      case 1001 -> Leaving.CLOSED;
      default -> Leaving.BROKEN;
    };
  }

  String id() {
    return id;
  }

  DeskSession session() {
    return session;
  }

  SipAccount account() {
    return account;
  }

  /// Runs something where the line does.
  void onItsThread(Runnable what) {
    thread.runOnContext(_ -> what.run());
  }

  /// Passes frames on from now on.
  void join(Ears told) {
    ears = told;
    page.textMessageHandler(this::said);
    page.binaryMessageHandler(_ -> close(Closing.MALFORMED, "not a text"));
    page.exceptionHandler(this::failed);
    asterisk.textMessageHandler(frame -> pass(frame, asterisk, page));
    asterisk.exceptionHandler(_ -> close(Closing.SWITCH_LOST, ""));
    asterisk.closeHandler(_ -> close(Closing.SWITCH_LOST, ""));
    page.closeHandler(
        _ -> {
          boolean byPage = !over;
          over = true;
          asterisk.close();
          told.ended().accept(byPage ? Optional.empty() : Optional.of(closing));
        });
    page.resume();
    asterisk.resume();
  }

  /// Closes the page's side and Asterisk's, which forgets the phone's registration with its connection.
  ///
  /// @param why more than the code says; empty for nothing more
  void close(Closing closing, String why) {
    if (over) {
      return;
    }
    over = true;
    this.closing = closing;
    if (closing.isFault()) {
      log.warn("phone's page cut off: account={} code={} why={}", account, closing, why);
    } else {
      log.info("phone's page closed: account={} code={}", account, closing);
    }
    asterisk.close();
    page.close(closing.code(), closing.words(why));
  }

  /// A connection that broke ends by itself; anything else is a frame that can't be read.
  private void failed(Throwable why) {
    if (!(why instanceof IOException || why instanceof HttpClosedException)) {
      close(Closing.MALFORMED, "");
    }
  }

  private void said(String frame) {
    if (over) {
      return;
    }
    if (!rate.admits(System.nanoTime())) {
      close(Closing.TOO_MANY, "");
      return;
    }
    switch (SipReader.read(frame)) {
      case Reading.KeepAlive _ -> {}
      case Reading.TooLarge _ -> close(Closing.TOO_LARGE, "");
      case Reading.Malformed malformed -> close(Closing.MALFORMED, malformed.why());
      case Reading.Read read -> check(frame, read.message());
    }
  }

  private void check(String frame, SipMessage message) {
    Optional<String> refusal = rules.refusal(message);
    Optional<String> signed =
        refusal.isPresent() ? Optional.empty() : signer.signed(frame, message);
    if (signed.isPresent() && isOfACall(message)) {
      ears.used().run();
    }
    if (signed.isPresent()) {
      pass(signed.get(), page, asterisk);
    } else {
      close(Closing.REFUSED, refusal.orElse("the credentials of another account"));
    }
  }

  /// Registering and answering whether one is there is what a phone does by itself; session timers (RFC 4028) make
  /// every call say something.
  private static boolean isOfACall(SipMessage message) {
    return message.headers().value("cseq").filter(OF_A_CALL).isPresent();
  }

  /// Whoever speaks waits while the other side can't take more.
  private static void pass(String frame, WebSocketBase from, WebSocketBase to) {
    to.writeTextMessage(frame);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(_ -> from.resume());
    }
  }
}
