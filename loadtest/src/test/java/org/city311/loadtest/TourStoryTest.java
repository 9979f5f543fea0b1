package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.city311.ivr.call.Language;
import org.city311.loadtest.ExampleMenus.Hour;
import org.city311.loadtest.caller.Prompts;
import org.city311.loadtest.caller.Way;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The example city's menus by real calls: each prompt of each menu is heard to its end, each key leads where the
/// file says; of two ways that are the same but for the language, one is gone here, and both by
/// `./city311 loadtest tour`, which goes through all other conversations as well.
@Order(3)
class TourStoryTest extends StackTest {
  private static final int CALLS_A_SECOND = 4;

  /// The machine is shared with other stories.
  private static final Duration IN_NO_HURRY = Duration.ofMillis(2_500);

  private static final int AT_ONCE = 200;

  TourStoryTest() {
    super(options());
  }

  private static StackOptions options() {
    try {
      var files = Files.createTempDirectory("city311-tour");
      return ExampleMenus.stack(Home.find(), files, Hour.OPEN).withCalls(AT_ONCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyBranchOfTheExample_isHeardAsItIsWritten_inOneLanguageOrTheOther() throws IOException {
    var prompts = new Prompts(stack.data().resolve("sounds"));
    try (var calls = new PromptCalls(stack, prompts)) {
      calls.call(ways(), CALLS_A_SECOND);
      var seen = calls.await().compared(prompts);
      seen.tellFailures(System.err);
      assertTrue(seen.answered().size() > 25, "only " + seen.answered().size() + " calls");
      assertEquals(0, seen.failed(), "callers were left alone");
      assertEquals(0, seen.unheard(), "prompts were not heard");
      assertEquals(0, seen.wrong(), "other sounds were heard");
    }
  }

  private List<Way> ways() throws IOException {
    var tree = ExampleMenus.tree(stack.configuration());
    var now = Instant.now();
    var english = MenuWays.of(tree, '1', Language.ENGLISH, now, MenuWays.IN_THE_QUEUE);
    var spanish = MenuWays.of(tree, '2', Language.SPANISH, now, MenuWays.IN_THE_QUEUE);
    return IntStream.range(0, english.size())
        .mapToObj(way -> (way % 2 == 0 ? english : spanish).get(way))
        .filter(way -> !way.name().endsWith("no key"))
        .map(way -> way.slowedTo(IN_NO_HURRY))
        .toList();
  }
}
