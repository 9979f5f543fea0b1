package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.city311.loadtest.phone.Phone;
import org.city311.loadtest.phone.PhoneCall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Agents and skill groups changed while residents wait and talk: nobody of them notices.
@Order(3)
class RoutingChangesTest extends StackTest {
  private static final String ANA = "agent1";

  RoutingChangesTest() {
    super(StackOptions.agents(1).withWrapUp(Duration.ofSeconds(30)).withWhisper());
  }

  @Test
  void anAgentAddedWhileAResidentWaits_takesThatVeryCall() throws IOException {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var anasCall = ana.awaitCall();
    anasCall.answer();
    eventuallyTalk(talking.call(), anasCall);
    var resident = waiting();

    stack.api().put("/api/agents/cem", "{\"name\":\"Cem\",\"groups\":[\"streets\"]}");
    Phone cem = newPhone("cem");
    stack.api().ready("cem");

    PhoneCall offer = cem.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    eventuallyTalk(talking.call(), anasCall);
    offer.hangUp();
    resident.call().awaitEnded();
    assertEquals("cem", record(resident).agent());
    talking.call().hangUp();
    anasCall.awaitEnded();
    endWrapUp();
    stack.api().delete("/api/agents/cem");
    eventually(
        "the account is gone", () -> !stack.asteriskCli("pjsip show endpoints").contains("cem"));
  }

  @Test
  void aGroupChangedWhileAResidentWaits_keepsTheResidentsPlace() throws IOException {
    var first = waiting();
    var second = waiting();

    stack
        .api()
        .put(
            "/api/skill-groups/streets",
            "{\"name\":{\"en\":\"Streets\",\"es\":\"Calles\"},\"strategy\":\"circular\"}");
    stack.api().put("/api/skill-groups/parks", "{\"name\":{\"en\":\"Parks\",\"es\":\"Parques\"}}");
    var ana = phone(ANA);
    stack.api().ready(ANA);

    var offer = ana.awaitCall();
    offer.answer();
    eventuallyTalk(first.call(), offer);
    assertTrue(stack.api().get("/api/skill-groups/streets").contains("circular"));
    eventually(
        "the new group's whisper is spoken",
        Duration.ofMinutes(1),
        () -> Files.exists(stack.data().resolve("sounds/en/city311/whisper-parks-es.ulaw")));
    second.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_WAITING", record(second).ending());
    first.call().hangUp();
    offer.awaitEnded();
    endWrapUp();
  }

  @Test
  void aChangeThatIsRefused_leavesAllAsItWas() throws IOException {
    var resident = waiting();
    String groups = stack.api().get("/api/skill-groups");
    String agents = stack.api().get("/api/agents");

    var refused =
        assertThrows(
            IOException.class,
            () -> stack.api().put("/api/skill-groups/streets", "{\"strategy\":\"best\"}"));

    assertTrue(String.valueOf(refused.getMessage()).contains("-> 400"), refused.getMessage());
    assertEquals(groups, stack.api().get("/api/skill-groups"));
    assertEquals(agents, stack.api().get("/api/agents"));
    assertEquals(1, live().path("waiting").asInt());
    resident.call().hangUp();
    assertEquals("ABANDONED by HUNG_UP_WAITING", record(resident).ending());
  }

  @Test
  void aWrapUp_isExtendedAndEnded() throws IOException {
    var ana = agent(ANA);
    var resident = resident().chooses('1', '1');
    var offer = ana.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    offer.hangUp();
    eventuallyIs(ANA, "wrap-up");

    String extended = stack.api().post("/api/agents/agent1/wrap-up", "{\"extend_seconds\":600}");
    stack.api().delete("/api/agents/agent1/wrap-up");

    assertTrue(extended.contains("wrap_up_until"), extended);
    assertEquals("ready", stack.api().agentState(ANA));
    resident.call().awaitEnded();
  }

  @Test
  void whatWasChanged_outlivesTheServer_andIsAudited() throws IOException {
    stack.api().put("/api/agents/eda", "{\"groups\":[\"water\"]}");

    stack.node(1).stop();
    stack.node(1).start();

    assertEquals("signed-out", stack.api().agentState("eda"));
    newPhone("eda");
    eventually(
        "the audit is in the table",
        () -> Files.size(stack.data().resolve("audit/node-1.jsonl")) == 0);
    assertTrue(stack.api().get("/api/audit?limit=5").contains("PUT agent eda"));
    stack.api().delete("/api/agents/eda");
  }

  @Test
  void aConfigurationThatSaysSomethingNew_winsOverWhatWasChanged() throws IOException {
    stack.api().put("/api/agents/gil", "{\"groups\":[\"water\"]}");
    stack.node(1).stop();
    String text = Files.readString(stack.configuration());
    Files.writeString(stack.configuration(), text + "  - {id: fay, groups: [streets]}\n");

    stack.node(1).start();

    eventuallyIs("fay", "signed-out");
    String refusal =
        assertThrows(IOException.class, () -> stack.api().agentState("gil")).toString();
    assertTrue(refusal.contains("-> 404"), refusal);
    newPhone("fay");
  }

  /// Half a minute of it would only make the test slow.
  private void endWrapUp() throws IOException {
    eventuallyIs(ANA, "wrap-up");
    stack.api().delete("/api/agents/agent1/wrap-up");
  }

  /// The phone of an agent who was added: its account comes to Asterisk in a moment.
  private Phone newPhone(String agent) {
    Path file = stack.data().resolve("secrets.properties");
    eventually(
        "the account of " + agent,
        () -> stack.asteriskCli("pjsip show endpoint " + agent).contains("ParameterName"));
    var secrets = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      secrets.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Phone phone = phoneOff(agent, secrets.getProperty("sip." + agent));
    phone.register();
    return phone;
  }
}
