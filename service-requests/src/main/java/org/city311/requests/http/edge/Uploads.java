package org.city311.requests.http.edge;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.city311.requests.attachment.Cleaner;
import org.city311.requests.attachment.Kept;

/// Takes photos and recordings, each the body of a call, a few at once. Each node counts for itself. Safe for
/// any thread.
public final class Uploads {
  private static final Duration A_MOMENT = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private final Keeper keeper;
  private final Work work;
  private final Places places;

  /// Cleans and keeps a file, as `AttachmentFiles` does. It may block.
  @FunctionalInterface
  public interface Keeper {
    Kept keep(byte[] sent) throws SQLException, IOException, InterruptedException;
  }

  /// @param places of which each file that comes holds one; each may take up to 15 MB
  public Uploads(Keeper keeper, Work work, Places places) {
    this.keeper = keeper;
    this.work = work;
    this.places = places;
  }

  /// Keeps the body as a file, or answers why not. Must be called before anything is waited for.
  ///
  /// @param sender who holds the place
  /// @param kept answers, with the file's id
  public void take(RoutingContext context, String sender, Consumer<String> kept) {
    if (!places.take(sender)) {
      Refusal.sendJson(context, Refusal.later(503, "too many files come at this moment", A_MOMENT));
      return;
    }
    context.addEndHandler(_ -> places.giveBack(sender));
    Bodies.read(
        context,
        Cleaner.MAX_BYTES,
        file -> work.run(context, () -> id(file.getBytes()), kept, Refusal::sendJson),
        Refusal::sendJson);
  }

  private String id(byte[] file)
      throws RefusedException, SQLException, IOException, InterruptedException {
    return switch (keeper.keep(file)) {
      case Kept.Stored(String id) -> id;
      case Kept.Refused(String text) -> throw new RefusedException(400, text);
      case Kept.Full() ->
          throw new RefusedException(
              Refusal.later(503, "too many files wait for their request", A_WHILE));
    };
  }
}
