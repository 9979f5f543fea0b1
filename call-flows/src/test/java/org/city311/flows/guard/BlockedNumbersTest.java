package org.city311.flows.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.ivr.call.CallerNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockedNumbersTest {
  private static final CallerNumber ANN = new CallerNumber("4105550101");
  private static final CallerNumber BEN = new CallerNumber("4105550102");

  private final MemoryText text = new MemoryText();
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private final BlockedNumbers here = new BlockedNumbers(text, () -> now);
  private final BlockedNumbers there = new BlockedNumbers(text, () -> now);

  @Test
  void numberBlockedOnOneNode_isBlockedOnAll_untilSomebodyEndsIt() throws Exception {
    BlockedNumber ann = blocked(ANN, null);
    assertTrue(here.block(ann));

    assertTrue(there.test(ANN));
    assertFalse(there.test(BEN));
    assertEquals(List.of(ann), there.list());
    assertEquals(List.of(ann), new BlockedNumbers(text, () -> now).list());

    assertTrue(there.unblock(ANN));
    assertFalse(here.test(ANN));
    assertFalse(here.unblock(ANN));
  }

  @Test
  void numberBlockedForAWhile_isLetInWhenItIsOver() throws Exception {
    here.block(blocked(ANN, now.plusSeconds(60)));
    assertTrue(here.test(ANN));
    now = now.plusSeconds(60);

    assertFalse(here.test(ANN));
    assertEquals(List.of(), here.list());
    assertTrue(here.find(ANN).isEmpty());
  }

  @Test
  void list_isBounded_andWhatIsOverMakesRoom() throws Exception {
    text.write(
        IntStream.range(1, BlockedNumbers.MOST)
            .mapToObj(
                i ->
                    "{\"number\": \"%010d\", \"why\": \"\", \"since\": \"%s\", \"until\": \"%s\"}"
                        .formatted(i, now, now.plusSeconds(60)))
            .collect(Collectors.joining(",", "[", "]")));
    assertTrue(here.block(blocked(BEN, now.plusSeconds(60))));

    assertFalse(here.block(blocked(ANN, null)));
    assertFalse(here.test(ANN));
    now = now.plusSeconds(60);
    assertTrue(here.block(blocked(ANN, null)));
  }

  @Test
  void textThatIsNoList_blocksNobody_andIsNotWrittenOver() {
    text.write("[{\"number\": \"+1\"}]");

    assertFalse(here.test(ANN));
    assertThrows(IOException.class, () -> here.block(blocked(ANN, null)));
    assertEquals("[{\"number\": \"+1\"}]", text.text());
  }

  @Test
  void listThatCantBeKept_isNotChanged() {
    text.goAway();

    assertThrows(IOException.class, () -> here.block(blocked(ANN, null)));
    assertFalse(here.test(ANN));
  }

  private BlockedNumber blocked(CallerNumber number, @Nullable Instant until) {
    return new BlockedNumber(number, "threats, case 17", now, until);
  }
}
