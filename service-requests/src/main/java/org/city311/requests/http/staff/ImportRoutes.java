package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.Mistake;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.CsvImport.Mode;
import org.city311.requests.exchange.ImportDesk;
import org.city311.requests.exchange.ImportRun;
import org.city311.requests.exchange.Mapping;
import org.city311.requests.exchange.MappingReader;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;

/// Takes a file with its mapping, and says how far imports are.
final class ImportRoutes {
  private static final int SHOWN = 50;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final RequestDesk desk;
  private final ImportDesk imports;

  ImportRoutes(StaffParts parts) {
    this.desk = parts.desk();
    this.imports = new ImportDesk(parts.database(), parts.contacts(), parts.clock());
  }

  Answer begin(RoutingContext context) throws SQLException, IOException, RefusedException {
    Parameters from = new Parameters(context.queryParams());
    boolean rehearse =
        from.read(
                "rehearse",
                "true or false",
                word -> {
                  if (!word.matches("true|false")) {
                    throw new IllegalArgumentException(word);
                  }
                  return Boolean.valueOf(word);
                })
            .orElse(false);
    from.check();
    FileUpload mapping = part(context, "mapping");
    FileUpload file = part(context, "file");
    Directory directory = desk.directory();
    Mapping read = mapping(mapping, directory);
    Optional<ImportRun> begun =
        imports.begin(
            taken(file),
            read,
            directory,
            rehearse ? Mode.REHEARSE : Mode.STORE,
            Gate.caller(context).id());
    if (begun.isEmpty()) {
      throw new RefusedException(
          Refusal.later(409, "another import is under way: wait until it has ended", A_MINUTE));
    }
    return Answer.of(202, json(begun.get()))
        .with("Location", Endpoint.ROOT + "/imports/" + begun.get().id());
  }

  private static FileUpload part(RoutingContext context, String name) throws RefusedException {
    return context.fileUploads().stream()
        .filter(upload -> upload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    400,
                    name,
                    "send multipart/form-data with the files 'mapping' (YAML) and 'file' (CSV)"));
  }

  private static Mapping mapping(FileUpload upload, Directory directory)
      throws IOException, RefusedException {
    try {
      if (upload.size() > MappingReader.MAX_CHARS) {
        throw new RefusedException(400, "mapping", "this is too large to be a mapping");
      }
      return MappingReader.read(
          "mapping", Files.readString(Path.of(upload.uploadedFileName())), directory.catalogue());
    } catch (CharacterCodingException e) {
      throw new RefusedException(400, "mapping", "not UTF-8: save the mapping as UTF-8");
    } catch (CatalogueException e) {
      List<Mistake> mistakes =
          e.mistakes().stream().map(text -> new Mistake("mapping", text)).toList();
      throw new RefusedException(Refusal.badRequest(mistakes));
    }
  }

  /// Under a name of our own: the upload is deleted with the answer.
  private static Path taken(FileUpload upload) throws IOException {
    Path from = Path.of(upload.uploadedFileName());
    return Files.move(from, from.resolveSibling(from.getFileName() + ".csv"));
  }

  Answer list(RoutingContext context) throws SQLException, RefusedException {
    new Parameters(context.queryParams()).check();
    JsonArray all = new JsonArray();
    imports.runs().latest(SHOWN).forEach(run -> all.add(json(run)));
    return Answer.of(200, all);
  }

  Answer show(RoutingContext context) throws SQLException, RefusedException {
    ImportRun run =
        imports
            .runs()
            .find(context.pathParam("id"))
            .orElseThrow(() -> new RefusedException(404, "id", "there is no such import"));
    JsonArray mistakes = new JsonArray();
    run.report()
        .mistakes()
        .forEach(
            mistake ->
                mistakes.add(
                    new JsonObject()
                        .put("line", mistake.line())
                        .put("column", mistake.column())
                        .put("text", mistake.text())));
    return Answer.of(200, json(run).put("mistakes", mistakes));
  }

  private static JsonObject json(ImportRun run) {
    return new JsonObject()
        .put("id", run.id())
        .put("source", run.source())
        .put("rehearsal", run.rehearsal())
        .put("who", run.who())
        .put("started_at", run.startedAt().toString())
        .put("heard_at", run.heardAt().toString())
        .put("state", Parameters.word(run.state()))
        .put("fault", run.fault())
        .put("read", run.report().read())
        .put("stored", run.report().stored())
        .put("known", run.report().known())
        .put("refused", run.report().refused());
  }
}
