package org.city311.loadtest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The socket of a page's phone, which says what a test wants it to.
final class PageSocket implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private int sequence;

  private PageSocket(String base, String origin, String cookie) {
    var text = new StringBuilder();
    this.socket =
        client
            .newWebSocketBuilder()
            .subprotocols("sip")
            .header("Origin", origin)
            .header("Cookie", cookie)
            .buildAsync(
                URI.create(base.replaceFirst("^http", "ws") + "/api/desk/sip"),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket from, CharSequence part, boolean last) {
                    text.append(part);
                    if (last) {
                      heard.add(text.toString());
                      text.setLength(0);
                    }
                    from.request(1);
                    return null;
                  }

                  @Override
                  public @Nullable CompletionStage<?> onClose(
                      WebSocket from, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }

                  @Override
                  public void onError(WebSocket from, Throwable error) {
                    closed.complete(1006);
                  }
                })
            .join();
  }

  /// Opens it as a page of this origin does.
  static PageSocket open(String base, String origin, String cookie) {
    return new PageSocket(base, origin, cookie);
  }

  /// The HTTP status with which it is refused.
  static int refusal(String base, String origin, String cookie) {
    try (var _ = open(base, origin, cookie)) {
      return 101;
    } catch (CompletionException e) {
      return e.getCause() instanceof WebSocketHandshakeException refused
          ? refused.getResponse().statusCode()
          : -1;
    }
  }

  /// Registers an account, and answers the challenge as a page does, which knows no password.
  ///
  /// @return the status of the last answer
  int register(String account) throws InterruptedException {
    say("REGISTER sip:city311.invalid", account, account, "");
    var challenge = answer();
    var nonce = NONCE.matcher(challenge);
    if (!nonce.find()) {
      return status(challenge);
    }
    say(
        "REGISTER sip:city311.invalid",
        account,
        account,
        "Authorization: Digest algorithm=MD5, username=\"%s\", realm=\"asterisk\", nonce=\"%s\", uri=\"sip:city311.invalid\", response=\"%s\", qop=auth, cnonce=\"c\", nc=00000001\r\n"
            .formatted(account, nonce.group(1), "0".repeat(32)));
    return status(answer());
  }

  /// Says a request.
  ///
  /// @param more further lines, each with its end
  void say(String start, String from, String to, String more) {
    sequence++;
    var method = start.substring(0, start.indexOf(' '));
    sayText(
        start
            + " SIP/2.0\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bK"
            + sequence
            + "\r\nMax-Forwards: 70\r\nFrom: <sip:"
            + from
            + "@city311.invalid>;tag=1\r\nTo: <sip:"
            + to
            + "@city311.invalid>\r\nCall-ID: call-of-"
            + from
            + "\r\nCSeq: "
            + sequence
            + " "
            + method
            + "\r\nContact: <sip:"
            + from
            + "@x.invalid;transport=ws>;expires=300\r\n"
            + more
            + "Content-Length: 0\r\n\r\n");
  }

  void sayText(String text) {
    socket.sendText(text, true).join();
  }

  /// The next final answer.
  private String answer() throws InterruptedException {
    while (true) {
      var next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("Asterisk does not answer");
      }
      if (next.startsWith("SIP/2.0 ") && status(next) >= 200) {
        return next;
      }
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(8, 11));
  }

  /// The code with which the other side closes it.
  int code() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }
}
