package org.city311.flows.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.flows.Opening;
import org.city311.flows.SelfService.Next;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;
import org.city311.requests.phone.KnownEvent;

/// Tells callers what the city knows of already, such as a power failure, before they wait for a
/// person to tell it. Whoever still wants something goes on: by `1`, or by waiting.
public final class KnownEventsOpening implements Opening {
  /// How long one who wants something else has to wait for the menu.
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String TOLD = "known-events";
  private static final char A_PERSON = '0';

  private final Supplier<List<KnownEvent>> events;

  /// @param events that can be heard now, the most important first; asked on each call
  public KnownEventsOpening(Supplier<List<KnownEvent>> events) {
    this.events = events;
  }

  @Override
  public Next before(Dialogue dialogue) throws CallerGone, Elsewhere {
    List<String> prompts =
        events.get().stream()
            .filter(event -> event.group().isEmpty())
            .map(KnownEvent::prompt)
            .toList();
    if (prompts.isEmpty() || dialogue.line().recall(TOLD).isPresent()) {
      return new Next.Menu();
    }
    dialogue.line().step(Journey.telling("known-event"));
    Spoken told = new Spoken(prompts).then("event-choices");
    Optional<Character> key = dialogue.tell(told, PATIENCE);
    dialogue.line().remember(TOLD, "told");
    if (key.isPresent() && key.get() == A_PERSON) {
      throw new WantsPerson(Elsewhere.Why.ASKED);
    }
    return new Next.Menu();
  }
}
