package org.city311.gateway.softphone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.PhoneKind;
import org.city311.ivr.switchboard.PhoneKeys;

/// Pages, a gateway and an Asterisk that is played: who asks is said by a header.
final class PhoneDesk implements PhoneKeys, AutoCloseable {
  static final String WHO = "X-Agent";

  /// What was done to passwords, in order: `put ana`, `remove ana`.
  final List<String> keys = new CopyOnWriteArrayList<>();

  /// The sessions that were in use.
  final List<String> used = new CopyOnWriteArrayList<>();

  /// The accounts whose page has gone.
  final List<String> lost = new CopyOnWriteArrayList<>();

  /// What Asterisk heard.
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /// Asterisk's sides of all connections, in order.
  final List<ServerWebSocket> lines = new CopyOnWriteArrayList<>();

  final Softphones phones;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer asterisk;
  private final HttpServer gateway;
  private final WebSocketClient client = vertx.createWebSocketClient();

  PhoneDesk() throws Exception {
    asterisk =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("sip"))
                .webSocketHandler(
                    socket -> {
                      socket.textMessageHandler(heard::add);
                      lines.add(socket);
                    })
                .listen(0, "127.0.0.1"));
    var settings = new SoftphoneSettings("127.0.0.1", asterisk.actualPort(), List.of());
    phones = new Softphones(vertx, settings, this, new Softphones.Told(used::add, lost::add));
    Router router = Router.router(vertx);
    new SoftphoneRoutes(
            phones,
            context ->
                Optional.ofNullable(context.request().getHeader(WHO))
                    .map(who -> new DeskSession("session-of-" + who, new AgentId(who))),
            PhoneDesk::agent,
            settings)
        .mount(router);
    gateway =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("sip"))
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
  }

  private static Optional<AgentProfile> agent(AgentId id) {
    PhoneKind kind = id.value().equals("dan") ? PhoneKind.DESK : PhoneKind.BROWSER;
    return id.value().equals("nobody")
        ? Optional.empty()
        : Optional.of(new AgentProfile(id, "A", id.value(), Map.of(), Map.of(), null, kind));
  }

  /// A page's connection, and what it hears.
  record Page(WebSocket socket, BlockingQueue<String> heard, CompletableFuture<Short> closed) {
    void say(String frame) {
      socket.writeTextMessage(frame);
    }

    /// The code with which it was closed.
    int code() throws Exception {
      return closed.get(10, TimeUnit.SECONDS);
    }
  }

  Page page(String who) throws Exception {
    return page(who, List.of("sip"));
  }

  Page page(String who, List<String> protocols) throws Exception {
    var options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(gateway.actualPort())
            .setURI("/api/desk/sip")
            .setSubProtocols(protocols)
            .putHeader(WHO, who);
    WebSocket socket = await(client.connect(options));
    var page = new Page(socket, new LinkedBlockingQueue<>(), new CompletableFuture<>());
    socket.textMessageHandler(page.heard()::add);
    socket.closeHandler(_ -> page.closed().complete(socket.closeStatusCode()));
    return page;
  }

  /// A page whose browser can be killed: closing this says nothing more.
  Socket killable(String who) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.actualPort());
    String upgrade =
        String.join(
            "\r\n",
            "GET /api/desk/sip HTTP/1.1",
            "Host: x",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Protocol: sip",
            WHO + ": " + who,
            "",
            "");
    socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static String next(BlockingQueue<String> heard) throws InterruptedException {
    String frame = heard.poll(10, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("nothing was heard");
    }
    return frame;
  }

  void asteriskGone() throws Exception {
    await(asterisk.close());
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<Void> put(String account, String password) {
    keys.add("put " + account);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void remove(String account) {
    keys.add("remove " + account);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
