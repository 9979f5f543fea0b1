package org.city311.asteriskconfig;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A phone in a browser, as far as SIP over WebSocket goes (RFC 7118): it says what it is told to and hears answers.
final class BrowserLine implements AutoCloseable {
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private int sequence;

  BrowserLine(AsteriskSettings.HostPort address) {
    var heard = new StringBuilder();
    this.socket =
        client
            .newWebSocketBuilder()
            .subprotocols("sip")
            .buildAsync(
                URI.create("ws://" + address.host() + ":" + address.port() + "/ws"),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    heard.append(text);
                    if (last) {
                      answers.add(heard.toString());
                      heard.setLength(0);
                    }
                    from.request(1);
                    return null;
                  }
                })
            .join();
  }

  /// The status of the last answer to a request; a challenge is met with the password, if there is one.
  int ask(String method, String to, String account, @Nullable String password, String body)
      throws Exception {
    String challenge = send(method, to, account, "", body);
    if (status(challenge) != 401 || password == null) {
      return status(challenge);
    }
    var nonce = NONCE.matcher(challenge);
    if (!nonce.find()) {
      throw new IllegalStateException("no nonce: " + challenge);
    }
    var uri = uri(method, to);
    var secret = md5(account + ":asterisk:" + password);
    var answer = md5(secret + ":" + nonce.group(1) + ":00000001:c:auth:" + md5(method + ":" + uri));
    var line =
        "Authorization: Digest username=\"%s\", realm=\"asterisk\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, cnonce=\"c\", qop=auth, nc=00000001\r\n"
            .formatted(account, nonce.group(1), uri, answer);
    return status(send(method, to, account, line, body));
  }

  private String send(String method, String to, String account, String more, String body)
      throws Exception {
    sequence++;
    var uri = uri(method, to);
    socket
        .sendText(
            """
            %s %s SIP/2.0
            Via: SIP/2.0/WS x.invalid;branch=z9hG4bK%d
            Max-Forwards: 70
            From: <sip:%s@city311.invalid>;tag=1
            To: <sip:%s@city311.invalid>
            Call-ID: a-call-of-%s
            CSeq: %d %s
            Contact: <sip:%s@x.invalid;transport=ws>;expires=600
            """
                    .formatted(
                        method, uri, sequence, account, to, account, sequence, method, account)
                    .replace("\n", "\r\n")
                + more
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body,
            true)
        .join();
    return finalAnswer(sequence + " " + method);
  }

  private static String uri(String method, String to) {
    return method.equals("REGISTER") ? "sip:city311.invalid" : "sip:" + to + "@city311.invalid";
  }

  private String finalAnswer(String cseq) throws InterruptedException {
    while (true) {
      var heard = answers.poll(Centre.SOON.toSeconds(), TimeUnit.SECONDS);
      if (heard == null) {
        throw new IllegalStateException("no answer to " + cseq);
      }
      if (heard.startsWith("SIP/2.0 ")
          && heard.contains("CSeq: " + cseq + "\r\n")
          && status(heard) >= 200) {
        return heard;
      }
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(8, 11));
  }

  private static String md5(String text) throws Exception {
    var md5 = MessageDigest.getInstance("MD5");
    return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }
}
