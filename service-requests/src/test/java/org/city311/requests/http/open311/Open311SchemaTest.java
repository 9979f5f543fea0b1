package org.city311.requests.http.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.city311.requests.SharedData;
import org.city311.requests.access.Role;
import org.city311.requests.attachment.TestFiles;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.http.TestSite;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every answer for which Open311 has a schema against that. The schemas lie beside the clone in `shared/data`.
class Open311SchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String V2 = "/open311/v2/";
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");

  private static Path schemas;
  private static TestSite site;

  @BeforeAll
  static void open() throws Exception {
    schemas = SharedData.path("open311-schemas");
    site = new TestSite();
  }

  @AfterAll
  static void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void schemas_findWhatIsWrong() throws Exception {
    assertFalse(
        schema("requests.json")
            .validate("[{\"service_request_id\":7,\"status\":\"new\"}]", InputFormat.JSON)
            .isEmpty());
  }

  @Test
  void services_andEachDefinition_areValid() throws Exception {
    for (String language : List.of("en", "es")) {
      assertValid("services.json", "services.json?language=" + language);
      for (RequestType type : site.desk().directory().catalogue().types()) {
        if (type.raisedBy().residents()) {
          assertValid(
              "service-definition.json", "services/" + type.id() + ".json?language=" + language);
        }
      }
    }
  }

  @Test
  void requests_inEveryState_ofEveryVisibility_areValid() throws Exception {
    String file =
        site.upload(TestFiles.jpeg(64, 32)).body().replaceAll(".*\"id\":\"([^\"]+).*", "$1");
    report("service_code=pothole&attribute[size]=tire&media_url=/api/public/attachments/" + file);
    List<Change> changes =
        List.of(
            new Change.Accept(),
            new Change.Start(),
            new Change.Hold("rain"),
            new Change.Close(Outcome.DECLINED, "Not ours."));
    for (int i = 0; i < changes.size(); i++) {
      RequestNumber number = report("service_code=pothole&attribute[size]=tire&description=x");
      for (Change change : changes.subList(0, i + 1)) {
        site.desk().change(number, OptionalLong.empty(), change, ANA);
      }
    }
    RequestNumber one = report("service_code=pothole&attribute[size]=tire");
    RequestNumber other = report("service_code=pothole&attribute[size]=tire");
    site.desk().merge(one, other, "", ANA);
    for (RequestType type : site.desk().directory().catalogue().types()) {
      if (type.questions().isEmpty() && type.raisedBy().residents()) {
        report("service_code=" + type.id());
      }
    }

    String list = assertValid("requests.json", "requests.json");
    assertValid("requests.json", "requests/" + one + ".json");
    assertValid("requests.json", "requests.json?language=es&status=closed");
    assertEquals(8, list.split("\"service_code\":\"pothole\"", -1).length);
  }

  /// `swagger.json` has them without the list around them that GeoReport has.
  @Test
  void whatAReportAndATokenAreAnsweredWith_isValid() throws Exception {
    for (RequestType type : site.desk().directory().catalogue().types()) {
      if (type.questions().isEmpty() && Published.showsAll(type) && type.raisedBy().residents()) {
        HttpResponse<String> taken = sent("service_code=" + type.id());
        assertItem("RequestResponse", "service_request_id", taken);
        String number = JSON.readTree(taken.body()).at("/0/service_request_id").asText();
        assertItem("TokenResponse", "token", site.get(V2 + "tokens/" + number + ".json"));
      }
    }
    assertFalse(swagger("TokenResponse").validate("{\"token\":null}", InputFormat.JSON).isEmpty());
  }

  private static void assertItem(String definition, String needed, HttpResponse<String> answer)
      throws Exception {
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode list = JSON.readTree(answer.body());
    assertEquals(1, list.size(), answer.body());
    assertFalse(list.get(0).path(needed).asText().isEmpty(), answer.body());
    assertEquals(Set.of(), swagger(definition).validate(list.get(0)), answer.body());
    Set<String> known = new HashSet<>();
    JSON.readTree(schemas.resolve("swagger.json").toFile())
        .at("/definitions/" + definition + "/properties")
        .fieldNames()
        .forEachRemaining(known::add);
    list.get(0).fieldNames().forEachRemaining(name -> assertTrue(known.contains(name), name));
  }

  private static JsonSchema swagger(String definition) throws Exception {
    JsonNode schema =
        JSON.readTree(schemas.resolve("swagger.json").toFile()).at("/definitions/" + definition);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
  }

  private static RequestNumber report(String body) throws Exception {
    HttpResponse<String> answer = sent(body);
    assertEquals(200, answer.statusCode(), answer.body());
    return RequestNumber.parse(
            answer.body().replaceAll(".*\"service_request_id\":\"(\\d+).*", "$1"))
        .orElseThrow();
  }

  private static HttpResponse<String> sent(String body) throws Exception {
    String key = site.key(Role.RESIDENT_FACING, Optional.empty());
    return site.form(
        V2 + "requests.json", body + "&lat=39.2904&long=-76.6122&api_key=" + key, Map.of());
  }

  private static String assertValid(String schema, String path) throws Exception {
    HttpResponse<String> answer = site.get(V2 + path);
    assertEquals(200, answer.statusCode(), answer.body());
    Set<ValidationMessage> wrong = schema(schema).validate(answer.body(), InputFormat.JSON);
    assertEquals(Set.of(), wrong, path);
    return answer.body();
  }

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
        .getSchema(
            SchemaLocation.of(schemas.resolve(name).toUri().toString()),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
