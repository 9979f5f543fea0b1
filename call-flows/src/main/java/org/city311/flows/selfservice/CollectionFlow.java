package org.city311.flows.selfservice;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Predicate;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.SelfService;
import org.city311.flows.selfservice.CollectionTable.Kind;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Journey;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;

/// A resident keys the code of their zone or address and hears when what is collected there next.
public final class CollectionFlow implements SelfService {
  private static final String CODE = "collection-code";

  private final CollectionTable table;
  private final CityTime time;
  private final Predicate<LocalDate> isFree;

  /// @param isFree on which days nothing is collected: it comes on the next that is not such
  public CollectionFlow(CollectionTable table, CityTime time, Predicate<LocalDate> isFree) {
    this.table = table;
    this.time = time;
    this.isFree = isFree;
  }

  @Override
  public Next converse(Dialogue dialogue, String about) throws CallerGone, Elsewhere {
    boolean another = true;
    while (another) {
      dialogue.line().step("collection");
      String code =
          dialogue.once(
              CODE,
              () ->
                  dialogue.entered(
                      Spoken.of("collection-enter"),
                      CollectionTable.MOST_DIGITS,
                      keyed -> table.of(keyed).map(_ -> keyed)));
      dialogue.line().step(Journey.served("collection"));
      another = wantsAnother(dialogue, code);
    }
    return new Next.Goodbye();
  }

  /// Who has heard enough is not asked for a code again, also when the node dies before the goodbye.
  private boolean wantsAnother(Dialogue dialogue, String code) throws CallerGone, Elsewhere {
    Spoken told = days(code, dialogue).then("collection-another", "that-is-all");
    try {
      boolean another = Rest.of(dialogue, told, Map.of('1', true)).isPresent();
      if (another) {
        dialogue.forget(CODE);
      }
      return another;
    } catch (GoesBack e) {
      dialogue.forget(CODE);
      throw e;
    }
  }

  private Spoken days(String code, Dialogue dialogue) {
    LocalDate today = time.today();
    Map<Kind, CollectionDays> collected = table.of(code).orElse(Map.of());
    Spoken told = Spoken.NOTHING;
    for (Map.Entry<Kind, CollectionDays> each : collected.entrySet()) {
      told =
          told.then("collection-" + each.getKey().column())
              .then(Say.in(dialogue.language()).date(each.getValue().next(today, isFree), today));
    }
    return collected.isEmpty() ? Spoken.of("collection-nothing") : told;
  }
}
