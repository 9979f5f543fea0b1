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
import java.util.function.Function;
import java.util.regex.Pattern;
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

  /// Those whose connection broke a moment ago.
  private final Map<SipAccount, Broken> broken = new ConcurrentHashMap<>();

  private final LongAdder cutOff = new LongAdder();

  /// A page whose connection broke.
  ///
  /// @param timer gives it up
  /// @param loaded names the page as it was loaded; empty where it did not say
  private record Broken(long timer, Optional<String> loaded) {}

  /// How pages name themselves: by something random that a page makes when it is loaded, so that a page that comes back is
  /// told from another, which knows nothing of the call.
  private static final Pattern PAGE = Pattern.compile("[0-9a-zA-Z-]{1,40}");

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
    Optional<String> loaded =
        Optional.ofNullable(request.getParam("page")).filter(PAGE.asMatchPredicate());
    JsonObject word = word(account, id, loaded);
    vertx.eventBus().publish(ADDRESS, word);
    taken(word);
    return Future.fromCompletionStage(
            keys.put(account.name(), password), vertx.getOrCreateContext())
        .compose(_ -> client.connect(asterisk()))
        .compose(
            asterisk ->
                joined(
                    request,
                    sides ->
                        new PhoneLine(
                            id, loaded, session, new DigestSigner(account, password), sides),
                    asterisk))
        .onFailure(_ -> giveUp(account, id));
  }

  private void giveUp(SipAccount account, String id) {
    if (latest.remove(account, id)) {
      keys.remove(account.name());
    }
  }

  private Future<Void> joined(
      HttpServerRequest request, Function<PhoneLine.Sides, PhoneLine> line, WebSocket asterisk) {
    asterisk.pause();
    return request
        .toWebSocket()
        .onFailure(_ -> asterisk.close())
        .map(
            page -> {
              page.pause();
              var sides = new PhoneLine.Sides(page, asterisk, vertx.getOrCreateContext());
              begin(line.apply(sides));
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
        latest.containsKey(line.account()) || closing.filter(Softphones::isFollowed).isPresent();
    if (wasLast && !followed) {
      keys.remove(line.account().name());
    }
    if (closing.filter(Closing::isFault).isPresent()) {
      cutOff.increment();
    }
    log.info("phone's page gone: account={}", line.account());
    if (wasLast && closing.filter(Closing.TAKEN_OVER::equals).isPresent()) {
      // The page that took it over has no part in the call.
      told.lost().accept(line.account().name());
    } else if (wasLast
        && closing.isEmpty()
        && (!followed || line.leaving() == PhoneLine.Leaving.CLOSED)) {
      gone(line);
    }
  }

  /// A page whose connection broke may come back within a moment, and its call's sound goes on meanwhile.
  private void gone(PhoneLine line) {
    SipAccount account = line.account();
    switch (line.leaving()) {
      case CLOSED -> told.lost().accept(account.name());
      case BROKEN -> {
        long timer = vertx.setTimer(COME_BACK_MS, _ -> notBack(account));
        Broken before = broken.put(account, new Broken(timer, line.loaded()));
        if (before != null) {
          vertx.cancelTimer(before.timer());
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
    Optional<String> loaded = Optional.ofNullable(word.getString("page"));
    Broken back = broken.remove(account);
    if (back != null) {
      vertx.cancelTimer(back.timer());
      if (isAnother(back.loaded(), loaded)) {
        told.lost().accept(account.name());
      }
    }
    String id = word.getString("id", "");
    PhoneLine line = lines.get(account);
    if (line != null && !line.id().equals(id)) {
      onItsThread(line, isAnother(line.loaded(), loaded) ? Closing.TAKEN_OVER : Closing.REPLACED);
    }
    latest.computeIfPresent(account, (_, ours) -> ours.equals(id) ? ours : null);
  }

  /// Two that say nothing may be one: a call is not ended for it.
  private static boolean isAnother(Optional<String> before, Optional<String> now) {
    return before.isPresent() && now.isPresent() && !before.equals(now);
  }

  private static boolean isFollowed(Closing closing) {
    return closing == Closing.TAKEN_OVER || closing == Closing.REPLACED;
  }

  private static JsonObject word(SipAccount account, String id, Optional<String> loaded) {
    return new JsonObject()
        .put("account", account.name())
        .put("id", id)
        .put("page", loaded.orElse(null));
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
