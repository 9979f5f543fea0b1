package org.city311.metrics.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/// Closes a connection without sending what waits for it. Vert.x's own `close()` and `reset()` flush
/// first, and so never close the connection of a client that does not read; this goes to Netty
/// behind them. The one use here of what Vert.x holds internal.
final class HardClose {
  private HardClose() {}

  static void close(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      var _ = server.channelHandlerContext().close();
    } else {
      var _ = connection.close();
    }
  }
}
