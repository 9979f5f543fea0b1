package org.city311.gateway.softphone;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import java.util.Optional;
import java.util.function.Consumer;
import org.city311.gateway.softphone.SipReader.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One page's phone: what the page says goes to Asterisk when it may, and what Asterisk says to the page.
///
/// All of it runs on the event loop of the page's connection.
final class PhoneLine {
  private static final Logger log = LoggerFactory.getLogger(PhoneLine.class);

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
  ///
  /// @param ended is told once why the line is over
  void join(Consumer<Optional<Closing>> ended) {
    page.textMessageHandler(this::said);
    page.binaryMessageHandler(_ -> close(Closing.MALFORMED, "not a text"));
    page.exceptionHandler(_ -> close(Closing.MALFORMED, ""));
    asterisk.textMessageHandler(frame -> pass(frame, asterisk, page));
    asterisk.exceptionHandler(_ -> close(Closing.SWITCH_LOST, ""));
    asterisk.closeHandler(_ -> close(Closing.SWITCH_LOST, ""));
    page.closeHandler(
        _ -> {
          boolean byPage = !over;
          over = true;
          asterisk.close();
          ended.accept(byPage ? Optional.empty() : Optional.of(closing));
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
    if (signed.isPresent()) {
      pass(signed.get(), page, asterisk);
    } else {
      close(Closing.REFUSED, refusal.orElse("the credentials of another account"));
    }
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
