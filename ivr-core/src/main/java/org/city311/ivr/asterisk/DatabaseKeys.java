package org.city311.ivr.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.DbDelAction;
import org.asteriskjava.manager.action.DbPutAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.ManagerError;
import org.city311.ivr.switchboard.PhoneKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Phones' passwords in Asterisk's own database, where SIP's sorcery looks for them (`sorcery.conf`: `auth =
/// astdb,city311`). A phone whose password is in `pjsip.conf` is not touched by what stands here: the file comes
/// first.
public final class DatabaseKeys implements PhoneKeys, AutoCloseable {
  /// The prefix of sorcery.conf and the type of the object (`res_sorcery_astdb.c`).
  private static final String FAMILY = "city311/auth";

  /// Nothing of these can end a line of AMI or a text of JSON.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]{1,200}");

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(DatabaseKeys.class);

  private final AmiLink link;
  private final ExecutorService orders =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ami-keys").daemon().factory());

  public DatabaseKeys(AmiLink link) {
    this.link = link;
  }

  @Override
  public CompletionStage<Void> put(String account, String password) {
    requirePlain(account);
    requirePlain(password);
    return order(new DbPutAction(FAMILY, account, auth(account, password)));
  }

  @Override
  public void remove(String account) {
    requirePlain(account);
    var _ =
        order(new DbDelAction(FAMILY, account))
            .whenComplete(
                (_, e) -> {
                  if (e != null) {
                    log.debug("phone's password stays: account={} why={}", account, e.toString());
                  }
                });
  }

  /// The options of an `auth` section, as sorcery keeps them.
  private static String auth(String account, String password) {
    return "{\"auth_type\":\"digest\",\"username\":\"%s\",\"password\":\"%s\"}"
        .formatted(account, password);
  }

  private static void requirePlain(String text) {
    if (!PLAIN.matcher(text).matches()) {
      throw new IllegalArgumentException("an account and its password are letters, digits and -");
    }
  }

  private CompletableFuture<Void> order(ManagerAction action) {
    var done = new CompletableFuture<Void>();
    try {
      orders.execute(() -> send(action, done));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(e);
    }
    return done.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(ManagerAction action, CompletableFuture<Void> done) {
    try {
      link.actions()
          .sendAction(
              action,
              response -> {
                if (response instanceof ManagerError) {
                  done.completeExceptionally(new IOException(response.getMessage()));
                } else {
                  done.complete(null);
                }
              });
    } catch (IOException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    AmiLink.end(orders);
  }
}
