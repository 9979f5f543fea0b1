package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.catalogue.Priority;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.AttachmentRow;

/// Requests as staff are shown them: with what the catalogue says of them, and their attachments. Waits for
/// the database; safe for any thread.
final class Shown {
  private final RequestDesk desk;
  private final AttachmentFiles files;
  private final InstantSource clock;

  Shown(StaffParts parts) {
    this.desk = parts.desk();
    this.files = parts.files();
    this.clock = parts.clock();
  }

  JsonObject one(Request request) throws SQLException {
    return all(List.of(request)).getFirst();
  }

  /// In the same order.
  List<JsonObject> all(List<Request> requests) throws SQLException {
    Map<Optional<RequestNumber>, List<AttachmentRow>> attachments =
        files.of(requests.stream().map(Request::number).toList()).stream()
            .collect(Collectors.groupingBy(AttachmentRow::number));
    return requests.stream()
        .map(
            request ->
                RequestJson.of(request, clock.instant())
                    .put("priority", priority(request))
                    .put(
                        "attachments",
                        json(attachments.getOrDefault(Optional.of(request.number()), List.of()))))
        .toList();
  }

  /// As its type has it now; of a type that the catalogue doesn't know (any more), normal.
  private String priority(Request request) {
    return Parameters.word(
        desk.directory()
            .catalogue()
            .type(request.report().type())
            .map(RequestType::priority)
            .orElse(Priority.NORMAL));
  }

  private static JsonArray json(List<AttachmentRow> attachments) {
    JsonArray all = new JsonArray();
    for (AttachmentRow row : attachments) {
      all.add(
          new JsonObject().put("id", row.id()).put("kind", row.kind().toLowerCase(Locale.ROOT)));
    }
    return all;
  }
}
