package org.city311.flows.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.function.Function;
import org.city311.flows.guard.ChangeLog;
import org.jspecify.annotations.Nullable;

/// Who may ask for what is not the public's, and where it is written down what they change.
///
/// @param guard lets through who may, and answers the others itself
/// @param who names whoever was let through
/// @param changes where each change is written down before it is made
public record Staff(
    Handler<RoutingContext> guard, Function<RoutingContext, String> who, ChangeLog changes) {
  /// Who asks, and where from.
  record By(ChangeLog changes, String who, String address) {
    /// @param before as JSON; null if it was not there
    /// @param after as JSON; null if it is to be there no more
    /// @throws IOException if it can't be kept; then nothing may be changed
    void changes(String what, @Nullable String before, @Nullable String after) throws IOException {
      changes.write(who, address, what, before, after);
    }
  }

  /// Whoever asks. To be asked on the event loop.
  By by(RoutingContext context) {
    return new By(
        changes,
        who.apply(context),
        String.valueOf(context.request().remoteAddress().hostAddress()));
  }
}
