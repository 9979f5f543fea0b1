package org.city311.flows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.PhoneCodes;
import org.city311.ivr.line.PhoneTalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The feature codes of the agents' phones: `*11` sign in, `*12` sign out, `*13` ready, `*14` and a
/// digit: not ready with the reason of that place in the configured list.
public final class AgentPhoneCodes implements PhoneCodes {
  /// How long a change may take.
  private static final long PATIENCE_SECONDS = 3;

  private static final Logger log = LoggerFactory.getLogger(AgentPhoneCodes.class);

  private final CallCentre centre;
  private final List<Presence.NotReady> notReady;
  private final Map<String, Talk> talks;

  /// @param notReady at most nine, in the order of their digits
  /// @param talks the conversations that codes begin, by the code
  public AgentPhoneCodes(
      CallCentre centre, List<Presence.NotReady> notReady, Map<String, Talk> talks) {
    this.centre = centre;
    this.notReady = List.copyOf(notReady);
    this.talks = Map.copyOf(talks);
  }

  /// A conversation with a phone.
  @FunctionalInterface
  public interface Talk {
    /// @param phone the SIP account
    void converse(Line line, String phone) throws CallerGone;
  }

  /// Only an agent's phone begins one.
  @Override
  public Optional<PhoneTalk> talk(String phone, String code) {
    return Optional.ofNullable(talks.get(code))
        .filter(_ -> centre.agentAt(phone).isPresent())
        .map(talk -> line -> talk.converse(line, phone));
  }

  @Override
  public String dialled(String phone, String code) {
    Optional<Agent> agent = centre.agentAt(phone);
    if (agent.isEmpty()) {
      return "agent-unknown-phone";
    }
    Optional<Presence> wanted = meaning(code);
    if (wanted.isEmpty()) {
      return "agent-unknown-code";
    }
    return set(agent.get(), wanted.get()) ? confirmation(wanted.get()) : "agent-system-down";
  }

  Optional<Presence> meaning(String code) {
    return switch (code) {
      case "*11", "*13" -> Optional.of(new Presence.Ready());
      case "*12" -> Optional.of(new Presence.SignedOut());
      case String other when other.matches("\\*14[1-9]") -> reason(other.charAt(3) - '1');
      default -> Optional.empty();
    };
  }

  private Optional<Presence> reason(int index) {
    return index < notReady.size() ? Optional.of(notReady.get(index)) : Optional.empty();
  }

  private boolean set(Agent agent, Presence wanted) {
    try {
      return centre
          .setPresence(agent.id(), wanted)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .isPresent();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("presence not set by phone: agentId={}", agent.id(), e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String confirmation(Presence presence) {
    return switch (presence) {
      case Presence.Ready _ -> "agent-ready";
      case Presence.SignedOut _ -> "agent-signed-out";
      case Presence.NotReady _ -> "agent-not-ready";
    };
  }
}
