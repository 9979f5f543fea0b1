package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.StackOptions.Nodes;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Talks that are recorded: who is heard in the file, and when nobody is.
@Order(3)
class RecordingStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final int HEADER = 44;

  /// As 16-bit samples.
  private static final int BYTES_A_SECOND = 16_000;

  /// A quarter of a second.
  private static final int WINDOW = Ulaw.SAMPLES_A_SECOND / 4;

  /// Two voices at once have half of the power each.
  private static final double HEARD = 0.2;

  private final ObjectMapper json = new ObjectMapper();

  RecordingStoriesTest() {
    super(
        StackOptions.agents(1)
            .withNodes(Nodes.TWO)
            .withServices(
                List.of(new AgentAccount(ANA, List.of("streets", "water", "trees"))),
                """
                skill-groups:
                  - {id: streets, name: {en: "Streets", es: "Calles"}, recording: always}
                  - {id: water, name: {en: "Water", es: "Agua"}, recording: on-demand}
                  - {id: trees, name: {en: "Trees", es: "Árboles"}}
                menu: {1: streets, 2: water, 3: trees}
                recording: {keep-days: 30}
                """));
  }

  /// A talk of Ana's with a resident who chose this service.
  private record Talk(String call, Resident resident, PhoneCall agent) {
    void say(int residents, int agents) {
      resident.call().say(residents);
      agent.say(agents);
      eventuallyHears();
    }

    private void eventuallyHears() {
      eventually("they hear each other", () -> agent.hearsSound() && resident.call().hearsSound());
    }

    void hangUp() {
      agent.hangUp();
      resident.call().hangUp();
    }
  }

  @Test
  void talkThatIsAlwaysRecorded_hasBothVoices_butNotWhatIsPausedOrOnHold() throws Exception {
    Phone ana = agent(ANA);
    Talk talk = talk(ana, '1');
    eventuallyHears(talk.resident().call(), "en", "recording-notice", "connecting");
    talk.say(600, 900);
    awaitMore();

    assertEquals(409, press(talk, "off").statusCode());
    assertEquals(200, press(talk, "paused").statusCode());
    talk.say(700, 1_100);
    awaitMore();
    talk.say(800, 1_300);
    assertEquals(200, press(talk, "on").statusCode());
    awaitMore();

    talk.agent().hold();
    eventuallyIs(ANA, "hold");
    eventually("silence goes into the recording", () -> Ulaw.loudness(lastWindow()) == 0);
    talk.resident().call().say(500);
    awaitMore();
    talk.resident().call().say(650);
    talk.agent().resume();
    eventuallyIs(ANA, "talking");
    awaitMore();
    talk.hangUp();

    JsonNode recording = onlyRecording(talk, stack.api());
    assertEquals(ANA, recording.path("agent").asText());
    assertEquals("streets", recording.path("group").asText());
    byte[] wav = sound(recording);
    assertEquals(recording.path("bytes").asInt(), wav.length);
    assertTrue(isHeard(wav, 600, 900), "both voices");
    assertTrue(isHeard(wav, 800, 1_300), "both voices after the pause");
    assertTrue(isHeard(wav, 650), "the resident after the hold");
    assertFalse(isHeard(wav, 700) || isHeard(wav, 1_100), "what was paused");
    assertFalse(isHeard(wav, 500), "what was said on hold");
    isNoSoundOnTheDisk(wav);
    partsAreTheSame(recording, wav);
    isInTheAudit(recording);
  }

  @Test
  void leaderIsKilledInTheTalk_theRecordingIsWhole_andThereIsOne() throws Exception {
    Phone ana = agent(ANA);
    Talk talk = talk(ana, '1');
    talk.say(600, 900);
    awaitMore();
    assertEquals(200, press(talk, "paused").statusCode());

    int leader = stack.api().health().path("leader").asInt();
    StackNode other = stack.node(3 - leader);
    stack.node(leader).kill();
    talk.say(700, 1_100);
    eventually("the other leads", () -> other.api().health().path("leader").asInt() == 3 - leader);
    awaitMore();
    talk.say(800, 1_300);
    eventually("it goes on", () -> press(talk, "on", other.api()).statusCode() == 200);
    awaitMore();
    stack.node(leader).start();
    talk.hangUp();

    byte[] wav = sound(onlyRecording(talk, other.api()));
    assertTrue(isHeard(wav, 600, 900), "before the death");
    assertTrue(isHeard(wav, 800, 1_300), "after it");
    assertFalse(isHeard(wav, 700) || isHeard(wav, 1_100), "what was paused then");
  }

  @Test
  void onDemand_isRecordedFromTheKeyOn_andAGroupThatIsNeverRecordedIsNot() throws Exception {
    Phone ana = agent(ANA);
    Talk asked = talk(ana, '2');
    asked.say(600, 900);
    assertEquals("not-recorded", why(press(asked, "paused")));
    asked.say(800, 1_300);
    assertEquals(200, press(asked, "on").statusCode());
    awaitMore();
    asked.hangUp();
    byte[] wav = sound(onlyRecording(asked, stack.api()));
    assertTrue(isHeard(wav, 800, 1_300), "from the key on");
    assertFalse(isHeard(wav, 600) || isHeard(wav, 900), "before it");

    ready(ANA);
    Talk never = talk(ana, '3');
    assertEquals("never-recorded", why(press(never, "on")));
    never.hangUp();
    assertEquals("no-call", why(press(asked, "on")));
    eventually("no sound is left", () -> wavs().isEmpty());
    assertEquals(0, recordings(never, stack.api()).size());
  }

  private Talk talk(Phone ana, char service) throws IOException {
    Resident resident = resident().chooses('1', service);
    PhoneCall leg = answered(ana, resident);
    eventuallyIs(ANA, "talking");
    return new Talk(currentCall(), resident, leg);
  }

  /// The resident's channel waits no longer, but is where it waited, in the dialplan.
  private String currentCall() throws IOException {
    for (String line : stack.asteriskCli("core show channels concise").lines().toList()) {
      if (line.contains("!city311-wait!")) {
        return line.substring(line.lastIndexOf('!') + 1);
      }
    }
    throw new AssertionError("nobody talks");
  }

  private HttpResponse<String> press(Talk talk, String wanted) throws Exception {
    return press(talk, wanted, stack.api());
  }

  private HttpResponse<String> press(Talk talk, String wanted, CentreApi api) throws Exception {
    return ask(
        request(api, "/api/agents/" + ANA + "/call/recording")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"call\": \"%s\", \"recording\": \"%s\"}".formatted(talk.call(), wanted))),
        HttpResponse.BodyHandlers.ofString());
  }

  private String why(HttpResponse<String> refused) throws IOException {
    assertEquals(409, refused.statusCode(), refused.body());
    return json.readTree(refused.body()).path("why").asText();
  }

  private HttpRequest.Builder request(CentreApi api, String path) {
    return HttpRequest.newBuilder(URI.create(api.base() + path))
        .header("Authorization", "Bearer " + stack.secret("api.token"));
  }

  private static <T> HttpResponse<T> ask(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> reading) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), reading);
    }
  }

  private JsonNode recordings(Talk talk, CentreApi api) throws IOException {
    return json.readTree(api.get("/api/calls/" + talk.call() + "/recordings"));
  }

  private JsonNode onlyRecording(Talk talk, CentreApi api) throws IOException {
    eventually("it is kept", () -> !recordings(talk, api).isEmpty());
    assertEquals(1, recordings(talk, api).size());
    return recordings(talk, api).path(0);
  }

  private byte[] sound(JsonNode recording) throws IOException {
    return stack.api().bytes(audio(recording));
  }

  private static String audio(JsonNode recording) {
    return "/api/recordings/" + recording.path("id").asText() + "/audio";
  }

  private Path folder() {
    return stack.data().resolve("talks");
  }

  /// What Asterisk writes at this moment, or has written.
  private List<Path> wavs() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(path -> path.toString().endsWith(".wav")).toList();
    }
  }

  private long written() throws IOException {
    List<Path> all = wavs();
    return all.isEmpty() ? 0 : Files.size(all.getFirst());
  }

  /// Waits until another second and a half has been recorded; Asterisk's file is written in blocks.
  private void awaitMore() throws IOException {
    long before = written();
    eventually("it is recorded", () -> written() > before + 3 * BYTES_A_SECOND / 2);
  }

  private byte[] lastWindow() throws IOException {
    byte[] all = Files.readAllBytes(wavs().getFirst());
    byte[] samples = samples(all);
    return Arrays.copyOfRange(samples, samples.length - WINDOW, samples.length);
  }

  /// The samples of a WAV file, as µ-law.
  private static byte[] samples(byte[] wav) {
    var linear = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
    byte[] samples = new byte[linear.remaining() / Short.BYTES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Ulaw.encode(linear.getShort());
    }
    return samples;
  }

  /// Whether there is a quarter of a second with all of these tones at once.
  private static boolean isHeard(byte[] wav, int... tones) {
    byte[] samples = samples(wav);
    return IntStream.iterate(0, at -> at + WINDOW <= samples.length, at -> at + WINDOW)
        .mapToObj(at -> Arrays.copyOfRange(samples, at, at + WINDOW))
        .anyMatch(
            window -> IntStream.of(tones).allMatch(hertz -> Ulaw.share(window, hertz) > HEARD));
  }

  private void isNoSoundOnTheDisk(byte[] wav) throws IOException {
    assertEquals("RIFF", new String(wav, 0, 4, StandardCharsets.US_ASCII));
    assertEquals(List.of(), wavs());
    String piece = new String(wav, 20_000, 32, StandardCharsets.ISO_8859_1);
    try (Stream<Path> all = Files.walk(folder())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.startsWith("RIFF"), file.toString());
        assertFalse(bytes.contains(piece), file.toString());
      }
    }
  }

  private void partsAreTheSame(JsonNode recording, byte[] wav) throws Exception {
    var part =
        ask(
            request(stack.api(), audio(recording)).header("Range", "bytes=20000-20999"),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(wav, 20_000, 21_000), part.body());
    var none =
        ask(
            request(stack.api(), audio(recording)).header("Range", "bytes=99999999-"),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(416, none.statusCode());
  }

  private void isInTheAudit(JsonNode recording) throws IOException {
    JsonNode audit = json.readTree(stack.api().get("/api/audit?limit=100"));
    assertTrue(
        audit.findValuesAsText("what").contains("PLAY recording " + recording.path("id").asText()),
        audit.toString());
  }
}
