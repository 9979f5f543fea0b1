package org.city311.server.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.city311.server.config.Configuration.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TlsFilesTest {
  @TempDir Path folder;

  @Test
  void certificateThatIsReplaced_isTaken_andHalfAPairIsNot() throws Exception {
    MadeCertificate.of(folder, "first", "EC").write(folder);
    MadeCertificate second = MadeCertificate.of(folder, "second", "RSA");
    Vertx vertx = Vertx.vertx();
    try {
      TlsFiles files =
          new TlsFiles(new Tls(folder.resolve("certificate.pem"), folder.resolve("key.pem")));
      HttpServer server =
          vertx
              .createHttpServer(files.in(new HttpServerOptions()))
              .requestHandler(request -> request.response().end());
      server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
      files.follow(vertx, server, Duration.ofMillis(50));
      assertEquals("CN=first", shown(server.actualPort()));

      Files.writeString(folder.resolve("certificate.pem"), second.certificate());
      await()
          .during(Duration.ofMillis(500))
          .until(() -> shown(server.actualPort()), "CN=first"::equals);
      Files.writeString(folder.resolve("key.pem"), second.key());
      await().until(() -> shown(server.actualPort()), "CN=second"::equals);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  /// Whose certificate a client is shown.
  private static String shown(int port) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return first.getSubjectX500Principal().getName();
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
