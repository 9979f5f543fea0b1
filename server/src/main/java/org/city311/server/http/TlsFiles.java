package org.city311.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.city311.server.config.Configuration.Tls;
import org.city311.server.config.TlsReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate and the key of our HTTP server. They are read anew when the files change, as they do every few
/// weeks where a program renews them; connections that are open go on with the old ones.
public final class TlsFiles {
  /// Those before have known weaknesses (RFC 8996).
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

  private final Tls tls;
  private List<FileTime> read;

  /// @param tls files that were looked at
  public TlsFiles(Tls tls) throws IOException {
    this.tls = tls;
    this.read = times();
  }

  public HttpServerOptions in(HttpServerOptions options) {
    return options
        .setSsl(true)
        .setKeyCertOptions(pem())
        .setEnabledSecureTransportProtocols(PROTOCOLS);
  }

  /// Looks every so often whether the files have changed.
  public void follow(Vertx vertx, HttpServer server, Duration every) {
    vertx.setPeriodic(
        every.toMillis(),
        _ ->
            vertx
                .executeBlocking(this::isNews)
                .onSuccess(
                    news -> {
                      if (news) {
                        take(server);
                      }
                    })
                .onFailure(e -> log.warn("certificate can't be looked at: {}", e.toString())));
  }

  /// Files that don't belong together are being replaced, or somebody has made a mistake: the old ones stay.
  private boolean isNews() throws IOException {
    List<FileTime> now = times();
    if (now.equals(read)) {
      return false;
    }
    read = now;
    TlsReader.Fault fault = TlsReader.fault(tls);
    if (fault != TlsReader.Fault.NONE) {
      log.warn("certificate or key changed, and can't be used: fault={}", fault);
      return false;
    }
    return true;
  }

  private void take(HttpServer server) {
    var options = new ServerSSLOptions();
    options.setKeyCertOptions(pem()).setEnabledSecureTransportProtocols(PROTOCOLS);
    // Their names are the same, which alone would be no news.
    server
        .updateSSLOptions(options, true)
        .onSuccess(_ -> log.info("certificate taken anew: file={}", tls.certificate()))
        .onFailure(e -> log.error("certificate can't be taken: {}", e.toString()));
  }

  private PemKeyCertOptions pem() {
    return new PemKeyCertOptions()
        .setCertPath(tls.certificate().toString())
        .setKeyPath(tls.key().toString());
  }

  private List<FileTime> times() throws IOException {
    return List.of(
        Files.getLastModifiedTime(tls.certificate()), Files.getLastModifiedTime(tls.key()));
  }
}
