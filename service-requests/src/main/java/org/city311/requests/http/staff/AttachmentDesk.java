package org.city311.requests.http.staff;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.attachment.Kind;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.http.edge.Places;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.http.edge.Uploads;
import org.city311.requests.http.edge.Work;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.AttachmentRow;

/// Takes photos and recordings for requests that are to be made, and hands out those of requests, whatever
/// their type shows to the public. Safe for any thread.
final class AttachmentDesk {
  private static final int UPLOADS_AT_ONCE = 8;

  /// Of one key, for as many people as it may stand.
  private static final int UPLOADS_OF_ONE = 6;

  private final RequestDesk desk;
  private final AttachmentFiles files;
  private final Uploads uploads;

  AttachmentDesk(StaffParts parts, Work work) {
    this.desk = parts.desk();
    this.files = parts.files();
    this.uploads = new Uploads(files::keep, work, new Places(UPLOADS_AT_ONCE, UPLOADS_OF_ONE));
  }

  /// On the event loop, as the body comes.
  void upload(RoutingContext context) {
    uploads.take(
        context,
        Gate.caller(context).key(),
        id -> Answer.of(201, new JsonObject().put("id", id)).send(context));
  }

  /// Waits for the database and the disk: never on an event loop. Whatever it is, no browser takes it for a
  /// page.
  Answer attachment(RoutingContext context) throws SQLException, RefusedException {
    Caller caller = Gate.caller(context);
    RequestNumber number = StaffDesk.number(context);
    Request request = desk.find(number).orElseThrow(() -> StaffDesk.unknown(number));
    if (!caller.sees(request)) {
      throw new RefusedException(403, "", "it is not your department's");
    }
    AttachmentRow row =
        files
            .find(context.pathParam("id"))
            .filter(found -> found.number().equals(Optional.of(number)))
            .orElseThrow(() -> unknown());
    Path file = files.file(row);
    if (!Files.isRegularFile(file)) {
      throw unknown();
    }
    Kind kind = Kind.valueOf(row.kind());
    return Answer.file(file, kind.mediaType())
        .with(
            "Content-Disposition",
            "attachment; filename=\"%s-%s.%s\"".formatted(number, row.id(), kind.ending()))
        .with("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  private static RefusedException unknown() {
    return new RefusedException(404, "id", "this request has no such photo or recording");
  }
}
