package org.city311.gateway.softphone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.city311.ivr.switchboard.PhoneKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All phones in browsers that are connected to this node. An account has one connection, at one node: whoever comes
/// last has the phone, and the one before is told so.
///
/// Each connection has a password of its own at Asterisk, made here, told to nobody, and gone with it.
public final class Softphones implements AutoCloseable {
  /// More than a centre has agents.
  static final int MAX_PHONES = 20_000;

  /// On the event bus: which connection of an account is the latest.
  private static final String ADDRESS = "city311.softphone.taken";

  /// Pages try again after 1 s; a resident who hears nothing should not wait for longer.
  private static final long COME_BACK_MS = 3_000;

  private static final int PASSWORD_BYTES = 20;
  private static final Logger log = LoggerFactory.getLogger(Softphones.class);

  private final Vertx vertx;
  private final SoftphoneSettings settings;
  private final PhoneKeys keys;
  private final Told told;
  private final WebSocketClient client;
  private final SecureRandom random = new SecureRandom();
  private final Map<SipAccount, PhoneLine> lines = new ConcurrentHashMap<>();

  /// The connections that are being made: the latest of each account.
  private final Map<SipAccount, String> latest = new ConcurrentHashMap<>();

  /// Those whose connection broke a moment ago, with the timer that gives them up.
  private final Map<SipAccount, Long> broken = new ConcurrentHashMap<>();

  private final LongAdder cutOff = new LongAdder();

  /// Who hears what becomes of phones.
  ///
  /// @param used hears of sessions whose agent is in a call
  /// @param lost hears of SIP accounts whose page has gone: a call that it was in has lost its agent
  public record Told(Consumer<String> used, Consumer<String> lost) {}

  public Softphones(Vertx vertx, SoftphoneSettings settings, PhoneKeys keys, Told told) {
    this.vertx = vertx;
    this.settings = settings;
    this.keys = keys;
    this.told = told;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(MAX_PHONES)
                .setMaxMessageSize(4 * SipReader.MAX_BYTES)
                .setConnectTimeout(2_000));
    vertx.eventBus().<JsonObject>consumer(ADDRESS, message -> taken(message.body()));
  }

  /// How many pages' phones are connected here.
  public int connected() {
    return lines.size();
  }

  /// How many were cut off for what they said, since this node began.
  public long cutOff() {
    return cutOff.sum();
  }

  /// Ends the phones of a session that is over. Each node has to be told.
  public void sessionEnded(String sessionId) {
    lines.values().stream()
        .filter(line -> line.session().id().equals(sessionId))
        .forEach(line -> onItsThread(line, Closing.SESSION_ENDED));
  }

  /// Joins a page that has been let in with Asterisk.
  ///
  /// @param context an upgrade to a WebSocket, whose sender was checked
  /// @return failed when Asterisk is not there; the request is then still to be answered
  Future<Void> join(RoutingContext context, DeskSession session) {
    HttpServerRequest request = context.request();
    request.pause();
    SipAccount account = new SipAccount(session.agent().value());
    String id = UUID.randomUUID().toString();
    String password = password();
    latest.put(account, id);
    vertx.eventBus().publish(ADDRESS, word(account, id));
    taken(word(account, id));
    return Future.fromCompletionStage(
            keys.put(account.name(), password), vertx.getOrCreateContext())
        .compose(_ -> client.connect(asterisk()))
        .compose(
            asterisk -> joined(request, asterisk, session, id, new DigestSigner(account, password)))
        .onFailure(_ -> giveUp(account, id));
  }

  private void giveUp(SipAccount account, String id) {
    if (latest.remove(account, id)) {
      keys.remove(account.name());
    }
  }

  private Future<Void> joined(
      HttpServerRequest request,
      WebSocket asterisk,
      DeskSession session,
      String id,
      DigestSigner signer) {
    asterisk.pause();
    return request
        .toWebSocket()
        .onFailure(_ -> asterisk.close())
        .map(
            page -> {
              page.pause();
              var sides = new PhoneLine.Sides(page, asterisk, vertx.getOrCreateContext());
              begin(new PhoneLine(id, session, signer, sides));
              return null;
            });
  }

  private void begin(PhoneLine line) {
    Runnable use = () -> told.used().accept(line.session().id());
    line.join(new PhoneLine.Ears(use, closing -> over(line, closing)));
    if (!latest.remove(line.account(), line.id())) {
      line.close(Closing.TAKEN_OVER, "");
      return;
    }
    lines.put(line.account(), line);
    log.info("phone's page connected: account={}", line.account());
  }

  /// A connection that another has followed leaves the password alone: it is the other's.
  private void over(PhoneLine line, Optional<Closing> closing) {
    boolean wasLast = lines.remove(line.account(), line);
    boolean followed =
        latest.containsKey(line.account())
            || closing.filter(Closing.TAKEN_OVER::equals).isPresent();
    if (wasLast && !followed) {
      keys.remove(line.account().name());
    }
    if (closing.filter(Closing::isFault).isPresent()) {
      cutOff.increment();
    }
    log.info("phone's page gone: account={}", line.account());
    if (wasLast && !followed && closing.isEmpty()) {
      gone(line.account(), line.leaving());
    }
  }

  /// A page whose connection broke may come back within a moment, and its call's sound goes on meanwhile.
  private void gone(SipAccount account, PhoneLine.Leaving how) {
    switch (how) {
      case IN_ORDER -> {}
      case CLOSED -> told.lost().accept(account.name());
      case BROKEN -> {
        long timer = vertx.setTimer(COME_BACK_MS, _ -> notBack(account));
        Long before = broken.put(account, timer);
        if (before != null) {
          vertx.cancelTimer(before);
        }
      }
    }
  }

  private void notBack(SipAccount account) {
    if (broken.remove(account) != null) {
      told.lost().accept(account.name());
    }
  }

  private void taken(JsonObject word) {
    SipAccount account = new SipAccount(word.getString("account", "-"));
    Long back = broken.remove(account);
    if (back != null) {
      vertx.cancelTimer(back);
    }
    String id = word.getString("id", "");
    PhoneLine line = lines.get(account);
    if (line != null && !line.id().equals(id)) {
      onItsThread(line, Closing.TAKEN_OVER);
    }
    latest.computeIfPresent(account, (_, ours) -> ours.equals(id) ? ours : null);
  }

  private static JsonObject word(SipAccount account, String id) {
    return new JsonObject().put("account", account.name()).put("id", id);
  }

  private static void onItsThread(PhoneLine line, Closing closing) {
    line.onItsThread(() -> line.close(closing, ""));
  }

  private WebSocketConnectOptions asterisk() {
    return new WebSocketConnectOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setURI("/ws")
        .setTimeout(2_000)
        .setSubProtocols(List.of("sip"));
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Tells all pages to try another node.
  @Override
  public void close() {
    lines.values().forEach(line -> onItsThread(line, Closing.STOPPING));
  }
}
